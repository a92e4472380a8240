"""A site that grew build by build beside the one that is made anew, and what is written into both."""

from __future__ import annotations

import os
from pathlib import Path
from unittest.mock import patch

from milepost.errors import MilepostError
from milepost.site.build import build_site
from repository_builder import SMALL

Files = dict[str, str | None]
WORDS = (
    "All went as planned.\n",
    "See [the beta](milestone:beta), <commitment:C-1> and [the other](2026-03-02.md).\n",
    "## Done\n\n- The crew laid the cable.\n- [ ] Not the second.\n\n## Next\n\nThe cable, again.\n",
    "| Joint | Tested |\n| :-- | --: |\n| crew | 2 |\n",
    "```python\nx = 1  # the crew\n```\n\n> [!NOTE]\n> The tide came.\n",
    '```mermaid\npie\n  "crew": 3\n```\n',
    "第二根电缆已经铺好了。\n\n![A map](../map.svg)\n",
    "<script>alert(1)</script>\n\nA [place](../free.md) and [none](#nowhere).\n",
)
DAYS = tuple(f"2026-03-0{day}" for day in range(1, 6))
STOCK = SMALL["mkdocs.yml"]
THEMED = STOCK.replace("{name: material}", "{name: material, custom_dir: overrides}")
HOOK = "def on_post_page(output, page, config):\n    return output.replace('</body>', f'<i>{page.url}</i></body>')\n"
FOOT = '{% extends "base.html" %}{% block footer %}{{ page and page.url }}{% endblock %}'


def tree(project: Path, memory: str) -> dict[str, bytes]:
    """Every file of the site of a project, built with a memory."""
    site = project.parent / ("anew" if memory == "off" else "site")
    if memory != "off":
        Path(memory, "works").mkdir(parents=True, exist_ok=True)  # as after the first build on a machine
    with patch.dict(os.environ, MILEPOST_CACHE=memory):
        build_site(project / "mkdocs.yml", site, say=lambda level, message: None)
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def said(project: Path, memory: str) -> dict[str, bytes] | str:
    """The same, or why there is none."""
    try:
        return tree(project, memory)
    except MilepostError as error:
        return str(error)


def differing(project: Path, memory: Path) -> list[str]:
    """The files of a site that are not as they are made anew."""
    grown, anew = said(project, str(memory)), said(project, "off")
    if isinstance(grown, str) or isinstance(anew, str):
        return [] if grown == anew else [f"{grown}\n{anew}"]
    return sorted(name for name in grown.keys() | anew.keys() if grown.get(name) != anew.get(name))


def update_of(headline: str, words: str, status: str, why: str = "") -> str:
    """The text of an update."""
    return f"---\nstatus: {status}\nheadline: >-\n  {headline}\n{why}---\n{words}"

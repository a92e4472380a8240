"""The kitchen sink: a project whose author writes with everything Material and its extensions offer (`kitchen/`)."""

from __future__ import annotations

import shutil
from pathlib import Path

from milepost.site.build import build_site
from repository_builder import RepositoryBuilder

SOURCE = Path(__file__).parent / "kitchen"
PAGES = {
    "update": "updates/2026-03-06/",
    "index": "handbook/",
    "everything": "handbook/everything/",
    "wide": "handbook/wide/",
    "deep": "handbook/deep/one/",
    "deepest": "handbook/deep/three/",
    "tags": "tags/",
}
_TASKS = "custom_checkbox: true"


def build_kitchen(folder: Path) -> Path:
    """The built site, once with boxes of the theme's own and, in `plain/`, with the browser's and without tabs."""
    project, site = folder / "project", folder / "site"
    shutil.copytree(SOURCE, project)
    RepositoryBuilder(project).commit({}, on="2026-03-06")
    _build(project, site)
    config = project / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace(_TASKS, "").replace("    - navigation.tabs\n", ""), "utf-8")
    _build(project, site / "plain")
    return site


def _build(project: Path, target: Path) -> None:
    build_site(project / "mkdocs.yml", target, strict=True, say=lambda level, message: None)

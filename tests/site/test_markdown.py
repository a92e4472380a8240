"""The author's Markdown on the site: as on GitHub, its links found, its diagrams drawn, each slip told once."""

from __future__ import annotations

import html
import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import pytest
from markdown import Markdown
from mkdocs.config import load_config

from milepost.render.prose import Author
from milepost.render.words.words import Words
from milepost.site.build import build_site
from milepost.site.pages import fences
from repository_builder import SMALL, RepositoryBuilder

PLUGINS = "plugins: [search, milepost]\n"
UPDATE = "---\nstatus: green\nheadline: All is well\n---\n"
DIAGRAM = "```mermaid\nflowchart LR\n  A[Draft] --> B[Signed]\n```\n"


def built(repository: RepositoryBuilder, files: dict[str, str], settings: str = "") -> tuple[Path, list[str]]:
    """The site of a small project with these content files and settings, and what the build warned of or told."""
    configuration = SMALL["mkdocs.yml"].replace(
        "plugins: [search, milepost]\n", settings or "plugins: [search, milepost]\n"
    )
    content = {f"content/{name}": text for name, text in files.items()}
    repository.commit({**SMALL, "mkdocs.yml": configuration, **content}, on="2026-03-06")
    heard: list[str] = []
    build_site(repository.path / "mkdocs.yml", None, say=lambda level, message: heard.append(message))
    return repository.path / "site", heard


def words_of(page: Path) -> str:
    """The author's words of a page."""
    text = page.read_text(encoding="utf-8")
    found = re.search(r'<div class="mp-prose">(.*?)</div>\s*<aside', text, re.DOTALL)
    return found[1].strip() if found else text


@pytest.fixture
def repository(tmp_path: Path) -> RepositoryBuilder:
    """An empty repository."""
    return RepositoryBuilder(tmp_path / "project")


def test_an_update_is_read_as_on_github(repository: RepositoryBuilder) -> None:
    """Nested lists, tasks, tables right after a line, bare addresses; its title is said once."""
    text = (
        "# All is well\n\nDone:\n- [x] form\n  - deep, https://example.org\n\nNumbers\n| a |\n|--:|\n| 1 |\n\n"
        "# More\n\n> [!WARNING]\n> Soon.\n"
    )
    site, _ = built(repository, {"updates/2026-03-06.md": UPDATE + text})
    shown = words_of(site / "updates" / "2026-03-06" / "index.html")
    assert "<h1" not in shown
    assert '<h2 id="more">More</h2>' in shown
    assert re.search(r'aria-label="form"[^>]*> form\s*<ul>\s*<li>deep, <a href="https://example.org">', shown)
    assert '<td class="mp-right">1</td>' in shown
    assert '<p class="mp-alert-title">Warning</p>' in shown


@pytest.mark.parametrize("said", ["# {}\n", "## {}\n", "{}.\n", "**{}**\n", "{}\n---\n"])
def test_the_news_is_said_once(repository: RepositoryBuilder, said: str) -> None:
    """However a text begins that repeats its headline; what only begins alike stays."""
    site, _ = built(
        repository, {"updates/2026-03-06.md": UPDATE + said.format("All is well") + "\nAll is well so far.\n"}
    )
    shown = words_of(site / "updates" / "2026-03-06" / "index.html")
    assert re.findall("All is well[^<]*", shown) == ["All is well so far."]


def test_links_and_pictures_lead_from_every_page(repository: RepositoryBuilder) -> None:
    """Counted from the file, in Markdown and in HTML, with blanks and in any script."""
    update = UPDATE + (
        '[a](../guide.md#部署) <img src="new form.png" width="120"> '
        "![b](<new form.png>) [c](2026-03-06.md) <milestone:beta>"
    )
    guide = "# Guide\n\n## 部署\n\n[up](<updates/2026-03-06.md>) [here](#部署)\n"
    files = {"updates/2026-03-06.md": update, "guide.md": guide, "updates/new form.png": "a picture"}
    site, heard = built(repository, files)
    shown = words_of(site / "updates" / "2026-03-06" / "index.html")
    assert re.findall(r'(?:href|src)="([^"]+)"', shown) == [
        "../../guide/#部署",
        "../new%20form.png",
        "../new%20form.png",
        "./",
        "../../plan/#m-beta",
    ]
    assert 'href="../updates/2026-03-06/"' in (site / "guide" / "index.html").read_text(encoding="utf-8")
    assert [message for message in heard if "leads" in message or " link" in message] == []


def test_what_leads_nowhere_is_told_once(repository: RepositoryBuilder) -> None:
    """At its line, and not once more by MkDocs."""
    _, heard = built(repository, {"guide.md": "# Guide\n\n[x](nowhere.md) and [y](#nothing)\n"})
    told = [message for message in heard if "'nowhere" in message or "#nothing" in message]
    assert told == [
        "content/guide.md:3:5: 'nowhere.md' leads to a file that is not there "
        "(put it into content/, or write the path from this file)",
        "content/guide.md:3:25: '#nothing' leads to a place that is not on the page "
        "(a heading is named by its words: what-we-did)",
    ]


@pytest.mark.parametrize(
    ("settings", "is_github"),
    [
        ("plugins: [search, milepost]\n", True),
        ("plugins: [search, milepost]\nmarkdown_extensions: [admonition]\n", False),
        ("plugins: [search, milepost: {markdown: github}]\nmarkdown_extensions: [admonition]\n", True),
        ("plugins: [search, milepost: {markdown: mkdocs}]\n", False),
    ],
)
def test_a_page_of_ones_own_is_read_as_it_was_meant(
    settings: str, is_github: bool, repository: RepositoryBuilder
) -> None:
    """As on GitHub, or by MkDocs where it is set up; nothing acts in either."""
    text = "# Guide\n\nSee\n- <milestone:beta>\n\n<b onclick=x>bold</b> [c](javascript:x)\n"
    site, _ = built(repository, {"guide.md": text}, settings)
    shown = (site / "guide" / "index.html").read_text(encoding="utf-8").split("<article")[1]
    assert ("<li><a " in shown) == is_github
    assert 'href="../plan/#m-beta"' in shown
    assert not re.search(r"onclick|javascript:", shown)


def test_addresses_in_html_lead_where_mkdocs_leaves_them_alone(repository: RepositoryBuilder) -> None:
    """In MkDocs' own Markdown, too, they count from the file; those written from the page lead where they did."""
    page = (
        '# Guide\n\n<img src="new form.png" alt="a"> <img src="../deep/new%20form.png?x#y" alt="b"> '
        '<a href="other.md#part">c</a>\n\n<a href="../">d</a> <a href="nowhere.png">e</a> [f](other.md)\n'
    )
    files = {"deep/guide.md": page, "deep/other.md": "# Part\n", "deep/new form.png": "a picture"}
    site, _ = built(repository, files, "plugins: [search, milepost: {markdown: mkdocs}]\n")
    shown = (site / "deep" / "guide" / "index.html").read_text(encoding="utf-8").split("<article")[1]
    assert re.findall(r'(?:href|src)="([^"]+)"', shown.split("</article")[0])[-6:] == [
        "../new%20form.png",
        "../new%20form.png?x#y",
        "../other/#part",
        "../",
        "nowhere.png",
        "../other/",
    ]


def test_an_anchor_is_a_guess_where_the_authors_settings_name_headings(repository: RepositoryBuilder) -> None:
    """A place that is not on a page is told as a warning, which `--strict` counts; as advice where MkDocs names it."""
    levels = []
    for mode in ("github", "mkdocs"):
        configuration = SMALL["mkdocs.yml"].replace(
            "plugins: [search, milepost]\n", f"plugins: [search, milepost: {{markdown: {mode}}}]\n"
        )
        files = {**SMALL, "mkdocs.yml": configuration, "content/guide.md": "# Guide\n\n[y](#nothing)\n"}
        repository.commit(files, on="2026-03-06")
        heard: list[tuple[str, str]] = []
        build_site(repository.path / "mkdocs.yml", None, say=lambda *said: heard.append(said))  # noqa: B023, before the next
        levels += [(mode, level) for level, message in heard if "leads to a place" in message]
    assert levels == [("github", "warning"), ("mkdocs", "info")]


def test_a_diagram_is_drawn(repository: RepositoryBuilder) -> None:
    """As a picture that says its labels; the search does not read its source."""
    settings = (
        f"{PLUGINS}markdown_extensions:\n  - pymdownx.superfences:\n      custom_fences:\n"
        "        - name: mermaid\n          class: mermaid\n"
        "          format: !!python/name:pymdownx.superfences.fence_code_format\n"
    )
    site, _ = built(repository, {"updates/2026-03-06.md": UPDATE + DIAGRAM, "flow.md": DIAGRAM}, settings)
    for page in ("updates/2026-03-06", "flow"):
        shown = (site / page / "index.html").read_text(encoding="utf-8")
        assert re.search(r'<img src="data:image/svg\+xml,[^"<>]+" alt="Diagram: Draft, Signed" width="\d+"', shown)
        assert "flowchart LR" not in shown
        drawing = unquote(re.findall(r'src="data:image/svg\+xml,([^"]+)"', shown)[0])
        inks = set(re.findall(r"#[0-9a-fA-F]{6}", drawing))
        assert {"#12161d", "#f1f3fd", "#8796b8"} <= inks, "in the inks of our own charts"
    assert "flowchart" not in next(site.rglob("search*.json")).read_text(encoding="utf-8")


FENCE = '<pre class="mp-diagram" data-search-exclude><code>flowchart LR\n  A[[ --&gt;\n</code></pre>'


def test_what_cannot_be_drawn_is_shown_as_it_is_written(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a word about why, once where the extra is missing."""
    assert fences.draw_fences(FENCE, "flow.md", Words.of("en")) == FENCE
    assert caplog.messages[0].startswith("flow.md: a diagram is shown as it is written, for it could not be drawn")
    monkeypatch.setattr(fences, "is_drawable", lambda: False)
    assert fences.draw_fences(FENCE, "flow.md", Words.of("en")) == FENCE


def test_nothing_of_materials_own_markdown_is_lost() -> None:
    """Tabs, admonitions, annotations, icons, keys: each element and class that the extensions write comes through."""
    kitchen = Path(__file__).parents[1] / "browser" / "kitchen"
    config = load_config(str(kitchen / "mkdocs.yml"))
    parser = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)
    written = parser.convert((kitchen / "content" / "handbook" / "everything.md").read_text(encoding="utf-8"))
    shown = Author({}, Words.of("en")).received(written, "handbook/everything.md", str)
    for piece in (r"<([a-zA-Z][a-zA-Z0-9]*)", r' (?:class|id|for|href|src)="([^"]*)"'):
        lost = Counter(map(html.unescape, re.findall(piece, written)))
        lost -= Counter(map(html.unescape, re.findall(piece, shown)))
        assert lost == Counter()

"""A site in Chinese, as a reader in China meets it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import feedparser
import pytest
from playwright.sync_api import Page

from built_once import built_once
from judges import html_errors, violations
from milepost.site.build import build_site
from repository_builder import RepositoryBuilder
from screenshots import thin_site
from serving import served
from thin import write_thin
from visiting import OpenTab, resize, visit
from waiting import comes, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# A reader's whole page: what is seen, what is read aloud, what a pointer shows and what a tab is called.
_SAID = """() => {
    const named = ['aria-label', 'title', 'placeholder', 'alt', 'data-label', 'data-mp-label', 'data-mp-today']
    const attributes = [...document.querySelectorAll(named.map(name => `[${name}]`).join())]
        .flatMap(e => named.map(name => e.getAttribute(name)).filter(Boolean))
    const meta = [...document.querySelectorAll('meta[name=description]')].map(e => e.content)
    return [document.title, document.body.textContent, ...attributes, ...meta].join('\\n')
}"""
_NAMES = {"Milepost", "git"}
_LATIN = re.compile(r"(?<![0-9a-f])[A-Za-z][A-Za-z’']+(?![0-9a-f])")
_ASCII_MARK = re.compile(r"[\u4e00-\u9fff）] ?[,;!?](?=[ \u4e00-\u9fff])|[\u4e00-\u9fff] ?: ")

# What a project keeps besides its plan: every register, with an item that is open and one that is not.
KEPT = Path(__file__).parent / "chinese"
REGISTERS = (
    *("", "plan/", "risks/", "problems/", "problems/P-1/", "decisions/D-1/", "changes/CR-1/", "feedback/"),
    *("budget/B-1/", "meetings/", "meetings/2026-02-11-steering/", "about/", "record/", "updates/2026-02/"),
)
# A Chinese sentence needs no blank before the next one.
_GAP = re.compile(r"[\u4e00-\u9fff][。；，] (?=[\u4e00-\u9fff])")


@pytest.fixture(scope="session")
def chinese(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a Chinese project."""
    room = built_once(tmp_path_factory, "thin-chinese", lambda room: thin_site("chinese", room))
    return room / "chinese-site"


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a Chinese project that keeps all registers."""

    def made(room: Path) -> None:
        project = write_thin("chinese", room / "project")
        files = {f"content/{path.relative_to(KEPT)}": path.read_text("utf-8") for path in KEPT.rglob("*.*")}
        files["content/project.yml"] = (project / "content/project.yml").read_text("utf-8") + files[
            "content/project.yml"
        ]
        plan = (project / "content/milestones.yml").read_text("utf-8")
        done = plan.replace("due: 2026-02-27,", "due: 2026-02-27, done: 2026-02-19, delivered: 2026-02-19,")
        RepositoryBuilder(project).commit({**files, "content/milestones.yml": done}, on="2026-02-20", by="项目办公室")
        build_site(project / "mkdocs.yml", room / "site", say=lambda *_: None)

    return built_once(tmp_path_factory, "chinese-registers", made) / "site"


@pytest.fixture(scope="session")
def where(chinese: Path) -> Iterator[str]:
    """Where it is served."""
    with served(chinese) as address:
        yield address


def test_every_word_is_chinese(page: Page, chinese: Path, where: str) -> None:
    """No page says, names or describes anything in another language, nor with another language's marks."""
    foreign: dict[str, list[str]] = {}
    for file in sorted(chinese.rglob("*.html")):
        path = file.relative_to(chinese).as_posix()
        page.goto(where + path)
        page.evaluate("document.querySelectorAll('script, style, code, [translate=no]').forEach(e => e.remove())")
        said = page.evaluate(_SAID)
        found = [*_LATIN.findall(said), *_ASCII_MARK.findall(said)]
        foreign |= {path: words} if (words := sorted({*found} - _NAMES)) else {}
        assert page.locator("html").get_attribute("lang") == "zh", path
    assert foreign == {}


def test_every_register_is_chinese(page: Page, kept: Path) -> None:
    """So are the pages of all registers, of meetings, the month and the project."""
    foreign: dict[str, list[str]] = {}
    with served(kept) as address:
        for path in REGISTERS:
            page.goto(address + path)
            page.evaluate("document.querySelectorAll('script, style, code, [translate=no]').forEach(e => e.remove())")
            said = re.sub(r"[\w.]+@[\w.]+", "", page.evaluate(_SAID))
            found = [*_LATIN.findall(said), *_ASCII_MARK.findall(said), *_GAP.findall(said)]
            foreign |= {path: words} if (words := sorted({*found} - _NAMES - {"CR"})) else {}
            assert violations(page) == []
    assert foreign == {}
    assert html_errors(kept, [f"{path}index.html" for path in REGISTERS]) == []


def test_the_feed_is_chinese(chinese: Path) -> None:
    """Titles and texts of the feed, too."""
    feed = feedparser.parse((chinese / "feed.xml").read_bytes())
    said = " ".join(re.sub("<[^>]+>", " ", f"{entry.title} {entry.get('summary', '')}") for entry in feed.entries)
    assert sorted({*_LATIN.findall(said)} - _NAMES) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("港务局", "第二次评审"),
        ("访谈", "本周完成了码头访谈"),
        ("限额", "先问清楚供应商"),
        ("正式上线", "全部航线正式上线"),
    ],
)
def test_search_finds_chinese(page: Page, where: str, query: str, found: str) -> None:
    """A word in the middle of a phrase is found, though nothing parts it from its neighbours."""
    visit(page, where)
    page.locator(".md-search__input").click()
    until(page, "() => document.activeElement.matches('.md-search__input')")
    page.keyboard.insert_text(query)  # as an input method does, which ends with a key
    page.keyboard.press("Shift")
    said = page.locator(".md-search-result")
    comes(page, lambda: found in said.inner_text().replace("\u200b", ""), found)


def test_everybody_can_read_it(tab: OpenTab, chinese: Path, where: str) -> None:
    """Axe and the HTML checker find nothing, on a desk and on a phone."""
    page, found = tab(), []
    for path in ("", "plan/", "commitments/", "updates/2026-02-20/", "404.html"):
        heard = visit(page, where, path)
        for width in (390, 1280):
            resize(page, width, heard)
            found += violations(page)
    assert found == []
    assert html_errors(chinese, ["index.html", "plan/index.html", "404.html"]) == []

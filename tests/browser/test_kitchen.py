"""The author's own pages and updates, with everything that can be written, before the same judges as ours."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

sys.path.insert(0, str(Path(__file__).parent))

from built_once import built_once
from geometry import too_wide
from judges import faint, html_errors, violations
from keyboard import lost_by_keyboard
from kitchen import PAGES, build_kitchen
from milepost.site.finishing.mends import mend
from serving import served
from visiting import OpenTab, darken, resize, visit
from waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WIDTHS = (1280, 390, 320)
WRITTEN = [variant + path for variant in ("", "plain/") for path in PAGES.values()]


@pytest.fixture(scope="session")
def kitchen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The kitchen sink, built; read it, do not change it."""
    return built_once(tmp_path_factory, "kitchen", build_kitchen) / "site"


@pytest.fixture(scope="session")
def where(kitchen: Path) -> Iterator[str]:
    """Where it is served."""
    with served(kitchen) as address:
        yield address


@pytest.mark.parametrize("path", WRITTEN)
def test_everybody_can_read_what_an_author_writes(tab: OpenTab, where: str, path: str) -> None:
    """Axe finds nothing, nothing is wider than the screen, and no page says a word on the console.

    In the dark nothing is too faint, and nothing gets wider than the screen. Axe looks at the largest and the smallest:
    between the phones nothing is laid out anew (test_judged).
    """
    page = tab(WIDTHS[0])
    heard, found = visit(page, where, path), []
    for width in WIDTHS:
        resize(page, width, heard)
        seen = violations(page, targets=False) if width != 390 else []  # numbers are small
        found += [f"{width} px: {what}" for what in seen + too_wide(page)]
    darken(page)
    for width in WIDTHS[:2]:
        resize(page, width, heard)
        seen = faint(page) if width == 1280 else []  # What an author writes has no other colours on a phone.
        found += [f"{width} px in the dark: {what}" for what in seen + too_wide(page)]
    assert heard.told + found == []


def test_the_html_is_correct(kitchen: Path) -> None:
    """The Nu HTML checker finds no error in any page."""
    assert (
        html_errors(kitchen, [path.relative_to(kitchen).as_posix() for path in sorted(kitchen.rglob("*.html"))]) == []
    )


def test_a_mended_page_stays_as_it_is(kitchen: Path) -> None:
    """Mending once more changes nothing: what is right is left alone."""
    pages = {path: path.read_text("utf-8") for path in sorted(kitchen.rglob("*.html"))}
    assert [path for path, html in pages.items() if mend(html) != html] == []


@pytest.mark.parametrize("path", [PAGES["update"], PAGES["wide"]])
def test_what_is_wider_than_the_page_scrolls_by_keyboard(tab: OpenTab, where: str, path: str) -> None:
    """A wide table and a long line of code take the focus, and arrow keys move them."""
    page = tab(390)
    visit(page, where, path)
    for wide in (".mp-sheet", "pre code[tabindex]"):
        page.locator(wide).first.focus()
        page.keyboard.press("ArrowRight")
        until(page, "() => document.activeElement.scrollLeft > 0")


def test_columns_keep_their_side_under_the_policy(page: Page, where: str) -> None:
    """A column that the author has aligned is aligned, though no style may stand in a page."""
    page.goto(where + PAGES["everything"])
    sides = page.locator("table.mp-written tbody tr").first.locator("td")
    assert [side.evaluate("e => getComputedStyle(e).textAlign") for side in sides.all()] == ["left", "right", "center"]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", ["update", "everything", "deepest"])
def test_the_keyboard_reaches_what_an_author_writes(tab: OpenTab, where: str, name: str, width: int) -> None:
    """Tabs, details, tables, code and the navigation are reached in order, each with a ring around it."""
    page = tab(width, reduced_motion="reduce")
    visit(page, where, PAGES[name])
    assert lost_by_keyboard(page) == []


_LOOK = """() => {
    const find = where => document.querySelector(where)
    const [drawn, code, box] = [find('.mp-drawn img'), find('.highlight .k'), find('.task-list-item > input')]
    const beside = box.parentElement.getBoundingClientRect(), at = box.getBoundingClientRect()
    const line = parseFloat(getComputedStyle(box.parentElement).lineHeight)
    return {
        filter: getComputedStyle(drawn).filter, ink: getComputedStyle(code).color,
        isCut: drawn.getBoundingClientRect().width > drawn.parentElement.getBoundingClientRect().width,
        besideItsLine: Math.abs(at.top + at.height / 2 - beside.top - line / 2) < 2,
    }
}"""


def test_an_update_is_light_on_paper_and_whole(tab: OpenTab, where: str) -> None:
    """Drawings and code are as dark as the page on the screen, and as on a light page on paper, where none is cut."""
    looks = {}
    for scheme in ("light", "dark"):
        page = tab(718, 1000, color_scheme=scheme)
        page.goto(where + PAGES["update"])
        looks[scheme, "screen"] = page.evaluate(_LOOK)
        page.emulate_media(media="print")
        looks[scheme, "print"] = page.evaluate(_LOOK)
    assert looks["dark", "print"] == looks["light", "print"]
    assert looks["light", "print"] | {"ink": ""} == {"filter": "none", "ink": "", "isCut": False, "besideItsLine": True}
    assert looks["light", "screen"]["filter"] == "none"
    assert looks["dark", "screen"]["filter"] == "invert(0.93) hue-rotate(180deg)"
    assert looks["dark", "screen"]["ink"] != looks["light", "screen"]["ink"]
    assert looks["light", "screen"]["besideItsLine"]

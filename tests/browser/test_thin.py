"""The five-second test, and tidiness, with data that is thin, thick or all of one kind."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from geometry import misplaced
from judges import violations
from screenshots import PAGES, THIN_PAGES
from thin import THIN
from visiting import OpenTab, resize, visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# What answers a client's four questions; where there is nothing to say, what says so.
ANSWERS = {
    "are we on track": ".mp-eyebrow .mp-pill",
    "when is it done": ".mp-big, .mp-finish .mp-cap",
    "when was it promised": ".mp-finish .mp-delta, .mp-finish .mp-cap, .mp-figures dd + dd",
    "what is needed from me": ".mp-asks li h3, .mp-asks .mp-empty, .mp-closing .mp-pill",
}
CHANGED = "#mp-changed"
PHONE = {**ANSWERS, "what is needed from me": ".mp-asks h2, .mp-closing .mp-pill"}
_EMPTY = """() => [...document.querySelectorAll('.mp :is(p, h1, h2, h3, ul, ol, dl, dt, dd, th, td, li, section, a)')]
    .filter(e => e.checkVisibility() && !e.matches('[role=status]'))
    .filter(e => !e.textContent.trim() && !e.querySelector('svg, progress, img'))
    .map(e => e.outerHTML.slice(0, 120))"""
_TOPS = """() => [...document.querySelectorAll('.mp-2')].map(row =>
    [...row.children].map(part => part.querySelector('h2')).filter(Boolean).map(h => h.getBoundingClientRect().top))"""
_LEFTS = """() => [...new Set([...document.querySelectorAll('.mp > *')]
    .filter(e => e.checkVisibility()).map(e => Math.round(e.getBoundingClientRect().left)))]"""


@pytest.mark.parametrize("name", ["demo", *sorted(THIN)])
def test_the_first_screen_answers(tab: OpenTab, home: str, name: str) -> None:
    """On a small laptop a client's questions are answered before scrolling; what changed comes on the next screen.

    On a phone the first screen tells how it stands, when it is done, and that there is (or is not) an ask; a headline
    of 120 characters may push the ask to the second screen.
    """
    page = tab(1280, 800)
    heard = visit(page, home)
    assert [question for question, where in ANSWERS.items() if bottom(page, where) > 800] == []
    assert bottom(page, CHANGED) <= 1600
    resize(page, 390, heard, height=844)
    first = dict([*PHONE.items()][: 3 if name == "long-titles" else 4])
    assert [question for question, where in first.items() if bottom(page, where) > 844] == []


@pytest.fixture
def home(request: pytest.FixtureRequest, thin_address: Callable[[str], str], name: str) -> str:
    """The address of the demo, or of a thin project."""
    return str(request.getfixturevalue("address")) if name == "demo" else thin_address(name)


def bottom(page: Page, selector: str) -> float:
    """Where the first of some places ends on the screen."""
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box["y"] + box["height"]


@pytest.mark.parametrize("name", sorted(THIN))
def test_nothing_is_empty_or_out_of_place(tab: OpenTab, home: str) -> None:
    """No element stands there without words, and no text on another, cut off or beyond the edge, at any width.

    On a desk the parts of a page begin at one edge, and headings side by side at one height, and axe finds nothing on
    the two pages that change most with the data.
    """
    page, found = tab(), []
    for path in THIN_PAGES:
        heard = visit(page, home, PAGES[path])
        found += [f"{path}: {what}" for what in untidy(page) + uneven(page)]
        found += [f"{path}: {what}" for what in violations(page)] if path in {"overview", "plan"} else []
        for width in (390, 320):
            resize(page, width, heard)
            found += [f"{path} at {width} px: {what}" for what in untidy(page)]
        page.set_viewport_size({"width": 1280, "height": 900})
    assert found == []


def test_a_closing_report_is_in_order(tab: OpenTab, thin_address: Callable[[str], str]) -> None:
    """As the other pages, at both widths, in the dark, too, and no sheet more than a steering group reads."""
    home = thin_address("closed")
    for width in (1280, 390, 320):
        page = tab(width)
        page.goto(home + "closing/")
        page.locator("summary", has_text="Edited after it was published").click()
        assert [*untidy(page), *(uneven(page) + violations(page) if width == 1280 else [])] == []
    dark = tab(1280, 900, color_scheme="dark")
    dark.goto(home + "closing/")
    assert violations(dark) == []
    assert len(re.findall(rb"/Type\s*/Page\b", dark.pdf(format="A4"))) <= 3


def untidy(page: Page) -> list[str]:
    """What says nothing, and what stands where it cannot be read."""
    return [f"empty: {html}" for html in page.evaluate(_EMPTY)] + misplaced(page)


def uneven(page: Page) -> list[str]:
    """More than one left edge, and headings side by side at different heights."""
    lefts = page.evaluate(_LEFTS)
    tops = [tops for tops in page.evaluate(_TOPS) if tops and max(tops) - min(tops) > 1]
    return [*([f"left edges: {lefts}"] if len(lefts) > 1 else []), *(f"heights of headings: {row}" for row in tops)]

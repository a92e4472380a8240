"""The five-second test, and tidiness, with data that is thin, thick or all of one kind."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from geometry import misplaced
from judges import violations
from screenshots import PAGES, THIN_PAGES
from thin import THIN

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# What answers a client's four questions; where there is nothing to say, what says so.
ANSWERS = {
    "are we on track": ".mp-eyebrow .mp-pill",
    "when is it done": ".mp-finish .mp-big, .mp-finish .mp-cap",
    "when was it promised": ".mp-finish .mp-delta, .mp-finish .mp-cap",
    "what is needed from me": ".mp-asks li h3, .mp-asks .mp-empty",
    "what changed": ".mp-changes li h3, [aria-labelledby=mp-changed] .mp-empty",
}
_EMPTY = """() => [...document.querySelectorAll('.mp :is(p, h1, h2, h3, ul, ol, dl, dt, dd, th, td, li, section, a)')]
    .filter(e => e.checkVisibility() && !e.matches('[role=status]'))
    .filter(e => !e.textContent.trim() && !e.querySelector('svg, progress, img'))
    .map(e => e.outerHTML.slice(0, 120))"""
_TOPS = """() => [...document.querySelectorAll('.mp-2')].map(row =>
    [...row.children].map(part => part.querySelector('h2')).filter(Boolean).map(h => h.getBoundingClientRect().top))"""
_LEFTS = """() => [...new Set([...document.querySelectorAll('.mp > *')]
    .filter(e => e.checkVisibility()).map(e => Math.round(e.getBoundingClientRect().left)))]"""


@pytest.fixture(params=["demo", *sorted(THIN)])
def overview(request: pytest.FixtureRequest, thin_address: Callable[[str], str]) -> str:
    """The address of an overview: the demo's, and that of each thin project."""
    if request.param == "demo":
        return str(request.getfixturevalue("address"))
    return thin_address(request.param)


def test_five_seconds(page: Page, overview: str) -> None:
    """On a small laptop every one of a client's questions is answered before scrolling."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(overview)
    assert {question: bottom(page, where) <= 800 for question, where in ANSWERS.items()} == dict.fromkeys(ANSWERS, True)


def test_five_seconds_on_a_phone(page: Page, overview: str, request: pytest.FixtureRequest) -> None:
    """On a phone the first screen tells how it stands, when it is done, and that there is (or is not) an ask.

    A headline of 120 characters may push the ask to the second screen.
    """
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(overview)
    questions = [*ANSWERS][: 3 if "long-titles" in request.node.name else 4]
    wanted = {**ANSWERS, "what is needed from me": ".mp-asks h2"}
    assert {question: bottom(page, wanted[question]) <= 844 for question in questions} == dict.fromkeys(questions, True)


def bottom(page: Page, selector: str) -> float:
    """Where the first of some places ends on the screen."""
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box["y"] + box["height"]


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("name", sorted(THIN))
def test_nothing_is_empty_or_out_of_place(
    chromium: Browser, thin_address: Callable[[str], str], name: str, width: int
) -> None:
    """No element stands there without words, and no text on another, cut off or beyond the edge.

    On a desk the parts of a page begin at one edge, and headings side by side at one height.
    """
    page = chromium.new_page(viewport={"width": width, "height": 900})
    for path in THIN_PAGES:
        page.goto(thin_address(name) + PAGES[path])
        assert page.evaluate(_EMPTY) == [], path
        assert misplaced(page) == [], path
        if width == 1280:
            assert len(page.evaluate(_LEFTS)) == 1, path
            assert [tops for tops in page.evaluate(_TOPS) if tops and max(tops) - min(tops) > 1] == [], path
    page.close()


@pytest.mark.parametrize("name", sorted(THIN))
def test_everybody_can_read_it(page: Page, thin_address: Callable[[str], str], name: str) -> None:
    """Axe finds nothing on the two pages that change most with the data."""
    for path in ("overview", "plan"):
        page.goto(thin_address(name) + PAGES[path])
        assert violations(page) == [], path

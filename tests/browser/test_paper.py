"""The pages on paper."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from screenshots import A4, LETTER, PAGES
from thin import THIN
from visiting import OpenTab
from waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]
_SHEET = re.compile(rb"/Type\s*/Page\b")
PAPERS = {"A4": A4, "Letter": LETTER}
_LETTERS = """() => [...document.querySelectorAll('.mpc text')].map(text => {
    const { width } = text.ownerSVGElement.viewBox.baseVal
    const scale = width ? text.ownerSVGElement.getBoundingClientRect().width / width : 1
    return parseFloat(getComputedStyle(text).fontSize) * scale * 0.75
})"""
_WHITE = """() => ['body', '.mp-asks', '.mp-finish'].map(place => {
    const probe = document.createElement('canvas').getContext('2d')
    probe.fillStyle = getComputedStyle(document.querySelector(place)).backgroundColor
    probe.fillRect(0, 0, 1, 1)
    return Math.min(...probe.getImageData(0, 0, 1, 1).data.slice(0, 3))
})"""


@pytest.mark.parametrize("name", ["demo", *sorted(THIN)])
def test_the_overview_fits_two_sheets(
    request: pytest.FixtureRequest, page: Page, thin_address: Callable[[str], str], name: str
) -> None:
    """Whatever it has to say, on A4 and on Letter."""
    page.goto(request.getfixturevalue("address") if name == "demo" else thin_address(name))
    assert {paper: len(_SHEET.findall(page.pdf(format=paper))) > 2 for paper in PAPERS} == dict.fromkeys(PAPERS, False)


def test_what_counts_sheets_sees_more_of_them(page: Page) -> None:
    """The judge is awake: what needs three sheets has three."""
    page.set_content("<style>p { break-after: page }</style><p>1<p>2<p style='break-after: auto'>3")
    assert len(_SHEET.findall(page.pdf(format="A4"))) == 3


@pytest.mark.parametrize("path", ["overview", "plan"])
def test_charts_are_legible(tab: OpenTab, address: str, path: str) -> None:
    """No letter in a chart is smaller than six points; those of names are at least six and a half."""
    for width in PAPERS.values():
        page = tab(width, 1000, media="print")
        page.goto(address + PAGES[path])
        sizes = sorted(page.evaluate(_LETTERS))
        assert sizes[0] >= 6
        assert sizes[len(sizes) // 10] >= 6.5


def test_paper_is_white(tab: OpenTab, address: str) -> None:
    """A reader who prints from the dark gets a light sheet."""
    page = tab(color_scheme="dark")
    page.goto(address)
    assert page.evaluate(_WHITE)[0] < 40, "the screen is dark"
    page.emulate_media(media="print")
    assert min(page.evaluate(_WHITE)) > 230


def test_the_plan_fits_two_sheets(page: Page, address: str) -> None:
    """The demo's, on A4 and on Letter, as a reader finds it."""
    page.goto(f"{address}plan/")
    assert {paper: len(_SHEET.findall(page.pdf(format=paper))) <= 2 for paper in PAPERS} == dict.fromkeys(PAPERS, True)


def test_what_is_open_is_printed(page: Page, address: str) -> None:
    """What a reader has unfolded stands on the sheet with its story; what is folded stays so."""
    page.goto(f"{address}plan/#m-go-live")
    until(page, "() => document.querySelector('#m-go-live').checkVisibility()")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("#m-go-live").is_visible()
    assert not page.locator("#m-handover").is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert page.locator("details:has(> #m-go-live)").get_attribute("open") is not None
    assert page.locator("details:has(> #m-handover)").get_attribute("open") is None

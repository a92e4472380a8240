"""What a reader has asked the machine for: no motion, few colours; and charts in words."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page

sys.path.insert(0, str(Path(__file__).parent))

from keyboard import moving
from screenshots import PAGES
from visiting import OpenTab

pytestmark = [pytest.mark.browser, pytest.mark.slow]
_CHARTS = """() => [...document.querySelectorAll('svg[role=img]')].map(svg => ({
  title: svg.querySelector(':scope > title')?.textContent ?? '',
  description: svg.querySelector(':scope > desc')?.textContent ?? '',
  silent: [...svg.querySelectorAll('.mpc-row')].filter(row => !row.querySelector(':scope > title')?.textContent).length,
  data: Boolean(svg.closest('section, aside')?.querySelector('table, ol, dl, time, a[href="#mp-list"]')),
}))"""


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_moves_for_who_does_not_want_it(tab: OpenTab, address: str, width: int) -> None:
    """With reduced motion nothing slides, fades or scrolls smoothly in the search or the drawer, either."""
    page = tab(width, reduced_motion="reduce")
    page.goto(address)
    page.keyboard.press("/")
    assert moving(page) == []
    page.evaluate("document.getElementById('__drawer').click()")
    assert moving(page) == []


def test_what_moves_would_be_told(page: Page) -> None:
    """The judge is awake: a transition and smooth scrolling are found."""
    page.set_content("<title>t</title><p style='transition: color 1s'>a</p><p style='scroll-behavior: smooth'>b</p>")
    assert [what.partition(".")[0] for what in moving(page)] == ["P", "P"]


@pytest.mark.parametrize("name", ["overview", "plan", "old"])
def test_a_chart_says_in_words_what_it_shows(page: Page, address: str, name: str) -> None:
    """Each drawing has a name and a description, each thing in it a line of words, and its data stands beside it."""
    page.goto(address + PAGES[name])
    charts = page.evaluate(_CHARTS)
    assert charts
    assert [chart for chart in charts if chart["silent"] or not (chart["title"] and chart["description"])] == []
    assert [chart["title"] for chart in charts if not chart["data"]] == []


def test_few_colours_leave_edges(page: Page, address: str) -> None:
    """Where the reader's own colours rule, pills and tags keep an edge, and texts in charts the reader's colour."""
    page.emulate_media(forced_colors="active")
    for path, what in (("", ".mp-pill"), ("lessons/", ".mp-tag")):
        page.goto(address + path)
        assert page.locator(what).first.evaluate("e => parseFloat(getComputedStyle(e).borderTopWidth)") >= 1
    page.goto(address + "plan/")
    ink = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
    assert page.locator(".mp-axis text").first.evaluate("e => getComputedStyle(e).fill") == ink

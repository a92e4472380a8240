"""What a reader has asked the machine for: no motion, few colours; and no state told by colour alone."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

sys.path.insert(0, str(Path(__file__).parent))

from screenshots import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.slow]
_MOVING = """() => {
  const seconds = (text) => Math.max(...text.split(',').map(t => parseFloat(t) * (t.trim().endsWith('ms') ? 0.001 : 1)))
  const found = new Set()
  for (const element of document.querySelectorAll('*')) for (const part of [null, '::before', '::after']) {
    const style = getComputedStyle(element, part)
    const longest = Math.max(...[style.transitionDuration, style.animationDuration].map(seconds))
    const delay = Math.max(...[style.transitionDelay, style.animationDelay].map(seconds))
    if (longest > 0.01 || (delay > 0.01 && longest > 0) || style.scrollBehavior === 'smooth')
      found.add(`${element.tagName}.${element.className} ${part ?? ''} ${longest} s after ${delay} s`)
  }
  return [...found]
}"""
_CHARTS = """() => [...document.querySelectorAll('svg[role=img]')].map(svg => ({
  title: svg.querySelector(':scope > title')?.textContent ?? '',
  description: svg.querySelector(':scope > desc')?.textContent ?? '',
  silent: [...svg.querySelectorAll('.mpc-row')].filter(row => !row.querySelector(':scope > title')?.textContent).length,
  data: Boolean(svg.closest('section, aside')?.querySelector('table, ol, dl, time, a[href="#mp-list"]')),
}))"""


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_moves_for_who_does_not_want_it(chromium: Browser, address: str, width: int) -> None:
    """With reduced motion nothing slides, fades or scrolls smoothly on any page, nor in the search or the drawer."""
    page = chromium.new_page(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    found: list[str] = []
    for name, path in PAGES.items():
        page.goto(address + path)
        found += [f"{name}: {what}" for what in page.evaluate(_MOVING)]
    page.goto(address)
    page.keyboard.press("/")
    found += [f"search: {what}" for what in page.evaluate(_MOVING)]
    page.evaluate("document.getElementById('__drawer').click()")
    found += [f"drawer: {what}" for what in page.evaluate(_MOVING)]
    page.close()
    assert found == []


@pytest.mark.parametrize("name", ["overview", "plan", "old"])
def test_a_chart_says_in_words_what_it_shows(page: Page, address: str, name: str) -> None:
    """Each drawing has a name and a description, each thing in it a line of words, and its data stands beside it."""
    page.goto(address + PAGES[name])
    charts = page.evaluate(_CHARTS)
    assert charts
    assert [chart for chart in charts if chart["silent"] or not (chart["title"] and chart["description"])] == []
    assert [chart["title"] for chart in charts if not chart["data"]] == []


@pytest.mark.parametrize("name", sorted(PAGES))
def test_no_state_is_told_by_colour_alone(page: Page, address: str, name: str) -> None:
    """Whatever has a tone has a word in it; a pill has a shape besides."""
    page.goto(address + PAGES[name])
    toned = page.locator(".mp-pill, .mp-tag, .mp-said, .mp-shift, .mp-notice")
    assert [e for e in toned.all() if not (e.text_content() or "").strip()] == []
    assert page.locator(".mp-pill:not(:has(svg)), .mp-notice:not(:has(svg))").count() == 0


def test_few_colours_leave_edges(page: Page, address: str) -> None:
    """Where the reader's own colours rule, pills and tags keep an edge, and texts in charts the reader's colour."""
    page.goto(address + "plan/")
    page.emulate_media(forced_colors="active")
    for what in (".mp-pill", ".mp-tag"):
        assert page.locator(what).first.evaluate("e => parseFloat(getComputedStyle(e).borderTopWidth)") >= 1
    ink = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
    assert page.locator(".mpc-name").first.evaluate("e => getComputedStyle(e).fill") == ink

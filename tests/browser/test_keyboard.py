"""Everything works by keyboard: reached in order, seen where it is, opened, and left again."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page

sys.path.insert(0, str(Path(__file__).parent))

from keyboard import lost_by_keyboard, moving
from screenshots import PAGES
from visiting import OpenTab, resize, visit
from waiting import comes, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WIDTHS = (1280, 390)


@pytest.mark.parametrize("name", sorted(PAGES))
def test_tab_reaches_everything_in_order(tab: OpenTab, address: str, name: str) -> None:
    """Each control is reached, in the order of the page, with a ring around it, and none holds the reader.

    Nothing slides, fades or scrolls smoothly meanwhile, for a reader who does not want it; and the first stop skips to
    the content: the next one lies behind the header. It is so on a desk, and when the screen gets as small as a phone.
    """
    page = tab(WIDTHS[0], reduced_motion="reduce")
    heard = visit(page, address, PAGES[name])
    found = []
    for width in WIDTHS:
        resize(page, width, heard)  # On a phone the plan is not at rest before.
        found += [f"{width} px: {what}" for what in moving(page) + lost_by_keyboard(page)]
    assert found == []
    page.keyboard.press("Tab")  # From beyond the end one begins anew.
    for width in reversed(WIDTHS if name != "missing" else ()):  # which has no header to skip
        resize(page, width, heard)
        assert page.evaluate("document.activeElement.className").startswith("md-skip")
        page.keyboard.press("Enter")
        until(page, "() => !document.activeElement.matches('.md-skip')")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.md-header, .md-tabs') === null")
        page.evaluate("document.querySelector('.md-skip').focus()")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_details_open(page: Page, address: str, key: str) -> None:
    """A history opens and closes again."""
    page.goto(address + "commitments/")
    closed = page.locator(".mp-row details:not([open])").first.element_handle()
    assert closed is not None
    summary = closed.query_selector("summary")
    assert summary is not None
    summary.focus()
    for is_open in (True, False):
        page.keyboard.press(key)
        until(page, "([fold, isOpen]) => fold.open === isOpen", [closed, is_open])


def test_what_is_wider_than_the_screen_scrolls(tab: OpenTab, address: str) -> None:
    """Arrow keys move it, as the communication plan with letters three times as large."""
    page = tab(740)
    page.goto(f"{address}about/")
    page.evaluate("document.documentElement.style.fontSize = '300%'")
    wide = page.locator(".mp-scroll[tabindex]").first
    assert wide.evaluate("e => { e.scrollLeft = 0; return e.scrollWidth > e.clientWidth }")
    wide.focus()
    page.keyboard.press("ArrowRight")
    until(page, "() => document.activeElement.scrollLeft > 0")


def test_a_phone_shows_the_status_date(tab: OpenTab, address: str) -> None:
    """The chart of the plan fits: today and the months are in sight, above what one sees and below it."""
    page = tab(390, 844)
    visit(page, address, "plan/")
    page.locator(".mp-track").nth(2).scroll_into_view_if_needed()
    for place in page.locator(".mp-axis-today:visible").all():
        box = place.bounding_box()
        assert box is not None
        assert 0 < box["x"] < box["x"] + box["width"] < 390
    axes = [axis.bounding_box() for axis in page.locator(".mp-axes").all()]
    assert all(box and 0 <= box["y"] < box["y"] + box["height"] <= 844 for box in axes), axes


def test_colours_are_switched(page: Page, address: str) -> None:
    """The choice of light or dark is two radio buttons: space chooses one, arrow keys the other."""
    visit(page, address)
    page.locator(".md-option").first.focus()
    page.keyboard.press("Space")
    for key in ("ArrowRight", "ArrowLeft"):
        before = page.evaluate("document.body.dataset.mdColorScheme")
        page.keyboard.press(key)
        until(page, "before => document.body.dataset.mdColorScheme !== before", before)


def test_the_search_opens_leads_on_and_closes(page: Page, address: str) -> None:
    """A slash opens it, arrows go through what is found, Escape leads back to where one was."""
    visit(page, address, "plan/")
    page.locator(".md-tabs__link").nth(1).focus()
    page.keyboard.press("/")
    until(page, "() => document.activeElement.matches('.md-search__input')")
    page.keyboard.type("ticket")
    page.locator(".md-search-result__item").first.wait_for()
    page.keyboard.press("ArrowDown")
    until(page, "document.activeElement.closest('.md-search-result') !== null")
    page.keyboard.press("Escape")
    until(page, "() => document.activeElement.matches('.md-tabs__link')")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_drawer_opens_and_closes(tab: OpenTab, address: str, key: str) -> None:
    """On a phone the menu opens by keyboard, the next stop is in it, and Escape leads back out."""
    page = tab(390, 800)
    visit(page, address, "working-together/")
    opener = page.locator(".mp-opener")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert opener.evaluate("e => e === document.activeElement")
    page.keyboard.press(key)
    until(page, "() => document.activeElement.closest('.md-sidebar--primary')")
    assert opener.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    until(page, "() => document.activeElement.matches('.mp-opener[aria-expanded=false]')")


def test_topics_and_spans_are_chosen(page: Page, address: str) -> None:
    """Enter on a topic filters the lessons, arrow keys choose how far back to look."""
    visit(page, address, "lessons/")
    page.locator("[data-mp-topic]").nth(1).focus()
    page.keyboard.press("Enter")
    until(page, "location.hash.startsWith('#topic-')")
    shown = page.locator("[data-mp-topics]:visible").all_inner_texts()
    assert 0 < len(shown) < page.locator("[data-mp-topics]").count()
    page.reload()  # The address of a topic shows its lessons alone.
    comes(page, lambda: page.locator("[data-mp-topics]:visible").all_inner_texts() == shown)
    page.locator("[data-mp-topic='']").click()
    until(page, "!location.hash && !document.querySelector('[data-mp-topics][hidden]')")
    page.goto(address + "versions/since/")
    page.locator("input[value=month]").focus()
    page.keyboard.press("ArrowDown")
    until(page, "document.querySelector('input[value=start]').checked")


def test_the_menu_is_shut_when_one_goes_back(tab: OpenTab, address: str) -> None:
    """A reader who follows a link of the menu and goes back finds the page, not the menu."""
    page = tab(390, 844)
    visit(page, address)
    page.locator(".md-header .mp-opener").click()
    page.locator(".md-nav--primary").get_by_role("link", name="Commitments").click()
    page.wait_for_url("**/commitments/")
    page.go_back()
    page.locator(".md-header .mp-opener[aria-expanded=false]").wait_for()
    until(page, "!document.getElementById('__drawer').checked")

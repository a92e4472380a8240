"""The pages as a reader meets them, in a real browser."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

sys.path.insert(0, str(Path(__file__).parent))

from visiting import visit

pytestmark = pytest.mark.browser


def test_five_seconds(page: Page, address: str) -> None:
    """Without scrolling: are we on track, when will it be done and when was that promised, what is needed from me."""
    page.goto(address)
    for words in ("At risk", "Go-live is still forecast", "after the agreed", "What we need from you"):
        where = page.get_by_text(words).first.bounding_box()
        assert where is not None
        assert where["y"] + where["height"] <= 900, words


def test_a_reader_finds_the_history_of_a_promise(page: Page, address: str) -> None:
    """From the overview to a promise that vanished: when, by whom, and that nobody gave a reason."""
    page.goto(address)
    page.get_by_role("link", name="Commitments", exact=True).first.click()
    tombstone = page.locator("#c-C-014")
    assert "Vanished" in tombstone.inner_text()
    if tombstone.locator("details").first.get_attribute("open") is None:
        tombstone.locator("summary").first.click()
    assert "no reason given" in tombstone.inner_text()


def test_the_chart_is_drawn_and_has_its_table(page: Page, address: str) -> None:
    """The plan shows a drawing with a name, and the same milestones as rows."""
    page.goto(address + "plan/")
    chart = page.locator("svg[role=img]").first
    assert chart.bounding_box() is not None
    assert chart.locator("title").first.text_content()
    assert page.locator("#m-go-live").is_visible()


def test_search_finds_an_update_and_a_promise(page: Page, address: str) -> None:
    """What an update says, and what only the list of commitments says, is found."""
    for query, words in (("season passes", "season passes"), ("power at Mill Pier", "Commitments")):
        visit(page, address)
        page.get_by_placeholder("Search").click()
        page.get_by_placeholder("Search").press_sequentially(query)
        page.locator(".md-search-result__item").first.wait_for()
        assert words in page.locator(".md-search-result__list").inner_text()


def test_without_scripts_every_page_says_everything(chromium: Browser, address: str) -> None:
    """The plan, its table and the history of promises need no JavaScript."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    for name, words in (("", "What we need from you"), ("plan/", "First promised"), ("lessons/", "What happened")):
        page.goto(address + name)
        assert page.get_by_text(words).first.is_visible(), name
    context.close()

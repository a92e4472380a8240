"""The pages as a reader meets them, in a real browser."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

sys.path.insert(0, str(Path(__file__).parent))

from visiting import OpenTab, visit
from waiting import comes, led_to

pytestmark = pytest.mark.browser


def test_five_seconds(page: Page, address: str) -> None:
    """Without scrolling: are we on track, when will it be done and when was that promised, what is needed from me."""
    visit(page, address)
    for words in ("At risk", "Go-live is still forecast", "after the agreed", "answers we need from you"):
        where = page.get_by_text(words).first.bounding_box()
        assert where is not None
        assert where["y"] + where["height"] <= 900, words


def test_the_overview_is_short(tab: OpenTab, address: str) -> None:
    """On a phone at most 500 words and four screens, with the date that each answer moves first."""
    page = tab(390, 844)
    visit(page, address)
    words = page.locator(".mp-overview").inner_text().split()
    unseen = [word for hidden in page.locator(".mp-overview .mp-hidden").all_inner_texts() for word in hidden.split()]
    height = page.evaluate("document.documentElement.scrollHeight")
    assert (len(words) - len(unseen) <= 500, height <= 4 * 844) == (True, True), (len(words), len(unseen), height)


def test_the_chips_of_the_record_need_no_script(chromium: Browser, address: str) -> None:
    """Each shows the entries of its kind and nothing else, and all of them at first."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "record/")
    shown = page.locator(".mp-said > li:visible")
    total = shown.count()
    page.get_by_text("Monthly reports").click()
    comes(page, lambda: 0 < shown.count() < total)
    assert shown.count() == page.locator(".mp-of-months:visible").count()
    context.close()


def test_a_number_on_a_tab_counts_what_waits(page: Page, address: str) -> None:
    """The promises of the reader that are open, and it is said what they are."""
    page.goto(address)
    tab = page.locator(".md-tabs__item", has_text="Commitments")
    assert (tab.locator("b").inner_text(), tab.locator("i").inner_text()) == ("3", ", 3 answers we need")
    counted = page.locator(".md-tabs__item:has(.mp-waits) b").all_inner_texts()
    assert counted == ["1", "3", "1"]  # and a delivery to accept, on the Plan, and a decision, in the Record


def test_a_reader_finds_the_history_of_a_promise(page: Page, address: str) -> None:
    """From the overview to a promise that vanished: when, by whom, and that nobody gave a reason."""
    page.goto(address)
    page.get_by_role("link", name="Commitments").first.click()
    led_to(page, f"{address}commitments/")
    tombstone = page.locator(".mp-row", has=page.locator("#c-C-014"))
    assert "Removed without a word" in (tombstone.text_content() or "")
    assert "no reason given" in (tombstone.text_content() or "")


def test_the_chart_is_drawn_and_has_its_table(page: Page, address: str) -> None:
    """The plan shows a drawing with a name, and the same milestones as rows."""
    page.goto(address + "plan/")
    chart = page.locator("svg[role=img]").first
    assert chart.bounding_box() is not None
    assert chart.locator("title").first.text_content()
    assert page.locator("#m-go-live").count() == 1


def test_search_finds_an_update_and_a_promise(page: Page, address: str) -> None:
    """What an update says, and what only the list of commitments says, is found."""
    for query, words in (("season passes", "season passes"), ("power at Mill Pier", "Commitments")):
        visit(page, address)
        page.get_by_placeholder("Search").click()
        page.get_by_placeholder("Search").press_sequentially(query)
        found = page.locator(".md-search-result__list", has_text=words)
        found.wait_for()  # The first letters alone find other pages.


def test_without_scripts_every_page_says_everything(chromium: Browser, address: str) -> None:
    """The plan, its table and the history of promises need no JavaScript."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    for name, words in (("", "answers we need from you"), ("plan/", "First promised"), ("lessons/", "What happened")):
        page.goto(address + name)
        assert page.get_by_text(words).first.is_visible(), name
    context.close()

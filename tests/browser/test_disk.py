"""A site that is opened from a disk: its links lead to pages, and it says what it needs to be whole."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from visiting import visit


def test_a_page_from_a_disk_leads_to_the_others(chromium: Browser, site: Path) -> None:
    """Where nobody turns the address of a folder into its page, the links name the page."""
    page = chromium.new_page()
    page.goto((site / "index.html").as_uri())
    told = page.locator(".mp-disk")
    told.wait_for()
    assert "python3 -m http.server" in told.inner_text()
    page.locator(".mp-finish a[href*='plan']").first.click()
    page.wait_for_url("**/plan/index.html#*")
    assert page.locator("h1").inner_text() == "Plan"
    page.locator(".md-tabs__link").first.click()
    page.wait_for_url((site / "index.html").as_uri())
    page.close()


def test_a_served_page_says_nothing_of_disks(chromium: Browser, address: str) -> None:
    """There is nothing to say."""
    page = chromium.new_page()
    visit(page, address)
    assert page.locator(".mp-disk").count() == 0
    assert page.locator(".md-tabs__link").nth(1).get_attribute("href") == "plan/"
    page.close()

"""Where an update was edited a mark leads to what stood there, and back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from visiting import OpenTab
from waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]
_SHOWN = "id => document.getElementById(id).checkVisibility()"


@pytest.mark.parametrize("number", [1, 2])
def test_a_mark_opens_what_it_leads_to_and_that_leads_back(page: Page, address: str, number: int) -> None:
    """Without a script of ours: the disclosure unfolds for whoever is led into it."""
    page.goto(f"{address}updates/2026-06-26/")
    assert not page.evaluate(_SHOWN, f"mp-edit-{number}")
    mark = page.locator(f"#mp-mark-{number}")
    assert mark.get_attribute("aria-label") == "edited on 12 August 2026: what stood here"
    mark.press("Enter")
    until(page, _SHOWN, f"mp-edit-{number}")
    page.locator(f"#mp-edit-{number} a").press("Enter")
    until(page, "id => document.querySelector(':target').id === id", f"mp-mark-{number}")


def test_paper_shows_the_mark_and_no_way_back(tab: OpenTab, address: str) -> None:
    """A sheet cannot be pressed: it says that the words were edited, and what stood there."""
    page = tab(794, 1123)
    page.goto(f"{address}updates/2026-06-26/")
    page.locator(".mp-edited > summary").click()
    page.emulate_media(media="print")
    assert page.locator(".mp-mark").first.is_visible()
    assert page.locator(".mp-edits del").first.is_visible()
    assert not page.locator(".mp-place").first.is_visible()

"""A page that has grown old says so, by the reader's own clock."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from visiting import visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize(
    ("path", "now", "is_told"),
    [
        ("", "2026-10-25T12:00:00", False),
        ("", "2026-10-26T12:00:00", True),
        ("plan/", "2027-02-01T12:00:00", True),
        ("updates/2026-10-16/", "2027-02-01T12:00:00", False),
        ("versions/2026-10-16/", "2027-02-01T12:00:00", False),
    ],
)
def test_silence_is_told(chromium: Browser, address: str, path: str, now: str, is_told: bool) -> None:
    """Only after the next update and its grace, only on today's pages; the page's own policy lets the script run."""
    context = chromium.new_context()
    context.clock.set_fixed_time(now)
    page = context.new_page()
    visit(page, address, path)
    told = page.get_by_text("This page is from 16 October 2026. The update of 23 October 2026 has not come.")
    assert told.is_visible() == is_told
    context.close()

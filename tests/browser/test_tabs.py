"""A tab that is used again is as a new one: nothing of a test is left for the next."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page

from tabs import Tabs
from visiting import visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]
_LEFT = """() => [
    document.documentElement.outerHTML, innerWidth, innerHeight, history.length > 9,
    localStorage.length, sessionStorage.length, document.querySelectorAll(':hover').length,
    ...['print', '(prefers-color-scheme: dark)', '(prefers-reduced-motion)', '(forced-colors: active)']
        .map(medium => matchMedia(medium).matches),
]"""


def test_nothing_is_left_in_a_tab(window: BrowserContext, address: str) -> None:
    """No store, size, medium or route of who had it before."""
    tabs = Tabs(window)
    found = []
    for _ in range(2):
        tab = tabs.open()
        told = visit(tab, address, "404.html")
        found.append((tab, tab.evaluate(_LEFT), told.told))
        tabs.put_back()
        tab = tabs.open(400, 300, media="print", color_scheme="dark", reduced_motion="reduce", forced_colors="active")
        heard = visit(tab, address)
        tab.route("**", lambda route: route.abort())
        tab.evaluate("localStorage.mine = sessionStorage.mine = 1")
        tab.mouse.move(20, 20)
        tabs.put_back()
        heard.told.clear()
    assert found[0] == found[1]
    assert heard.told == []


def test_a_tab_that_was_shut_is_not_used_again(window: BrowserContext, page: Page) -> None:
    """As after a failure, of which a picture was taken; and the next test has one all the same."""
    tabs = Tabs(window)
    tabs.open().close()
    tabs.put_back()
    assert tabs.open() is not page
    tabs.put_back()

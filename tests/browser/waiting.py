"""Waiting for a page, also under its policy: a machine may be slow, or busy with something else, at any moment."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Error, Page

# Milliseconds, and how many of them: a machine under load is slow, and nothing is wrong with it.
_STEP, _STEPS = 50, 2_400


def until(page: Page, expression: str, argument: object = None) -> None:
    """Wait until an expression holds; Playwright's own waiting calls `eval` in the page, which the policy forbids.

    What throws does not hold yet: the page may still be on its way, or may not have what is asked of it.
    """
    comes(page, lambda: page.evaluate(expression, argument), expression)


def comes(page: Page, is_so: Callable[[], object], what: str = "") -> None:
    """Wait until something holds that is asked of a page, or of what was heard of it."""
    thrown = None
    for _ in range(_STEPS):
        try:
            if is_so():
                return
        except Error as error:
            thrown = error
        page.wait_for_timeout(_STEP)
    raise AssertionError(f"it did not come true: {what or is_so}") from thrown


def led_to(page: Page, address: str) -> None:
    """Wait until a page has come to an address, to the letter: a click is over before the next page is there."""
    page.wait_for_url(lambda url: url == address)

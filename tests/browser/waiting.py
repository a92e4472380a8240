"""Waiting for a page, also under its policy."""

from __future__ import annotations

from playwright.sync_api import Error, Page

# Milliseconds, and how many of them: a machine under load is slow, and nothing is wrong with it.
_STEP, _STEPS = 50, 2_400


def until(page: Page, expression: str, argument: object = None) -> None:
    """Wait until an expression holds; Playwright's own waiting calls `eval` in the page, which the policy forbids.

    What throws does not hold yet: the page may still be on its way, or may not have what is asked of it.
    """
    thrown = None
    for _ in range(_STEPS):
        try:
            if page.evaluate(expression, argument):
                return
        except Error as error:
            thrown = error
        page.wait_for_timeout(_STEP)
    raise AssertionError(f"it did not come true: {expression}") from thrown

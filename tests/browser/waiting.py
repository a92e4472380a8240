"""Waiting for a page, also under its policy."""

from __future__ import annotations

from playwright.sync_api import Page

# Milliseconds, and how many of them: a machine under load is slow, and nothing is wrong with it.
_STEP, _STEPS = 50, 2_400


def until(page: Page, expression: str, argument: object = None) -> None:
    """Wait until an expression holds; Playwright's own waiting calls `eval` in the page, which the policy forbids."""
    for _ in range(_STEPS):
        if page.evaluate(expression, argument):
            return
        page.wait_for_timeout(_STEP)
    raise AssertionError(f"it did not come true: {expression}")

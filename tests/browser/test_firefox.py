"""The pages in Firefox: nothing on the console, nothing against the policy, everything in its place."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from firefox import Firefox, firefox, firefox_path
from geometry import FIND
from screenshots import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def fox() -> Iterator[Firefox]:
    """The installed Firefox; on a machine without one these tests are skipped, in CI they fail."""
    if firefox_path() is None and not os.environ.get("CI"):
        pytest.skip("no Firefox is installed")
    with firefox() as opened:
        yield opened


@pytest.mark.parametrize("name", sorted(PAGES.keys() - {"missing"}))
def test_a_page_is_in_order(fox: Firefox, address: str, name: str) -> None:
    """On a phone and on a desk nothing is said, nothing is refused, and no text stands where it cannot be read.

    The page comes on a phone, where more is folded away, and gets the room of a desk while one looks.
    """
    fox.told.clear()
    fox.visit(address + PAGES[name], 390)
    found = fox.evaluate(f"({FIND})()")
    fox.resize(1280)
    found += fox.evaluate(f"({FIND})()")
    assert found + fox.told == []


def test_a_link_opens_its_row(fox: Firefox, address: str) -> None:
    """A promise that is closed lies open where a link leads to it."""
    fox.visit(f"{address}commitments/#c-C-014")
    fox.until(lambda: fox.evaluate("document.getElementById('c-C-014').checkVisibility()"))


def test_the_whole_plan_is_a_matter_of_styles(fox: Firefox, address: str) -> None:
    """The choice of everything takes the window away, and unfolds what is complete."""
    fox.visit(f"{address}plan/")
    widths = "(lane => lane.firstElementChild.getBoundingClientRect().width / lane.clientWidth)"
    lane = "document.querySelector('.mp-gantt > ol > .mp-track:not(.mp-past) .mp-lane')"
    assert fox.evaluate(f"{widths}({lane})") > 1.5
    fox.evaluate("document.getElementById('mp-all').click()")
    assert fox.evaluate(f"{widths}({lane})") == pytest.approx(1, abs=0.01)
    assert fox.evaluate("document.querySelector('.mp-complete .mp-track').checkVisibility()")


def test_who_listens_would_say_so(fox: Firefox, address: str) -> None:
    """The judge is awake: a script that the policy forbids is heard of."""
    fox.visit(address)
    fox.told.clear()
    script = "(e => { e.textContent = '1'; document.body.append(e) })(document.createElement('script'))"
    fox.evaluate(script)
    fox.until(lambda: fox.evaluate("true") and any("script" in line for line in fox.told))

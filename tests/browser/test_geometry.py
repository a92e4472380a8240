"""Nothing stands on anything else, is cut off or leads beyond the edge, however large the reader wants it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

sys.path.insert(0, str(Path(__file__).parent))

from geometry import enlarge_text, misplaced
from screenshots import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_everything_has_its_place(chromium: Browser, address: str, width: int) -> None:
    """On a desk and on a phone no text stands on another, is cut off or lies beyond the edge."""
    page = chromium.new_page(viewport={"width": width, "height": 900})
    found: list[str] = []
    for name, path in PAGES.items():
        page.goto(address + path)
        found += [f"{name}: {what}" for what in misplaced(page)]
    page.close()
    assert found == []


def test_at_twice_the_size_everything_has_its_place(chromium: Browser, address: str) -> None:
    """A browser's zoom of 200 % leaves half the screen, and that is enough."""
    page = chromium.new_page(viewport={"width": 640, "height": 450}, device_scale_factor=2)
    found: list[str] = []
    for name, path in PAGES.items():
        page.goto(address + path)
        found += [f"{name}: {what}" for what in misplaced(page)]
    page.close()
    assert found == []


@pytest.mark.parametrize("width", [1280, 390])
def test_text_twice_as_large_has_its_place(chromium: Browser, address: str, width: int) -> None:
    """A reader whose browser shows larger letters, and nothing else larger, reads all of it."""
    page = chromium.new_page(viewport={"width": width, "height": 900})
    found: list[str] = []
    for name, path in PAGES.items():
        page.goto(address + path)
        enlarge_text(page, 200)
        found += [f"{name}: {what}" for what in misplaced(page)]
    page.close()
    assert found == []


BAD = {
    "on one another: First | Second": "<p>First</p><p style='margin-top:-2.1em'>Second</p>",
    "cut off: A sentence": "<p style='width:3em;overflow:hidden;white-space:nowrap'>A sentence</p>",
    "beyond the edge: Far": "<main style='overflow:visible'><p style='position:absolute;right:-20px'>Far</p></main>",
    "on one another: a | b": "<svg><text x='0' y='20'>a</text><text x='2' y='22'>b</text></svg>",
}
GOOD = (
    "<p style='width:3em;overflow:auto;white-space:nowrap'>A sentence that scrolls</p>",
    "<p style='width:3em;overflow:hidden;text-overflow:ellipsis;white-space:nowrap'>A sentence</p>",
    "<p>A <b>bold</b> word, and <a href=x>a link</a> that is long enough to break the line at some place or other</p>",
    "<svg width='200'><text y='20'><tspan>one</tspan><tspan dx='4'>two</tspan></text></svg>",
)


@pytest.mark.parametrize("told", sorted(BAD))
def test_the_judge_is_awake(page: Page, told: str) -> None:
    """What stands on something, is cut off or lies beyond the edge is told."""
    page.set_content(f"<!doctype html><title>t</title>{BAD[told]}")
    assert told in misplaced(page)


@pytest.mark.parametrize("html", GOOD)
def test_the_judge_is_fair(page: Page, html: str) -> None:
    """What scrolls, ends in an ellipsis or simply stands beside another is right."""
    page.set_viewport_size({"width": 300, "height": 400})
    page.set_content(f"<!doctype html><title>t</title>{html}")
    assert misplaced(page) == []

"""The judges of geometry, themselves judged (test_judged and test_thin ask them about the pages)."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page

sys.path.insert(0, str(Path(__file__).parent))

from geometry import misplaced, too_small, too_wide

pytestmark = [pytest.mark.browser, pytest.mark.slow]


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


def test_the_other_judges_are_awake(page: Page) -> None:
    """A page wider than the screen, a heading that is cut off, and a control too small for a finger are told."""
    page.set_content(
        "<!doctype html><title>t</title><body style='margin:0'><div class=md-content>"
        "<h1 style='width:3em;overflow:hidden;white-space:nowrap'>A long heading</h1></div>"
        "<div style='width:1300px'>x</div><div class=mp-links><a href=x style='font-size:9px'>y</a></div>"
    )
    assert too_wide(page) == ["20 px too wide", "cut off: A long heading"]
    assert [what.partition(":")[0] for what in too_small(page)] == ["small"]


def test_what_sticks_covers_what_it_lies_on(page: Page) -> None:
    """An opaque heading that sticks to the edge hides what has scrolled under it; a clear one does not."""
    page.set_viewport_size({"width": 400, "height": 300})
    told = []
    for colour in ("white", "transparent"):
        page.set_content(
            f"<title>t</title><p style='position: sticky; top: 0; margin: 0; background: {colour}'>Heading</p>"
            "<p style='margin: -1em 0 0'>Underneath</p>"
        )
        told.append(misplaced(page))
    assert told == [[], ["on one another: Heading | Underneath"]]

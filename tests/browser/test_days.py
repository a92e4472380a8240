"""A day that Milepost tells in a sentence stays on one line, however narrow the screen."""

from __future__ import annotations

import pytest

from screenshots import PAGES
from visiting import OpenTab, visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# Days that an author has written are the author's; in the columns of a list a day may take two lines.
_BROKEN = r"""() => {
  document.querySelectorAll('details').forEach((fold) => { fold.open = true })
  const range = document.createRange(), told = []
  const lines = () => new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode
    if (!node.parentElement.closest('.mp-lede, .mp-sub, .mp-areas td')?.checkVisibility()) continue
    for (const day of node.data.matchAll(/\d{1,2} [A-Z][a-z]{2,8}( \d{4})?/g)) {
      range.setStart(node, day.index)
      range.setEnd(node, day.index + day[0].length)
      if (lines() > 1) told.push(day[0])
    }
  }
  return told
}"""


@pytest.mark.parametrize("name", ["overview", "plan"])
def test_a_day_is_on_one_line(tab: OpenTab, address: str, name: str) -> None:
    """At every width of a phone, by tens of pixels."""
    page, found = tab(320), []
    visit(page, address, PAGES[name])
    for width in range(320, 480, 10):
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width} px: {day}" for day in page.evaluate(_BROKEN)]
    assert found == []

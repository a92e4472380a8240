"""Breaking: words that end on one line and go on in the next, where nothing but the room has broken them."""

from __future__ import annotations

from playwright.sync_api import Page

# Where a line may end besides a blank: after a hyphen, a slash and the like, and between two Chinese characters. What
# is no word (addresses, code, ids) may break anywhere.
_BROKEN = r"""() => {
  const PIECE = /[^\s\-\u2010-\u2015\/.,:;@_&=?#+|\u200b\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]{2,}/g
  const told = new Set()
  const page = document.querySelector('.md-container') ?? document.body
  const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  const lines = () => new Set([...range.getClientRects()].filter(r => r.width > 1).map(r => Math.round(r.top))).size
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement
    if (!node.data.trim() || parent.closest('script, style, svg, code, a[href^="mailto:"], .md-search')) continue
    if (!parent.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
    if (parent.closest('[class*="hidden"]') || getComputedStyle(parent).clipPath !== 'none') continue
    range.selectNodeContents(node)
    if (lines() < 2) continue
    for (const found of node.data.matchAll(PIECE)) {
      range.setStart(node, found.index)
      range.setEnd(node, found.index + found[0].length)
      if (lines() > 1) told.add(`broken inside: ${found[0]}`)
    }
  }
  return [...told].sort()
}"""


def broken(page: Page) -> list[str]:
    """Which words are broken inside."""
    found: list[str] = page.evaluate(_BROKEN)
    return found

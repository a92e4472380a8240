"""Geometry: texts that stand on one another, are cut off, or lie beyond the edge of the page as it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

# A text is what one text node shows, line by line. Not looked at: what is hidden from the eye alone, faded out or shut,
# what has scrolled out of a region that scrolls, what an ellipsis ends, and what floats or sticks above the page.
FIND = """() => {
  const SLACK = 2
  const FLOATING = '.md-header, .md-sidebar, .md-search, .md-top, .md-skip, .md-dialog, .md-tooltip2, option'
  const name = (text) => text.trim().replace(/\\s+/g, ' ').slice(0, 40)
  const told = new Set()

  /* Hidden from the eye alone: clipped away, and read out all the same. */
  const spoken = (e) => e && (getComputedStyle(e).clipPath === 'inset(50%)' || spoken(e.parentElement))
  const seen = (e) =>
    e.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !e.closest(FLOATING) && !spoken(e)

  /* What sticks to the edge of the screen, and covers what scrolls under it. */
  const sticking = (e) => {
    for (; e && e !== document.body; e = e.parentElement) {
      const style = getComputedStyle(e)
      if (style.position === 'sticky' && style.backgroundColor !== 'rgba(0, 0, 0, 0)') return e
    }
  }

  const scrolls = (style) => /auto|scroll/.test(style.overflowX + style.overflowY)
  const clips = (style) => /hidden|clip/.test(style.overflowX + style.overflowY)

  /* The part of a box that its ancestors let one see; `cut` when one of them hides the rest for good. */
  function visible(box, element) {
    let { left, right, top, bottom } = box
    let cut = false, scrolled = false
    for (let e = element; e && e !== document.body; e = e.parentElement) {
      const style = getComputedStyle(e)
      if (style.position === 'fixed') break
      if (!scrolls(style) && !clips(style) || style.display === 'inline') continue
      const edge = e.getBoundingClientRect()
      const out = left < edge.left - SLACK || right > edge.right + SLACK
        || top < edge.top - SLACK || bottom > edge.bottom + SLACK
      if (out && scrolls(style)) scrolled = true
      else if (out) cut = cut || (style.textOverflow !== 'ellipsis' && style.webkitLineClamp === 'none')
      left = Math.max(left, edge.left); right = Math.min(right, edge.right)
      top = Math.max(top, edge.top); bottom = Math.min(bottom, edge.bottom)
    }
    const some = right - left > SLACK && bottom - top > SLACK
    return { left, right, top, bottom, cut: cut && !scrolled, scrolled, some }
  }

  function lines() {
    const found = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const node = walker.currentNode, parent = node.parentElement
      if (!node.data.trim() || !seen(parent) || parent.closest('script, style, title, desc')) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const svg = parent.closest('svg')
      const height = parseFloat(getComputedStyle(parent).fontSize) * (svg ? svg.getScreenCTM()?.a ?? 1 : 1)
      for (const rect of range.getClientRects()) {
        if (rect.width < 1) continue
        /* Only the letters: a line box is higher than they are, and may touch the next one. */
        const air = Math.max(0, (rect.height - height * 0.72) / 2)
        const box = { left: rect.left, right: rect.right, top: rect.top + air, bottom: rect.bottom - air }
        found.push({ node, parent, svg, over: sticking(parent), text: name(node.data), box: visible(box, parent) })
      }
    }
    return found
  }

  /* What lies far below is laid out only when it comes near; here all of it is. */
  const whole = new CSSStyleSheet()
  whole.replaceSync('.mp-row { content-visibility: visible !important }')
  document.adoptedStyleSheets.push(whole)
  const all = lines()
  for (const { text, box } of all) {
    if (box.cut) told.add(`cut off: ${text}`)
    else if (box.some && !box.scrolled && (box.right > innerWidth + SLACK || box.left < -SLACK))
      told.add(`beyond the edge: ${text}`)
  }
  const shown = all.filter(({ box }) => box.some).sort((a, b) => a.box.top - b.box.top)
  shown.forEach((one, place) => {
    for (let next = place + 1; next < shown.length && shown[next].box.top < one.box.bottom - SLACK; next += 1) {
      const other = shown[next]
      if (one.node === other.node || one.over !== other.over) continue
      const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left)
      const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top)
      if (wide > SLACK && high > SLACK) told.add(`on one another: ${one.text} | ${other.text}`)
    }
  })
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth
  if (wide > 0) told.add(`the page is ${wide} px too wide`)
  document.adoptedStyleSheets.pop()
  return [...told].sort()
}"""


def misplaced(page: Page) -> list[str]:
    """What cannot be read because of where it stands, one line for each text; texts in charts are texts."""
    found: list[str] = page.evaluate(FIND)
    return found


_CUT_OFF = """() => [...document.querySelectorAll('.md-content h1, .md-content h2, .md-content h3, .md-content p')]
    .filter(e => e.offsetParent && getComputedStyle(e).overflow === 'hidden' && e.scrollWidth > e.clientWidth + 1)
    .map(e => `cut off: ${e.textContent.trim().slice(0, 60)}`)"""
# Controls of ours that are smaller than a finger; a link in words is as high as its line.
_OURS = ".mp summary, .mp-chips a, .mp-spans label, .mp-versions-picker :is(a, select), .mp-links a"
_SMALL = """ours => [...document.querySelectorAll(ours)]
    .map(e => [e, e.getBoundingClientRect()]).filter(([e, r]) => r.width && (r.width < 23.9 || r.height < 23.9))
    .map(([e, r]) => `small: ${e.outerHTML.slice(0, 80)} ${r.width} x ${r.height}`)"""


def too_wide(page: Page) -> list[str]:
    """By how much the page is wider than the screen, and which heading or paragraph is cut off."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*([f"{wide} px too wide"] if wide else []), *page.evaluate(_CUT_OFF)]


def too_small(page: Page) -> list[str]:
    """Which of our controls a finger does not find: those less than 24 px wide or high."""
    found: list[str] = page.evaluate(_SMALL, _OURS)
    return found


@contextmanager
def enlarged_text(page: Page, percent: int) -> Iterator[None]:
    """Make all text larger for a while, as a reader's own setting does, without making anything else so."""
    page.evaluate(
        """percent => {
            const size = parseFloat(getComputedStyle(document.documentElement).fontSize)
            document.documentElement.style.fontSize = `${size * percent / 100}px`
        }""",
        percent,
    )
    yield
    page.evaluate("document.documentElement.style.fontSize = ''")

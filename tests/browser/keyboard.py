"""The keyboard: what Tab does not reach, reaches out of order, or reaches without showing it; and what moves."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from playwright.sync_api import Page

# What can be focused and is shown, one by one; of a group of radio buttons the one that is chosen.
_REACHABLE = """() => {
  const group = (name) => [...document.querySelectorAll(`input[name="${name}"]`)]
  const chosen = (name) => group(name).find(e => e.checked) ?? group(name)[0]
  return [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
    .filter(e => e.tabIndex >= 0 && !e.disabled && !e.closest('[hidden]'))
    .filter(e => e.checkVisibility({ visibilityProperty: true }))
    .filter(e => e.type !== 'radio' || e === chosen(e.name))
    .map((e, n) => { e.dataset.stop = n; return e.outerHTML.slice(0, 120) })
}"""
# How many stops there may be that nobody has foreseen.
_MORE = 5
# What takes its time to get where it goes.
_MOVING = """() => {
  const seconds = (text) => Math.max(...text.split(',').map(t => parseFloat(t) * (t.trim().endsWith('ms') ? 0.001 : 1)))
  const found = new Set()
  for (const element of document.querySelectorAll('*')) for (const part of [null, '::before', '::after']) {
    const style = getComputedStyle(element, part)
    const longest = Math.max(...[style.transitionDuration, style.animationDuration].map(seconds))
    const delay = Math.max(...[style.transitionDelay, style.animationDelay].map(seconds))
    if (longest > 0.01 || (delay > 0.01 && longest > 0) || style.scrollBehavior === 'smooth')
      found.add(`${element.tagName}.${element.className} ${part ?? ''} ${longest} s after ${delay} s`)
  }
  return [...found]
}"""
# The focused element, where it or what stands for it is, and how that looks.
_STOP = """() => {
    const e = document.activeElement
    if (e === document.body) return null
    const label = e.labels?.[0] ?? (e.matches('.md-option') ? e.nextElementSibling : null)
    const row = e.closest('.tabbed-set')?.querySelector('.tabbed-labels')
    const seen = [e, ...(label ? [label, ...label.children] : []), e.nextElementSibling, row].filter(Boolean)
    const rings = (s) => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2
    const ring = seen.filter(s => rings(getComputedStyle(s)))
    const boxes = ring.map(s => s.getBoundingClientRect()).filter(r => r.width > 1 && r.height > 1)
    return { stop: Number(e.dataset.stop ?? -1), html: e.outerHTML.slice(0, 120), ring: boxes.length > 0,
             shown: boxes.some(r => r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth) }
}"""


def moving(page: Page) -> list[str]:
    """What slides, fades or scrolls smoothly, one line each."""
    found: list[str] = page.evaluate(_MOVING)
    return found


# Before each step it is noted where the one before has led; what the last one led to is asked for.
_NOTE = f"""() => {{
    window.mpStops = []
    window.mpStop = {_STOP}
    window.mpNote ??= event => event.key === 'Tab' && window.mpStops.push(window.mpStop())
    addEventListener('keydown', window.mpNote, true)
}}"""
_NOTED = "() => [...window.mpStops.slice(1), window.mpStop()]"


def lost_by_keyboard(page: Page) -> list[str]:
    """What a reader with nothing but a keyboard misses on a page, one line each."""
    wanted = page.evaluate(_REACHABLE)
    stops = _walk(page, len(wanted) + 1)
    reached = [stop["stop"] for stop in stops if stop["stop"] >= 0]
    found = [f"not reached: {html}" for n, html in enumerate(wanted) if n not in reached]
    found += [f"out of order: {wanted[after]}" for before, after in pairwise(reached) if after < before]
    return found + [f"not seen: {stop['html']}" for stop in stops if not (stop["ring"] and stop["shown"])]


def _walk(page: Page, most: int) -> list[dict[str, Any]]:
    """Where Tab leads, from the top of the page until it leaves the page."""
    page.evaluate(_NOTE)
    for _ in range(most):
        page.keyboard.press("Tab")
    for _ in range(_MORE):
        stops: list[dict[str, Any] | None] = page.evaluate(_NOTED)
        if None in stops:
            return [stop for stop in stops[: stops.index(None)] if stop]
        page.keyboard.press("Tab")
    raise AssertionError(f"trapped at {stops[-3:]}")

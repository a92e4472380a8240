"""The overview on a phone is light, and what most visits do not need is not fetched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import material
import pytest
from playwright.sync_api import Browser, Page

from screenshots import PAGES
from serving import Host, hosted
from visiting import OpenTab, visit
from waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MOST_KIB = 80
_INDEX = "/search/search_index.json"
_WORKER = "/assets/javascripts/workers/search"
_HITS = "/assets/hits"
_FONTS = "[...new Set([...document.querySelectorAll('body *')].map(e => getComputedStyle(e).fontFamily))]"
_FACES = "[...document.fonts].map(face => face.family)"

# How every element and what is put before and after it looks, but for the values of variables.
# One element of each kind is enough: the rows of a list, say, are dressed alike.
# What is asked for the first time is kept in the page, and what differs from that the second time is told.
_LOOK = """() => {
  document.getAnimations().forEach((moving) => moving.finish())
  const name = (element) => element ? `${element.tagName}.${element.getAttribute('class')}` : ''
  const kind = (e) => [e, e.parentElement, e.parentElement?.parentElement].map(name).join(' ')
  const kinds = new Map([...document.querySelectorAll('html, body, body *')].reverse().map((e) => [kind(e), e]))
  const all = [...getComputedStyle(document.body)].filter((one) => !one.startsWith('--'))
  const look = [...kinds.values()].flatMap((element) => ['', '::before', '::after'].map((part) => {
    const style = getComputedStyle(element, part || null)
    const asked = part && style.content === 'none' ? ['content'] : all  // what is not there has no looks
    return `${name(element)}${part}: ` + asked.map((one) => style.getPropertyValue(one)).join(';')
  }))
  const before = window.milepostLook
  window.milepostLook = look
  if (!before) return look.length
  if (before.length !== look.length) throw new Error(`${before.length} elements, then ${look.length}`)
  return look.map((one, n) => [before[n], one]).filter(([one, other]) => one !== other)
}"""
_OPEN = """() => {
  document.querySelectorAll('details').forEach((fold) => { fold.open = true })
  const later = [...document.querySelectorAll('body *')].filter((e) => getComputedStyle(e).contentVisibility === 'auto')
  later.forEach((row) => { row.style.contentVisibility = 'visible' })
}"""
_WHOLE = """async (names) => {
  const light = document.querySelector('link[href*="assets/material"]')
  await Promise.all(names.map((name) => new Promise((loaded) => {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = light.href.replace(/material.*/, `stylesheets/${name}`)
    link.onload = loaded
    light.before(link)
  })))
  light.remove()
}"""
SHEETS = list(Path(material.__file__).parent.glob("templates/assets/stylesheets/*.css"))


@pytest.fixture
def host(site: Path) -> Iterator[Host]:
    """The site as a static host serves it."""
    with hosted(site) as opened:
        yield opened


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """A new tab of a phone that was never here."""
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


def test_the_overview_is_light(phone: Page, host: Host) -> None:
    """All that a first visit fetches is at most 80 KiB, compressed."""
    visit(phone, host.address)
    table = "\n".join(f"{size:7} {file}" for file, size in sorted(host.sent.items(), key=lambda sent: -sent[1]))
    assert sum(host.sent.values()) <= MOST_KIB * 1024, f"\n{sum(host.sent.values()):7} in all\n{table}"


@pytest.mark.parametrize("path", [PAGES[name] for name in ("overview", "plan", "edited", "free", "since")])
def test_the_light_styles_are_enough(tab: OpenTab, address: str, path: str) -> None:
    """Every element of every page looks as it does with all of Material's styles."""
    page = tab(1280, reduced_motion="reduce")
    visit(page, address, path)
    page.evaluate(_OPEN)  # What is folded away, or laid out when it is scrolled to, has another size then.
    assert page.evaluate(_LOOK) > 100
    page.evaluate(_WHOLE, [file.name for file in sorted(SHEETS)])
    assert page.evaluate(_LOOK) == []


def test_the_fonts_are_the_readers_own(phone: Page, host: Host) -> None:
    """No font is loaded or declared, and every text is set in what the reader has already."""
    fetched: list[str] = []
    phone.on("request", lambda request: fetched.append(request.resource_type))
    visit(phone, host.address, "plan/")
    first = {family.split(",")[0] for family in phone.evaluate(_FONTS)}
    assert ("font" in fetched, phone.evaluate(_FACES), first - {"Inter", "system-ui", "ui-monospace"}) == (
        False,
        [],
        set(),
    )


def test_the_search_index_waits_until_somebody_searches(phone: Page, host: Host) -> None:
    """A visit that searches nothing does without index, worker and list; opening the search fetches them, and finds."""
    visit(phone, host.address)
    before = set(host.sent)
    phone.locator(".md-header__button[for=__search]").click()
    until(phone, "() => document.activeElement.matches('.md-search__input')")
    phone.keyboard.type("ticket")
    phone.locator(".md-search-result__item").first.wait_for()
    assert {name.split(".")[0] for name in set(host.sent) - before} == {_INDEX.split(".")[0], _WORKER, _HITS}


def test_the_search_index_comes_for_an_address_that_searches(phone: Page, host: Host) -> None:
    """An address with a query in it searches at once."""
    phone.goto(f"{host.address}plan/?q=ticket")
    phone.locator(".md-search-result__item").first.wait_for()
    assert _INDEX in host.sent


def test_the_search_index_comes_for_an_address_that_marks(phone: Page, host: Host) -> None:
    """An address with words to mark, as a search leads to it, asks for the index, too."""
    visit(phone, host.address, "working-together/?h=ticket")
    assert _INDEX in host.sent

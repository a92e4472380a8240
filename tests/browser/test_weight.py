"""The overview on a phone is light, and what most visits do not need is not fetched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from serving import Host, hosted
from visiting import visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MOST_KIB = 100
_INDEX = "/search/search_index.json"
_WORKER = "/assets/javascripts/workers/search"
_FONTS = "[...new Set([...document.querySelectorAll('body *')].map(e => getComputedStyle(e).fontFamily))]"
_FACES = "[...document.fonts].map(face => face.family)"


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
    """All that a first visit fetches is at most 100 KiB, compressed."""
    visit(phone, host.address)
    table = "\n".join(f"{size:7} {file}" for file, size in sorted(host.sent.items(), key=lambda sent: -sent[1]))
    assert sum(host.sent.values()) <= MOST_KIB * 1024, f"\n{sum(host.sent.values()):7} in all\n{table}"


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
    """A visit that searches nothing does without index and worker; opening the search fetches them, and finds."""
    visit(phone, host.address)
    before = set(host.sent)
    phone.locator(".md-header__button[for=__search]").click()
    phone.keyboard.type("ticket")
    phone.locator(".md-search-result__item").first.wait_for()
    assert {name.split(".")[0] for name in set(host.sent) - before} == {_INDEX.split(".")[0], _WORKER}


def test_the_search_index_comes_for_an_address_that_searches(phone: Page, host: Host) -> None:
    """An address with a query in it searches at once."""
    phone.goto(f"{host.address}plan/?q=ticket")
    phone.locator(".md-search-result__item").first.wait_for()
    assert _INDEX in host.sent


def test_the_search_index_comes_for_an_address_that_marks(phone: Page, host: Host) -> None:
    """An address with words to mark, as a search leads to it, asks for the index, too."""
    visit(phone, host.address, "how-to-read/?h=ticket")
    assert _INDEX in host.sent

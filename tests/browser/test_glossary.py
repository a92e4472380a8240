"""The glossary in a reader's hands: mouse, keyboard, touch, paper, and no scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, Route

from judges import faint, violations
from visiting import OpenTab
from waiting import comes, led_to, until

pytestmark = pytest.mark.browser

WORD, MEANING = "Go-live", "The day from which every passenger can buy in the new shop."
UPDATE = "updates/2026-10-02/"
_ONE_ON_THE_SCREEN = """() => {
    const cards = document.querySelectorAll('.mp-word:popover-open'), box = cards[0]?.getBoundingClientRect()
    return cards.length === 1
      && box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight }"""


def word(page: Page) -> Locator:
    """The first word that explains itself."""
    return page.get_by_role("button", name=WORD).first


def meaning(page: Page) -> Locator:
    """The card that says what it means."""
    return page.get_by_text(MEANING)


def test_a_click_opens_and_closes(page: Page, address: str) -> None:
    """What a word means is not in the way until it is asked for, stands beside the word, and goes again."""
    page.goto(address + UPDATE)
    assert not meaning(page).is_visible()
    word(page).click()
    meaning(page).wait_for()
    told, term = meaning(page).bounding_box(), word(page).bounding_box()
    assert told is not None
    assert term is not None
    assert 0 < told["y"] - term["y"] < 120
    page.locator("h2").first.click()
    meaning(page).wait_for(state="hidden")


def test_the_keyboard_opens_and_closes(page: Page, address: str) -> None:
    """Tab leads to the word, Enter opens, Tab leads on into the card, Escape closes; the focus is where it was."""
    page.goto(address + UPDATE)
    for _ in range(40):
        page.keyboard.press("Tab")
        if word(page).evaluate("button => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    meaning(page).wait_for()
    page.keyboard.press("Tab")
    until(page, "document.activeElement.closest('.mp-word') !== null")
    page.keyboard.press("Escape")
    meaning(page).wait_for(state="hidden")
    comes(page, lambda: word(page).evaluate("button => button === document.activeElement"))
    page.keyboard.press("Space")
    meaning(page).wait_for()


def test_a_finger_opens_and_closes(chromium: Browser, address: str) -> None:
    """On a phone a tap opens the card at the bottom of the screen, and one beside it closes it."""
    context = chromium.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(address + UPDATE)
    word(page).tap()
    meaning(page).wait_for()
    box = meaning(page).bounding_box()
    assert box is not None
    assert box["y"] > 600
    page.locator("h2").first.tap()
    meaning(page).wait_for(state="hidden")
    context.close()


def test_without_scripts_it_works_as_well(chromium: Browser, address: str) -> None:
    """The card needs no JavaScript."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + UPDATE)
    word(page).click()
    meaning(page).wait_for()
    page.locator(".mp-word:popover-open").get_by_role("link").click()
    led_to(page, f"{address}glossary/#word-go-live")
    meaning(page).wait_for()
    context.close()


@pytest.mark.parametrize("is_open", [False, True])
def test_paper_says_it_all(page: Page, address: str, is_open: bool) -> None:
    """In print the meanings stand in a list behind the page, whether one was open or not."""
    page.goto(address + UPDATE)
    if is_open:
        word(page).click()
        meaning(page).wait_for()
    page.emulate_media(media="print")
    page.get_by_text("Words used here").wait_for()
    meaning(page).wait_for()
    if not is_open:
        below, last = page.locator(".mp-word").first.bounding_box(), page.locator(".mp").bounding_box()
        assert below is not None
        assert last is not None
        assert below["y"] >= last["y"] + last["height"]


@pytest.mark.parametrize("width", [1280, 390])
def test_an_open_card_can_be_read_in_the_dark(tab: OpenTab, address: str, width: int) -> None:
    """Its colours change, and nothing else."""
    page = tab(width, 800, color_scheme="dark")
    page.goto(address + UPDATE)
    word(page).click()
    meaning(page).wait_for()
    assert faint(page) == []


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_an_open_card_is_in_order(tab: OpenTab, address: str, width: int) -> None:
    """Axe finds nothing with a card open, every card lies within the screen, and nothing gets wider than it."""
    page = tab(width, 800)
    wrong: list[object] = []
    for path in ("", UPDATE):  # Their headings have a word: nothing scrolls, and so nothing fades, while axe looks.
        page.goto(address + path)
        word(page).click()
        meaning(page).wait_for()
        wrong += violations(page)
    for path in ("", "plan/", UPDATE, "lessons/"):
        page.goto(address + path)
        for term in page.locator(".mp-term:visible").all():
            term.click()
            if not page.evaluate(_ONE_ON_THE_SCREEN):
                wrong.append((path, term.inner_text()))
            page.keyboard.press("Escape")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append((path, "too wide"))
    assert wrong == []


def test_a_browser_without_popovers_shows_a_list(page: Page, address: str) -> None:
    """Where a browser knows no popovers, the words stand behind the page, as on paper, and nothing lies over it."""

    def answer(route: Route) -> None:
        css = route.fetch()
        route.fulfill(response=css, body=css.text().replace(":popover-open", ":popover-unknown"))

    page.route("**/milepost*.css", answer)
    page.goto(address + UPDATE)
    page.evaluate("document.querySelectorAll('[popover]').forEach(card => card.removeAttribute('popover'))")
    styles = word(page).evaluate("button => getComputedStyle(button).textDecorationLine")
    below, last = page.locator(".mp-word").first.bounding_box(), page.locator(".mp").bounding_box()
    assert styles == "none"
    assert below is not None
    assert last is not None
    assert below["y"] >= last["y"] + last["height"]

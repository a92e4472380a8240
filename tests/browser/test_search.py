"""The search: every item has an entry of its own that leads to its opened row."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Page

from visiting import visit
from waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]
_HITS = "() => [...document.querySelectorAll('.mp-hits a')].map(link => link.href)"


def looked_for(page: Page, address: str, words: str) -> list[str]:
    """The addresses of what has these very words, from the top."""
    visit(page, address)
    page.keyboard.press("/")
    page.locator(".md-search__input").fill(words)
    until(page, "() => document.querySelector('.mp-hits a')")
    return [str(link) for link in page.evaluate(_HITS)]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Decision to go live", "plan/#m-go-no-go"),
        ("go-no-go", "plan/#m-go-no-go"),
        ("A bought ticket can be shown without a mobile signal", "commitments/#c-C-014"),
        ("C-014", "commitments/#c-C-014"),
        ("Ask suppliers for their rate limits before estimating", "lessons/rate-limits/"),
        ("2026-10-16", "updates/2026-10-16/"),
        ("must be put right before the final load", "plan/#m-go-live"),
    ],
)
def test_a_title_and_an_id_lead_to_their_item(page: Page, address: str, words: str, wanted: str) -> None:
    """What is called exactly so comes first, and so does what has that id; the link leads to its own row."""
    assert looked_for(page, address, words)[0] == address + wanted


def test_every_item_of_every_kind_comes_first(page: Page, address: str, site: Path) -> None:
    """By its exact title and by its id; where two are called alike, both stand above all others."""
    docs = json.loads((site / "search/search_index.json").read_text("utf-8"))["docs"]
    items = [doc for doc in docs if doc.get("kind")]
    called: dict[str, set[str]] = {}
    for doc in items:
        title = unescape(re.sub("<[^>]+>", "", doc["title"]))
        named = re.fullmatch(r"(.*) \(([^()]+)\)", title)
        for words in named.groups() if named else (title,):
            called.setdefault(words, set()).add(address + doc["location"])
    assert len({doc["kind"] for doc in items}) == 11
    looked_for(page, address, "Decision to go live")
    first: dict[str, list[str]] = {}
    for words, wanted in called.items():
        page.locator(".md-search__input").fill(words)
        found = page.evaluate(_HITS)[: len(wanted)]
        first |= {words: found} if set(found) != wanted else {}
    assert first == {}


def test_what_was_found_is_open(page: Page, address: str) -> None:
    """A promise that was found lies open on its page, also one that is closed."""
    link = next(link for link in looked_for(page, address, "C-014") if link.endswith("#c-C-014"))
    page.goto(link)
    until(page, "() => document.getElementById('c-C-014').checkVisibility()")


def test_what_is_found_stands_by_its_kind_each_item_once(page: Page, address: str) -> None:
    """Each kind has a heading; what only a note or a reason says is found, with the words around it."""
    looked_for(page, address, "wrong discount")
    kinds = page.evaluate("() => [...document.querySelectorAll('.mp-hits h2')].map(head => head.textContent)")
    links = page.evaluate(_HITS)
    assert kinds[0] == "Problems"
    assert {"Milestones", "Risks"} <= set(kinds)
    assert len(links) == len({link.split("#")[0] for link in links if "/plan/" not in link}) + len(
        {link for link in links if "/plan/" in link}
    )
    moved = page.locator(".mp-hits li", has_text="Go-live on all routes").first
    assert "wrong discount" in moved.locator("small").inner_text()

"""The titles of a feed: the same words whether a reader takes them for text or for HTML."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from history_builder import Told, milestone, update
from milepost.render.feeds.items import in_plain_words
from milepost.render.feeds.rss import Feeds
from milepost.render.words.words import Words
from often import often

ROOT = "https://status.example.org/"
HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "a < b & c > d",
    "R&D and AT&T",
    "use &lt;script&gt; here",
    "&copy;right &#60;b&#62;",
    "</title><script>x</script>",
    "<!-- gone",
    "*stars* and `code`",
)


class _Reader(HTMLParser):
    """A reader that takes titles for HTML."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words, self.tags = "", list[str]()
        self.feed(text)
        self.close()

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        self.words += data

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Keep the tags."""
        self.tags.append(tag)


@pytest.mark.parametrize("title", HOSTILE)
def test_a_title_holds_words(title: str) -> None:
    """A reader that takes it for HTML shows what one that takes it for text shows: the same words, and no markup."""
    story = Told().on("2026-02-02", milestone(title=title), update("2026-02-02", headline=title))
    for text in asset_titles(Feeds(story.report(), Words.of("en"), ROOT)):
        seen = _Reader(text)
        assert (seen.words, seen.tags) == (text, [])
        assert "".join(title.split()) in "".join(text.split())


def asset_titles(feeds: Feeds) -> list[str]:
    """The titles of the items as the XML has them."""
    from xml.etree import ElementTree

    feed = next(asset.content for asset in feeds.whole() if asset.uri == "feed.xml")
    return [item.findtext("title") or "" for item in ElementTree.fromstring(feed).iter("item")]  # noqa: S314


@given(st.text("<>&;#/!?abglt \"'1", max_size=12))
@often(200)
def test_any_title_reads_the_same_both_ways(title: str) -> None:
    """As text and as HTML, twice over: what was made plain stays as it is."""
    plain = in_plain_words(title)
    seen = _Reader(plain)
    assert (seen.words, seen.tags) == (plain, [])
    assert in_plain_words(plain) == plain

"""The feed, for those who would rather be told (RSS 2.0): the newest items, and archives of the others (RFC 5005)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from urllib.parse import quote
from zoneinfo import ZoneInfo

from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator
from feedgen.util import xml_elem
from markupsafe import escape

from milepost.facts.report.report import StatusReport
from milepost.facts.versions import Archive
from milepost.facts.wording.markup import without_comments
from milepost.memory.works import Works
from milepost.model.places import FEED, feed_archive, topic_feed
from milepost.model.texts.invisible import settled
from milepost.render.feeds.items import Item, Items, in_plain_words
from milepost.render.feeds.retold import Retold, once
from milepost.render.feeds.topics import events_by_topic
from milepost.render.page import Asset
from milepost.render.prose import Prose
from milepost.render.prose.links import titles_of
from milepost.render.words.terms import message
from milepost.render.words.words import Words

NEWEST = 100
"""So many items the feed holds at most; what is older stands in archives of `ARCHIVED` items each."""
ARCHIVED = 25
_ATOM, _HISTORY = "http://www.w3.org/2005/Atom", "http://purl.org/syndication/history/1.0"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Feeds:
    """The feeds of a report; without `site_url` their items carry no links, since RSS allows only absolute ones.

    With versions, the item of an update carries the hash of its version's manifest: whoever reads it has a receipt.
    """

    def __init__(
        self,
        report: StatusReport,
        words: Words,
        site_url: str | None,
        archive: Archive | None = None,
        works: Works | None = None,
    ) -> None:
        titles, root = titles_of(report), _folder(site_url or "")
        prose, retold = Prose(titles, words, root), Retold(titles, words, root, works)
        self._report = report
        self._items = Items(report, words, (prose, retold), archive.by_update if archive else {})
        self._writer = _Writer(report, words, site_url, works)

    def whole(self) -> Iterator[Asset]:
        """The feed of everything, and its archives.

        An archive is full from the beginning, no item stands in two of them or in the feed as well, and none names what
        is newer: so the next items change the feed alone.
        """
        items, write = self._items.whole(), self._writer.text
        full = max(0, -(-(len(items) - NEWEST) // ARCHIVED))
        yield Asset(FEED, write(items[full * ARCHIVED :], full))
        for number in range(1, full + 1):
            held = items[(number - 1) * ARCHIVED : number * ARCHIVED]
            yield Asset(feed_archive(number), write(held, number - 1, number))

    def by_topic(self) -> Iterator[Asset]:
        """A feed of the newest items of each topic of which there is anything to tell; the whole feed has them, too."""
        for topic, events in events_by_topic(self._report).items():
            yield Asset(topic_feed(topic), self._writer.text(self._items.of(events[-NEWEST:]), 0, topic=topic))


class _Writer:
    """Writes items as RSS."""

    def __init__(self, report: StatusReport, words: Words, site_url: str | None, works: Works | None) -> None:
        self._charter = report.charter
        self._committed_at = report.revision.committed_at
        self._words = words
        self._root = _folder(site_url) if site_url else ""
        self._works = works

    def text(self, items: Sequence[Item], before: int, number: int = 0, topic: str = "") -> str:
        """The feed, or the archive of a `number`, with the number of the archive `before` it (0: there is none)."""
        # Where nothing has happened yet, it tells of the moment of the last commit.
        works = self._works if items else None
        told = [(i.guid, i.title, str(i.text), i.day, i.address, i.category) for i in items] if works else []
        origin = (told, before, number, topic, self._root, self._words.language, self._charter)
        return once(works, origin, lambda: self._written(items, before, number, topic))

    def _written(self, items: Sequence[Item], before: int, number: int, topic: str) -> str:
        channel = FeedGenerator()
        charter, words = self._charter, self._words
        title = words(_TITLES[topic], project=charter.name)
        channel.title(_xml(in_plain_words(title)))
        channel.description(_xml(without_comments(charter.summary) or words("What was agreed, moved and kept")))
        own = topic_feed(topic) if topic else feed_archive(number) if number else FEED
        channel.language(charter.language.value)
        if self._root:
            channel.link(href=f"{self._root}{own}", rel="self")
        channel.link(href=self._root or "about:blank", rel="alternate")  # the last one is the channel's
        channel.generator("Milepost")
        channel.docs("https://www.rssboard.org/rss-specification")
        # Where nothing has happened yet feedgen would write when it is asked, which is another time each time.
        channel.lastBuildDate(self._break_of(items[-1]) if items else self._committed_at)
        for item in reversed(items):
            self._add(channel, item)
        channel.register_extension("history", _History, atom=False)
        links = [("prev-archive", feed_archive(before))] if before else []
        if number:
            channel.history.tell([("current", FEED), *links], self._root or "../", is_archive=True)
        else:
            channel.history.tell(links, self._root, is_archive=False)
        text: bytes = channel.rss_str(pretty=True)
        return text.decode("utf-8")

    def _add(self, channel: FeedGenerator, item: Item) -> None:
        entry = channel.add_entry(order="append")
        entry.guid(item.guid, permalink=False)
        entry.title(_xml(item.title))
        entry.description(_xml(item.text if self._root else escape(item.text.striptags())))  # links would lead nowhere
        entry.pubDate(self._break_of(item))
        entry.category(term=item.category)
        if self._root:
            entry.link(href=f"{self._root}{quote(item.address, safe='/#')}")

    def _break_of(self, item: Item) -> datetime:
        """The first moment of its day in the project's time zone, which is over wherever the item is read."""
        return datetime.combine(item.day, time(), ZoneInfo(self._charter.timezone))


_TITLES = {
    "": message("{project}: status"),
    "dates": message("{project}: dates"),
    "asks": message("{project}: what we need from you"),
    "problems": message("{project}: problems and risks"),
    "updates": message("{project}: updates"),
    "decisions": message("{project}: decisions, changes and meetings"),
}


class _History(BaseExtension):  # type: ignore[misc]  # feedgen has no types
    """What RFC 5005 says of a feed and of its archives; feedgen 1.0 writes no link but the feed's own."""

    def tell(self, links: Sequence[tuple[str, str]], root: str, *, is_archive: bool) -> None:
        """Keep what is to be written."""
        self._links = [(rel, f"{root}{href}") for rel, href in links]
        self._is_archive = is_archive

    def extend_ns(self) -> dict[str, str]:
        """The name that archives are marked by."""
        return {"fh": _HISTORY} if self._is_archive else {}

    def extend_rss(self, feed: object) -> object:
        """Put the links, and the mark of an archive, before the items."""
        channel = next(iter(feed))  # type: ignore[call-overload]  # an element of lxml's
        for rel, href in self._links:
            xml_elem(f"{{{_ATOM}}}link", channel, rel=rel, href=href)
        if self._is_archive:
            xml_elem(f"{{{_HISTORY}}}archive", channel)
        return feed


def _folder(site_url: str) -> str:
    return site_url if site_url.endswith("/") else f"{site_url}/"


def _xml(text: str) -> str:
    """The text without what XML cannot hold, and without marks that turn what a reader shows beside it."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", settled(text))

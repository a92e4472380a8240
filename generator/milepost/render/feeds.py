"""The feed: every event of the ledger and every update, newest first, for those who would rather be told (RSS 2.0)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time
from urllib.parse import quote, urljoin

from feedgen.feed import FeedGenerator
from markupsafe import Markup, escape

from milepost.facts.archive import Archive, PastVersion
from milepost.facts.events import Event, EventName
from milepost.facts.report import StatusReport, UpdateFacts
from milepost.model.fields import Kind
from milepost.model.marks import settled
from milepost.render.addresses import address, guid
from milepost.render.links import titles_of
from milepost.render.prose import Prose
from milepost.render.sentences import detail, headline
from milepost.render.text import Words

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed(report: StatusReport, words: Words, site_url: str | None, archive: Archive | None = None) -> str:
    """The whole feed as text; without `site_url` its items carry no links, since RSS allows only absolute ones.

    With an archive, the item of an update carries the hash of its version's manifest: whoever reads it has a receipt.
    """
    channel = FeedGenerator()
    charter = report.charter
    channel.title(_xml(words("{project}: status", project=charter.name)))
    channel.description(_xml(charter.summary or words("What was promised, moved and kept")))
    channel.language(charter.language.value)
    if site_url:
        channel.link(href=urljoin(_folder(site_url), "feed.xml"), rel="self")
    channel.link(
        href=_folder(site_url) if site_url else "about:blank", rel="alternate"
    )  # the last one is the channel's
    channel.generator("Milepost")
    channel.docs("https://www.rssboard.org/rss-specification")
    if report.events:
        channel.lastBuildDate(_noon(report.events[-1].recorded))
    updates = {facts.update.id: facts for facts in report.updates}
    prose = Prose(titles_of(report), words, _folder(site_url or ""))
    versions = archive.by_update if archive else {}
    for event in reversed(report.events):
        entry = channel.add_entry(order="append")
        entry.guid(guid(event), permalink=False)
        entry.title(_xml(_title(event, updates.get(event.id), words)))
        told = _text(event, updates.get(event.id), words, prose)
        if event.event is EventName.PUBLISHED and event.id in versions and event.kind is Kind.UPDATE:
            told += Markup("<p>{}</p>").format(_receipt(versions[event.id], words))
        entry.description(_xml(told if site_url else escape(told.striptags())))  # links would lead nowhere
        entry.pubDate(_noon(event.recorded))
        entry.category(term=event.event.value)
        if site_url:
            entry.link(href=urljoin(_folder(site_url), quote(address(event.kind, event.id), safe="/#")))
    text: bytes = channel.rss_str(pretty=True)
    return text.decode("utf-8")


def _title(event: Event, facts: UpdateFacts | None, words: Words) -> str:
    if event.kind is Kind.UPDATE and event.event is EventName.PUBLISHED and facts:
        return words.status(facts.update.matter.status) + words(": ") + facts.update.title
    return headline(event, words)


def _text(event: Event, facts: UpdateFacts | None, words: Words, prose: Prose) -> Markup:
    """What an item says, as HTML: the opening of an update, or why something happened."""
    if event.kind is Kind.UPDATE and event.event is EventName.PUBLISHED and facts:
        update = facts.update
        return prose.extract(update.body.lede or update.title, update.path, update.body.markdown)
    reason = prose.line(event.reason).striptags() if event.reason else None
    return escape(detail(replace(event, reason=reason), words))


def _receipt(version: PastVersion, words: Words) -> str:
    return words(
        "Receipt: sha256 {hash} of {file}", hash=version.receipt, file=f"versions/{version.name}/manifest.json"
    )


def _folder(site_url: str) -> str:
    return site_url if site_url.endswith("/") else f"{site_url}/"


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def _xml(text: str) -> str:
    """The text without what XML cannot hold, and without marks that turn what a reader shows beside it."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", settled(text))

"""Finds: what the search knows of every item: its words, its id, what it is, how it stands, since when, and why."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from html import unescape
from types import MappingProxyType
from typing import Any

from milepost.facts.acceptance.closing import ClosingFacts
from milepost.facts.promises.promises import PromiseFacts
from milepost.facts.registers import RecordFacts
from milepost.facts.updates import PageFacts
from milepost.model.fields import Kind
from milepost.model.places import anchor, source_uri
from milepost.model.snapshot import Key
from milepost.render.context import Context
from milepost.render.page import Find, Page
from milepost.render.registers.closing import closing_standing
from milepost.render.words.distance import due_of
from milepost.render.words.words import Words

_ID = re.compile(r' id="([a-z]-[A-Za-z0-9._-]+)"')
_AUTHORS = re.compile(r'<div class="mp-md\b[^>]*>')
_DIV = re.compile(r"<(/?)div\b")
_INLINE = re.compile(r"</?(?:a|abbr|b|code|del|em|i|ins|kbd|span|strong|sub|sup)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")


def with_finds(pages: Iterable[Page], context: Context) -> Iterator[Page]:
    """The pages, each with the items that the search finds on it, wherever a register's rows have come to stand."""
    told, words = _told(context), context.words
    rows = {anchor(kind, name): (kind, name) for kind, name in told if "#" in source_uri(kind, name)}
    own = {source_uri(kind, name): (kind, name) for kind, name in told}
    for page in pages:
        if page.uri in own:
            kind, name = own[page.uri]
            title = f"{page.title} ({name})"
            yield replace(page, finds=(Find("", title, told[kind, name], words.many(kind)),))
        else:
            found = [row for row in _rows(page.before) if row[0] in rows and _is_of(page, rows[row[0]][0])]
            yield replace(page, finds=tuple(_find(context, row, rows[row[0]], told) for row in found))


def authors_words(html: str) -> str:
    """The words of an author's that stand in a row, as plain text: what is to be true, the note, the reasons."""
    return " ".join(" ".join(unescape(_TAG.sub(" ", _INLINE.sub("", text))).split()) for text in _texts(html))


def _texts(html: str) -> Iterator[str]:
    at = 0
    while begun := _AUTHORS.search(html, at):
        at, end, depth = begun.end(), len(html), 1
        while depth and (found := _DIV.search(html, at)):
            at, end, depth = found.end(), found.start(), depth - 1 if found[1] else depth + 1
        yield html[begun.end() : end]


def _rows(html: str) -> Iterator[tuple[str, str]]:
    """What has an id of an item's, with the HTML from there up to the next one."""
    found = list(_ID.finditer(html))
    ends = [*(one.start() for one in found), len(html)][1:]
    return ((one[1], html[one.end() : end]) for one, end in zip(found, ends, strict=True))


def _is_of(page: Page, kind: Kind) -> bool:
    """Whether a page is that of a kind's register, or one of its years."""
    return page.uri.startswith(source_uri(kind, "x").partition("#")[0].removesuffix(".md"))


def _find(context: Context, row: tuple[str, str], key: Key, told: Mapping[Key, str]) -> Find:
    name, html = row
    title, kind = f"{context.titles[key]} ({key[1]})", context.words.many(key[0])
    return Find(name, title, told[key], kind, authors_words(html))


def _told(context: Context) -> Mapping[Key, str]:
    """What is said of each item: its kind, its state and its day."""
    report = context.report
    promises = [_key(context, facts) for facts in (*report.milestones, *report.commitments)]
    records = [_record(context, facts) for each in report.records.values() for facts in each]
    pages = [_page(context, facts) for each in report.told_pages.values() for facts in each]
    return dict((*promises, *records, *pages))


def _key(context: Context, facts: PromiseFacts) -> tuple[Key, str]:
    words, item = context.words, facts.item
    due = due_of(facts, words, context.report.status_date)
    state = words.state(facts.state, item.kind)
    stage = [words.stage(facts.handover.stage)] if facts.handover else []
    return (item.kind, item.id), _line(context, item.kind, state, *stage, words.day(due.day))


def _page(context: Context, facts: PageFacts) -> tuple[Key, str]:
    page, states = facts.item, _STATES.get(facts.item.kind)
    said = states(context.words, facts) if states else context.words.day(page.written_on)
    return (page.kind, page.id), _line(context, page.kind, said)


def _record(context: Context, facts: RecordFacts) -> tuple[Key, str]:
    words, item = context.words, facts.item
    state = words("Still open") if facts.is_open else words("Closed")
    return (item.kind, item.id), _line(context, item.kind, state, words.day(facts.closed_on or facts.raised_on))


def _line(context: Context, kind: Kind, *parts: str) -> str:
    return " · ".join((context.words.kind(kind), *parts))


def _of_closing(words: Words, facts: ClosingFacts) -> str:
    return " · ".join((closing_standing(words, facts)[0], words.day(facts.item.written_on)))


_STATES: Mapping[Kind, Callable[[Words, Any], str]] = MappingProxyType(
    {
        Kind.UPDATE: lambda words, facts: words.status(facts.update.matter.status),
        Kind.CLOSING: _of_closing,
    }
)
"""What is said of a page of some kinds; of all others the day that it gives itself."""

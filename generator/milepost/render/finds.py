"""Finds: what the search knows of every item: its words, its id, what it is, how it stands, and since when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from milepost.facts.promises.promises import PromiseFacts
from milepost.facts.registers import RecordFacts
from milepost.model.fields import Kind
from milepost.model.places import anchor, source_uri
from milepost.model.snapshot import Key
from milepost.render.context import Context
from milepost.render.page import Find, Page
from milepost.render.words.distance import due_of

_ID = re.compile(r' id="([a-z]-[A-Za-z0-9._-]+)"')


def with_finds(pages: Iterable[Page], context: Context) -> Iterator[Page]:
    """The pages, each with the items that the search finds on it, wherever a register's rows have come to stand."""
    told = _told(context)
    rows = {anchor(kind, name): (kind, name) for kind, name in told if "#" in source_uri(kind, name)}
    own = {source_uri(kind, name): (kind, name) for kind, name in told}
    for page in pages:
        if page.uri in own:
            kind, name = own[page.uri]
            yield replace(page, finds=(Find("", f"{page.title} ({name})", told[kind, name]),))
        else:
            names = [found for found in _ID.findall(page.before) if found in rows and _is_of(page, rows[found][0])]
            yield replace(page, finds=tuple(_find(context, name, rows[name], told) for name in names))


def _is_of(page: Page, kind: Kind) -> bool:
    """Whether a page is that of a kind's register, or one of its years."""
    return page.uri.startswith(source_uri(kind, "x").partition("#")[0].removesuffix(".md"))


def _find(context: Context, name: str, key: Key, told: Mapping[Key, str]) -> Find:
    return Find(name, f"{context.titles[key]} ({key[1]})", told[key])


def _told(context: Context) -> Mapping[Key, str]:
    """What is said of each item: its kind, its state and its day."""
    report = context.report
    promises = [_key(context, facts) for facts in (*report.milestones, *report.commitments)]
    records = [_record(context, facts) for each in report.records.values() for facts in each]
    updates = [
        ((Kind.UPDATE, facts.update.id), _line(context, Kind.UPDATE, context.words.status(facts.update.matter.status)))
        for facts in report.updates
    ]
    lessons = [
        ((Kind.LESSON, facts.lesson.id), _line(context, Kind.LESSON, context.words.day(facts.lesson.matter.date)))
        for facts in report.lessons
    ]
    return dict((*promises, *records, *updates, *lessons))


def _key(context: Context, facts: PromiseFacts) -> tuple[Key, str]:
    words, item = context.words, facts.item
    due = due_of(facts, words, context.report.status_date)
    state = words.state(facts.state, item.kind)
    return (item.kind, item.id), _line(context, item.kind, state, words.day(due.day))


def _record(context: Context, facts: RecordFacts) -> tuple[Key, str]:
    words, item = context.words, facts.item
    state = words("Still open") if facts.is_open else words("Closed")
    return (item.kind, item.id), _line(context, item.kind, state, words.day(facts.closed_on or facts.raised_on))


def _line(context: Context, kind: Kind, *parts: str) -> str:
    return " · ".join((context.words.kind(kind), *parts))

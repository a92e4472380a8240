"""The archive's pages: every version by month, and what changed since a reader last looked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import groupby

from milepost.facts.binding import Otherwise
from milepost.facts.ledger.events import Event, EventName
from milepost.facts.versions import Archive, Departed, PastVersion, Sort, counted
from milepost.model.fields import Kind
from milepost.render.addresses import guid
from milepost.render.page import Page
from milepost.render.pages.templates import Desk
from milepost.render.words.entries import Entry
from milepost.render.words.words import Words

# How many days back the shorter spans of the page reach.
_WEEK, _MONTH = 7, 31


@dataclass(frozen=True, slots=True)
class Step:
    """A version with what changed since the one before (None: it is the first), in words."""

    version: PastVersion
    before: PastVersion | None
    summary: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Gone:
    """An entry that had been told and is told otherwise since a day; `item` is empty where it is internal now."""

    since: date
    kind: str
    item: str
    event: str
    recorded: date


@dataclass(frozen=True, slots=True)
class Day:
    """What was recorded on a day; `age` is how old it is, `marks` are what a browser remembers each entry by."""

    day: date
    age: str
    entries: tuple[Entry, ...]
    marks: tuple[str, ...]


def mark(event: Event) -> str:
    """A short name for an event that never changes."""
    return sha256(guid(event).encode()).hexdigest()[:8]


def marks_json(events: Iterable[Event]) -> str:
    """Every mark, for the browser of a reader who wants to know later what was new."""
    return json.dumps([mark(event) for event in events]) + "\n"


def archive_pages(desk: Desk, archive: Archive) -> tuple[Page, ...]:
    """The list of versions, the page for "since you last looked", and what is left of pages that are gone."""
    return _versions(desk, archive), _since(desk), *(_gone(desk, departed) for departed in archive.departed)


def _versions(desk: Desk, archive: Archive) -> Page:
    words = desk.words
    steps = [_step(desk, version, before) for version, before in _with_the_one_before(archive.versions)]
    months = [
        (first, tuple(group)) for first, group in groupby(steps, key=lambda step: step.version.day.replace(day=1))
    ]
    before = desk.render(
        "versions.html",
        "versions/index.md",
        months=months,
        newest=archive.versions[0] if archive.versions else None,
        since=summary(archive.since, words),
        otherwise=[_told_otherwise(one, words) for one in archive.otherwise],
    )
    title = words("Versions")
    description = words("Every published state of {project}, as it was on its day.", project=desk.report.charter.name)
    changed = desk.last_change(*Kind)
    return Page("versions/index.md", title, description, before, nav=title, is_found=False, changed=changed)


def _told_otherwise(one: Otherwise, words: Words) -> Gone:
    """An entry that is told otherwise, by what it was called; of what is internal now, its kind alone."""
    entry = one.entry
    known = {name.value for name in EventName}
    what = words.event(EventName(entry.event), entry.kind) if entry.event in known else entry.event
    since, recorded = date.fromisoformat(one.since), date.fromisoformat(entry.recorded)
    return Gone(since, words.kind(entry.kind), entry.id, what, recorded)


def _with_the_one_before(versions: Sequence[PastVersion]) -> list[tuple[PastVersion, PastVersion | None]]:
    return list(zip(versions, (*versions[1:], None), strict=True)) if versions else []


def _step(desk: Desk, version: PastVersion, before: PastVersion | None) -> Step:
    entries = desk.narrator.entries(reversed(version.changes))
    return Step(version, before, summary(version.changes, desk.words), entries)


def _since(desk: Desk) -> Page:
    words, today = desk.words, desk.report.status_date
    by_day = groupby(desk.report.events, key=lambda event: event.recorded)
    days = [_day(desk, day, tuple(events)) for day, events in by_day]
    before = desk.render("since.html", "versions/since.md", days=days[::-1], week=_WEEK, month=_MONTH, today=today)
    title, description = words("Since you last looked"), words("What changed, as far back as you like.")
    changed = desk.last_change(*Kind)
    return Page("versions/since.md", title, description, before, is_found=False, changed=changed, is_state=True)


def _gone(desk: Desk, departed: Departed) -> Page:
    """An address is permanent: where its page is gone, it says so, and leads to the page as it last was."""
    words = desk.words
    before = desk.render("gone.html", departed.uri, departed=departed)
    title = words("This page was taken off the site")
    return Page(departed.uri, title, words("What stood here is part of earlier versions."), before, is_found=False)


def _day(desk: Desk, day: date, events: Sequence[Event]) -> Day:
    days = (desk.report.status_date - day).days
    age = "week" if days < _WEEK else "month" if days < _MONTH else "start"
    return Day(day, age, desk.narrator.entries(events), tuple(map(mark, events)))


def summary(events: Sequence[Event], words: Words) -> str:
    """How many changes of each sort, such as `2 added, 1 moved, 1 kept`."""
    tellers = {
        Sort.ADDED: lambda n: words.plural("{n} added", "{n} added", n),
        Sort.MOVED: lambda n: words.plural("{n} moved", "{n} moved", n),
        Sort.KEPT: lambda n: words.plural("{n} kept", "{n} kept", n),
        Sort.LATE: lambda n: words.plural("{n} kept late", "{n} kept late", n),
        Sort.MISSED: lambda n: words.plural("{n} missed", "{n} missed", n),
        Sort.GIVEN_UP: lambda n: words.plural("{n} given up", "{n} given up", n),
        Sort.VANISHED: lambda n: words.plural("{n} removed without a word", "{n} removed without a word", n),
        Sort.OTHER: lambda n: words.plural("{n} other change", "{n} other changes", n),
    }
    return words(", ").join(tellers[sort](number) for sort, number in counted(events)) or words("nothing changed")

"""The archive's pages: every version by month, and what changed since a reader last looked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from milepost.facts.archive import Archive, Departed, PastVersion, Sort, counted
from milepost.facts.events import Event
from milepost.render.desk import Desk
from milepost.render.history import Entry
from milepost.render.page import Page
from milepost.render.text import Words
from milepost.render.views import entries_of

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
class Day:
    """What was recorded on a day; `number` is that of its first entry in the ledger, `age` says how old it is."""

    day: date
    number: int
    age: str
    entries: tuple[Entry, ...]


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
    )
    title = words("Versions")
    description = words("Every published state of {project}, as it was on its day.", project=desk.report.charter.name)
    return Page("versions/index.md", title, description, before, nav=title)


def _with_the_one_before(versions: Sequence[PastVersion]) -> list[tuple[PastVersion, PastVersion | None]]:
    return list(zip(versions, (*versions[1:], None), strict=True)) if versions else []


def _step(desk: Desk, version: PastVersion, before: PastVersion | None) -> Step:
    entries = entries_of(reversed(version.changes), desk.report, desk.words)
    return Step(version, before, summary(version.changes, desk.words), entries)


def _since(desk: Desk) -> Page:
    words, today = desk.words, desk.report.status_date
    numbered = list(enumerate(desk.report.events, 1))
    days = [
        _day(desk, day, [event for _, event in group], group[0][0])
        for day, group in ((day, list(found)) for day, found in groupby(numbered, key=lambda pair: pair[1].recorded))
    ]
    before = desk.render("since.html", "versions/since.md", days=days[::-1], week=_WEEK, month=_MONTH, today=today)
    title = words("Since you last looked")
    return Page("versions/since.md", title, words("What changed, as far back as you like."), before)


def _gone(desk: Desk, departed: Departed) -> Page:
    """An address is permanent: where its page is gone, it says so, and leads to the page as it last was."""
    words = desk.words
    before = desk.render("gone.html", departed.uri, departed=departed)
    title = words("This page was taken off the site")
    return Page(departed.uri, title, words("What stood here is part of earlier versions."), before)


def _day(desk: Desk, day: date, events: Sequence[Event], number: int) -> Day:
    days = (desk.report.status_date - day).days
    age = "week" if days < _WEEK else "month" if days < _MONTH else "start"
    return Day(day, number, age, entries_of(events, desk.report, desk.words))


def summary(events: Sequence[Event], words: Words) -> str:
    """How many changes of each sort, such as `2 added, 1 moved, 1 kept`."""
    tellers = {
        Sort.ADDED: lambda n: words.plural("{n} added", "{n} added", n),
        Sort.MOVED: lambda n: words.plural("{n} moved", "{n} moved", n),
        Sort.KEPT: lambda n: words.plural("{n} kept", "{n} kept", n),
        Sort.MISSED: lambda n: words.plural("{n} missed", "{n} missed", n),
        Sort.REMOVED: lambda n: words.plural("{n} removed", "{n} removed", n),
        Sort.OTHER: lambda n: words.plural("{n} other change", "{n} other changes", n),
    }
    return ", ".join(tellers[sort](number) for sort, number in counted(events)) or words("nothing changed")

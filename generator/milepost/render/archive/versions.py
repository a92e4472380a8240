"""The list of versions, by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

from milepost.facts.events import Event, EventName
from milepost.facts.telling.binding import Otherwise
from milepost.facts.versions import Archive, PastVersion, Sort, counted
from milepost.frozen import dataclass
from milepost.model.fields import Kind
from milepost.model.places import RECORD_PAGE
from milepost.model.records.feedback import Feedback
from milepost.render.context import Context
from milepost.render.page import Page
from milepost.render.sentences.entries import Entry
from milepost.render.words.words import Words


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


def versions_page(context: Context, archive: Archive) -> Page:
    """Every version by month, with what changed since the one before."""
    words = context.words
    steps = [_step(context, version, before) for version, before in _with_the_one_before(archive.versions)]
    months = [
        (first, tuple(group)) for first, group in groupby(steps, key=lambda step: step.version.day.replace(day=1))
    ]
    before = context.render(
        "versions.html",
        "versions/index.md",
        months=months,
        newest=archive.versions[0] if archive.versions else None,
        since=summary(archive.since, words),
        agreed=_agreed(context),
        otherwise=[_told_otherwise(one, words) for one in archive.otherwise],
    )
    title = words("Versions")
    description = words(
        "Every published state of {project}, as it was on its day.", project=context.report.charter.name
    )
    changed = context.last_change(*Kind)
    return Page("versions/index.md", title, description, before, is_found=False, changed=changed, under=RECORD_PAGE)


def _agreed(context: Context) -> Mapping[str, tuple[Feedback, ...]]:
    """Who has seen each version and agrees."""
    found: dict[str, tuple[Feedback, ...]] = {}
    for facts in context.report.records.get(Kind.FEEDBACK, ()):
        item = facts.item
        if isinstance(item, Feedback) and item.is_agreement and item.version and not facts.gone_on:
            found[item.version] = (*found.get(item.version, ()), item)
    return found


def _told_otherwise(one: Otherwise, words: Words) -> Gone:
    """An entry that is told otherwise, by what it was called; of what is internal now, its kind alone."""
    entry = one.entry
    known = {name.value for name in EventName}
    what = words.event(EventName(entry.event), entry.kind) if entry.event in known else entry.event
    since, recorded = date.fromisoformat(one.since), date.fromisoformat(entry.recorded)
    return Gone(since, words.kind(entry.kind), entry.id, what, recorded)


def _with_the_one_before(versions: Sequence[PastVersion]) -> list[tuple[PastVersion, PastVersion | None]]:
    return list(zip(versions, (*versions[1:], None), strict=True)) if versions else []


def _step(context: Context, version: PastVersion, before: PastVersion | None) -> Step:
    entries = context.event_words.entries(reversed(version.changes))
    return Step(version, before, summary(version.changes, context.words), entries)


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

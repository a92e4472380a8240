"""The archive: every version there is, and what changed from each to the next."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum

from milepost.facts.events import Event, EventName
from milepost.facts.telling.binding import Otherwise
from milepost.facts.updates import UpdateFacts
from milepost.frozen import dataclass
from milepost.model.fields import Status


class Sort(StrEnum):
    """What a change does to what was there: how a reader counts changes."""

    ADDED = "added"
    MOVED = "moved"
    KEPT = "kept"
    LATE = "late"
    MISSED = "missed"
    GIVEN_UP = "given-up"
    VANISHED = "vanished"
    OTHER = "other"


_SORTS = {
    EventName.MADE: Sort.ADDED,
    EventName.RETURNED: Sort.ADDED,
    EventName.PUBLISHED: Sort.ADDED,
    EventName.MOVED: Sort.MOVED,
    EventName.START_MOVED: Sort.MOVED,
    EventName.REBASELINED: Sort.MOVED,
    EventName.KEPT: Sort.KEPT,
    EventName.KEPT_LATE: Sort.LATE,
    EventName.MISSED: Sort.MISSED,
    EventName.WITHDRAWN: Sort.GIVEN_UP,
    EventName.CANCELLED: Sort.GIVEN_UP,
    EventName.VANISHED: Sort.VANISHED,
}


@dataclass(frozen=True, slots=True)
class PastVersion:
    """A version as its own manifest tells of it.

    `day` is the one it was told on, `receipt` the sha256 of its manifest, `aliases` further names. `changes` are the
    public events since the version before, oldest first, as they are known today.
    """

    name: str
    revision: str
    day: date
    claimed: Status | None
    computed: Status
    headline: str | None
    updates: tuple[str, ...]
    aliases: tuple[str, ...]
    receipt: str
    changes: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Departed:
    """A page that today's site does not have any more: its uri, the newest version that has it, and where it stands."""

    uri: str
    version: PastVersion
    address: str


@dataclass(frozen=True, slots=True)
class Archive:
    """Every version, newest first, what happened after the newest of them, and the pages that only they have.

    `otherwise` are the entries that had been told and are told otherwise, first told so first.
    """

    versions: tuple[PastVersion, ...]
    since: tuple[Event, ...] = ()
    departed: tuple[Departed, ...] = ()
    otherwise: tuple[Otherwise, ...] = ()

    @property
    def by_update(self) -> Mapping[str, PastVersion]:
        """The version that first told each update, by the update's id."""
        return {update: version for version in self.versions for update in version.updates}


def computed_on(facts: UpdateFacts, versions: Mapping[str, PastVersion]) -> Status | None:
    """What the rules said on the day of an update, where that is known."""
    version = versions.get(facts.update.id)
    return facts.health.computed if facts.health else version.computed if version else None


def archive_of(versions: Sequence[PastVersion], events: Iterable[Event], line: Sequence[str]) -> Archive:
    """An archive from versions in the order of the branch's `line` of revisions (as are the versions), oldest first."""
    places = {sha: place for place, sha in enumerate(line)}
    stops = [places[version.revision] for version in versions]
    days = [version.day for version in versions]
    told: list[list[Event]] = [[] for _ in range(len(versions) + 1)]
    for event in events:
        if event.revision in places:
            told[bisect_left(stops, places[event.revision])].append(event)
        else:  # The clock's own.
            told[next((place for place, day in enumerate(days) if event.recorded <= day), len(days))].append(event)
    past = [replace(version, changes=tuple(changes)) for version, changes in zip(versions, told, strict=False)]
    return Archive(tuple(reversed(past)), tuple(told[-1]))


def counted(events: Iterable[Event]) -> tuple[tuple[Sort, int], ...]:
    """How many changes there were of each sort, in the order of the sorts, those of which there were some."""
    sorts = [_sort(event) for event in events]
    return tuple((sort, sorts.count(sort)) for sort in Sort if sort in sorts)


def _sort(event: Event) -> Sort:
    # A corrected day keeps nothing anew, and what was settled before it was tidied away is not lost.
    is_told_before = event.corrects_a_day or event.tidies_away
    return Sort.OTHER if is_told_before else _SORTS.get(event.event, Sort.OTHER)

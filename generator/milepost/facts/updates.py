"""Updates and lessons with what history says of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol, TypeVar

from milepost.facts.contact.asks import Ask
from milepost.facts.events import Event, EventName
from milepost.facts.health.assessment import Health
from milepost.facts.threads.threads import PageThread
from milepost.frozen import dataclass
from milepost.model.items import PageItem
from milepost.model.kinds.lessons import Lesson
from milepost.model.kinds.updates import Update

Asked = Mapping[date, tuple[Ask, ...]]
P = TypeVar("P", bound=PageItem)


class PageFacts(Protocol):
    """What is known of a page of any kind: the day on which it was published, and what was changed in it since."""

    @property
    def item(self) -> PageItem:
        """The page."""

    @property
    def recorded(self) -> date:
        """The day on which it was published."""

    @property
    def edits(self) -> tuple[Event, ...]:
        """The `edited` events, oldest first."""


@dataclass(frozen=True, slots=True)
class UpdateFacts:
    """An update with what its day knew.

    `number` counts from 1. `recorded` is when it was published, `late_days` how many days after its date where that is
    more than the grace, else 0. `changes` are the public events recorded after the update before it, up to the end of
    its day; where two were published on one day, up to the commit that published the first. `asks` are what the client
    was asked for on its day, soonest first, as it then stood. `edits` are the `edited` events, oldest first. `health`
    is what its day made of the facts, for the newest update only.
    """

    update: Update
    number: int
    recorded: date
    late_days: int
    changes: tuple[Event, ...]
    asks: tuple[Ask, ...]
    edits: tuple[Event, ...]
    health: Health | None = None

    @property
    def item(self) -> Update:
        """The page itself, as of every kind."""
        return self.update

    @property
    def known_on(self) -> date:
        """The day whose knowledge it holds: that of its publication, unless it was published late."""
        return self.update.date if self.late_days else self.recorded


@dataclass(frozen=True, slots=True)
class LessonFacts:
    """A lesson and whether it is in practice; `edits` are the `edited` events, oldest first."""

    lesson: Lesson
    recorded: date
    edits: tuple[Event, ...]

    @property
    def item(self) -> Lesson:
        """The page itself, as of every kind."""
        return self.lesson

    @property
    def in_practice(self) -> bool:
        """Whether there is proof that it was used."""
        return bool(self.lesson.matter.applied)


def updates_facts(
    threads: Iterable[PageThread], events: Sequence[Event], asked_on: Callable[[Iterable[date]], Asked]
) -> tuple[UpdateFacts, ...]:
    """The updates, newest first; `asked_on` tells what the client was asked for on each of some days."""
    found = [(thread.item, thread) for thread in threads if isinstance(thread.item, Update)]
    asked = asked_on({day for update, thread in found for day in (update.date, thread.first_recorded)})
    by_day = sorted(events, key=_recorded)
    edits = _edits_by_id(events, Update)
    facts: list[UpdateFacts] = []
    ordered = sorted(found, key=lambda pair: (pair[0].date, pair[0].id))
    told = 0
    for number, (update, thread) in enumerate(ordered, 1):
        recorded = thread.first_recorded
        late = (recorded - update.date).days
        late_days = late if late > thread.grace_days else 0
        known = update.date if late_days else recorded
        until = bisect_right(by_day, recorded, key=_recorded)
        if number < len(ordered) and ordered[number][1].first_recorded == recorded:
            until = _end_of(thread.first_revision, by_day[:until]) or until
        edited = edits.get(update.id, ())
        changes = tuple(by_day[told:until])
        facts.append(UpdateFacts(update, number, recorded, late_days, changes, asked[known], edited))
        told = max(told, until)
    return tuple(reversed(facts))


def _end_of(revision: str, events: Sequence[Event]) -> int:
    """Behind the last event that a commit brought; nought where it brought none."""
    return next((place for place in range(len(events), 0, -1) if events[place - 1].revision == revision), 0)


def _recorded(event: Event) -> date:
    return event.recorded


def lessons_facts(threads: Iterable[PageThread], events: Sequence[Event]) -> tuple[LessonFacts, ...]:
    """The lessons, newest first."""
    found = [LessonFacts(*told) for told in told_pages(threads, events, Lesson)]
    return tuple(sorted(found, key=lambda facts: (-facts.lesson.written_on.toordinal(), facts.lesson.id)))


def told_pages(
    threads: Iterable[PageThread], events: Iterable[Event], kind: type[P]
) -> Iterator[tuple[P, date, tuple[Event, ...]]]:
    """The pages of a kind, each with the day on which it was published and its `edited` events, oldest first."""
    edits = _edits_by_id(events, kind)
    for thread in threads:
        if isinstance(thread.item, kind):
            yield thread.item, thread.first_recorded, edits.get(thread.item.id, ())


def _edits_by_id(events: Iterable[Event], kind: type[PageItem]) -> Mapping[str, tuple[Event, ...]]:
    found: dict[str, list[Event]] = {}
    for event in events:
        if event.event is EventName.EDITED and event.kind is kind.kind:
            found.setdefault(event.id, []).append(event)
    return {name: tuple(edits) for name, edits in found.items()}

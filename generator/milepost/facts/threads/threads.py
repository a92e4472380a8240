"""Threads: what the ledger remembers of an item while it walks through history."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from milepost.facts.events import Event, EventName
from milepost.facts.rhythm import Cadence
from milepost.facts.threads.states import Countdown, ItemState, PromiseState
from milepost.facts.wording.item_fields import Value
from milepost.model.fields import Kind
from milepost.model.items import PageItem, RegisterItem
from milepost.model.kinds.charter import AcceptanceTerms
from milepost.model.snapshot import AnyItem, Key, Promise


class Moment(NamedTuple):
    """The step that is being recorded: its day, what its revision says, and its place in the order of the ledger.

    `clock` is the latest day seen so far: committer clocks may run backwards, the ledger does not. `cadence` is the
    rhythm that was agreed then, `terms` those of an acceptance: what is agreed later judges nothing recorded before.
    """

    day: date
    revision: str
    author: str
    reason: str | None
    clock: date
    sequence: int
    cadence: Cadence
    terms: AcceptanceTerms

    def event(self, thread: Thread, item: AnyItem, name: EventName, *, on: date | None = None, **facts: Any) -> Event:
        """What this step does to a thread, in the words of `item`; it is about this day unless it says another."""
        about = on or self.day
        return Event(
            kind=item.kind,
            id=item.id,
            origin=thread.origin,
            title=item.title,
            event=name,
            on=about,
            recorded=self.day,
            revision=self.revision,
            author=self.author,
            is_late=(self.day - about).days > self.cadence.grace_days,
            **facts,
        )


@dataclass(slots=True, eq=False)
class Thread:
    """The thread of one item through its renames.

    `id` is its present name, or the last it was public under; `origin` the first. `is_shown` says that it is public;
    `hidden_on` is the day it was made internal. `joined` is the thread that this one has become part of.
    """

    kind: Kind
    id: str
    origin: str = ""
    is_shown: bool = False
    hidden_on: date | None = None
    joined: Thread | None = None

    @property
    def root(self) -> Thread:
        """The thread this one has become part of, or itself."""
        return self.joined.root if self.joined else self

    @property
    def is_withheld(self) -> bool:
        """Whether its whole history stays out, because its latest state is internal."""
        return self.hidden_on is not None


class Stand(NamedTuple):
    """A date that stands: since which place in the order of the ledger, and under which rhythm."""

    due: date
    since: tuple[date, int]
    cadence: Cadence


@dataclass(slots=True, eq=False)
class PromiseThread(Thread):
    """The thread of a milestone or commitment.

    `item` is its last public wording, `states` what was known of it, day by day. While it is open,
    `standing` is the due date that stands and `stood` the place in the order since which it does; `is_missed` says that
    the clock has told that this date passed, `cadence` is the rhythm that was agreed when it began to stand.
    `countdown` runs while it waits to be accepted; `is_deemed` says that the clock has told that it ran out.
    """

    item: Promise | None = None
    first_due: date = date.min
    baseline: date = date.min
    moves: int = 0
    rebaselinings: int = 0
    states: list[PromiseState] = field(default_factory=list)
    standing: date | None = None
    stood: tuple[date, int] = (date.min, 0)
    is_missed: bool = False
    cadence: Cadence | None = None
    countdown: Countdown | None = None
    is_deemed: bool = False


@dataclass(slots=True, eq=False)
class RecordThread(Thread):
    """The thread of an item of a register that holds no promises: its last public wording, and its states.

    `first` is what each date and degree was first, `moves` how many times each date has changed. While it waits,
    `standing` is each date that others count on, and `lapsed` those that the clock has told to have passed.
    """

    item: RegisterItem | None = None
    raised_on: date = date.min
    first: dict[str, Value] = field(default_factory=dict)
    moves: Counter[str] = field(default_factory=Counter)
    states: list[ItemState] = field(default_factory=list)
    standing: dict[str, Stand] = field(default_factory=dict)
    lapsed: dict[str, date] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class PageThread(Thread):
    """The thread of a page of its author's; `told` are the items its text linked to within the grace, and since when.

    `first_revision` is the one that made it public, on `first_recorded`, when `grace_days` were agreed. `approved_by`
    is who agreed to it last, also where that was taken back.
    """

    item: PageItem | None = None
    first_recorded: date = date.min
    first_revision: str = ""
    grace_days: int = 0
    approved_by: str | None = None
    told: dict[Thread, date] = field(default_factory=dict)


class Entry(NamedTuple):
    """An event as it is first recorded, not yet told by any update: its thread and its place in time.

    `due` is the date that a promise stood at before the event, `linked` what the words of an event link to, before or
    after, and `cadence` the rhythm by which its announcement is judged.
    """

    thread: Thread
    clock: date
    sequence: int
    event: Event
    due: date | None = None
    linked: frozenset[Key] = frozenset()
    cadence: Cadence | None = None

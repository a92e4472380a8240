"""The report: everything that one version of the site says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from milepost.facts.events import Event
from milepost.facts.promises import PromiseFacts
from milepost.model.charter import Charter, Phase
from milepost.model.fields import Kind, Status
from milepost.model.history import Revision
from milepost.model.lessons import Lesson
from milepost.model.snapshot import FreePage
from milepost.model.updates import Update


@dataclass(frozen=True, slots=True)
class Area:
    """One area of health: its colour, what gave it, and the rule it follows. `name` is a word for render to translate."""

    name: str
    status: Status
    findings: tuple[str, ...]
    items: tuple[PromiseFacts, ...]


@dataclass(frozen=True, slots=True)
class Health:
    """The manager's word as it stands (None before the first update), and beside it what the rules compute."""

    claimed: Status | None
    computed: Status
    areas: tuple[Area, ...]
    why: str | None

    @property
    def is_contested(self) -> bool:
        """Whether the rules see it worse than the manager says."""
        order = list(Status)
        return self.claimed is not None and order.index(self.computed) > order.index(self.claimed)


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """The forecast of a milestone on the day of an update."""

    on: date
    forecast: date


@dataclass(frozen=True, slots=True)
class Trend:
    """How the forecast of one milestone moved from update to update, oldest first, ending on the status date."""

    promise: PromiseFacts
    points: tuple[TrendPoint, ...]


@dataclass(frozen=True, slots=True)
class PhaseFacts:
    """A phase on the timeline: from its first start to its last forecast; `status` is the worst of its milestones'."""

    phase: Phase
    promises: tuple[PromiseFacts, ...]
    start: date
    end: date
    agreed_end: date
    state: str  # "done", "active", "late", "moved" or "planned"


@dataclass(frozen=True, slots=True)
class UpdateFacts:
    """An update with what its day knew.

    `number` counts from 1. `recorded` is when it was published, `late_days` how many days after its date where that is
    more than the grace, else 0. `changes` are the public events recorded after the update before it, up to and including
    it; `asks` the client's promises open on its day, soonest first. `edits` are the `edited` events, oldest first.
    """

    update: Update
    number: int
    recorded: date
    late_days: int
    changes: tuple[Event, ...]
    asks: tuple[PromiseFacts, ...]
    edits: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class LessonFacts:
    """A lesson and whether it is in practice; `edits` are the `edited` events, oldest first."""

    lesson: Lesson
    recorded: date
    edits: tuple[Event, ...]

    @property
    def in_practice(self) -> bool:
        """Whether there is proof that it was used."""
        return bool(self.lesson.matter.applied)


@dataclass(frozen=True, slots=True)
class RhythmFacts:
    """Whether updates come when they should: when the next one is due, and by how many days one is overdue (0: not)."""

    next_due: date
    overdue_days: int


@dataclass(frozen=True, slots=True)
class Withheld:
    """That something public was made internal, and when; what it was is not told."""

    kind: Kind
    recorded: date


@dataclass(frozen=True, slots=True)
class StatusReport:
    """Everything one version of the site says; nothing internal is in it.

    `milestones` and `commitments` stand in the order of the files, vanished ones last; `updates` and `lessons` newest
    first; `events` oldest first. `finish` is the milestone that ends the project (None: no plan yet).
    """

    charter: Charter
    status_date: date
    revision: Revision
    milestones: tuple[PromiseFacts, ...]
    commitments: tuple[PromiseFacts, ...]
    updates: tuple[UpdateFacts, ...]
    lessons: tuple[LessonFacts, ...]
    pages: tuple[FreePage, ...]
    phases: tuple[PhaseFacts, ...]
    trends: tuple[Trend, ...]
    finish: Trend | None
    health: Health
    rhythm: RhythmFacts
    events: tuple[Event, ...]
    withheld: tuple[Withheld, ...]
    sources: Mapping[tuple[Kind, str], str]

    @property
    def asks(self) -> tuple[PromiseFacts, ...]:
        """What the client owes, soonest first."""
        return open_asks(self.commitments)

    @property
    def changes(self) -> tuple[Event, ...]:
        """What happened since the update before the newest one, oldest first; everything where there is only one."""
        if len(self.updates) < 2:
            return self.events
        since = self.updates[1].recorded
        return tuple(event for event in self.events if event.recorded > since)


def open_asks(commitments: tuple[PromiseFacts, ...]) -> tuple[PromiseFacts, ...]:
    """The client's open promises, soonest first."""
    theirs = [c for c in commitments if c.state.is_open and getattr(c.item, "from_", None) == "client"]
    return tuple(sorted(theirs, key=lambda c: (c.due, c.item.id)))

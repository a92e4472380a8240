"""The report: everything that one version of the site says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from milepost.errors import Location
from milepost.facts.acceptance.closing import ClosingFacts
from milepost.facts.contact.asks import Ask, asks_of
from milepost.facts.contact.communication import KeptPlan
from milepost.facts.contact.meetings import MeetingFacts
from milepost.facts.contact.waiting import Waiting, waiting_for
from milepost.facts.events import Event
from milepost.facts.foresight import exposures
from milepost.facts.health.assessment import Health
from milepost.facts.promises.promises import PromiseFacts, State
from milepost.facts.promises.schedule import PhaseFacts
from milepost.facts.promises.trend import Trend
from milepost.facts.registers import RecordFacts
from milepost.facts.report.items import is_closed, is_settled
from milepost.facts.rhythm import Awaited, RhythmFacts
from milepost.facts.telling.told_ledger import PublishedUpdate, Withheld
from milepost.facts.updates import LessonFacts, PageFacts, UpdateFacts
from milepost.frozen import dataclass
from milepost.model.fields import Kind
from milepost.model.history import Revision
from milepost.model.kinds.charter import Charter
from milepost.model.kinds.glossary import Term
from milepost.model.snapshot import FreePage, Key


@dataclass(frozen=True, slots=True)
class StatusReport:
    """Everything one version of the site says; internal in it are only the ids in `published_updates`, `hidden`.

    `milestones` and `commitments` stand in the order of the files, vanished ones last; `updates`, `lessons` and
    `meetings` newest first; `records` are the items of all other registers, by kind; `events` oldest first.
    `closing` is the closing report, once there is one. `finish` is the milestone that ends the project (None: no plan
    yet), `key_dates` are those that the reader
    thinks of, soonest first. `places` is where each item stands in the content, `sources` the file alone.
    `published_updates` come in no order that matters. `glossary` holds the terms by name. `awaited` is the next
    update to come, None where none is due any more. `unsaid` are the digests of entries that are not told, or not
    in full, because of what is internal now,
    `hidden` the items that are: neither is shown; what was told is compared with them.
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
    places: Mapping[tuple[Kind, str], Location] = field(default_factory=dict)
    published_updates: tuple[PublishedUpdate, ...] = ()
    records: Mapping[Kind, tuple[RecordFacts, ...]] = field(default_factory=dict)
    meetings: tuple[MeetingFacts, ...] = ()
    closing: ClosingFacts | None = None
    communication: KeptPlan = field(default_factory=KeptPlan)
    glossary: tuple[Term, ...] = ()
    awaited: Awaited | None = None
    key_dates: tuple[Trend, ...] = ()
    unsaid: frozenset[str] = frozenset()
    hidden: frozenset[Key] = frozenset()

    @property
    def told_pages(self) -> Mapping[Kind, tuple[PageFacts, ...]]:
        """The pages of every kind, in the order of the registers, the newest of each first."""
        return {
            Kind.UPDATE: self.updates,
            Kind.LESSON: self.lessons,
            Kind.MEETING: self.meetings,
            Kind.CLOSING: (self.closing,) if self.closing else (),
        }

    @property
    def is_finished(self) -> bool:
        """Whether the project is over: then no more updates are due."""
        return is_settled((*self.milestones, *self.commitments)) or self.is_closed

    @property
    def is_closed(self) -> bool:
        """Whether there is a closing report, and no milestone is open: what else is open, it hands over."""
        return is_closed(self.closing, self.milestones)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is open any more, and nothing open was removed without a word on the way."""
        promises = (*self.milestones, *self.commitments)
        return is_settled(promises) and not any(promise.state is State.VANISHED for promise in promises)

    @property
    def asks(self) -> tuple[Ask, ...]:
        """What the client owes, is asked to decide or to accept, soonest first; what has no day comes last."""
        return asks_of(self.milestones, self.commitments, (r for found in self.records.values() for r in found))

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        """The same with their age, and with what stands behind each in the plan."""
        return waiting_for(self.asks, self.milestones, self.commitments, self.status_date)

    @property
    def exposure(self) -> tuple[tuple[date, int], ...]:
        """What was at stake on the day of each update, and is today."""
        days = {facts.known_on for facts in self.updates} | {self.status_date}
        return exposures(self.records.get(Kind.RISK, ()), sorted(days))

    @property
    def changes(self) -> tuple[Event, ...]:
        """What happened since the update before the newest one, oldest first; everything where there is only one."""
        if len(self.updates) < 2:
            return self.events
        newest, since = set(self.updates[0].changes), self.updates[1].recorded
        return tuple(event for event in self.events if event.recorded > since or event in newest)

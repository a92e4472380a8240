"""The report: everything that one version of the site says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import date

from milepost.errors import Location
from milepost.facts.acceptance.closing import ClosingFacts, closing_facts, is_open
from milepost.facts.contact.asks import Ask, asks_of, asks_on
from milepost.facts.contact.communication import KeptPlan, kept_plan
from milepost.facts.contact.meetings import MeetingFacts, meetings_facts
from milepost.facts.contact.waiting import Waiting, waiting_for
from milepost.facts.events import Event
from milepost.facts.foresight import exposures
from milepost.facts.health.assessment import Area, Finding, Health, assess
from milepost.facts.health.cases import Circumstances
from milepost.facts.health.rules import Rule
from milepost.facts.ledger.ledger import Walked
from milepost.facts.promises.as_of import as_of_each
from milepost.facts.promises.promises import PromiseFacts, State
from milepost.facts.promises.schedule import PhaseFacts, finish_of, key_dates_of, phases_of
from milepost.facts.promises.trend import Trend, TrendPoint, trends_of
from milepost.facts.registers import RecordFacts, records_as_of
from milepost.facts.rhythm import Awaited, Cadence, RhythmFacts, awaited, cadence_of, rhythm_facts
from milepost.facts.telling.told_ledger import PublishedUpdate, ToldLedger, Withheld, tell
from milepost.facts.updates import LessonFacts, PageFacts, UpdateFacts, lessons_facts, updates_facts
from milepost.frozen import dataclass
from milepost.model.fields import Kind
from milepost.model.history import History, Revision
from milepost.model.kinds.charter import Charter
from milepost.model.kinds.glossary import Term
from milepost.model.registers import REGISTERS
from milepost.model.snapshot import FreePage, Key, Snapshot

__all__ = [
    "Area",
    "Ask",
    "ClosingFacts",
    "Finding",
    "Health",
    "LessonFacts",
    "MeetingFacts",
    "PhaseFacts",
    "PublishedUpdate",
    "RhythmFacts",
    "Rule",
    "StatusReport",
    "Trend",
    "TrendPoint",
    "UpdateFacts",
    "Waiting",
    "Withheld",
    "derive_report",
]


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
        return _is_finished((*self.milestones, *self.commitments)) or self.is_closed

    @property
    def is_closed(self) -> bool:
        """Whether there is a closing report, and no milestone is open: what else is open, it hands over."""
        return _is_closed(self.closing, self.milestones)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is open any more, and nothing open was removed without a word on the way."""
        promises = (*self.milestones, *self.commitments)
        return _is_finished(promises) and not any(promise.state is State.VANISHED for promise in promises)

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
        since = self.updates[1].recorded
        return tuple(event for event in self.events if event.recorded > since)


def derive_report(
    history: History, status_date: date | None = None, today: date = date.min, past: Walked | None = None
) -> StatusReport:
    """What history says on the status date (None: today, but never before the day of any of its revisions).

    Where history goes on from a past, that is what was walked of it.
    """
    latest, charter = history.latest, history.latest.charter
    told = tell(history, status_date, today, past)
    milestones, commitments = told.promises(Kind.MILESTONE), told.promises(Kind.COMMITMENT)
    records = {register.kind: told.records(register.kind) for register in REGISTERS if register.is_record}
    every = tuple(record for found in records.values() for record in found)
    updates = updates_facts(told.pages, told.events, lambda days: asks_on(milestones, commitments, every, days))
    cadence = cadence_of(charter, min((u.date for u in latest.updates if u.is_public), default=None))
    closing = closing_facts(told.pages, told.events, charter.acceptance)
    is_finished = _is_finished((*milestones, *commitments)) or _is_closed(closing, milestones)
    rhythm = _rhythm(told, cadence, updates, is_finished=is_finished)
    tolerance = charter.tolerance.days if charter.tolerance else None
    known = Circumstances(told.day, milestones, commitments, told.events, cadence, rhythm, records, tolerance)
    trends = trends_of(milestones, [(u.update.date, u.known_on) for u in updates], told.day)
    finish, key = finish_of(milestones), key_dates_of(milestones)
    places, meetings = _places(latest), meetings_facts(told.pages, told.events)
    plans, until = told.ledger.plans, _end((*milestones, *commitments), closing) if is_finished else told.day
    return StatusReport(
        charter=charter,
        status_date=told.day,
        revision=history.revision,
        milestones=milestones,
        commitments=commitments,
        records=records,
        updates=_with_health_then(updates, known),
        lessons=_lessons(told),
        meetings=meetings,
        closing=closing,
        communication=kept_plan(charter, plans, updates, meetings, until),
        pages=tuple(replace(page, changed=history.written.get(page.path)) for page in latest.pages if page.is_public),
        phases=phases_of(charter, milestones, told.day),
        trends=trends,
        finish=next((trend for trend in trends if trend.promise is finish), None),
        key_dates=tuple(trend for promise in key for trend in trends if trend.promise is promise),
        health=_health(updates, known),
        rhythm=rhythm,
        events=told.events,
        withheld=told.withheld,
        sources={key: place.path for key, place in places.items()},
        places=places,
        published_updates=told.published_updates,
        glossary=latest.glossary,
        awaited=None if is_finished else awaited(cadence, rhythm, told.day),
        unsaid=told.unsaid,
        hidden=told.hidden,
    )


def _rhythm(told: ToldLedger, cadence: Cadence, updates: Sequence[UpdateFacts], *, is_finished: bool) -> RhythmFacts:
    charter, newest = told.latest.charter, updates[0].update.date if updates else None
    # Nobody could have been told before it was first recorded, however long ago the project began.
    first_told = max(filter(None, (charter.start, told.events[0].recorded if told.events else told.day)))
    began = first_told if "rhythm" in charter.model_fields_set else None
    return rhythm_facts(cadence, began, newest, told.day, finished=is_finished)


def _lessons(told: ToldLedger) -> tuple[LessonFacts, ...]:
    found = lessons_facts(told.pages, told.events)
    return tuple(replace(facts, lesson=told.discretion.lesson(facts.lesson)) for facts in found)


def _health(updates: Sequence[UpdateFacts], known: Circumstances) -> Health:
    if not updates:
        return assess(known)
    matter = updates[0].update.matter
    return assess(known, matter.status, matter.why)


def _with_health_then(updates: tuple[UpdateFacts, ...], known: Circumstances) -> tuple[UpdateFacts, ...]:
    """The updates, the newest one with health as the rules saw it when it was written."""
    return (replace(updates[0], health=_health_then(updates[0], known)), *updates[1:]) if updates else ()


def _is_finished(promises: Sequence[PromiseFacts]) -> bool:
    """Whether everything promised is settled and some of it was done: then no more updates are due."""
    return any(p.state in {State.KEPT, State.KEPT_LATE} for p in promises) and not any(is_open(p) for p in promises)


def _is_closed(closing: ClosingFacts | None, milestones: Sequence[PromiseFacts]) -> bool:
    return closing is not None and not any(is_open(milestone) for milestone in milestones)


def _end(promises: Sequence[PromiseFacts], closing: ClosingFacts | None) -> date:
    """The day on which the project was closed, or the last promise settled: then nothing is to be told any more."""
    if closing:
        return closing.closing.matter.on
    return max(promise.closed_on for promise in promises if promise.closed_on)


def _health_then(newest: UpdateFacts, facts: Circumstances) -> Health:
    """Health as the rules saw it when the newest update was written."""
    then = newest.known_on
    matter = newest.update.matter
    events = [event for event in facts.events if event.recorded <= then]
    rhythm = RhythmFacts(facts.cadence.after(facts.cadence.answered_by(newest.update.date)), 0)
    records = {kind: records_as_of(found, then) for kind, found in facts.records.items()}
    known = replace(
        facts,
        day=then,
        milestones=as_of_each(facts.milestones, then),
        commitments=as_of_each(facts.commitments, then),
        events=events,
        rhythm=rhythm,
        records=records,
    )
    return assess(known, matter.status, matter.why)


def _places(latest: Snapshot) -> Mapping[tuple[Kind, str], Location]:
    public = (key for key, item in latest.items.items() if item.is_public)
    return {key: latest.places[key] for key in public if key in latest.places}

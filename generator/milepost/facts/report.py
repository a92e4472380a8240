"""The report: everything that one version of the site says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from milepost.errors import Location
from milepost.facts.binding import told as bound
from milepost.facts.discretion import Discretion
from milepost.facts.health.assessment import Area, Finding, Health, assess
from milepost.facts.health.cases import Circumstances
from milepost.facts.health.rules import Rule
from milepost.facts.ledger.announcements import Announcements
from milepost.facts.ledger.events import Event, EventName
from milepost.facts.ledger.ledger import Ledger, in_order
from milepost.facts.ledger.threads import PageThread, PromiseThread, RecordThread, Thread
from milepost.facts.promises.as_of import as_of_each
from milepost.facts.promises.promises import PromiseFacts, State
from milepost.facts.promises.schedule import PhaseFacts, finish_of, phases_of, promise_facts
from milepost.facts.promises.trend import Trend, TrendPoint, trends_of
from milepost.facts.registers import RecordFacts, record_facts
from milepost.facts.rhythm import Awaited, RhythmFacts, awaited, cadence_of, rhythm_facts
from milepost.facts.updates import LessonFacts, UpdateFacts, lessons_facts, open_asks, updates_facts
from milepost.model.fields import Kind
from milepost.model.history import History, Revision
from milepost.model.kinds.charter import Charter
from milepost.model.kinds.glossary import Term
from milepost.model.registers import REGISTERS
from milepost.model.snapshot import FreePage, Key, Snapshot

__all__ = [
    "Area",
    "Finding",
    "Health",
    "LessonFacts",
    "PhaseFacts",
    "Publication",
    "RhythmFacts",
    "Rule",
    "StatusReport",
    "Trend",
    "TrendPoint",
    "UpdateFacts",
    "Withheld",
    "derive_report",
    "open_asks",
]


@dataclass(frozen=True, slots=True)
class Withheld:
    """That something public was made internal, and when; what it was is not told."""

    kind: Kind
    recorded: date


@dataclass(frozen=True, slots=True)
class Publication:
    """That a revision made an update public, whatever became of it since; `is_withheld`: it is internal now."""

    update: str
    revision: str
    is_withheld: bool = False


@dataclass(frozen=True, slots=True)
class StatusReport:
    """Everything one version of the site says; nothing internal is in it but the ids in `publications` and `hidden`.

    `milestones` and `commitments` stand in the order of the files, vanished ones last; `updates` and `lessons` newest
    first; `records` are the items of all other registers, by kind; `events` oldest first. `finish` is the milestone
    that ends the project (None: no plan yet). `places` is where each item stands in the content, `sources` the file
    alone. `publications` come in no order that matters. `glossary` holds the terms by name. `awaited` is the next
    update to come, None where none is due any more. `glossary` holds the terms by name. `unsaid` are the digests of
    entries that are not told, or not in full, because of what is internal now, `hidden` the items that are: neither
    is shown; what was told is compared with them.
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
    publications: tuple[Publication, ...] = ()
    records: Mapping[Kind, tuple[RecordFacts, ...]] = field(default_factory=dict)
    glossary: tuple[Term, ...] = ()
    awaited: Awaited | None = None
    unsaid: frozenset[str] = frozenset()
    hidden: frozenset[Key] = frozenset()

    @property
    def is_finished(self) -> bool:
        """Whether nothing is open any more, and something was done: then no more updates are due."""
        return _is_finished((*self.milestones, *self.commitments))

    @property
    def is_complete(self) -> bool:
        """Whether it is finished, and nothing open was removed without a word on the way."""
        promises = (*self.milestones, *self.commitments)
        return self.is_finished and not any(promise.state is State.VANISHED for promise in promises)

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


def derive_report(history: History, status_date: date | None = None, today: date = date.min) -> StatusReport:
    """What history says on the status date (None: today, but never before the day of any of its revisions)."""
    charter = history.latest.charter
    ledger = Ledger(status_date, charter, max(history.day, today))
    walked = in_order(ledger.walk(history.steps))
    entries = [entry for entry in walked if not entry.thread.root.is_withheld]
    day = ledger.today
    threads = [thread for thread in ledger.threads if not thread.is_withheld and not thread.joined]
    cadence = cadence_of(charter, min((u.date for u in history.latest.updates if u.is_public), default=None))
    announcements, discretion = Announcements(threads), Discretion(ledger.find, history.latest.gate)
    events_of: dict[Thread, list[Event]] = {thread: [] for thread in threads}
    events: list[Event] = []
    for entry in entries:
        if (discreet := discretion.entry(entry)) is None:
            continue
        event = announcements.told(discreet)
        events.append(event)
        events_of[entry.thread.root].append(event)

    milestones = _promises(Kind.MILESTONE, history.latest, ledger, discretion, events_of, day)
    commitments = _promises(Kind.COMMITMENT, history.latest, ledger, discretion, events_of, day)
    kinds = [register.kind for register in REGISTERS if register.is_record]
    records = {kind: _records(kind, history.latest, ledger, discretion, events_of) for kind in kinds}
    pages = [thread for thread in threads if isinstance(thread, PageThread) and thread.is_shown]
    updates = updates_facts(pages, events, commitments)
    newest = updates[0] if updates else None
    is_finished = _is_finished((*milestones, *commitments))
    # Nobody could have been told before it was first recorded, however long ago the project began.
    began = max(filter(None, (charter.start, events[0].recorded if events else day)))
    is_agreed = "rhythm" in charter.model_fields_set
    told = newest.update.date if newest else None
    rhythm = rhythm_facts(cadence, began, told, day, finished=is_finished, agreed=is_agreed)
    facts = Circumstances(day, milestones, commitments, events, cadence, rhythm)
    matter = newest.update.matter if newest else None
    health = assess(facts, matter.status if matter else None, matter.why if matter else None)
    if newest:
        updates = (replace(newest, health=_health_then(newest, facts)), *updates[1:])
    places = _places(history.latest)
    trends = trends_of(milestones, [(u.update.date, u.known_on) for u in updates], day)
    finish = finish_of(milestones)
    said = {bound(event).digest for event in events}
    return StatusReport(
        charter=charter,
        status_date=day,
        revision=history.revision,
        milestones=milestones,
        commitments=commitments,
        records=records,
        updates=updates,
        lessons=tuple(replace(f, lesson=discretion.lesson(f.lesson)) for f in lessons_facts(pages, events)),
        pages=tuple(
            replace(page, changed=history.written.get(page.path)) for page in history.latest.pages if page.is_public
        ),
        phases=phases_of(charter, milestones, day),
        trends=trends,
        finish=next((trend for trend in trends if trend.promise is finish), None),
        health=health,
        rhythm=rhythm,
        events=tuple(events),
        withheld=_withheld(ledger.threads),
        sources={key: place.path for key, place in places.items()},
        places=places,
        publications=_publications(ledger.threads),
        glossary=history.latest.glossary,
        awaited=None if is_finished else awaited(cadence, rhythm, day),
        unsaid=frozenset(bound(e).digest for entry in walked for e in discretion.tellings(entry)) - said,
        hidden=frozenset((e.event.kind, e.event.origin) for e in walked if e.thread.root.is_withheld),
    )


def _promises(
    kind: Kind,
    latest: Snapshot,
    ledger: Ledger,
    discretion: Discretion,
    events_of: Mapping[Thread, Sequence[Event]],
    day: date,
) -> tuple[PromiseFacts, ...]:
    """The promises of a kind in the order of the files, then those that vanished, first gone first."""
    listed, gone = _threads_of(kind, latest, ledger, events_of)
    facts = [
        promise_facts(discretion.states(thread.states), tuple(events_of[thread]), _made_on(events_of[thread]), day)
        for thread in (*listed, *gone)
        if isinstance(thread, PromiseThread)
    ]
    standing, vanished = facts[: len(listed)], facts[len(listed) :]
    return (*standing, *sorted(vanished, key=lambda p: (p.closed_on or date.max, p.item.id)))


def _records(
    kind: Kind, latest: Snapshot, ledger: Ledger, discretion: Discretion, events_of: Mapping[Thread, Sequence[Event]]
) -> tuple[RecordFacts, ...]:
    """The items of a register in the order of the files, then those that vanished, first gone first."""
    listed, gone = _threads_of(kind, latest, ledger, events_of)
    facts = [
        record_facts(thread, discretion.states(thread.states), events_of[thread])
        for thread in (*listed, *gone)
        if isinstance(thread, RecordThread)
    ]
    standing, vanished = facts[: len(listed)], facts[len(listed) :]
    return (*standing, *sorted(vanished, key=lambda r: (r.gone_on or date.max, r.item.id)))


def _threads_of(
    kind: Kind, latest: Snapshot, ledger: Ledger, threads: Iterable[Thread]
) -> tuple[list[Thread | None], list[Thread]]:
    """The threads of the items that are listed, in the order of the files, and of those that are gone."""
    listed = [ledger.find(key) for key, item in latest.items.items() if key[0] is kind and item.is_public]
    if None in listed:
        raise ValueError("the steps of this history do not end where its content stands")
    return listed, [thread for thread in threads if thread.kind is kind and not thread.is_shown]


def _made_on(events: Iterable[Event]) -> date:
    return next(event.on for event in events if event.event is EventName.MADE)


def _is_finished(promises: Sequence[PromiseFacts]) -> bool:
    """Whether everything promised is settled and some of it was done: then no more updates are due."""
    return any(p.state in {State.KEPT, State.KEPT_LATE} for p in promises) and not any(
        p.state.is_open for p in promises
    )


def _health_then(newest: UpdateFacts, facts: Circumstances) -> Health:
    """Health as the rules saw it when the newest update was written."""
    then = newest.known_on
    matter = newest.update.matter
    events = [event for event in facts.events if event.recorded <= then]
    rhythm = RhythmFacts(facts.cadence.after(facts.cadence.answered_by(newest.update.date)), 0)
    known = Circumstances(
        then, as_of_each(facts.milestones, then), as_of_each(facts.commitments, then), events, facts.cadence, rhythm
    )
    return assess(known, matter.status, matter.why)


def _publications(threads: Sequence[Thread]) -> tuple[Publication, ...]:
    updates = (thread for thread in threads if isinstance(thread, PageThread) and thread.kind is Kind.UPDATE)
    return tuple(
        Publication(thread.id, thread.first_revision, thread.is_withheld) for thread in updates if thread.first_revision
    )


def _withheld(threads: Sequence[Thread]) -> tuple[Withheld, ...]:
    hidden = [(thread.hidden_on, thread.kind) for thread in threads if thread.hidden_on and not thread.joined]
    return tuple(Withheld(kind, day) for day, kind in sorted(hidden))


def _places(latest: Snapshot) -> Mapping[tuple[Kind, str], Location]:
    public = (key for key, item in latest.items.items() if item.is_public)
    return {key: latest.places[key] for key in public if key in latest.places}

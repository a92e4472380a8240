"""Cases: what each rule of health finds in the facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date, timedelta

from milepost.facts.events import Event, EventName
from milepost.facts.foresight import weight_of
from milepost.facts.health.rules import HIGH, RECENT_DAYS, Code
from milepost.facts.promises.promises import PromiseFacts, State
from milepost.facts.promises.schedule import finish_of
from milepost.facts.registers import RecordFacts
from milepost.facts.rhythm import Cadence, RhythmFacts, periods_overdue
from milepost.frozen import dataclass
from milepost.model.fields import Kind, Side
from milepost.model.items import RegisterItem
from milepost.model.kinds.commitments import Commitment
from milepost.model.records.problems import ProblemRecord
from milepost.model.records.risks import Risk


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What health is judged by, as known on `day`; `tolerance` are the days that were agreed for it, if any."""

    day: date
    milestones: Sequence[PromiseFacts]
    commitments: Sequence[PromiseFacts]
    events: Sequence[Event]
    cadence: Cadence
    rhythm: RhythmFacts
    records: Mapping[Kind, Sequence[RecordFacts]] = field(default_factory=dict)
    tolerance: int | None = None


Case = tuple[int, PromiseFacts | RecordFacts | None]
"""A number of days, and the item concerned."""


def cases_in(facts: Circumstances) -> Mapping[Code, list[Case]]:
    """What the facts hold of what each rule looks for."""
    day = facts.day
    ours = [c for c in facts.commitments if not _is_the_clients(c)]
    theirs = [c for c in facts.commitments if _is_the_clients(c)]
    finish = finish_of(facts.milestones)
    risks = [risk for risk in facts.records.get(Kind.RISK, ()) if risk.is_open]
    problems = [problem for problem in facts.records.get(Kind.PROBLEM, ()) if problem.is_open]
    return {
        Code.MILESTONE_OVERDUE: _overdue(facts.milestones, day),
        Code.FINISH_LATE: [(finish.late_days, finish)] if finish and finish.state.is_open else [],
        # What is overdue has no forecast any more: it counts as overdue.
        Code.MILESTONE_LATE: [
            (m.variance_days, m) for m in facts.milestones if m.state.is_open and m.state is not State.OVERDUE
        ],
        Code.COMMITMENT_OVERDUE: _overdue(ours, day),
        Code.CLIENT_OVERDUE: _overdue(theirs, day),
        Code.VANISHED: _vanished(facts),
        Code.SLIP_UNANNOUNCED: _unannounced(facts),
        Code.UPDATE_OVERDUE: [(facts.rhythm.overdue_days, None)] * periods_overdue(facts.cadence, facts.rhythm, day),
        Code.RISK_HIGH: [((day - r.raised_on).days + 1, r) for r in risks if weight_of(r.item) >= HIGH],
        Code.REVIEW_OVERDUE: [(days, risk) for risk in risks if (days := _review_overdue(risk.item, day))],
        Code.PROBLEM_GRAVE: [((day - p.raised_on).days, p) for p in problems if _is_grave(p.item)],
        Code.PROBLEM_OVERDUE: [(problem.overdue_days, problem) for problem in problems if problem.overdue_days],
    }


def _overdue(promises: Sequence[PromiseFacts], day: date) -> list[Case]:
    return [((day - p.due).days, p) for p in promises if p.state is State.OVERDUE]


def _vanished(facts: Circumstances) -> list[Case]:
    """Promises that were still open when they went, without a word."""
    return [
        ((facts.day - p.closed_on).days + 1, p)
        for p in (*facts.milestones, *facts.commitments)
        if p.state is State.VANISHED and p.closed_on
        if is_recent(p.closed_on, facts.day)
    ]


def _unannounced(facts: Circumstances) -> list[Case]:
    by_key = {(p.item.kind, p.item.id): p for p in (*facts.milestones, *facts.commitments)}
    return [
        ((facts.day - event.recorded).days, by_key.get((event.kind, event.id)))
        for event in facts.events
        if is_slip(event) and event.announced is None
        if is_recent(event.recorded, facts.day) and facts.cadence.closes(event.recorded) < facts.day
    ]


def is_slip(event: Event) -> bool:
    """Whether something promised will come later than was said, or not at all."""
    if event.event is EventName.MOVED:
        return (event.days or 0) > 0
    return event.event in {EventName.WITHDRAWN, EventName.CANCELLED}


def is_recent(recorded: date, day: date) -> bool:
    """Whether it still weighs on health."""
    return day - timedelta(RECENT_DAYS) <= recorded <= day


def _review_overdue(item: RegisterItem, day: date) -> int:
    return max(0, (day - item.review).days) if isinstance(item, Risk) and item.review else 0


def _is_grave(item: RegisterItem) -> bool:
    return isinstance(item, ProblemRecord) and item.severity == "high"


def _is_the_clients(promise: PromiseFacts) -> bool:
    return isinstance(promise.item, Commitment) and promise.item.from_ is Side.CLIENT

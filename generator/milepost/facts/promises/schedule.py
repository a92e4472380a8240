"""The schedule: where each promise stands against what was agreed, and how the phases lie in time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from milepost.facts.acceptance.handover import handover_of
from milepost.facts.events import Event
from milepost.facts.promises.promises import PromiseFacts, State
from milepost.facts.threads.states import PromiseState
from milepost.frozen import dataclass
from milepost.model.kinds.charter import Charter, Phase
from milepost.model.kinds.commitments import Commitment
from milepost.model.kinds.milestones import Milestone

_GONE = {State.CANCELLED, State.VANISHED}


@dataclass(frozen=True, slots=True)
class PhaseFacts:
    """A phase on the timeline: from its first start to its last forecast; `state` is the worst of its milestones'.

    `was_due` is the last date promised for what is still open in it, where all of these dates have passed.
    """

    phase: Phase
    promises: tuple[PromiseFacts, ...]
    start: date
    end: date
    agreed_end: date
    state: str  # "done", "ended" (something vanished), "active", "late", "moved" or "planned"
    was_due: date | None = None


def promise_facts(
    states: tuple[PromiseState, ...], events: tuple[Event, ...], made_on: date, day: date
) -> PromiseFacts:
    """A promise as the last of its states has it, judged on a day, with what was told of it so far."""
    known = states[-1]
    item = known.item
    state = _state_on(day, known)
    return PromiseFacts(
        item=item,
        state=state,
        made_on=made_on,
        first_due=known.first_due,
        agreed=known.agreed,
        due=item.due,
        closed_on=item.fulfilled or item.ended or known.gone_on,
        variance_days=((item.fulfilled or item.due) - known.agreed).days,
        moves=known.moves,
        rebaselinings=known.rebaselinings,
        events=events,
        states=states,
        overdue_days=(day - item.due).days if state is State.OVERDUE else 0,
        handover=handover_of(known, day),
    )


def _state_on(day: date, known: PromiseState) -> State:
    """Where a promise stands on a day; what was settled stays so when it is tidied away."""
    item = known.item
    if item.fulfilled:
        return State.KEPT if item.fulfilled <= known.agreed else State.KEPT_LATE
    if item.ended:
        return State.CANCELLED if isinstance(item, Milestone) else State.WITHDRAWN
    if known.gone_on:
        return State.VANISHED
    if item.due < day:
        return State.OVERDUE
    if item.due > known.agreed:
        return State.MOVED
    return State.ACTIVE if isinstance(item, Milestone) and _has_begun(item, day) else State.OPEN


def finish_of(milestones: Iterable[PromiseFacts]) -> PromiseFacts | None:
    """The milestone that ends the project: of those still wanted, the last one to be reached.

    An overdue one is reached today at the earliest, and so after all that have been.
    """
    wanted = [m for m in milestones if m.state not in _GONE]
    return max(
        wanted,
        key=lambda m: (m.forecast + timedelta(m.overdue_days), m.state.is_open, m.forecast, m.agreed),
        default=None,
    )


def key_dates_of(milestones: Sequence[PromiseFacts]) -> tuple[PromiseFacts, ...]:
    """The dates that the reader thinks of, soonest first: those marked as key and still wanted, else the last one."""
    marked = [m for m in milestones if isinstance(m.item, Milestone) and m.item.key and m.state not in _GONE]
    if not marked:
        finish = finish_of(milestones)
        return (finish,) if finish else ()
    return tuple(sorted(marked, key=lambda m: (m.forecast, m.agreed, m.item.id)))


def phases_of(charter: Charter, milestones: Sequence[PromiseFacts], status_date: date) -> tuple[PhaseFacts, ...]:
    """The phases that have milestones still wanted, in the order of the charter."""
    phases: list[PhaseFacts] = []
    for phase in charter.phases:
        theirs = tuple(m for m in milestones if isinstance(m.item, Milestone) and m.item.phase == phase.id)
        wanted = [m for m in theirs if m.state not in _GONE]
        if wanted:
            before = phases[-1].end if phases else charter.start
            phases.append(_phase(phase, theirs, wanted, before, status_date))
    return tuple(phases)


def _phase(
    phase: Phase, theirs: tuple[PromiseFacts, ...], wanted: list[PromiseFacts], before: date | None, status_date: date
) -> PhaseFacts:
    end, agreed_end = max(m.forecast for m in wanted), max(m.agreed for m in wanted)
    starts = [m.item.start for m in wanted if isinstance(m.item, Milestone) and m.item.start]
    # Without a written start, a phase begins where the one before it ends.
    start = min([*(starts or [before or end]), *(m.forecast for m in wanted)])
    last = max((m.due for m in wanted if m.state.is_open), default=None)
    was_due = last if last and last < status_date else None
    state = _phase_state(theirs, wanted, end > agreed_end, status_date)
    return PhaseFacts(phase, theirs, start, end, agreed_end, state, was_due)


def _phase_state(
    theirs: tuple[PromiseFacts, ...], wanted: list[PromiseFacts], is_moved: bool, status_date: date
) -> str:
    if not any(m.state.is_open for m in wanted):
        return "ended" if any(m.state is State.VANISHED for m in theirs) else "done"
    if any(m.state is State.OVERDUE for m in wanted):
        return "late"
    if is_moved:
        return "moved"
    begun = any(not m.state.is_open or _has_begun(m.item, status_date) for m in wanted)
    return "active" if begun else "planned"


def _has_begun(item: Milestone | Commitment, day: date) -> bool:
    return isinstance(item, Milestone) and bool((item.start and item.start <= day) or item.progress)

"""Hindsight: a promise as it stood on an earlier day, told back from its events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from heapq import heappop, heappush
from typing import Any

from milepost.facts.ledger.events import Event, EventName, Said
from milepost.facts.promises.promises import PromiseFacts, State
from milepost.facts.promises.schedule import state_on
from milepost.model.kinds.commitments import Commitment, Withdrawal
from milepost.model.kinds.milestones import Milestone

_KEPT = {EventName.KEPT, EventName.KEPT_LATE}
_ENDED = {EventName.WITHDRAWN, EventName.CANCELLED}
_ATTRIBUTES = {"from": "from_"}
# The fields that are told back as they were; the rest says nothing of how a promise stood.
_UNDONE = {"title", "promise", "acceptance", "owner", "from", "to", "note", "evidence", "reason", "cause", "phase"}


def as_of(promise: PromiseFacts, day: date) -> PromiseFacts | None:
    """The promise with what was recorded by the end of a day; None where it had not been made."""
    later = {event.merged for event in promise.events if event.merged and event.recorded > day}
    past = tuple(event for event in promise.events if event.recorded <= day and event.origin not in later)
    if all(event.event is not EventName.MADE for event in past):
        return None  # Clocks may run backwards: what came later may be dated earlier.
    due, agreed, fulfilled, ended, gone = _dates(past)
    item = promise.item.model_copy(
        update={
            **_later_undone(promise, day),
            **_closing(promise.item, fulfilled, ended),
            _title_of(promise.item): past[-1].title,
            "due": due,
        }
    )
    state = state_on(day, item, agreed, is_gone=gone is not None)
    return PromiseFacts(
        item=item,
        state=state,
        made_on=promise.made_on,
        first_due=promise.first_due,
        agreed=agreed,
        due=due,
        closed_on=fulfilled or ended or gone,
        variance_days=((fulfilled or due) - agreed).days,
        moves=sum(event.event is EventName.MOVED for event in past),
        rebaselinings=sum(event.event is EventName.REBASELINED for event in past),
        events=past,
        overdue_days=(day - due).days if state is State.OVERDUE else 0,
    )


def as_of_each(promises: Iterable[PromiseFacts], day: date) -> tuple[PromiseFacts, ...]:
    """All the promises that had been made by the end of a day, as they then stood."""
    return tuple(then for promise in promises if (then := as_of(promise, day)))


def open_spells(promise: PromiseFacts) -> tuple[tuple[date, date], ...]:
    """The days since which a promise was open, each with the day on which it no longer was."""
    spells: list[tuple[date, date]] = []
    begun: date | None = None
    fulfilled = ended = gone = False
    for event in promise.events:
        name = event.event
        fulfilled = name in _KEPT or (fulfilled and name is not EventName.REOPENED)
        ended = name in _ENDED or (ended and name is not EventName.RETURNED)
        gone = name is EventName.VANISHED or (gone and name is not EventName.RETURNED)
        is_open = not (fulfilled or ended or gone)
        if is_open and begun is None:
            begun = event.recorded
        elif not is_open and begun is not None:
            spells.append((begun, event.recorded))
            begun = None
    return tuple([*spells, (begun, date.max)] if begun else spells)


def open_on(spells: Sequence[Iterable[tuple[date, date]]], days: Iterable[date]) -> Mapping[date, tuple[int, ...]]:
    """Which of several promises were open on each of some days, by their place among the spells."""
    begins = sorted((begun, over, n) for n, theirs in enumerate(spells) for begun, over in theirs)
    found: dict[date, tuple[int, ...]] = {}
    still: list[tuple[date, int]] = []
    at = 0
    for day in sorted(days):
        while at < len(begins) and begins[at][0] <= day:
            heappush(still, begins[at][1:])
            at += 1
        while still and still[0][0] <= day:
            heappop(still)
        found[day] = tuple(sorted({n for _, n in still}))
    return found


def _dates(past: tuple[Event, ...]) -> tuple[date, date, date | None, date | None, date | None]:
    """Due, agreed, fulfilled, ended and vanished, after these events."""
    due = agreed = _day(next(event.after for event in past if event.event is EventName.MADE))
    fulfilled: date | None = None
    ended: date | None = None
    gone: date | None = None
    for event in past:
        name = event.event
        if name is EventName.MOVED:
            due = _day(event.after)
        elif name is EventName.REBASELINED:
            agreed = _day(event.after)
        elif name in _KEPT:
            fulfilled = _day(event.after)
        elif name is EventName.REOPENED:
            fulfilled = None
        elif name in _ENDED:
            ended = _day(event.after)
        elif name is EventName.VANISHED:
            gone = event.recorded
        elif name is EventName.RETURNED:
            ended = gone = None
    return due, agreed, fulfilled, ended, gone


def _later_undone(promise: PromiseFacts, day: date) -> dict[str, Any]:
    """What the events after a day changed, as it was before the first of them."""
    undone: dict[str, Any] = {}
    for event in reversed(promise.events):
        if event.recorded <= day:
            continue
        if event.event is EventName.START_MOVED:
            undone["start"] = event.before
        elif event.event is EventName.PROGRESSED:
            undone["progress"] = event.before
        elif event.field in _UNDONE:
            undone[_ATTRIBUTES.get(event.field, event.field)] = event.before
    return undone


def _closing(item: Milestone | Commitment, fulfilled: date | None, ended: date | None) -> dict[str, Any]:
    if isinstance(item, Milestone):
        return {"done": fulfilled, "cancelled": ended}
    return {"kept": fulfilled, "withdrawn": Withdrawal(on=ended) if ended else None}


def _title_of(item: Milestone | Commitment) -> str:
    return "promise" if isinstance(item, Commitment) else "title"


def _day(value: Said) -> date:
    assert isinstance(value, date), "the ledger keeps dates as dates"
    return value

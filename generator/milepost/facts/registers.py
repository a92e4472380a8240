"""Registers: each item of those that hold no promises, with everything its history says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from milepost.facts.events import Event, EventName
from milepost.facts.ledger.verdicts import closing_of, is_decided
from milepost.facts.promises.promises import State
from milepost.facts.threads.states import ItemState, known_by
from milepost.facts.threads.threads import RecordThread
from milepost.facts.wording.item_fields import Value
from milepost.frozen import dataclass
from milepost.model.fields import Kind, Side
from milepost.model.items import RegisterItem
from milepost.model.marks import Mark, marked
from milepost.model.records.changes import ChangeRequest
from milepost.model.records.decisions import Decision
from milepost.model.records.feedback import Feedback
from milepost.model.records.risks import Risk
from milepost.model.snapshot import ListItem


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """An item of a register on the status date.

    `item` is its last public wording, `closed_on` the day it gives for its end, `gone_on` that on which it was deleted,
    if it was. `due` is the day by which it is waited for, while it is, `overdue_days` those since then. `first` is what
    its dates and degrees were first. `events` are its own, oldest first; `states` what was known of it, day by day.
    """

    item: RegisterItem
    raised_on: date
    closed_on: date | None
    gone_on: date | None
    first: Mapping[str, Value]
    events: tuple[Event, ...]
    states: tuple[ItemState, ...]
    due: date | None = None
    overdue_days: int = 0

    @property
    def is_asked_of_client(self) -> bool:
        """Whether it waits for the client to decide."""
        return self.is_open and _asks_client(self.item)

    @property
    def state(self) -> State:
        """Where it stands, as far as it is waited for."""
        return State.OVERDUE if self.overdue_days else State.OPEN

    @property
    def is_open(self) -> bool:
        """Whether it is still to be watched."""
        return self.closed_on is None and self.gone_on is None

    def grew_since(self, day: date) -> tuple[Event, ...]:
        """By what it was rated higher after a day."""
        rated = (event for event in self.events if event.event is EventName.RATED and event.recorded > day)
        return tuple(e for e in rated if isinstance(e.after, int) and isinstance(e.before, int) and e.after > e.before)


def asked_of_client(records: Iterable[RecordFacts]) -> tuple[RecordFacts, ...]:
    """What waits for the client to decide, soonest first; what has no day comes last."""
    return tuple(sorted((r for r in records if r.is_asked_of_client), key=lambda r: (r.due or date.max, r.item.id)))


def is_asked_in(state: ItemState) -> bool:
    """Whether an item waited for the client while it stood as a state has it."""
    return state.gone_on is None and _asks_client(state.item)


def asked_since(facts: RecordFacts) -> date:
    """The day on which an item began to wait for the client: when it was raised, unless it could not be decided yet."""
    found = facts.raised_on
    for before, now in pairwise(facts.states):
        if is_asked_in(now) and not is_asked_in(before):
            found = now.since
    return found


def review_of(facts: RecordFacts) -> tuple[str, date] | None:
    """When an item is to be looked at again, and by which field: a risk while it is open, a decision as it stands."""
    item = facts.item
    if isinstance(item, Risk):
        return ("review", item.review) if item.review and facts.is_open else None
    if isinstance(item, Decision) and item.revisit and not item.withdrawn and facts.gone_on is None:
        is_superseded = any(event.event is EventName.SUPERSEDED for event in facts.events)
        return None if is_superseded else ("revisit", item.revisit)
    return None


def record_facts(thread: RecordThread, states: Sequence[ItemState], events: Sequence[Event], day: date) -> RecordFacts:
    """An item with everything its history says of it, as far as it may be told."""
    return _known(states, events, day, thread.raised_on, thread.first)


def records_as_of(records: Iterable[RecordFacts], day: date) -> tuple[RecordFacts, ...]:
    """Items as they were known on an earlier day; those that nobody knew of are left out."""
    known = ((record, known_by(record.states, day)) for record in records)
    return tuple(
        _known(states, [e for e in record.events if e.recorded <= day], day, record.raised_on, record.first)
        for record, states in known
        if states
    )


def _known(
    states: Sequence[ItemState], events: Sequence[Event], day: date, raised_on: date, first: Mapping[str, Value]
) -> RecordFacts:
    item = states[-1].item
    assert isinstance(item, RegisterItem), "only these have such a thread"
    closing, gone_on = closing_of(item) or _agreed(item, raised_on), states[-1].gone_on
    waits = closing is None and gone_on is None and not is_decided(item)
    dates = [getattr(item, field.attribute) for field in marked(type(item), Mark.DATE)] if waits else []
    due = next((date_ for date_ in dates if date_), None)
    return RecordFacts(
        item=item,
        raised_on=raised_on,
        closed_on=closing[1] if closing else None,
        gone_on=gone_on,
        first=first,
        events=tuple(events),
        states=tuple(states),
        due=due,
        overdue_days=max(0, (day - due).days) if due else 0,
    )


def _asks_client(item: ListItem) -> bool:
    """Whether an item waits for the client, as far as it says itself."""
    waits = _WAITS_FOR_CLIENT.get(item.kind)
    if waits is None or not isinstance(item, RegisterItem):
        return False
    return closing_of(item) is None and not is_decided(item) and waits(item)


def _agreed(item: RegisterItem, raised_on: date) -> tuple[str, date] | None:
    """That the client has seen it and agrees is said, and done with, on one day."""
    return ("on", item.raised or raised_on) if isinstance(item, Feedback) and item.is_agreement else None


def _client_decides(item: Decision) -> bool:
    return item.from_ is Side.CLIENT


def _is_ready_to_decide(item: ChangeRequest) -> bool:
    """Whether a change waits for the client: for its word to our own wish, or to what its own would cost."""
    return item.side is Side.VENDOR or item.impact is not None


_WAITS_FOR_CLIENT: Mapping[Kind, Callable[[Any], bool]] = {
    Kind.DECISION: _client_decides,
    Kind.CHANGE: _is_ready_to_decide,
}

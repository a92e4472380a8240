"""Registers: each item of those that hold no promises, with everything its history says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from milepost.facts.events import Event, EventName
from milepost.facts.ledger.record_entries import closing_of
from milepost.facts.threads.states import ItemState
from milepost.facts.threads.threads import RecordThread
from milepost.facts.wording.item_fields import Value
from milepost.model.items import RegisterItem


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """An item of a register on the status date.

    `item` is its last public wording, `closed_on` the day it gives for its end, `gone_on` that on which it was deleted,
    if it was. `first` is what its dates and degrees were first. `events` are its own, oldest first; `states` what was
    known of it, day by day.
    """

    item: RegisterItem
    raised_on: date
    closed_on: date | None
    gone_on: date | None
    first: Mapping[str, Value]
    events: tuple[Event, ...]
    states: tuple[ItemState, ...]

    @property
    def is_open(self) -> bool:
        """Whether it is still to be watched."""
        return self.closed_on is None and self.gone_on is None

    def grew_since(self, day: date) -> tuple[Event, ...]:
        """By what it was rated higher after a day."""
        rated = (event for event in self.events if event.event is EventName.RATED and event.recorded > day)
        return tuple(e for e in rated if isinstance(e.after, int) and isinstance(e.before, int) and e.after > e.before)


def record_facts(thread: RecordThread, states: Sequence[ItemState], events: Sequence[Event]) -> RecordFacts:
    """An item with everything its history says of it, as far as it may be told."""
    item = states[-1].item
    assert isinstance(item, RegisterItem), "only these have such a thread"
    closing = closing_of(item)
    return RecordFacts(
        item=item,
        raised_on=thread.raised_on,
        closed_on=closing[1] if closing else None,
        gone_on=states[-1].gone_on,
        first=thread.first,
        events=tuple(events),
        states=tuple(states),
    )

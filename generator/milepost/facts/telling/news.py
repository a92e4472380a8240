"""News: the promises that were made and the dates that moved, each item told once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from milepost.facts.events import Event, EventName
from milepost.model.fields import Kind


def new_promises(events: Iterable[Event]) -> tuple[Event, ...]:
    """The promises that were made, soonest due first."""
    made = (event for event in events if event.event is EventName.MADE)
    return tuple(sorted(made, key=lambda e: (str(e.after), e.kind, e.id)))


def moved_dates(changes: Iterable[Event]) -> tuple[Event, ...]:
    """The dates that moved, one line an item and sort: what is due, what was agreed, when it starts."""
    names = (EventName.MOVED, EventName.REBASELINED, EventName.START_MOVED)
    found = []
    for happened in _by_item(event for event in changes if event.event in names):
        for name in names:
            moves = [event for event in happened if event.event is name]
            # An agreement that follows the new date says nothing that the new date does not.
            is_told = name is EventName.REBASELINED and any(e.event is EventName.MOVED for e in happened)
            if moves and not is_told:
                found.append(_joined(moves))
    return tuple(found)


def _by_item(events: Iterable[Event]) -> Sequence[list[Event]]:
    by_item: dict[tuple[Kind, str], list[Event]] = {}
    for event in events:
        by_item.setdefault((event.kind, event.id), []).append(event)
    return tuple(by_item.values())


def _joined(moves: Sequence[Event]) -> Event:
    """Several moves as one; the reason is the last that was given."""
    if len(moves) == 1:
        return moves[0]
    given = next((move for move in reversed(moves) if move.reason), moves[-1])
    days = sum(move.days or 0 for move in moves) if all(move.days is not None for move in moves) else None
    return replace(moves[-1], before=moves[0].before, days=days, reason=given.reason, cause=given.cause)

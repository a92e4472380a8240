"""The waterfall of a date: from the first promise to now, a sum of named parts, and the part that nobody explained."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from milepost.facts.events import Event, EventName
from milepost.facts.promises.promises import PromiseFacts
from milepost.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a slip, in days: how far a date went for one reason, all moves for it taken together.

    It is named by the items that the moves follow from (`because`, as `kind:id`), failing these by their `cause`,
    failing that by nothing but words (`is_told`); where there is none of them, nobody explained it. `is_arrival` is the
    difference between the date named last and the day on which it was reached.
    """

    days: int
    because: tuple[str, ...] = ()
    cause: str | None = None
    is_told: bool = False
    is_arrival: bool = False
    moves: tuple[Event, ...] = ()

    @property
    def is_unexplained(self) -> bool:
        """Whether nobody said why."""
        return not (self.because or self.cause or self.is_told or self.is_arrival)


@dataclass(frozen=True, slots=True)
class Waterfall:
    """The way of a date from the first promise to now; the days of its parts sum to the slip."""

    first: date
    now: date
    parts: tuple[Part, ...]

    @property
    def days(self) -> int:
        """The slip: later is positive."""
        return (self.now - self.first).days


def waterfall(promise: PromiseFacts) -> Waterfall:
    """How the date of a promise came to be what it is: when it was reached, or failing that is promised for now."""
    parts = list(_parts(_way(promise.events)))
    if done := promise.item.fulfilled:
        arrival = (done - promise.due).days
        parts += [Part(arrival, is_arrival=True)] if arrival else []
    return Waterfall(promise.first_due, promise.forecast, tuple(parts))


@dataclass(slots=True)
class _Way:
    """The moves of one thread since its first promise, each with its days."""

    first: date
    moves: list[tuple[Event, int]]


def _way(events: Iterable[Event]) -> list[tuple[Event, int]]:
    """The moves that led from the earliest first promise to now; where threads were joined, those of that promise."""
    ways: dict[str, _Way] = {}
    joined: Event | None = None
    way = _Way(date.min, [])
    for event in events:
        if event.event is EventName.MADE and isinstance(event.after, date):
            ways[event.origin] = _Way(event.after, [])
        way = ways.get(event.origin, way)
        if event.event is EventName.MERGED and (other := ways.get(event.merged or "")) and other.first < way.first:
            way.first, way.moves = other.first, [*other.moves, (event, event.days or 0)]
            joined = event
        # What was joined goes to where the date stood after that step, so that its own move is told by then.
        is_told = joined is not None and joined.revision == event.revision and joined.origin == event.origin
        if event.event is EventName.MOVED and not is_told:
            way.moves.append((event, event.days or 0))
    return way.moves


def _parts(moves: Iterable[tuple[Event, int]]) -> Iterable[Part]:
    """The moves by what they follow from, in the order in which that was first given."""
    found: dict[tuple[tuple[str, ...], str | None, bool], list[tuple[Event, int]]] = {}
    for event, days in moves:
        because = tuple(sorted(event.because))
        cause = None if because else event.cause
        found.setdefault((because, cause, bool(event.reason and not because and not cause)), []).append((event, days))
    for (because, cause, is_told), group in found.items():
        events = tuple(event for event, _ in group)
        yield Part(sum(days for _, days in group), because, cause, is_told, moves=events)

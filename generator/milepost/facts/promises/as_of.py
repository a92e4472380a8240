"""As of a day: a promise as it was known then, looked up in what its thread remembers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from heapq import heappop, heappush
from itertools import zip_longest
from typing import Any, Protocol, TypeVar

from milepost.facts.promises.promises import PromiseFacts
from milepost.facts.promises.schedule import promise_facts
from milepost.facts.threads.states import ItemState, S, known_by


class Known(Protocol):
    """What is known of an item, state by state."""

    @property
    def states(self) -> Sequence[ItemState]:
        """What was known of it, oldest first."""


K = TypeVar("K", bound=Known)


def as_of(promise: PromiseFacts, day: date) -> PromiseFacts | None:
    """The promise as it was known by the end of a day; None where it had not been made."""
    states = known_by(promise.states, day)
    if not states:
        return None
    joined_later = {event.merged for event in promise.events if event.merged and event.recorded > day}
    events = (e for e in promise.events if e.recorded <= day and e.origin not in joined_later)
    return promise_facts(states, tuple(events), promise.made_on, day)


def as_of_each(promises: Iterable[PromiseFacts], day: date) -> tuple[PromiseFacts, ...]:
    """All the promises that had been made by the end of a day, as they were known then."""
    return tuple(then for promise in promises if (then := as_of(promise, day)))


def standing_on(
    things: Sequence[K], days: Iterable[date], stands: Callable[[Any], bool]
) -> Mapping[date, tuple[K, ...]]:
    """Which of several items stood so on each of some days, as a state says of itself, in one walk through the days."""
    begins = sorted((*spell, n) for n, thing in enumerate(things) for spell in _spells(thing.states, stands))
    found: dict[date, tuple[K, ...]] = {}
    still: list[tuple[date, int]] = []
    at = 0
    for day in sorted(days):
        while at < len(begins) and begins[at][0] <= day:
            heappush(still, begins[at][1:])
            at += 1
        while still and still[0][0] <= day:
            heappop(still)
        found[day] = tuple(things[n] for n in sorted(n for _, n in still))
    return found


def _spells(states: Sequence[S], stands: Callable[[S], bool]) -> Iterable[tuple[date, date]]:
    """The spells for which one such state stood, each from its first day to the one on which it no longer did."""
    for state, later in zip_longest(states, states[1:]):
        if stands(state):
            yield state.since, later.since if later else date.max

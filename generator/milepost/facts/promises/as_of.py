"""As of a day: a promise as it was known then, looked up in what its thread remembers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from heapq import heappop, heappush
from itertools import zip_longest

from milepost.facts.promises.promises import PromiseFacts
from milepost.facts.promises.schedule import promise_facts
from milepost.facts.threads.states import known_by


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


def open_on(promises: Sequence[PromiseFacts], days: Iterable[date]) -> Mapping[date, tuple[PromiseFacts, ...]]:
    """Which of several promises were open on each of some days, in one walk through the days."""
    begins = sorted((*spell, n) for n, promise in enumerate(promises) for spell in _open_spells(promise))
    found: dict[date, tuple[PromiseFacts, ...]] = {}
    still: list[tuple[date, int]] = []
    at = 0
    for day in sorted(days):
        while at < len(begins) and begins[at][0] <= day:
            heappush(still, begins[at][1:])
            at += 1
        while still and still[0][0] <= day:
            heappop(still)
        found[day] = tuple(promises[n] for n in sorted(n for _, n in still))
    return found


def _open_spells(promise: PromiseFacts) -> Iterable[tuple[date, date]]:
    """The spells for which one open state stood, each from its first day to the one on which it no longer did."""
    for state, later in zip_longest(promise.states, promise.states[1:]):
        if state.is_open:
            yield state.since, later.since if later else date.max

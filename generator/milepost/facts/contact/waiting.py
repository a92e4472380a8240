"""The waiting clock: how long the client has been asked for something, and which dates move if it waits longer.

Only what follows from the plan is said. A milestone is not reached before the answer that it needs, nor before what it
comes `after`; work that has not begun, and begins only once that is done, takes as long as planned. So a date is later
than said exactly from the day on which that uses up all the room before it. An answer on the day for which it was
asked makes nothing later than it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from graphlib import CycleError, TopologicalSorter

from milepost.facts.acceptance.asks import AcceptanceAsk
from milepost.facts.contact.asks import Ask
from milepost.facts.promises.chain import waits_for
from milepost.facts.promises.promises import PromiseFacts
from milepost.facts.registers import RecordFacts, asked_since
from milepost.frozen import dataclass
from milepost.model.fields import Kind
from milepost.model.kinds.milestones import Milestone
from milepost.model.snapshot import Key, keys_named


@dataclass(frozen=True, slots=True)
class Behind:
    """A date that an answer holds up: an answer that comes later than on the day `last` makes it later than it is."""

    promise: PromiseFacts
    last: date


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the client is asked for, since when, for how many days, and what stands behind it, the first to move first.

    Where the `last` of one of them is today, each further day moves it.
    """

    ask: Ask
    since: date
    days: int
    behind: tuple[Behind, ...]


def waiting_for(
    asks: Iterable[Ask], milestones: Sequence[PromiseFacts], commitments: Sequence[PromiseFacts], today: date
) -> tuple[Waiting, ...]:
    """Each of some asks with its age and what stands behind it."""
    plan = _Plan(milestones, commitments, today)
    found = []
    for ask in asks:
        since = _since(ask, today)
        found.append(Waiting(ask, since, max(0, (today - since).days), plan.behind(ask)))
    return tuple(found)


class _Plan:
    """What is open, what comes directly after it, and when it can come at the earliest, as things stand."""

    def __init__(self, milestones: Sequence[PromiseFacts], commitments: Sequence[PromiseFacts], today: date) -> None:
        self.open = {_key(p): p for p in (*milestones, *commitments) if p.state.is_open}
        self.after: dict[Key, list[tuple[Key, int]]] = {}
        before = {
            (Kind.MILESTONE, name): [_key(promise) for promise in found]
            for name, found in waits_for(milestones, commitments).items()
        }
        self.order = _order(self.open, before)
        self.earliest: dict[Key, date] = {}
        for key in self.order:
            day = max(self.open[key].due, today)
            for other in (one for one in before.get(key, ()) if one in self.earliest):
                days = _days_after(self.open[key], self.open[other], today)
                self.after.setdefault(other, []).append((key, days))
                day = max(day, self.earliest[other] + timedelta(days))
            self.earliest[key] = day
        self.place = {key: number for number, key in enumerate(self.order)}

    def behind(self, ask: Ask) -> tuple[Behind, ...]:
        """What is later if the ask waits longer."""
        # By how many days each comes after the answer, at least.
        days = {key: 0 for key in _held(ask) if key in self.place}
        for key in sorted(self._reached_from(days), key=self.place.__getitem__):
            for later, more in self.after.get(key, ()):
                days[later] = max(days.get(later, 0), days[key] + more)
        itself, asked_for = _asked(ask), ask.due or date.min
        found = [
            Behind(self.open[key], max(asked_for, self.earliest[key] - timedelta(n)))
            for key, n in days.items()
            if key != itself
        ]
        return tuple(sorted(found, key=lambda one: (one.last, one.promise.due, _key(one.promise))))

    def _reached_from(self, keys: Iterable[Key]) -> set[Key]:
        found, still = set(keys), [*keys]
        while still:
            for later, _ in self.after.get(still.pop(), ()):
                if later not in found:
                    found.add(later)
                    still.append(later)
        return found


def _order(open_: Iterable[Key], before: Mapping[Key, Sequence[Key]]) -> tuple[Key, ...]:
    """What is open, each behind all that it waits for; what waits for itself in a circle says nothing."""
    waits = {key: [*before.get(key, ())] for key in open_}
    while True:
        try:
            return tuple(TopologicalSorter(waits).static_order())
        except CycleError as circle:
            # A history may hold one that `check` refuses today.
            for key in circle.args[1]:
                waits.pop(key, None)
            waits = {key: [other for other in found if other in waits] for key, found in waits.items()}


def _days_after(promise: PromiseFacts, before: PromiseFacts, today: date) -> int:
    """How many days it takes once what stands before it is done; none where it begins earlier, or nobody says when."""
    item = promise.item
    if not isinstance(item, Milestone) or not isinstance(before.item, Milestone) or item.start is None:
        return 0
    has_begun = item.start <= today or bool(item.progress)
    return 0 if has_begun or item.start < before.due else max(0, (item.due - item.start).days)


def _held(ask: Ask) -> tuple[Key, ...]:
    """What an answer holds up directly."""
    if isinstance(ask, RecordFacts):
        return tuple(key for name in ask.item.affects for key in keys_named(name, (Kind.MILESTONE, Kind.COMMITMENT)))
    return (_key(ask),)


def _asked(ask: Ask) -> Key | None:
    """The promise of the client's own that it is asked for: its date is the one that it has been told."""
    return _key(ask) if isinstance(ask, PromiseFacts) else None


def _key(ask: PromiseFacts | AcceptanceAsk) -> Key:
    return ask.item.kind, ask.item.id


def _since(ask: Ask, today: date) -> date:
    if isinstance(ask, AcceptanceAsk):
        return ask.delivered or today
    return ask.made_on if isinstance(ask, PromiseFacts) else asked_since(ask)

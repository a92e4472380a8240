"""Needs: what the overview asks the reader for, and which dates wait for it; one that several hold up is told once."""

from __future__ import annotations

from datetime import date

from milepost.facts.contact.asks import Ask
from milepost.facts.contact.waiting import Behind, Waiting
from milepost.facts.promises.promises import PromiseFacts
from milepost.frozen import dataclass
from milepost.render.context import Context

SHOWN = 3
"""So many answers are asked for in full; the rest are folded."""


@dataclass(frozen=True, slots=True)
class Need:
    """An answer that is asked for, for how long it has been, and the first date that it alone holds up."""

    ask: Ask
    waiting: Waiting
    behind: Behind | None


@dataclass(frozen=True, slots=True)
class Shared:
    """A date that `number` answers hold up, once they come after the day `last`."""

    promise: PromiseFacts
    last: date
    number: int


def needs_of(context: Context) -> tuple[tuple[Need, ...], tuple[Shared, ...]]:
    """The answers that are asked for, soonest first, and the dates that several of them hold up."""
    first = {item: next(iter(waiting.behind), None) for item, waiting in context.waiting.items()}
    counted: dict[tuple[str, date], list[Behind]] = {}
    for behind in first.values():
        if behind:
            counted.setdefault((behind.promise.item.id, behind.last), []).append(behind)
    shared = [Shared(found[0].promise, found[0].last, len(found)) for found in counted.values() if len(found) > 1]
    several = {(one.promise.item.id, one.last) for one in shared}
    found = [
        Need(waiting.ask, waiting, behind if behind and (behind.promise.item.id, behind.last) not in several else None)
        for waiting, behind in zip(context.waiting.values(), first.values(), strict=True)
    ]
    return tuple(found), tuple(sorted(shared, key=lambda one: (one.last, one.promise.item.id)))

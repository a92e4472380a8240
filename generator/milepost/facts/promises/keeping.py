"""Keeping: how many of its promises each side kept by the date agreed, of those whose day has come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from milepost.facts.promises.promises import PromiseFacts, State
from milepost.model.fields import Side
from milepost.model.kinds.commitments import Commitment


@dataclass(frozen=True, slots=True)
class Keeping:
    """What one side kept by the agreed date, and of how many whose day has come; what was given up together is none."""

    side: Side
    kept: int
    due: int


def keeping_of(commitments: Iterable[PromiseFacts], today: date) -> tuple[Keeping, ...]:
    """How each side has kept its promises; a side of which none was due yet is not there."""
    judged = [
        (c.item.from_, c.state is State.KEPT)
        for c in commitments
        if isinstance(c.item, Commitment) and _is_judged(c, today)
    ]
    sides = ((side, [kept for whose, kept in judged if whose is side]) for side in Side)
    return tuple(Keeping(side, sum(kept), len(kept)) for side, kept in sides if kept)


def _is_judged(promise: PromiseFacts, today: date) -> bool:
    """Whether it was kept, or its agreed day has passed; moving a date puts no judgement off."""
    if promise.state in {State.KEPT, State.KEPT_LATE}:
        return True
    return promise.state not in {State.WITHDRAWN, State.CANCELLED} and promise.agreed < today

"""Sides: whose a promise is, ours or the client's, and how many of its own each side has kept as agreed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from milepost.facts.promises.promises import PromiseFacts, State
from milepost.frozen import dataclass
from milepost.model.fields import Side
from milepost.model.kinds.charter import Charter
from milepost.model.kinds.commitments import Commitment


def sides_of(charter: Charter, commitments: Iterable[PromiseFacts]) -> Mapping[str, Side]:
    """The side of everybody of whom it is known: by the charter, or by promises made for one side alone."""
    seen: dict[str, set[Side]] = {}
    for promise in commitments:
        if isinstance(promise.item, Commitment) and promise.item.owner:
            seen.setdefault(promise.item.owner, set()).add(promise.item.from_)
    sides = {owner: next(iter(found)) for owner, found in sorted(seen.items()) if len(found) == 1}
    sides |= {contact.name: contact.side for contact in charter.contacts}
    named = {charter.client: Side.CLIENT, charter.vendor: Side.VENDOR}
    return sides | {name: side for name, side in named.items() if name}


def side_of(promise: PromiseFacts, sides: Mapping[str, Side]) -> Side | None:
    """Whose it is: a commitment says so, a milestone has its owner's side (None: unknown), or is the vendor's."""
    item = promise.item
    if isinstance(item, Commitment):
        return item.from_
    return sides.get(item.owner) if item.owner else Side.VENDOR


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

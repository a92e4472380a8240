"""Sides: whose a promise is, ours or the client's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from milepost.facts.promises.promises import PromiseFacts
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

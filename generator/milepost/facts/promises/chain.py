"""The chain: what a milestone waits for, and which of it decides its date (the critical path)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from milepost.facts.promises.promises import PromiseFacts
from milepost.frozen import dataclass
from milepost.model.fields import Side
from milepost.model.kinds.commitments import Commitment
from milepost.model.kinds.milestones import Milestone


@dataclass(frozen=True, slots=True)
class Chain:
    """What stands before a key date: `waits_for` are the ids of all that is still open before it, and its own.

    `critical` are those of them that decide its date: from each, back to the one before it that comes last.
    """

    key: PromiseFacts
    waits_for: frozenset[str]
    critical: frozenset[str]


def waits_for(
    milestones: Sequence[PromiseFacts], commitments: Iterable[PromiseFacts] = ()
) -> Mapping[str, tuple[PromiseFacts, ...]]:
    """For each open milestone what it waits for directly: milestones that are open, and answers of the client's."""
    known = {m.item.id: m for m in milestones}
    answers: dict[str, list[PromiseFacts]] = {}
    for promise in commitments:
        item = promise.item
        if isinstance(item, Commitment) and item.milestone and item.from_ is Side.CLIENT and promise.state.is_open:
            answers.setdefault(item.milestone, []).append(promise)
    found = {}
    for milestone in milestones:
        item = milestone.item
        if isinstance(item, Milestone) and milestone.state.is_open:
            before = [known[name] for name in item.after if name in known and known[name].state.is_open]
            found[item.id] = (*before, *answers.get(item.id, ()))
    return found


def chain_to(key: PromiseFacts, before: Mapping[str, tuple[PromiseFacts, ...]]) -> Chain | None:
    """The chain before a key date; None where nothing open stands before it. A circle is walked once."""
    stones = {name: tuple(p for p in found if isinstance(p.item, Milestone)) for name, found in before.items()}
    if not stones.get(key.item.id):
        return None
    every, still = {key.item.id}, [key]
    while still:
        for promise in stones.get(still.pop().item.id, ()):
            if promise.item.id not in every:
                every.add(promise.item.id)
                still.append(promise)
    critical, at = {key.item.id}, key
    while found := [p for p in stones.get(at.item.id, ()) if p.item.id not in critical]:
        at = max(found, key=_comes)
        critical.add(at.item.id)
    return Chain(key, frozenset(every), frozenset(critical))


def _comes(promise: PromiseFacts) -> tuple[int, int, str]:
    """When it comes, which is today at the earliest; of several that are overdue, the one that is so the longest."""
    return promise.forecast.toordinal() + promise.overdue_days, promise.overdue_days, promise.item.id

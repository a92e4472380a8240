"""The tally: how many promises stand how, in words that leave none out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from milepost.facts.promises.promises import PromiseFacts, State
from milepost.model.fields import Kind
from milepost.render.words.words import Words

_KEPT = {State.KEPT, State.KEPT_LATE}
_GIVEN_UP = {State.CANCELLED, State.WITHDRAWN}


def tally(promises: Iterable[PromiseFacts], words: Words) -> str:
    """How many were kept, are open, were given up or removed: `21 reached, 9 of them late; 1 overdue`."""
    promises = tuple(promises)
    gone, lost = _number(promises, _GIVEN_UP), _number(promises, {State.VANISHED})
    is_plan = all(promise.item.kind is Kind.MILESTONE for promise in promises)
    given_up = (
        words.plural("{n} cancelled", "{n} cancelled", gone)
        if is_plan
        else words.plural("{n} withdrawn", "{n} withdrawn", gone)
    )
    parts = (
        _kept(promises, words, is_plan=is_plan),
        _open(promises, words),
        given_up if gone else "",
        words.plural("{n} removed without a word", "{n} removed without a word", lost) if lost else "",
    )
    return words("; ").join(part for part in parts if part)


def _kept(promises: Sequence[PromiseFacts], words: Words, *, is_plan: bool) -> str:
    kept, late = _number(promises, _KEPT), _number(promises, {State.KEPT_LATE})
    if not kept:
        return ""
    if is_plan:
        told = words.plural("{n} reached", "{n} reached", kept)
        all_late = words.plural("{n} reached late", "{n} reached late", kept)
    else:
        told = words.plural("{n} kept", "{n} kept", kept)
        all_late = words.plural("{n} kept late", "{n} kept late", kept)
    some = words.plural("{n} of them late", "{n} of them late", late)
    return all_late if late == kept else told + words(", ") + some if late else told


def _open(promises: Sequence[PromiseFacts], words: Words) -> str:
    still, overdue = sum(p.state.is_open for p in promises), _number(promises, {State.OVERDUE})
    if not still:
        return ""
    if overdue == still:
        return words.plural("{n} overdue", "{n} overdue", overdue)
    told = words.plural("{n} open", "{n} open", still)
    some = words.plural("{n} of them overdue", "{n} of them overdue", overdue)
    return told + words(", ") + some if overdue else told


def _number(promises: Sequence[PromiseFacts], states: set[State]) -> int:
    return sum(promise.state in states for promise in promises)

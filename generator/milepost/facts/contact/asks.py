"""Asks: what the client is asked for, of every kind: its own promises, decisions and changes, deliveries to accept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from milepost.facts.acceptance.asks import AcceptanceAsk, asks_for_acceptance
from milepost.facts.promises.as_of import as_of, standing_on
from milepost.facts.promises.promises import PromiseFacts
from milepost.facts.registers import RecordFacts, asked_of_client, is_asked_in, records_as_of
from milepost.model.fields import Side
from milepost.model.kinds.commitments import Commitment
from milepost.model.snapshot import Promise

Ask = PromiseFacts | RecordFacts | AcceptanceAsk
"""What the client is asked for: a promise of its own, a decision, or to accept what was delivered."""


def asks_of(
    milestones: Iterable[PromiseFacts], commitments: Iterable[PromiseFacts], records: Iterable[RecordFacts]
) -> tuple[Ask, ...]:
    """What the client owes, is asked to decide or to accept, soonest first; what has no day comes last."""
    found: list[Ask] = [c for c in commitments if _is_the_clients(c.item) and c.state.is_open]
    found += [*asks_for_acceptance(milestones), *asked_of_client(records)]
    return tuple(sorted(found, key=lambda ask: (ask.due or date.max, ask.item.id)))


def asks_on(
    milestones: Sequence[PromiseFacts],
    commitments: Sequence[PromiseFacts],
    records: Sequence[RecordFacts],
    days: Iterable[date],
) -> Mapping[date, tuple[Ask, ...]]:
    """What the client was asked for on each of some days, as it then stood, by the ids that it has now."""
    days = tuple(days)
    # Whose promise it was on that day: that may have changed since.
    promised = standing_on(commitments, days, lambda state: state.is_open and _is_the_clients(state.item))
    delivered = standing_on(milestones, days, lambda state: state.countdown is not None)
    raised = standing_on(records, days, is_asked_in)
    return {
        day: asks_of(
            _promises_then(delivered[day], day), _promises_then(promised[day], day), _records_then(raised[day], day)
        )
        for day in days
    }


def _is_the_clients(item: Promise) -> bool:
    return isinstance(item, Commitment) and item.from_ is Side.CLIENT


def _promises_then(promises: Iterable[PromiseFacts], day: date) -> list[PromiseFacts]:
    found = [(as_of(promise, day), promise.item.id) for promise in promises]
    return [replace(then, item=then.item.model_copy(update={"id": name})) for then, name in found if then]


def _records_then(records: Iterable[RecordFacts], day: date) -> list[RecordFacts]:
    found = [(then, record.item.id) for record in records for then in records_as_of([record], day)]
    return [replace(then, item=then.item.model_copy(update={"id": name})) for then, name in found]

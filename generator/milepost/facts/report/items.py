"""Items: where everything that was written down stands on the day of the report, and whether the project is over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain

from milepost.facts.acceptance.closing import ClosingFacts, closing_facts, is_open
from milepost.facts.contact.asks import asks_on
from milepost.facts.contact.meetings import MeetingFacts, meetings_facts
from milepost.facts.promises.promises import PromiseFacts, State
from milepost.facts.registers import RecordFacts
from milepost.facts.telling.told_ledger import ToldLedger
from milepost.facts.updates import UpdateFacts, updates_facts
from milepost.frozen import dataclass
from milepost.model.fields import Kind
from milepost.model.registers import REGISTERS


@dataclass(frozen=True, slots=True)
class ToldItems:
    """What was promised, recorded and said, as far as it may be told; each in the order of the report."""

    milestones: tuple[PromiseFacts, ...]
    commitments: tuple[PromiseFacts, ...]
    records: Mapping[Kind, tuple[RecordFacts, ...]]
    updates: tuple[UpdateFacts, ...]
    meetings: tuple[MeetingFacts, ...]
    closing: ClosingFacts | None

    @property
    def promises(self) -> tuple[PromiseFacts, ...]:
        """The milestones, then the commitments."""
        return (*self.milestones, *self.commitments)

    @property
    def is_finished(self) -> bool:
        """Whether the project is over: then no more updates are due."""
        return is_settled(self.promises) or is_closed(self.closing, self.milestones)

    @property
    def ended_on(self) -> date | None:
        """The day on which the project was closed, or the last promise settled; None while it goes on."""
        if not self.is_finished:
            return None
        if self.closing:
            return self.closing.closing.matter.on
        return max(promise.closed_on for promise in self.promises if promise.closed_on)


def items_of(told: ToldLedger) -> ToldItems:
    """Where the items stand of which a ledger tells."""
    milestones, commitments = told.promises(Kind.MILESTONE), told.promises(Kind.COMMITMENT)
    records = {register.kind: told.records(register.kind) for register in REGISTERS if register.is_record}
    every = tuple(chain.from_iterable(records.values()))
    return ToldItems(
        milestones,
        commitments,
        records,
        updates=updates_facts(told.pages, told.events, lambda days: asks_on(milestones, commitments, every, days)),
        meetings=meetings_facts(told.pages, told.events),
        closing=closing_facts(told.pages, told.events, told.latest.charter.acceptance),
    )


def is_settled(promises: Sequence[PromiseFacts]) -> bool:
    """Whether everything promised is settled and some of it was done."""
    return any(p.state in {State.KEPT, State.KEPT_LATE} for p in promises) and not any(is_open(p) for p in promises)


def is_closed(closing: ClosingFacts | None, milestones: Sequence[PromiseFacts]) -> bool:
    """Whether there is a closing report, and no milestone is open."""
    return closing is not None and not any(is_open(milestone) for milestone in milestones)

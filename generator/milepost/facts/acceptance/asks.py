"""Asks for acceptance: what was delivered and waits for the client's word, beside what else it is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from milepost.facts.acceptance.handover import Stage
from milepost.facts.promises.promises import PromiseFacts, State
from milepost.frozen import dataclass
from milepost.model.snapshot import Promise


@dataclass(frozen=True, slots=True)
class AcceptanceAsk:
    """A milestone that was delivered and is neither accepted nor rejected yet."""

    promise: PromiseFacts

    @property
    def item(self) -> Promise:
        """What is to be accepted."""
        return self.promise.item

    @property
    def delivered(self) -> date | None:
        """The day on which it was handed over."""
        return self.promise.handover.delivered if self.promise.handover else None

    @property
    def due(self) -> date | None:
        """The last day for a word, as was agreed."""
        return self.promise.handover.until if self.promise.handover else None

    @property
    def overdue_days(self) -> int:
        """How many days ago that was."""
        return self.promise.handover.overdue_days if self.promise.handover else 0

    @property
    def state(self) -> State:
        """Whether the day for a word has passed."""
        return State.OVERDUE if self.overdue_days else State.OPEN

    @property
    def deemed_on(self) -> date | None:
        """The day on which it counts as accepted if nobody says a word, where that was agreed."""
        found = self.promise.handover
        return found.until + timedelta(1) if found and found.until and found.silence_accepts else None


def asks_for_acceptance(milestones: Iterable[PromiseFacts]) -> tuple[AcceptanceAsk, ...]:
    """What waits to be accepted, in the order of the plan."""
    return tuple(AcceptanceAsk(milestone) for milestone in milestones if waits_for_acceptance(milestone))


def waits_for_acceptance(promise: PromiseFacts) -> bool:
    """Whether it was handed over, and nobody has said a word to that."""
    return promise.handover is not None and promise.handover.stage is Stage.DELIVERED

"""Promises: a milestone or commitment with everything its history says of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar

from milepost.facts.acceptance.handover import Handover
from milepost.facts.events import Event
from milepost.facts.threads.states import PromiseState
from milepost.frozen import dataclass
from milepost.model.items import Item
from milepost.model.kinds.commitments import Commitment
from milepost.model.kinds.milestones import Milestone


class State(StrEnum):
    """Where a promise stands on the status date.

    `open` is due later and not moved (a milestone: not begun); `active` is a milestone that has begun; `moved` is open
    with a later date than agreed; `overdue` is past due and not kept; `kept` was kept on or before the agreed date and
    `kept-late` after it; `vanished` was deleted while it was open. What was settled stays so, also when it is deleted.
    """

    KEPT = "kept"
    KEPT_LATE = "kept-late"
    ACTIVE = "active"
    OPEN = "open"
    MOVED = "moved"
    OVERDUE = "overdue"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    VANISHED = "vanished"

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done for it."""
        return self in {State.ACTIVE, State.OPEN, State.MOVED, State.OVERDUE}


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    """One promise on the status date.

    `item` is its last public wording (for a vanished one: the last there was). `first_due` is the first promise,
    `agreed` the baseline in force (the first promise, or what a re-baselining agreed), `due` the date promised now.
    `closed_on` is when it was kept, withdrawn, cancelled or (recorded) vanished. `variance_days` compares what is
    forecast or happened with `agreed`: later is positive. `events` are its own, oldest first; `states` is what was
    known of it, day by day. `overdue_days` are those since the due date of an overdue one, else 0. `handover` is how
    far its acceptance is, where it was delivered.
    """

    item: Milestone | Commitment
    state: State
    made_on: date
    first_due: date
    agreed: date
    due: date
    closed_on: date | None
    variance_days: int
    moves: int
    rebaselinings: int
    events: tuple[Event, ...]
    states: tuple[PromiseState, ...]
    overdue_days: int = 0
    handover: Handover | None = None

    @property
    def late_days(self) -> int:
        """Days against the agreed date, as far as they are certain: what is overdue comes today at the earliest."""
        return self.variance_days + self.overdue_days

    @property
    def forecast(self) -> date:
        """The day it was reached, or failing that the date promised now."""
        return self.item.fulfilled or self.due


class Waited(Protocol):
    """What is waited for, by a day or not: a promise, or an answer."""

    @property
    def item(self) -> Item:
        """What it is."""

    @property
    def state(self) -> State:
        """Where it stands."""

    @property
    def due(self) -> date | None:
        """The day by which it is waited for."""


W = TypeVar("W", bound=Waited)


def overdue(waited: Iterable[W]) -> tuple[W, ...]:
    """What is overdue, longest first."""
    return tuple(sorted((one for one in waited if one.state is State.OVERDUE), key=_by_day))


def first_to_come(waited: Iterable[W]) -> W | None:
    """What is open and due next; what is overdue is not next, nor is what has no day."""
    to_come = (one for one in waited if one.due and one.state.is_open and one.state is not State.OVERDUE)
    return min(to_come, key=_by_day, default=None)


def _by_day(waited: Waited) -> tuple[date, str]:
    return waited.due or date.max, waited.item.id

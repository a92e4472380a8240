"""States: what was known of an item, from which day on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from milepost.frozen import dataclass
from milepost.model.snapshot import ListItem, Promise


@dataclass(frozen=True, slots=True)
class ItemState:
    """An item as the public knew it from the end of the day `since` on; `gone_on` is the day on which it went, if so.

    `since` never runs backwards, whatever a committer's clock did.
    """

    since: date
    item: ListItem
    gone_on: date | None


@dataclass(frozen=True, slots=True)
class Countdown:
    """The days that the client has for a word on what was `delivered`; `silence_accepts` once they have passed.

    They are counted from the day on which a reader could know of the delivery, by what was agreed on that day.
    """

    delivered: date
    until: date
    silence_accepts: bool


@dataclass(frozen=True, slots=True)
class PromiseState(ItemState):
    """A milestone or commitment as it was known, with what its history said of it by then.

    `countdown` runs while it is handed over and nobody has said a word to that.
    """

    item: Promise
    first_due: date
    agreed: date
    moves: int
    rebaselinings: int
    countdown: Countdown | None = None

    @property
    def is_open(self) -> bool:
        """Whether something was still to be done for it."""
        return not (self.item.fulfilled or self.item.ended or self.gone_on)


S = TypeVar("S", bound=ItemState)


def remember(states: list[S], state: S) -> None:
    """Puts a state behind the earlier ones; of several of one day the last is what that day knew."""
    if states and states[-1].since == state.since:
        states.pop()
    states.append(state)


def known_by(states: Sequence[S], day: date) -> tuple[S, ...]:
    """The states up to the end of a day: the last of them is what was known then, and none that nothing was."""
    return tuple(states[: bisect_right(states, day, key=_since)])


def _since(state: ItemState) -> date:
    return state.since

"""The trend: how the forecast of each milestone moved from update to update."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from milepost.facts.promises.promises import PromiseFacts, State
from milepost.facts.threads.states import known_by
from milepost.frozen import dataclass


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """The forecast of a milestone on the day of an update, and the date that was agreed by then."""

    on: date
    forecast: date
    agreed: date


@dataclass(frozen=True, slots=True)
class Trend:
    """How the forecast of one milestone moved from update to update, oldest first, ending on the status date."""

    promise: PromiseFacts
    points: tuple[TrendPoint, ...]


def trends_of(
    milestones: Sequence[PromiseFacts], days: Sequence[tuple[date, date]], status_date: date
) -> tuple[Trend, ...]:
    """The trend of every milestone still wanted; `days` are each update's date and the day whose knowledge it holds."""
    wanted = (m for m in milestones if m.state not in {State.CANCELLED, State.VANISHED})
    return tuple(Trend(m, _points(m, days, status_date)) for m in wanted)


def _points(promise: PromiseFacts, days: Sequence[tuple[date, date]], status_date: date) -> tuple[TrendPoint, ...]:
    points = {}
    for on, known in sorted(days):
        states = known_by(promise.states, known) if on < status_date else ()
        if states:
            then = states[-1]
            points[on] = TrendPoint(on, then.item.fulfilled or then.item.due, then.agreed)
    points[status_date] = TrendPoint(status_date, promise.forecast, promise.agreed)
    return tuple(points.values())

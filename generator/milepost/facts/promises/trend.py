"""The trend: how the forecast of each milestone moved from update to update."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from milepost.facts.ledger.events import EventName
from milepost.facts.promises.promises import PromiseFacts, State


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """The forecast of a milestone on the day of an update."""

    on: date
    forecast: date


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
    forecasts = _forecasts(promise)
    points = {}
    for on, known in sorted(days):
        if on < status_date:
            forecast = next((value for recorded, value in reversed(forecasts) if recorded <= known), None)
            if forecast:
                points[on] = TrendPoint(on, forecast)
    points[status_date] = TrendPoint(status_date, promise.forecast)
    return tuple(points.values())


def _forecasts(promise: PromiseFacts) -> list[tuple[date, date]]:
    """What was forecast since which day."""
    forecasts: list[tuple[date, date]] = []
    due = promise.first_due
    for event in promise.events:
        if event.event in {EventName.MADE, EventName.MOVED}:
            due = event.after if isinstance(event.after, date) else due
            forecasts.append((event.recorded, due))
        elif event.event in {EventName.KEPT, EventName.KEPT_LATE} and isinstance(event.after, date):
            forecasts.append((event.recorded, event.after))
        elif event.event is EventName.REOPENED:
            forecasts.append((event.recorded, due))
    return forecasts

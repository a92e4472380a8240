"""Builds reports by hand: milestones with a history, for the tests of what is drawn of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from milepost.facts.events import Event
from milepost.facts.health.assessment import Health
from milepost.facts.promises.promises import PromiseFacts, State
from milepost.facts.promises.schedule import finish_of, phases_of
from milepost.facts.promises.trend import Trend, TrendPoint
from milepost.facts.report.report import StatusReport
from milepost.facts.rhythm import RhythmFacts
from milepost.model.fields import Status
from milepost.model.history import Revision
from milepost.model.kinds.charter import Charter, Phase
from milepost.model.kinds.milestones import Milestone

TODAY = date(2026, 4, 3)


def milestone(
    id: str,  # noqa: A002, as in the content format
    due: str,
    state: State = State.OPEN,
    *,
    agreed: str | None = None,
    events: tuple[Event, ...] = (),
    **fields: Any,
) -> PromiseFacts:
    """A milestone as the facts tell it; it is reached on its due date where its state says so."""
    day = date.fromisoformat(due)
    reached = day if state in {State.KEPT, State.KEPT_LATE} else None
    item = Milestone(**{"id": id, "title": id.capitalize(), "due": day, "done": reached, **fields})
    then = date.fromisoformat(agreed) if agreed else day
    closed = None if state.is_open else day
    overdue = (TODAY - day).days if state is State.OVERDUE else 0
    return PromiseFacts(item, state, TODAY, then, then, day, closed, (day - then).days, 0, 0, events, (), overdue)


def report(
    milestones: Sequence[PromiseFacts],
    phases: Sequence[str] = (),
    trends: Sequence[Trend] = (),
    name: str = "Harbour line",
) -> StatusReport:
    """The report of a plan on the third of April 2026; a phase is its title, and its id the title's first word."""
    charter = Charter(name=name, phases=tuple(Phase(id=title.split()[0].lower(), title=title) for title in phases))
    finish = finish_of(milestones)
    found = next((t for t in trends if t.promise is finish), None)
    if finish and not found:
        found = trend(finish)
    return StatusReport(
        charter=charter,
        status_date=TODAY,
        revision=Revision("a" * 40, datetime(2026, 4, 3, 12, tzinfo=UTC), "Project office"),
        milestones=tuple(milestones),
        commitments=(),
        updates=(),
        lessons=(),
        pages=(),
        phases=phases_of(charter, milestones, TODAY),
        trends=tuple(trends),
        finish=found,
        key_dates=(found,) if found else (),
        health=Health(None, Status.GREEN, (), None),
        rhythm=RhythmFacts(TODAY + timedelta(days=7), 0),
        events=(),
        withheld=(),
        sources={},
    )


def trend(promise: PromiseFacts, *forecasts: str) -> Trend:
    """A forecast a week, the last on the status date (where none is given: the date it has now)."""
    days = [date.fromisoformat(forecast) for forecast in forecasts] or [promise.forecast]
    points = (TrendPoint(TODAY - timedelta(weeks=len(days) - 1 - n), day, promise.agreed) for n, day in enumerate(days))
    return Trend(promise, tuple(points))

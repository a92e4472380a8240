"""The months: what the updates and events of each come to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from milepost.facts.events import Event
from milepost.facts.promises.as_of import as_of
from milepost.facts.promises.promises import PromiseFacts
from milepost.facts.report.report import StatusReport
from milepost.facts.updates import UpdateFacts
from milepost.frozen import dataclass


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """A month of which an update tells; `last` is its last day, or that of its newest update.

    `updates` stand newest first.
    """

    first: date
    last: date
    updates: tuple[UpdateFacts, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """Where a date stood when a month began (None: it had not been promised yet), and where when it ended."""

    before: PromiseFacts | None
    after: PromiseFacts


def months_of(report: StatusReport) -> tuple[MonthFacts, ...]:
    """The months that have an update, newest first."""
    grouped = groupby(report.updates, key=lambda facts: facts.update.date.replace(day=1))
    months = ((first, tuple(facts)) for first, facts in grouped)
    return tuple(MonthFacts(first, _last(first, updates, report.status_date), updates) for first, updates in months)


def events_in(report: StatusReport, month: MonthFacts) -> tuple[Event, ...]:
    """What was recorded in a month, oldest first."""
    return tuple(event for event in report.events if month.first <= event.recorded <= month.last)


def courses(promises: Sequence[PromiseFacts], month: MonthFacts) -> tuple[Course, ...]:
    """How dates went through a month, those that had been promised by its end."""
    eve = month.first - timedelta(1)
    found = ((as_of(promise, eve), as_of(promise, month.last)) for promise in promises)
    return tuple(Course(before, after) for before, after in found if after)


def _last(first: date, updates: Sequence[UpdateFacts], today: date) -> date:
    """The last day of a month, or the day of its newest update while it lasts: it does not change from day to day."""
    end = (first + timedelta(31)).replace(day=1) - timedelta(1)
    return end if end < today else min(max(facts.known_on for facts in updates), end)

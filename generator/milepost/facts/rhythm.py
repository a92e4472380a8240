"""The rhythm: the days on which updates are due, and how long afterwards still counts as on time."""

from __future__ import annotations

from datetime import date, timedelta

from milepost.frozen import dataclass
from milepost.model.kinds.charter import Charter, Every

_SOME_MONDAY = date(2001, 1, 1)


@dataclass(frozen=True, slots=True)
class RhythmFacts:
    """Whether updates come when they should: when the next one is due, and by how many days one is overdue (0: not).

    None is due where no rhythm was written down and no update ever came: nobody has promised one.
    """

    next_due: date | None
    overdue_days: int


@dataclass(frozen=True, slots=True)
class Awaited:
    """The day of the next update that a reader may expect, and the last day on which it would still be in time."""

    day: date
    closes: date


@dataclass(frozen=True, slots=True)
class Cadence:
    """The rhythm days of a project; a fortnight is counted from `anchor`."""

    every: Every
    weekday: int
    grace_days: int
    anchor: date

    def on_or_after(self, day: date) -> date:
        """The first rhythm day that is not before `day`."""
        if self.every is Every.MONTH:
            last = _last_weekday_of_month(day.year, day.month, self.weekday)
            return last if last >= day else self._in_the_month_after(day)
        weeks = 2 if self.every is Every.FORTNIGHT else 1
        first = _weekday_on_or_after(self.anchor, self.weekday)
        return day + timedelta((first - day).days % (7 * weeks))

    def after(self, day: date) -> date:
        """The first rhythm day later than `day`."""
        return self.on_or_after(day + timedelta(1))

    def closes(self, day: date) -> date:
        """The last day on which an update still tells in time what was recorded on `day`."""
        return self.on_or_after(day) + timedelta(self.grace_days)

    def answered_by(self, day: date) -> date:
        """The rhythm day that an update of `day` serves: the one just past while its grace lasts, else the next."""
        answered = self.on_or_after(day - timedelta(self.grace_days))
        while (later := self.after(answered)) <= day:
            answered = later
        return answered

    def _in_the_month_after(self, day: date) -> date:
        year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
        return _last_weekday_of_month(year, month, self.weekday)


def cadence_of(charter: Charter, first_update: date | None = None) -> Cadence:
    """The rhythm the charter promises; fortnights count from the project's start, or else from its first update."""
    rhythm = charter.rhythm
    return Cadence(rhythm.every, rhythm.day.number, rhythm.grace_days, charter.start or first_update or _SOME_MONDAY)


LONG_OVERDUE = 90
"""So many days after an update was due nobody counts them any more."""


def rhythm_facts(
    cadence: Cadence, began: date | None, newest: date | None, status_date: date, *, finished: bool
) -> RhythmFacts:
    """When the next update is due, and by how many days one is overdue; a finished project owes none.

    It has `began` when somebody could first have been told; where no rhythm is agreed (None), with the first update.
    """
    if newest:
        next_due = cadence.after(cadence.answered_by(newest))
    elif began:
        next_due = cadence.on_or_after(began)
    else:
        return RhythmFacts(None, 0)
    late = (status_date - next_due).days
    return RhythmFacts(next_due, late if late > cadence.grace_days and not finished else 0)


def awaited(cadence: Cadence, rhythm: RhythmFacts, status_date: date) -> Awaited | None:
    """The next update to come, if one is due; where one is overdue, which is told anyway, the one after that."""
    day = cadence.after(status_date) if rhythm.overdue_days else rhythm.next_due
    return Awaited(day, day + timedelta(cadence.grace_days)) if day else None


def periods_overdue(cadence: Cadence, rhythm: RhythmFacts, status_date: date) -> int:
    """How many rhythm days have passed, with their grace, without an update."""
    periods, day = 0, rhythm.next_due
    while day and rhythm.overdue_days and day + timedelta(cadence.grace_days) < status_date:
        periods, day = periods + 1, cadence.after(day)
    return periods


def _weekday_on_or_after(day: date, weekday: int) -> date:
    return day + timedelta((weekday - day.weekday()) % 7)


def _last_weekday_of_month(year: int, month: int, weekday: int) -> date:
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
    return last - timedelta((last.weekday() - weekday) % 7)

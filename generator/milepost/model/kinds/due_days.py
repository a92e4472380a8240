"""Due days: on which days a line of the communication plan is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import MAXYEAR, date, timedelta

from milepost.model.kinds.charter import WEEKS, Channel, Charter, Every


def due_days(line: Channel, charter: Charter, first: date, last: date, stood: date | None = None) -> Iterator[date]:
    """The days from the first to the last on which something is due.

    A fortnight counts from the project's start, failing that from the day since which the line has `stood` in the plan.
    """
    weekday = (line.day or charter.rhythm.day).number
    if line.every is Every.MONTH:
        yield from (day for day in _of_months(line, weekday, first, last) if first <= day <= last)
        return
    step = timedelta(14 if line.every is Every.FORTNIGHT else 7)
    anchor = charter.start or stood or first
    day = anchor + timedelta((weekday - anchor.weekday()) % 7)
    day += step * max(0, -((day - first) // step))
    while day <= last:
        if day >= first:
            yield day
        day += step


def _of_months(line: Channel, weekday: int, first: date, last: date) -> Iterator[date]:
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month) and year < MAXYEAR:
        begins = date(year, month, 1)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        days = [begins + timedelta((weekday - begins.weekday()) % 7 + 7 * n) for n in range(5)]
        yield [day for day in days if day < date(year, month, 1)][WEEKS[line.week]]

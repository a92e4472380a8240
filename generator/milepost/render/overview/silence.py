"""Silence: that an update is overdue, and when the first one is to come."""

from __future__ import annotations

from milepost.facts.rhythm import LONG_OVERDUE
from milepost.render.context import Context


def silence(context: Context) -> str:
    """That an update is overdue; empty where none is."""
    words, report = context.words, context.report
    due, late = report.rhythm.next_due, report.rhythm.overdue_days
    if not late or due is None:
        return ""
    day = context.time(due, report.status_date)
    if late > LONG_OVERDUE:
        if report.updates:
            return words("The next update was due on {day}, and none has come since.", day=day)
        return words("The first update was due on {day}, and none has come.", day=day)
    if report.updates:
        return words.plural(
            "The next update was due on {day}. It is {n} day overdue.",
            "The next update was due on {day}. It is {n} days overdue.",
            late,
            day=day,
        )
    return words.plural(
        "The first update was due on {day}. It is {n} day overdue.",
        "The first update was due on {day}. It is {n} days overdue.",
        late,
        day=day,
    )


def first_update(context: Context) -> str:
    """When the first update is due, or was; empty where nobody agreed on a day, or it is overdue."""
    words, report, due = context.words, context.report, context.report.rhythm.next_due
    if due is None:
        return ""
    day = context.time(due, report.status_date)
    if due < report.status_date:
        return "" if report.rhythm.overdue_days else words("The first update was due on {day}.", day=day)
    return words("The first update is due on {day}.", day=day)

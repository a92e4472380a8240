"""The list of updates, by month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from milepost.facts.rhythm import LONG_OVERDUE
from milepost.facts.updates import UpdateFacts
from milepost.frozen import dataclass
from milepost.model.fields import Kind
from milepost.model.places import RECORD_PAGE
from milepost.render.context import Context
from milepost.render.page import Page


@dataclass(frozen=True, slots=True)
class Month:
    """The updates of one month."""

    first: date
    updates: tuple[UpdateFacts, ...]


def updates_page(context: Context) -> Page:
    """Every update, newest first."""
    words = context.words
    before = context.render(
        "updates.html",
        "updates/index.md",
        months=_by_month(context.report.updates),
        how_many=_how_many(context),
        next_one=_next_one(context),
    )
    description = words("Every update on {project}, newest first.", project=context.report.charter.name)
    title, changed = words("Updates"), context.last_change(Kind.UPDATE)
    return Page("updates/index.md", title, description, before, changed=changed, is_state=True, under=RECORD_PAGE)


def _by_month(updates: Sequence[UpdateFacts]) -> tuple[Month, ...]:
    """Updates by month, newest first."""
    grouped = groupby(updates, key=lambda facts: facts.update.date.replace(day=1))
    return tuple(Month(first, tuple(facts)) for first, facts in grouped)


def _how_many(context: Context) -> str:
    """How many updates there are, and what is marked."""
    report, words = context.report, context.words
    if not report.updates:
        return words("The updates will stand here, newest first.")
    return words.plural(
        "{n} update. What was changed more than {days} after it was published is marked.",
        "{n} updates. What was changed more than {days} after they were published is marked.",
        len(report.updates),
        days=words.days(report.charter.rhythm.grace_days),
    )


def _next_one(context: Context) -> str:
    """When the next update is due, or was; empty where nobody agreed on a day."""
    report, words = context.report, context.words
    due, late = report.rhythm.next_due, report.rhythm.overdue_days
    day = context.time(due, report.status_date) if due else ""
    if late > LONG_OVERDUE and report.updates:
        return words("The next one was due on {day}, and none has come since.", day=day)
    if late > LONG_OVERDUE:
        return words("The first one was due on {day}, and none has come.", day=day)
    if late > 0 and report.updates:
        return words.plural(
            "The next one was due on {day}. It is {n} day overdue.",
            "The next one was due on {day}. It is {n} days overdue.",
            late,
            day=day,
        )
    if late > 0:
        return words.plural(
            "The first one was due on {day}. It is {n} day overdue.",
            "The first one was due on {day}. It is {n} days overdue.",
            late,
            day=day,
        )
    if report.is_closed:
        return words("No more are due: the project is closed.")
    if report.is_finished:
        return words("No more are due: nothing is open.")
    if due is None:
        return ""
    if due >= report.status_date:
        return words("The next one is due on {day}.", day=day)
    if report.updates:
        return words("The next one was due on {day}.", day=day)
    return words("The first one was due on {day}.", day=day)

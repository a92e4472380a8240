"""The list of updates, by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from milepost.facts.report import UpdateFacts
from milepost.model.fields import Kind
from milepost.render.page import Page
from milepost.render.pages.context import Context


@dataclass(frozen=True, slots=True)
class Month:
    """The updates of one month."""

    first: date
    updates: tuple[UpdateFacts, ...]


def updates_page(context: Context) -> Page:
    """Every update, newest first."""
    words = context.words
    before = context.render("updates.html", "updates/index.md", months=_by_month(context.report.updates))
    description = words("Every update on {project}, newest first.", project=context.report.charter.name)
    title, changed = words("Updates"), context.last_change(Kind.UPDATE)
    return Page("updates/index.md", title, description, before, nav=title, changed=changed, is_state=True)


def _by_month(updates: Sequence[UpdateFacts]) -> tuple[Month, ...]:
    """Updates by month, newest first."""
    grouped = groupby(updates, key=lambda facts: facts.update.date.replace(day=1))
    return tuple(Month(first, tuple(facts)) for first, facts in grouped)

"""The Record: everything that was said, decided, asked and learned, in one list."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup

from milepost.facts.registers import RecordFacts
from milepost.frozen import dataclass
from milepost.model.fields import Kind
from milepost.model.places import RECORD_PAGE
from milepost.model.registers import REGISTERS
from milepost.render.archive.said import entries_of
from milepost.render.charts.weeks import weeks_strip
from milepost.render.context import Context
from milepost.render.page import Page


@dataclass(frozen=True, slots=True)
class Chip:
    """A kind of entry and how many there are."""

    sort: str
    title: str
    number: int


def record_list_page(context: Context) -> Page:
    """All entries, newest first, by month."""
    words, report = context.words, context.report
    entries = entries_of(context)
    months = [(first, tuple(group)) for first, group in groupby(entries, key=lambda entry: entry.day.replace(day=1))]
    chips = [Chip(sort, title, sum(e.sort == sort for e in entries)) for sort, title in _titles(context)]
    before = context.render(
        "record_list.html",
        RECORD_PAGE,
        months=months,
        chips=[chip for chip in chips if chip.number],
        total=len(entries),
        leads_back=any(entry.update and entry.version for entry in entries),
        judged=any(verdict.computed for verdict in context.verdicts),
        strip=Markup(weeks_strip(context.verdicts, words)),  # noqa: S704, the chart escapes what it holds
    )
    title = words("Record")
    description = words("Everything that was said on {project}, newest first.", project=report.charter.name)
    nav, changed = title if entries else None, context.last_change(*Kind)
    waits = sum(isinstance(ask, RecordFacts) for ask in context.report.asks)
    return Page(RECORD_PAGE, title, description, before, nav=nav, changed=changed, is_found=False, waits=waits)


def _titles(context: Context) -> Iterator[tuple[str, str]]:
    words = context.words
    yield "updates", words("Updates")
    yield "months", words("Monthly reports")
    for register in REGISTERS:
        if register.in_record:
            yield register.name, words.register(register.kind)[0]
    yield "lessons", words("Lessons")
    yield "versions", words("Versions")

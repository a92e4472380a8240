"""The list of meetings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from milepost.facts.contact.communication import Occasion
from milepost.model.fields import Kind
from milepost.model.places import RECORD_PAGE
from milepost.model.registers import register_of
from milepost.render.context import Context
from milepost.render.page import Page
from milepost.render.registers.meeting import meeting_standing, sort_of

PAGE = register_of(Kind.MEETING).page


def meetings_pages(context: Context) -> Iterator[Page]:
    """The list of meetings, where there is one and no page of the author's stands in its place."""
    if context.report.meetings and PAGE not in {page.path for page in context.report.pages}:
        yield _meetings(context)


def _meetings(context: Context) -> Page:
    """Every meeting, newest first, by year, and whether its minutes are agreed to."""
    words, meetings = context.words, context.report.meetings
    title, lede = words.register(Kind.MEETING)
    years = [(year, tuple(found)) for year, found in groupby(meetings, key=lambda facts: facts.meeting.date.year)]
    before = context.render(
        "meetings.html",
        PAGE,
        title=title,
        lede=lede,
        years=years,
        missed=_missed(context),
        standing=lambda facts: meeting_standing(context.words, facts),
        sort=lambda facts: sort_of(words, facts.meeting),
        hidden=[held for held in context.report.withheld if held.kind is Kind.MEETING],
    )
    return Page(PAGE, title, lede, before, changed=context.last_change(Kind.MEETING), under=RECORD_PAGE)


def _missed(context: Context) -> list[tuple[str, Occasion]]:
    """The meetings that were due by the communication plan and of which nothing stands here, newest first."""
    lines = (line for line in context.report.communication.lines if line.line.keeper != "update")
    found = [(line.line.what, occasion) for line in lines for occasion in line.missed]
    return sorted(found, key=lambda one: (one[1].day, one[0]), reverse=True)

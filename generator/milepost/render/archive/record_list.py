"""The Record: everything that was said, decided, asked and learned, in one list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import groupby

from markupsafe import Markup

from milepost.facts.monthly import months_of
from milepost.facts.registers import RecordFacts
from milepost.facts.report import UpdateFacts
from milepost.facts.versions import PastVersion
from milepost.frozen import dataclass
from milepost.model.fields import Kind
from milepost.model.places import RECORD_PAGE, address, month_address
from milepost.model.registers import REGISTERS
from milepost.render.archive.versions import summary
from milepost.render.charts.weeks import weeks_strip
from milepost.render.context import Context
from milepost.render.page import Page
from milepost.render.registers.closing import closing_standing
from milepost.render.registers.feedback import feedback_standing
from milepost.render.registers.meeting import meeting_standing
from milepost.render.sentences.standing import standing_of


@dataclass(frozen=True, slots=True)
class Said:
    """One entry: `sort` is the chip it stands under, `href` leads to it from the root of the site.

    `version` is the site as it was that day, `update` the update that it is, `state` and `tone` how it ended.
    """

    day: date
    sort: str
    label: str
    title: str
    href: str
    notes: tuple[str, ...] = ()
    version: PastVersion | None = None
    update: UpdateFacts | None = None
    state: str = ""
    tone: str = "idle"


@dataclass(frozen=True, slots=True)
class Chip:
    """A kind of entry and how many there are."""

    sort: str
    title: str
    number: int


def record_list_page(context: Context) -> Page:
    """All entries, newest first, by month."""
    words, report = context.words, context.report
    entries = sorted((entry for source in _SOURCES for entry in source(context)), key=lambda e: e.day, reverse=True)
    months = [(first, tuple(group)) for first, group in groupby(entries, key=lambda entry: entry.day.replace(day=1))]
    chips = [Chip(sort, title, sum(e.sort == sort for e in entries)) for sort, title in _titles(context)]
    before = context.render(
        "record_list.html",
        RECORD_PAGE,
        months=months,
        chips=[chip for chip in chips if chip.number],
        total=len(entries),
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


def _updates(context: Context) -> Iterator[Said]:
    words = context.words
    for facts in context.report.updates:
        update = facts.update
        notes = [summary(facts.changes, words)]
        if facts.late_days:
            notes.append(words.plural("published {n} day late", "published {n} days late", facts.late_days))
        if facts.edits:
            notes.append(words("edited later"))
        label, href = words("Update {n}", n=facts.number), address(Kind.UPDATE, update.id)
        version = context.versions.get(update.id)
        yield Said(update.date, "updates", label, update.title, href, tuple(notes), version, facts)


def _months(context: Context) -> Iterator[Said]:
    """The monthly reports; a past version leaves them to today's site."""
    words = context.words
    for month in () if context.is_past else months_of(context.report):
        title = words("{month} in short", month=words.month(month.first))
        how_many = words.plural("{n} update", "{n} updates", len(month.updates))
        yield Said(month.last, "months", words("Monthly report"), title, month_address(month.first), (how_many,))


def _versions(context: Context) -> Iterator[Said]:
    """The versions that no update leads to."""
    words = context.words
    for version in context.archive.versions if context.archive else ():
        if not version.updates:
            notes = (summary(version.changes, words),)
            title = words("Before the first update")
            href = f"versions/{version.name}/"
            yield Said(version.day, "versions", words("Version"), version.headline or title, href, notes, version)


def _lessons(context: Context) -> Iterator[Said]:
    words = context.words
    for facts in context.report.lessons:
        lesson = facts.lesson
        state, tone = (words("In practice"), "ok") if facts.in_practice else (words("Agreed"), "idle")
        href = address(Kind.LESSON, lesson.id)
        yield Said(lesson.matter.date, "lessons", words("Lesson"), lesson.title, href, state=state, tone=tone)


def _meetings(context: Context) -> Iterator[Said]:
    words = context.words
    for facts in context.report.meetings:
        meeting, matter = facts.meeting, facts.meeting.matter
        state, tone = meeting_standing(words, facts)
        kind, href = words.value(Kind.MEETING, "kind", matter.meeting_kind), address(Kind.MEETING, meeting.id)
        label = words.kind(Kind.MEETING)
        yield Said(meeting.date, "meetings", label, meeting.title, href, (kind,), state=state, tone=tone)


def _closing(context: Context) -> Iterator[Said]:
    words = context.words
    for facts in filter(None, (context.report.closing,)):
        closing, (state, tone) = facts.closing, closing_standing(words, facts)
        label, title = words.kind(closing.kind), context.titles[closing.kind, closing.id]
        href = address(closing.kind, closing.id)
        yield Said(closing.matter.on, "closing", label, title, href, state=state, tone=tone)


def _records(context: Context) -> Iterator[Said]:
    """The items of every register that is told here: decisions, changes, feedback."""
    words = context.words
    for register in REGISTERS:
        for facts in context.report.records.get(register.kind, ()) if register.in_record else ():
            item = facts.item
            is_feedback = item.kind is Kind.FEEDBACK
            state, tone = feedback_standing(context, facts) if is_feedback else standing_of(words, facts)
            day, label, href = facts.raised_on, words.kind(item.kind), address(item.kind, item.id)
            yield Said(day, register.name, label, item.title, href, state=state, tone=tone)


_SOURCES: tuple[Callable[[Context], Iterable[Said]], ...] = (
    _closing,
    _months,
    _updates,
    _meetings,
    _records,
    _lessons,
    _versions,
)
"""Where entries come from; of one day they stand in this order."""

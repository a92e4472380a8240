"""Entries of the Record: everything that was said, decided, asked and learned, from wherever it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Any

from milepost.facts.acceptance.closing import ClosingFacts
from milepost.facts.contact.meetings import MeetingFacts
from milepost.facts.monthly import months_of
from milepost.facts.updates import LessonFacts, UpdateFacts
from milepost.facts.versions import PastVersion
from milepost.frozen import dataclass
from milepost.model.fields import Kind
from milepost.model.places import address, month_address
from milepost.model.registers import REGISTERS, register_of
from milepost.render.archive.versions import summary
from milepost.render.context import Context
from milepost.render.registers.closing import closing_standing
from milepost.render.registers.feedback import feedback_standing
from milepost.render.registers.meeting import meeting_standing, sort_of
from milepost.render.sentences.standing import Standing, standing_of, stands_since
from milepost.render.words.words import Words


@dataclass(frozen=True, slots=True)
class Said:
    """One entry: `sort` is the chip it stands under, `href` leads to it from the root of the site.

    `version` is the site as it was that day, `update` the update that it is, `state` and `tone` how it ended, on the
    day `ended`, where that is another one.
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
    ended: date | None = None


def entries_of(context: Context) -> list[Said]:
    """All entries, newest first."""
    return sorted((entry for source in _SOURCES for entry in source(context)), key=lambda e: e.day, reverse=True)


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


def _lesson_standing(words: Words, facts: LessonFacts) -> Standing:
    return (words("In practice"), "ok") if facts.in_practice else (words("Agreed"), "idle")


_STANDINGS: Mapping[Kind, Callable[[Words, Any], Standing]] = MappingProxyType(
    {Kind.LESSON: _lesson_standing, Kind.MEETING: meeting_standing, Kind.CLOSING: closing_standing}
)
"""How a page of some kinds stands."""


def _first_use(facts: LessonFacts) -> date | None:
    return min((use.on for use in facts.lesson.matter.applied), default=None)


def _approved(facts: MeetingFacts) -> date | None:
    approved, changed = facts.meeting.matter.approved, facts.edits_after_approval
    return (changed[-1].recorded if changed else approved.on) if approved else None


def _accepted(facts: ClosingFacts) -> date | None:
    accepted, changed = facts.closing.matter.accepted, facts.edits_after_acceptance
    return (changed[-1].recorded if changed else accepted.on) if accepted else None


_ENDED: Mapping[Kind, Callable[[Any], date | None]] = MappingProxyType(
    {Kind.LESSON: _first_use, Kind.MEETING: _approved, Kind.CLOSING: _accepted}
)
"""Since when a page of some kinds stands so; None while it waits."""
_NOTES: Mapping[Kind, Callable[[Words, Any], str]] = MappingProxyType(
    {Kind.MEETING: lambda words, facts: sort_of(words, facts.meeting)}
)
"""What else is said of a page of some kinds."""


def _pages(kind: Kind, context: Context) -> Iterator[Said]:
    """The pages of a kind, each on the day that it gives itself."""
    words, standing, note = context.words, _STANDINGS.get(kind), _NOTES.get(kind)
    for facts in context.report.told_pages[kind]:
        page = facts.item
        label, title, href = words.kind(kind), context.titles[kind, page.id], address(kind, page.id)
        notes = tuple(filter(None, [note(words, facts)] if note else []))
        state, tone = standing(words, facts) if standing else ("", "idle")
        day = page.written_on
        ended = _other_day(_ENDED[kind](facts) if kind in _ENDED else None, day)
        yield Said(day, register_of(kind).name, label, title, href, notes, state=state, tone=tone, ended=ended)


def _pages_of_the_record(context: Context) -> Iterator[Said]:
    """The pages that have no tab of their own; the closing report comes first of its day."""
    for register in REGISTERS:
        if register.in_record and not register.is_list and register.kind is not Kind.CLOSING:
            yield from _pages(register.kind, context)


def _records(context: Context) -> Iterator[Said]:
    """The items of every register that is told here: decisions, changes, feedback."""
    words = context.words
    for register in REGISTERS:
        for facts in context.report.records.get(register.kind, ()) if register.in_record else ():
            item = facts.item
            is_feedback = item.kind is Kind.FEEDBACK
            state, tone = feedback_standing(context, facts) if is_feedback else standing_of(words, facts)
            day, label, href = facts.raised_on, words.kind(item.kind), address(item.kind, item.id)
            ended = _other_day(stands_since(facts), day)
            yield Said(day, register.name, label, item.title, href, state=state, tone=tone, ended=ended)


def _other_day(ended: date | None, day: date) -> date | None:
    """The day on which something ended, where it is not the one at which it stands."""
    return ended if ended != day else None


_SOURCES: tuple[Callable[[Context], Iterable[Said]], ...] = (
    partial(_pages, Kind.CLOSING),
    _months,
    _updates,
    _pages_of_the_record,
    _records,
    partial(_pages, Kind.LESSON),
    _versions,
)
"""Where entries come from; of one day they stand in this order."""

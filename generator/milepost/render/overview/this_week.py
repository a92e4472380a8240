"""The week in five lines: done, late on our side, late on the reader's, dates that moved, next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from milepost.facts.events import Event, EventName
from milepost.facts.promises.promises import PromiseFacts, overdue
from milepost.facts.telling.news import moved_dates
from milepost.frozen import dataclass
from milepost.model.fields import Kind, Side
from milepost.model.kinds.charter import Every
from milepost.model.kinds.updates import Update
from milepost.render.context import Context
from milepost.render.sentences.entries import Entry

_DONE = {EventName.KEPT, EventName.KEPT_LATE}
# What nobody may overlook: what was taken out, given up, opened again, or said otherwise after it was published.
_LOST = {
    EventName.REJECTED,
    EventName.VANISHED,
    EventName.CANCELLED,
    EventName.WITHDRAWN,
    EventName.REOPENED,
    EventName.EDITED,
}
_PERIOD = {Every.WEEK: 7, Every.FORTNIGHT: 14, Every.MONTH: 31}
_ENTRY = re.compile(r"([-*+]|\d{1,9}[.)])[ \t]")
MOST = 3
"""So many of each are named; the rest are counted."""


@dataclass(frozen=True, slots=True)
class ThisWeek:
    """What happened since the update before the newest one, and what is late.

    `done` and `next` are the author's own Markdown where the newest update has it; failing that `reached` tells it.
    """

    title: str
    since: date | None
    done: str
    reached: tuple[Entry, ...]
    ours: tuple[PromiseFacts, ...]
    yours: tuple[PromiseFacts, ...]
    asked: int
    moved: tuple[Entry, ...]
    lost: tuple[Entry, ...]
    next: str
    hidden: int


def this_week(context: Context) -> ThisWeek:
    """The five lines, and what was lost on the way, which nobody may overlook."""
    report, told = context.report, context.event_words
    newest = report.updates[0].update if report.updates else None
    late = overdue((*report.milestones, *report.commitments))
    ours = [promise for promise in late if told.side(promise) is not Side.CLIENT]
    since = report.updates[1].recorded if len(report.updates) > 1 else None
    return ThisWeek(
        title=_title(context, since),
        since=since,
        done=_section(newest, "done"),
        reached=told.standing(_reached(report.changes)),
        ours=tuple(ours),
        yours=tuple(promise for promise in late if promise not in ours and promise.item.kind is Kind.MILESTONE),
        asked=sum(bool(ask.overdue_days) for ask in report.asks),
        moved=told.standing(_weightiest_first(context, _moved(report.changes))),
        lost=told.standing(e for e in report.changes if e.event in _LOST and not e.tidies_away),
        next=_section(newest, "next"),
        hidden=sum(held.recorded > (since or date.min) for held in report.withheld),
    )


def _title(context: Context, since: date | None) -> str:
    """What the time is called in which it happened: this week, while the newest update is of it."""
    words, report = context.words, context.report
    every = report.charter.rhythm.every
    if not report.updates:
        return words("So far")
    if (report.status_date - report.updates[0].update.date) >= timedelta(_PERIOD[every]):
        return words("At the last update")
    return {
        Every.WEEK: words("This week"),
        Every.FORTNIGHT: words("These two weeks"),
        Every.MONTH: words("This month"),
    }[every]


def _section(update: Update | None, name: str) -> str:
    """The first entries of a section that the author has written, or its first paragraph."""
    section = update.body.section(name) if update else None
    lines: list[str] = []
    entries = 0
    for line in section.markdown.split("\n") if section else ():
        entries += bool(_ENTRY.match(line))
        if entries > MOST:
            break
        lines.append(line)
    return "\n".join(lines)


def _reached(events: Iterable[Event]) -> tuple[Event, ...]:
    """What was reached or kept, the newest first, each once."""
    done = {(e.kind, e.id): e for e in events if e.event in _DONE and not e.corrects_a_day}
    return tuple(reversed(done.values()))


def _moved(events: Sequence[Event]) -> tuple[Event, ...]:
    return tuple(event for event in moved_dates(events) if event.event is not EventName.START_MOVED)


def _weightiest_first(context: Context, events: Sequence[Event]) -> tuple[Event, ...]:
    """Key dates first, then other milestones, then by how far they moved."""
    key = {trend.promise.item.id for trend in context.report.key_dates}

    def weight(event: Event) -> tuple[bool, bool, int, str]:
        is_plan = event.kind is Kind.MILESTONE
        return not (is_plan and event.id in key), not is_plan, -abs(event.days or 0), event.id

    return tuple(sorted(events, key=weight))

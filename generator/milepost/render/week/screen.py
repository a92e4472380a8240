"""The week in the terminal: what a client sees in five seconds, then what the manager must do, on one screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from milepost.facts.advice.week import Week
from milepost.facts.promises.promises import PromiseFacts, first_to_come
from milepost.facts.report.report import StatusReport
from milepost.model.fields import Status
from milepost.render.health.findings import finding_text
from milepost.render.week.to_do import Row, Sort, sorts_of_week, told_day
from milepost.render.words.tally import tally
from milepost.render.words.terms import message
from milepost.render.words.words import Words

_SCREEN = 21
_FINDINGS = 3
_NAMED = 6
_ALL = "milepost status --format json"


class Line(NamedTuple):
    """A line for the terminal, and what colours it: a status, `title`, or nothing."""

    text: str
    tone: str = ""


def week_lines(report: StatusReport, week: Week, words: Words) -> Iterator[Line]:
    """About twenty lines: how the project stands, then what is to be done; what is told shortly has its id and day."""
    today = report.status_date
    head = [
        Line(f"{report.charter.name}{words(' · ')}{words.weekday_day(today, today)}", "title"),
        *_as_a_client_sees_it(report, words),
        Line(""),
        Line(_until(report, week, words), "title"),
    ]
    yield from head
    sorts = [*sorts_of_week(report, week, words)]
    if not sorts:
        yield Line("  " + words("nothing is due"))
    for sort, height in zip(sorts, _heights(sorts, _SCREEN - len(head)), strict=True):
        yield from _told(sort, height, words)


def _until(report: StatusReport, week: Week, words: Words) -> str:
    day = words.weekday_day(week.until, report.status_date)
    is_due = week.update is not None and not report.rhythm.overdue_days
    return words("Until the update on {day}:", day=day) if is_due else words("Until {day}:", day=day)


def _as_a_client_sees_it(report: StatusReport, words: Words) -> Iterator[Line]:
    health, today = report.health, report.status_date
    if report.updates:
        said = words.status(health.claimed or health.computed)
        yield Line(f"{said}{words(': ')}{report.updates[0].update.title}", health.claimed or health.computed)
    else:
        yield Line(words("No update yet"))
    if health.is_contested or (not report.updates and health.computed is not Status.GREEN):
        yield Line(words("The rules: {status}", status=words.status(health.computed)), health.computed)
        found = [finding_text(found, words) for area in health.areas for found in area.findings]
        shown = found if len(found) <= _FINDINGS else found[: _FINDINGS - 1]
        yield from (Line(f"  {text}") for text in shown)
        if more := len(found) - len(shown):
            yield Line("  " + words.plural("and {n} more", "and {n} more", more))
    for promise in _dates(report):
        yield Line(f"{promise.item.title}{words(': ')}{told_day(promise, words, today)}")
    for name, known in ((message("Plan"), report.milestones), (message("Commitments"), report.commitments)):
        if told := tally(known, words):
            yield Line(f"{words(name)}{words(': ')}{told}")


def _dates(report: StatusReport) -> Iterable[PromiseFacts]:
    """The dates that are still open: those that somebody called key dates, the next one, and the last."""
    key = [trend.promise for trend in report.key_dates if getattr(trend.promise.item, "key", False)]
    to_come, finish = first_to_come(report.milestones), report.finish
    found = [*key, *([to_come] if to_come else []), *([finish.promise] if finish else [])]
    return dict.fromkeys(promise for promise in found if promise.state.is_open)


def _heights(sorts: Iterable[Sort], room: int) -> list[int]:
    """How many lines each sort gets: all that it needs, or the longest is told more shortly until all have room."""
    heights = [len(sort.rows) + 1 if len(sort.rows) > 1 else 1 for sort in sorts]
    while sum(heights) > room and max(heights) > 1:
        # Of two that are as long the later one weighs less.
        longest = max(range(len(heights)), key=lambda place: (heights[place], place))
        heights[longest] = heights[longest] - 1 if heights[longest] > 3 else 1
    return heights


def _told(sort: Sort, height: int, words: Words) -> Iterator[Line]:
    """A sort in so many lines."""
    rows, title = sort.rows, f"  {sort.title}"
    if height == 1:
        told = rows[0].line(words) if len(rows) == 1 else _shortly(rows, words)
        yield Line(f"{title}{words(': ')}{told}", sort.tone)
        return
    shown = rows if len(rows) < height else rows[: height - 2]
    yield Line(title, sort.tone)
    yield from (Line(f"    {row.line(words)}") for row in shown)
    if more := rows[len(shown) :]:
        told = words.plural("and {n} more", "and {n} more", len(more))
        yield Line(f"    {told}{words(': ')}{_shortly(more, words)}")


def _shortly(rows: tuple[Row, ...], words: Words) -> str:
    """Their ids and days; of very many where to find the rest."""
    told = words.between.join(row.shortly(words) for row in rows[:_NAMED])
    return told if len(rows) <= _NAMED else f"{told} … ({_ALL})"

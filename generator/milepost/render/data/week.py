"""The week in the terminal: what a client sees in five seconds, then what the manager must do; and the same as data."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeVar

from milepost.facts.acceptance.asks import AcceptanceAsk
from milepost.facts.advice.week import Week, due_day, review_day
from milepost.facts.events import Event
from milepost.facts.promises.promises import PromiseFacts, State, first_to_come
from milepost.facts.registers import RecordFacts
from milepost.facts.report import ClosingFacts, StatusReport, Waiting
from milepost.model.fields import Status
from milepost.render.data.changelog import event_data
from milepost.render.data.registers import waiting_data
from milepost.render.health.findings import finding_text
from milepost.render.promises.waiting import asked_ago, what_moves
from milepost.render.sentences.sentences import what_happened
from milepost.render.words.tally import tally
from milepost.render.words.terms import message
from milepost.render.words.words import Words

_ROWS = 3
_Item = TypeVar("_Item")
DayOf = Callable[[RecordFacts], date | None]


class Line(NamedTuple):
    """A line for the terminal, and what colours it: a status, `title`, or nothing."""

    text: str
    tone: str = ""


def week_lines(report: StatusReport, week: Week, words: Words) -> Iterator[Line]:
    """About twenty lines: how the project stands, then what is to be done."""
    yield Line(
        f"{report.charter.name}{words(' · ')}{words.weekday_day(report.status_date, report.status_date)}", "title"
    )
    yield from _as_a_client_sees_it(report, words)
    rows = [*_rows(report, week, words)]
    yield Line("")
    yield Line(words("Until {day}:", day=words.weekday_day(week.until, report.status_date)), "title")
    if not rows:
        yield Line("  " + words("nothing is due"))
    for title, tone, lines in rows:
        shown = lines if len(lines) <= _ROWS + 1 else lines[:_ROWS]
        yield Line(f"  {title}", tone)
        yield from (Line(f"    {line}") for line in shown)
        if more := len(lines) - len(shown):
            yield Line("    " + words.plural("and {n} more", "and {n} more", more))


def week_json(report: StatusReport, week: Week) -> str:
    """The same for whoever writes a message, or a draft, of it."""
    newest, health, finish = report.updates[0] if report.updates else None, report.health, report.finish
    data = {
        "project": report.charter.name,
        "today": report.status_date.isoformat(),
        "status": health.claimed,
        "rules": health.computed,
        "headline": newest.update.title if newest else None,
        "update": newest.update.id if newest else None,
        "finish": _promise(finish.promise) if finish else None,
        "until": week.until.isoformat(),
        "overdue": [_promise(promise) for promise in week.overdue],
        "due": [_promise(promise) for promise in week.due],
        "owed_by_client": [_promise(promise) for promise in week.owed],
        "untold": [event_data(event) for event in week.untold],
        "questions": [_record(facts, due_day) for facts in week.questions],
        "reviews": [_record(facts, review_day) for facts in week.reviews],
        "waiting": [waiting_data(one) for one in report.waiting],
        "to_accept": [_delivery(ask) for ask in week.to_accept],
        "closing": _closing(week.closing) if week.closing else None,
        "next_update": week.update.day.isoformat() if week.update else None,
    }
    return json.dumps(data, ensure_ascii=False, indent=2, default=date.isoformat) + "\n"


def _as_a_client_sees_it(report: StatusReport, words: Words) -> Iterator[Line]:
    health, today = report.health, report.status_date
    if report.updates:
        said = words.status(health.claimed or health.computed)
        yield Line(f"{said}{words(': ')}{report.updates[0].update.title}", health.claimed or health.computed)
    else:
        yield Line(words("No update yet"))
    if health.is_contested or (not report.updates and health.computed is not Status.GREEN):
        yield Line(words("The rules: {status}", status=words.status(health.computed)), health.computed)
        yield from (Line(f"  {finding_text(found, words)}") for area in health.areas for found in area.findings)
    to_come = first_to_come(report.milestones)
    promises = [report.finish.promise] if report.finish and report.finish.promise.state.is_open else []
    for promise in dict.fromkeys([*([to_come] if to_come else []), *promises]):
        yield Line(f"{promise.item.title}{words(': ')}{_day(promise, words, today)}")
    for name, known in ((message("Plan"), report.milestones), (message("Commitments"), report.commitments)):
        if told := tally(known, words):
            yield Line(f"{words(name)}{words(': ')}{told}")


def _rows(report: StatusReport, week: Week, words: Words) -> Iterator[tuple[str, str, list[str]]]:
    """What is to be done by sort; a sort of which there is nothing is left out."""
    today = report.status_date

    def told(items: Sequence[_Item], line: Callable[[_Item], str]) -> list[str]:
        return [line(item) for item in items]

    def dated(promise: PromiseFacts) -> str:
        return f"{promise.item.id}  {promise.item.title}{words(': ')}{_day(promise, words, today)}"

    def happened(event: Event) -> str:
        return f"{event.id}  {event.title}{words(': ')}{what_happened(event, words)}"

    def noted(day_of: DayOf) -> Callable[[RecordFacts], str]:
        def line(facts: RecordFacts) -> str:
            day = day_of(facts)
            told = words.weekday_day(day, today) if day else ""
            late = words.was_due(words.near_day(day, today), (today - day).days) if day and day < today else told
            return f"{facts.item.id}  {facts.item.title}{words(': ')}{late}"

        return line

    def held(waiting: Waiting) -> str:
        item, first = waiting.ask.item, waiting.behind[0]
        moved = what_moves(first, first.promise.item.title, words.near_day(first.last, today), words, today)
        return f"{item.id}  {item.title}{words(': ')}{asked_ago(waiting, words)}{words(' · ')}{moved}"

    accepted = [*told(week.to_accept, _delivered(words, today)), *_unaccepted(week, words, today)]
    found: Iterable[tuple[str, str, list[str]]] = (
        (words("We are late"), Status.RED, told(week.overdue, dated)),
        (words("No update tells it yet"), Status.RED, told(week.untold, happened)),
        (words("Due from us"), "", told(week.due, dated)),
        (words("The client owes"), Status.AMBER, told(week.owed, dated)),
        (words("The client is to accept"), Status.AMBER, accepted),
        (words("Dates that wait for answers"), Status.AMBER, told(week.waiting, held)),
        (words("Questions and problems"), Status.AMBER, told(week.questions, noted(due_day))),
        (words("To be looked at again"), "", told(week.reviews, noted(review_day))),
        (words("The update"), "", _update(report, week, words)),
    )
    yield from (row for row in found if row[2])


def _delivered(words: Words, today: date) -> Callable[[AcceptanceAsk], str]:
    def line(ask: AcceptanceAsk) -> str:
        told = ""
        if ask.due:
            day = words.weekday_day(ask.due, today)
            told = words.was_due(words.near_day(ask.due, today), ask.overdue_days) if ask.overdue_days else day
        return f"{ask.item.id}  {ask.item.title}{words(': ') if told else ''}{told}"

    return line


def _unaccepted(week: Week, words: Words, today: date) -> Iterator[str]:
    """The closing report, while it waits for a word."""
    for facts in filter(None, (week.closing,)):
        closing = facts.closing
        day = words("since {day}", day=words.near_day(closing.matter.on, today))
        yield f"{closing.id}  {words.kind(closing.kind)}{words(': ')}{day}"


def _update(report: StatusReport, week: Week, words: Words) -> list[str]:
    if week.update is None:
        return []
    today, rhythm = report.status_date, report.rhythm
    if rhythm.next_due and rhythm.overdue_days:
        return [words.was_due(words.near_day(rhythm.next_due, today), rhythm.overdue_days)]
    return [words.weekday_day(week.update.day, today)]


def _day(promise: PromiseFacts, words: Words, today: Any) -> str:
    if promise.state is State.OVERDUE:
        return words.was_due(words.near_day(promise.due, today), promise.overdue_days)
    told = words.weekday_day(promise.due, today)
    return f"{told}{words(', ')}{words.variance(promise.variance_days)}" if promise.variance_days else told


def _promise(promise: PromiseFacts) -> dict[str, Any]:
    item = promise.item
    return {
        "kind": item.kind.value,
        "id": item.id,
        "title": item.title,
        "state": promise.state.value,
        "due": promise.due.isoformat(),
        "agreed": promise.agreed.isoformat(),
        "overdue_days": promise.overdue_days,
    }


def _delivery(ask: AcceptanceAsk) -> dict[str, Any]:
    delivered, due = ask.delivered, ask.due
    return {
        "kind": ask.item.kind.value,
        "id": ask.item.id,
        "title": ask.item.title,
        "delivered": delivered.isoformat() if delivered else None,
        "accept_by": due.isoformat() if due else None,
        "overdue_days": ask.overdue_days,
    }


def _closing(facts: ClosingFacts) -> dict[str, Any]:
    closing = facts.closing
    return {"id": closing.id, "title": closing.matter.title, "on": closing.matter.on.isoformat()}


def _record(facts: RecordFacts, day_of: DayOf) -> dict[str, Any]:
    day, item = day_of(facts), facts.item
    return {"kind": item.kind.value, "id": item.id, "title": item.title, "day": day.isoformat() if day else None}

"""To do: what the manager must do until the next update, sort by sort, a row each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from milepost.facts.acceptance.closing import ClosingFacts
from milepost.facts.advice.week import Week, due_day, review_day
from milepost.facts.contact.waiting import Waiting
from milepost.facts.events import Event
from milepost.facts.promises.promises import PromiseFacts, State
from milepost.facts.registers import RecordFacts
from milepost.facts.report.report import StatusReport
from milepost.model.fields import Status
from milepost.render.promises.waiting import asked_ago, asked_what, what_moves
from milepost.render.sentences.sentences import what_happened
from milepost.render.words.words import Words


class Row(NamedTuple):
    """Something to be done: its id and title, its day, and what else is told of it where there is room."""

    id: str
    title: str
    day: str
    more: str = ""

    def line(self, words: Words) -> str:
        """All of it."""
        told = words(" · ").join(part for part in (self.day, self.more) if part)
        named = "  ".join(part for part in (self.id, self.title) if part)
        return words(": ").join(part for part in (named, told) if part)

    def shortly(self, words: Words) -> str:
        """Its id and its day."""
        return words("{words} ({state})", words=self.id, state=self.day) if self.day else self.id


class Sort(NamedTuple):
    """What is to be done of one sort, and what colours its title."""

    title: str
    tone: str
    rows: tuple[Row, ...]


def sorts_of_week(report: StatusReport, week: Week, words: Words) -> Iterator[Sort]:
    """What is to be done, the weightiest first; a sort of which there is nothing is left out."""
    today = report.status_date

    def dated(promise: PromiseFacts) -> Row:
        return Row(promise.item.id, promise.item.title, told_day(promise, words, today))

    def happened(event: Event) -> Row:
        return Row(event.id, event.title, what_happened(event, words))

    def noted(day_of: Callable[[RecordFacts], date | None]) -> Callable[[RecordFacts], Row]:
        return lambda facts: Row(facts.item.id, facts.item.title, _by(day_of(facts), words, today))

    def unanswered(facts: RecordFacts) -> Row:
        days = (today - (facts.item.raised or facts.raised_on)).days
        return Row(facts.item.id, facts.item.title, words("No answer for {days}", days=words.days(days)))

    ours = [facts for facts in week.questions if not facts.is_asked_of_client]
    asked = [*(_asked(one, words, today) for one in week.asked), *_unaccepted(week.closing, words, today)]
    found = (
        Sort(words("The update"), Status.RED, tuple(_late_update(report, words))),
        Sort(words("We are late"), Status.RED, tuple(map(dated, week.overdue))),
        Sort(words("No update tells it yet"), Status.RED, tuple(map(happened, week.untold))),
        Sort(words("Due from us"), "", tuple(map(dated, week.due))),
        Sort(words("We need from the client"), Status.AMBER, tuple(asked)),
        Sort(words("Questions and problems"), Status.AMBER, tuple(map(noted(due_day), ours))),
        Sort(words("The client waits for an answer"), Status.AMBER, tuple(map(unanswered, week.unanswered))),
        Sort(words("To be looked at again"), "", tuple(map(noted(review_day), week.reviews))),
    )
    yield from (sort for sort in found if sort.rows)


def told_day(promise: PromiseFacts, words: Words, today: date) -> str:
    """The day of a promise and how far that is from the agreed one, or since when it is overdue."""
    if promise.state is State.OVERDUE:
        return words.was_due(words.near_day(promise.due, today), promise.overdue_days)
    told = words.weekday_day(promise.due, today)
    return f"{told}{words(', ')}{words.variance(promise.variance_days)}" if promise.variance_days else told


def _by(day: date | None, words: Words, today: date) -> str:
    """A day by which something was to be, and how long ago that was."""
    if day and day < today:
        return words.was_due(words.near_day(day, today), (today - day).days)
    return words.weekday_day(day, today) if day else ""


def _asked(waiting: Waiting, words: Words, today: date) -> Row:
    """What the client is asked for: by when, or failing that since when, and which date waits for it."""
    ask, first = waiting.ask, next(iter(waiting.behind), None)
    day = told_day(ask, words, today) if isinstance(ask, PromiseFacts) else _by(ask.due, words, today)
    moved = ""
    if first:
        last = words.near_day(first.last, today)
        moved = what_moves(first, first.promise.item.title, last, words, today)
    return Row(ask.item.id, asked_what(ask, words), day or asked_ago(waiting, words), moved)


def _unaccepted(facts: ClosingFacts | None, words: Words, today: date) -> Iterator[Row]:
    """The closing report, while it waits for a word."""
    if facts:
        closing = facts.closing
        yield Row(closing.id, words.kind(closing.kind), _by(facts.due, words, today))


def _late_update(report: StatusReport, words: Words) -> Iterator[Row]:
    """The update that has not come; that another one is to come, the day itself says."""
    due, late = report.rhythm.next_due, report.rhythm.overdue_days
    if report.awaited and due and late:
        yield Row("", "", words.was_due(words.near_day(due, report.status_date), late))

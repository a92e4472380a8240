"""Distances: how far a date went, and how far from the agreed one, the first and the last something was kept."""

from __future__ import annotations

from datetime import date, timedelta

from milepost.facts.events import Event, EventName, Said
from milepost.model.fields import Kind
from milepost.render.words.durations import after
from milepost.render.words.words import Words, timed

KEPT = frozenset({EventName.KEPT, EventName.KEPT_LATE})
SHIFTED = frozenset({EventName.MOVED, EventName.START_MOVED, EventName.REBASELINED})


class Distances:
    """Says days, as they are called on a day, and what lies between them."""

    def __init__(self, words: Words, today: date) -> None:
        self._words = words
        self._today = today

    def shift(self, event: Event) -> str:
        """How far a date went, or how far from the agreed one the promise was kept."""
        words, days = self._words, event.days
        if days is None:
            return ""
        if event.event in SHIFTED:
            return words.variance(days) if days else ""
        if event.event in KEPT:
            return self._against(days, date_in(event.after) - timedelta(days))
        if event.event is EventName.PUBLISHED:
            return after(days, words)
        if event.event is EventName.CLOSED or (event.event is EventName.DECIDED and event.kind is Kind.FEEDBACK):
            return after(days, words)
        if event.event is EventName.DECIDED:
            return self._in_time(days, event.on - timedelta(days))
        return ""

    def other_dates(self, event: Event) -> list[str]:
        """What the dates beside the agreed one say, in grey: the first, and the one that was named last."""
        if event.event is EventName.MOVED:
            return [self._moved(event), self._from_agreed(event)]
        if event.event in KEPT and event.after:
            return [self._from_due(event), self._from_first(event)]
        return []

    def _against(self, days: int, agreed: date) -> str:
        words, day = self._words, self.day(agreed)
        if days == 0:
            return words("on the agreed date")
        if days > 0:
            return words.plural("{n} day after the agreed {day}", "{n} days after the agreed {day}", days, day=day)
        return words.plural("{n} day before the agreed {day}", "{n} days before the agreed {day}", -days, day=day)

    def _in_time(self, days: int, due: date) -> str:
        """How long after the day by which it was needed."""
        words, day = self._words, self.day(due)
        if days == 0:
            return words("on the day it was due")
        if days > 0:
            return words.plural("{n} day after it was due, {day}", "{n} days after it was due, {day}", days, day=day)
        return words.plural("{n} day before it was due, {day}", "{n} days before it was due, {day}", -days, day=day)

    def _moved(self, event: Event) -> str:
        words, days = self._words, event.days_from_first
        if days is None or (event.moves or 0) < 2:
            return ""
        if not days:
            return words("moved {times} times, now back on the first date", times=event.moves)
        return words("moved {times} times, {days} from the first date", times=event.moves, days=words.days(abs(days)))

    def _from_agreed(self, event: Event) -> str:
        days = event.days_from_agreed
        if days is None or not event.after or days in {event.days, event.days_from_first}:
            return ""
        return self._against(days, date_in(event.after) - timedelta(days))

    def _from_due(self, event: Event) -> str:
        words, days = self._words, event.days_from_due
        if days is None or days == event.days:
            return ""
        day = self.day(date_in(event.after) - timedelta(days))
        if days <= 0:
            return words("the moved date, {day}, was met", day=day)
        return words.plural(
            "{n} day after the moved date, {day}", "{n} days after the moved date, {day}", days, day=day
        )

    def _from_first(self, event: Event) -> str:
        words, days = self._words, event.days_from_first
        if days is None or days == event.days:
            return ""
        if days == 0:
            return words("on the first date")
        day = self.day(date_in(event.after) - timedelta(days))
        if days < 0:
            return words.plural(
                "{n} day before the first date, {day}", "{n} days before the first date, {day}", -days, day=day
            )
        return words.plural(
            "{n} day after the first date, {day}", "{n} days after the first date, {day}", days, day=day
        )

    def day(self, day: date) -> str:
        """A day as a time of the page."""
        return timed(day, self._words.near_day(day, self._today))

    def dated(self, value: Said) -> str:
        """A day, or whatever stands in its place, in words."""
        if value is None:
            return self._words("no date")
        return self.day(value) if isinstance(value, date) else str(value)


def date_in(value: Said) -> date:
    """The date that an event holds."""
    assert isinstance(value, date), "the ledger keeps dates as dates"
    return value

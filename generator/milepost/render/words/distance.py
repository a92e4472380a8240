"""Distance: the day that counts for a promise now, and how far it is from today or from the agreed date."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from milepost.facts.promises.promises import PromiseFacts, State
from milepost.frozen import dataclass
from milepost.render.words.words import Words, timed

_WEEKS_FROM, _MONTHS_FROM = 21, 75  # days from which a distance is told in weeks, and in months
_KEPT = {State.KEPT, State.KEPT_LATE}


@dataclass(frozen=True, slots=True)
class Due:
    """The day that counts, what is said of it, and how that looks."""

    day: date
    said: str
    tone: str


def due_of(promise: PromiseFacts, words: Words, today: date) -> Due:
    """The day a promise was kept or ended, else the day it is due; judged by the date that was agreed."""
    if promise.state is State.OVERDUE:
        return Due(promise.due, words.overdue(promise.overdue_days), "bad")
    if promise.state in _KEPT:
        return Due(promise.forecast, _against(promise, words, today), _tone(promise))
    if not promise.state.is_open:
        said = words("was due {day}", day=_day(promise.due, words, today))
        return Due(promise.closed_on or promise.due, said, "bad" if promise.state is State.VANISHED else "idle")
    if promise.variance_days > 0:
        return Due(promise.due, _later(promise, words, today), "warn")
    return Due(promise.due, until(promise.due, words, today), "idle")


def until(day: date, words: Words, today: date) -> str:
    """How long it is until a day: today, tomorrow, in 4 days, in 5 weeks, in 4 months."""
    days = (day - today).days
    if days < 2:
        return words("tomorrow") if days else words("today")
    if days < _WEEKS_FROM:
        return words.plural("in {n} day", "in {n} days", days)
    if days < _MONTHS_FROM:
        return words.plural("in {n} week", "in {n} weeks", round(days / 7))
    return words.plural("in {n} month", "in {n} months", round(days / 30.4))


def _against(promise: PromiseFacts, words: Words, today: date) -> str:
    days = promise.variance_days
    if days > 0:
        day = _day(promise.agreed, words, today)
        return words.plural("{n} day after the agreed {day}", "{n} days after the agreed {day}", days, day=day)
    if days < 0:
        return words.plural("{n} day early", "{n} days early", -days)
    return words("on the agreed date")


def _later(promise: PromiseFacts, words: Words, today: date) -> str:
    day, days = _day(promise.agreed, words, today), promise.variance_days
    return words.plural("{n} day later than the agreed {day}", "{n} days later than the agreed {day}", days, day=day)


def _tone(promise: PromiseFacts) -> str:
    return "warn" if promise.state is State.KEPT_LATE else "idle"


def _day(day: date, words: Words, today: date) -> Markup:
    return timed(day, words.near_day(day, today))

"""The key dates: each in large figures, against what was agreed, with the line of how its forecast moved."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from milepost.facts.promises.promises import PromiseFacts, State
from milepost.facts.promises.trend import Trend
from milepost.frozen import dataclass
from milepost.model.fields import Status
from milepost.render.charts.sparkline import sparkline
from milepost.render.context import Context


@dataclass(frozen=True, slots=True)
class Note:
    """What is said of a date, how it looks and with which mark."""

    text: str
    tone: str
    icon: str


@dataclass(frozen=True, slots=True)
class KeyDate:
    """A date as the card tells it: `label` says what the day is, where it is not simply to come."""

    promise: PromiseFacts
    day: date
    label: str
    notes: tuple[Note, ...]
    anew: str
    line: Markup


def key_dates(context: Context) -> tuple[KeyDate, ...]:
    """The dates that the reader thinks of."""
    return tuple(_key_date(context, trend) for trend in context.report.key_dates)


def caption_of(context: Context) -> str:
    """What the card is called: of a single date that nobody has marked, what the project's end is by now."""
    words, report = context.words, context.report
    dates = report.key_dates
    if not dates:
        return words("Finish")
    promise = dates[0].promise
    if len(dates) > 1 or getattr(promise.item, "key", False):
        return words.plural("The date that matters", "The {n} dates that matter", len(dates))
    if promise.state is State.OVERDUE:
        return words("The project was due to end")
    if promise.state.is_open:
        return words("The project ends")
    return words("The project ended") if report.is_complete else words("The last milestone was reached")


def in_a_sentence(context: Context) -> str:
    """The key dates as plain words, such as `Go-live: 29 October 2026, 10 days later than agreed`."""
    words = context.words
    return words("; ").join(_told(context, trend.promise) for trend in context.report.key_dates)


def is_calm(context: Context) -> bool:
    """Whether neither our word nor the rules see anything worse than on track: only then a date gets its tick."""
    health = context.report.health
    return health.computed is Status.GREEN and health.claimed in {None, Status.GREEN}


def _told(context: Context, promise: PromiseFacts) -> str:
    words, day = context.words, context.words.day(promise.forecast)
    if promise.state is State.OVERDUE:
        told = words.was_due(day, promise.overdue_days)
    else:
        told = day + words(", ") + words.against_agreed(promise.variance_days)
    return promise.item.title + words(": ") + told


def _key_date(context: Context, trend: Trend) -> KeyDate:
    words, promise = context.words, trend.promise
    anew = ""
    if promise.first_due != promise.agreed:
        first = context.time(promise.first_due, context.report.status_date)
        anew = words.plural(
            "First promised {day}; agreed anew once",
            "First promised {day}; agreed anew {n} times",
            promise.rebaselinings,
            day=first,
        )
    line = sparkline(trend, words) if context.report.updates else ""
    return KeyDate(
        promise,
        promise.forecast,
        _label(context, promise),
        tuple(_notes(context, promise)),
        anew,
        Markup(line),  # noqa: S704, the chart escapes what it holds
    )


def _label(context: Context, promise: PromiseFacts) -> str:
    if promise.state is State.OVERDUE:
        return context.words("was due")
    return "" if promise.state.is_open else context.words("reached")


def _notes(context: Context, promise: PromiseFacts) -> list[Note]:
    words, days = context.words, promise.variance_days
    agreed = context.time(promise.agreed, context.report.status_date)
    if promise.state is State.OVERDUE:
        late = Note(words.overdue(promise.overdue_days), "bad", "bad")
        return [late, Note(words("agreed {day}", day=agreed), "idle", "idle")] if days else [late]
    tone = "ok" if is_calm(context) else "idle"
    if days > 0:
        told = words.plural("{n} day after the agreed {day}", "{n} days after the agreed {day}", days, day=agreed)
        return [Note(told, "warn", "late")]
    if days < 0:
        told = words.plural("{n} day before the agreed {day}", "{n} days before the agreed {day}", -days, day=agreed)
        return [Note(told, tone, "early")]
    return [Note(words("on the agreed date"), tone, tone)]

"""Telling: what an event holds, part by part, in words that the agreed date judges."""

from __future__ import annotations

from datetime import date, timedelta

from markupsafe import Markup

from milepost.facts.events import Event, EventName, Said
from milepost.facts.promises.promises import PromiseFacts, State
from milepost.model.fields import Kind
from milepost.model.registers import REGISTERS, register_of
from milepost.render.words.words import Words

# Changes of which the other side expects to hear, and to be told why.
_NEED_WORDS = {
    EventName.MOVED,
    EventName.REBASELINED,
    EventName.WITHDRAWN,
    EventName.CANCELLED,
    EventName.VANISHED,
    EventName.REOPENED,
}
_PAGES = {register.kind for register in REGISTERS if not register.is_list}
_KEPT = {EventName.KEPT, EventName.KEPT_LATE}
# What is said of these in a sentence, whatever field they tell of.
_SAID_WHOLE = {
    EventName.RAISED,
    EventName.CLOSED,
    EventName.REOPENED,
    EventName.DECIDED,
    EventName.SUPERSEDED,
    EventName.MISSED,
    EventName.STEPPED,
    EventName.EDITED,
}
_SHIFTED = {EventName.MOVED, EventName.START_MOVED, EventName.REBASELINED}


def needs_words(event: Event) -> bool:
    """Whether the other side expects to hear of it, and why."""
    return event.event in _NEED_WORDS and not event.tidies_away and event.field != "thread"


def reached_after_all(event: Event, promise: PromiseFacts | None) -> date | None:
    """The day in time on which something was reached that the clock told as missed, since nobody had entered it."""
    if event.event is not EventName.MISSED or promise is None:
        return None
    later = promise.events[promise.events.index(event) + 1 :] if event in promise.events else ()
    due, days = _date(event.before), [_date(e.after) for e in later if e.event in _KEPT]
    return next((day for day in days if day <= due), None)


class Teller:
    """Says what an event holds; the `promise` it belongs to, where it is known, tells what became of it."""

    def __init__(self, words: Words, today: date, promise: PromiseFacts | None = None) -> None:
        self._words = words
        self._today = today
        self._promise = promise

    def content(self, event: Event) -> tuple[str | None, str | None, str]:
        """Was, now, and what there is to say where no such pair tells it."""
        words, name = self._words, event.event
        if name in _SHIFTED or event.corrects_a_day:
            return self._dated(event.before), self._dated(event.after), ""
        if name is EventName.PROGRESSED:
            return self._percent(event.before), self._percent(event.after), ""
        if name in _SAID_WHOLE:
            return None, None, self._sentence(event)
        if event.field == "reason":
            return (
                None,
                None,
                words("the reason given now") if event.after else words("the reason is taken out"),
            )
        if event.field:
            return (
                self._worded(event, event.before),
                self._worded(event, event.after),
                words.field(event.field, event.kind),
            )
        return None, None, self._sentence(event)

    def shift(self, event: Event) -> str:
        """How far a date went, or how far from the agreed one the promise was kept."""
        words, days = self._words, event.days
        if days is None:
            return ""
        if event.event in _SHIFTED:
            return words.variance(days) if days else ""
        if event.event in _KEPT:
            return self._against(days, _date(event.after) - timedelta(days))
        if event.event is EventName.PUBLISHED:
            return words("after {days}", days=words.days(days)) if days else words("the same day")
        if event.event is EventName.CLOSED or (event.event is EventName.DECIDED and event.kind is Kind.FEEDBACK):
            return words("after {days}", days=words.days(days))
        if event.event is EventName.DECIDED:
            return self._in_time(days, event.on - timedelta(days))
        return ""

    def _in_time(self, days: int, due: date) -> str:
        """How long after the day by which it was needed."""
        words, day = self._words, self._day(due)
        if days == 0:
            return words("on the day it was due")
        if days > 0:
            return words.plural("{n} day after it was due, {day}", "{n} days after it was due, {day}", days, day=day)
        return words.plural("{n} day before it was due, {day}", "{n} days before it was due, {day}", -days, day=day)

    def facts(self, event: Event) -> tuple[str, ...]:
        """What else is known: how often, since when, agreed by whom, told when, recorded when."""
        words = self._words
        found = [*self._other_dates(event)]
        if event.event is EventName.REWRITTEN:
            is_answer = event.kind is Kind.FEEDBACK
            found.append(words("after it had been answered") if is_answer else words("after it had been decided"))
        if event.approved_by and event.event is EventName.DECIDED:
            found.append(words("decided by {who}", who=event.approved_by))
        elif event.approved_by and event.kind is Kind.MEETING:
            is_past, who = event.event is EventName.EDITED, event.approved_by
            had, has = words("it had been approved by {who}", who=who), words("approved by {who}", who=who)
            found.append(had if is_past else has)
        elif event.approved_by:
            found.append(words("agreed with {who}", who=event.approved_by))
        if event.first is not None and event.first not in {event.before, event.after}:
            found.append(words("at first: {first}", first=self._worded(event, event.first)))
        if event.cause and event.event not in _SAID_WHOLE:
            found.append(words("cause: {cause}", cause=words.cause(event.cause)))
        found.append(self._announced(event))
        if event.is_late and not (event.kind is Kind.MEETING and event.event is EventName.PUBLISHED):
            late = event.recorded_late_days
            found.append(words.plural("recorded {n} day later", "recorded {n} days later", late))
        return tuple(fact for fact in found if fact)

    def _against(self, days: int, agreed: date) -> str:
        words, day = self._words, self._day(agreed)
        if days == 0:
            return words("on the agreed date")
        if days > 0:
            return words.plural("{n} day after the agreed {day}", "{n} days after the agreed {day}", days, day=day)
        return words.plural("{n} day before the agreed {day}", "{n} days before the agreed {day}", -days, day=day)

    def _other_dates(self, event: Event) -> list[str]:
        """What the dates beside the agreed one say, in grey: the first, and the one that was named last."""
        if event.event is EventName.MOVED:
            return [self._moved(event), self._from_agreed(event)]
        if event.event in _KEPT and event.after:
            return [self._from_due(event), self._from_first(event)]
        return []

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
        return self._against(days, _date(event.after) - timedelta(days))

    def _from_due(self, event: Event) -> str:
        words, days = self._words, event.days_from_due
        if days is None or days == event.days:
            return ""
        day = self._day(_date(event.after) - timedelta(days))
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
        day = self._day(_date(event.after) - timedelta(days))
        if days < 0:
            return words.plural(
                "{n} day before the first date, {day}", "{n} days before the first date, {day}", -days, day=day
            )
        return words.plural(
            "{n} day after the first date, {day}", "{n} days after the first date, {day}", days, day=day
        )

    def _announced(self, event: Event) -> str:
        words, notice = self._words, event.notice_days
        if not needs_words(event) or event.kind in _PAGES:
            return ""
        if event.announced is None:
            return words("told in no update")
        day = self._day(event.announced.on)
        if notice is None:
            return words("told {day}", day=day)
        if notice < 0:
            return words.plural(
                "told {day}, {n} day after the fact", "told {day}, {n} days after the fact", -notice, day=day
            )
        return words.plural("told {day}, {n} day ahead", "told {day}, {n} days ahead", notice, day=day)

    def _sentence(self, event: Event) -> str:
        words, name = self._words, event.event
        before, after, on = self._dated(event.before), self._dated(event.after), self._day(event.on)
        match name:
            case EventName.PUBLISHED if event.kind is Kind.MEETING:
                return words("the meeting of {day}", day=on)
            case EventName.MADE:
                return words("promised for {day}", day=after)
            case EventName.KEPT | EventName.KEPT_LATE:
                return words("on {day}", day=after)
            case EventName.MISSED:
                return self._missed(event)
            case EventName.STEPPED:
                return ""
            case EventName.CLOSED if event.kind is Kind.PROBLEM:
                return words("on {day}", day=after)
            case EventName.CLOSED:
                how = words.value(f"{event.field}.because", event.cause) if event.cause else ""
                return words("{how}, on {day}", how=how, day=after) if how else words("on {day}", day=after)
            case EventName.DECIDED:
                said = str(event.after).rstrip(".。") if event.after and not event.cause else ""
                return words("{decision}, on {day}", decision=said, day=on) if said else words("on {day}", day=on)
            case EventName.SUPERSEDED:
                return words("{other} stands in its place", other=after)
            case EventName.REOPENED if event.field == "decided":
                return words("told as decided on {day}, and taken back", day=before)
            case EventName.REOPENED if event.field == "answered":
                return words("told as answered on {day}, and taken back", day=before)
            case EventName.REOPENED if event.kind is Kind.MEETING:
                return words("told as approved on {day}, and taken back", day=before)
            case EventName.REOPENED if register_of(event.kind).is_record:
                return words("told as closed on {day}, and opened again", day=before)
            case EventName.REOPENED:
                return words("told as done on {day}, and taken back", day=before)
            case EventName.WITHDRAWN | EventName.CANCELLED:
                return words("given up on {day}", day=after)
            case EventName.VANISHED if event.kind in _PAGES:
                return words("taken off the site")
            case EventName.VANISHED if event.tidies_away:
                return words("taken off the list; it had been settled on {day}", day=after)
            case EventName.VANISHED if register_of(event.kind).is_record:
                return words("never closed")
            case EventName.VANISHED:
                return words("neither kept nor withdrawn; it was due {day}", day=before)
            case EventName.RETURNED if event.kind in _PAGES:
                return words("back on the site")
            case EventName.RETURNED if register_of(event.kind).is_record:
                return words("back on the list")
            case EventName.RETURNED:
                return words("back, due {day}", day=after)
            case EventName.MERGED:
                return words("{was} is now part of this; its history stands here", was=event.before)
            case EventName.EDITED if event.kind is Kind.PROBLEM:
                return words.plural("{n} told entry changed later", "{n} told entries changed later", event.words or 0)
            case EventName.EDITED:
                return words.plural("{n} word changed", "{n} words changed", event.words or 0)
            case _:
                return ""

    def _missed(self, event: Event) -> str:
        words, promise = self._words, self._promise
        day = self._dated(event.before)
        if reached := reached_after_all(event, promise):
            return words("told as missed; it had been done on {day}", day=self._day(reached))
        if promise and promise.state is State.OVERDUE and promise.due == event.before:
            return words.was_due(day, promise.overdue_days)
        if event.kind is Kind.MILESTONE:
            return words("was due {day}, not reached", day=day)
        if event.kind is Kind.DECISION:
            return words("was needed by {day}, not decided", day=day)
        if event.kind is Kind.PROBLEM:
            return words("was to be solved by {day}", day=day)
        return words("was due {day}, not kept", day=day)

    def _day(self, day: date) -> str:
        text = self._words.near_day(day, self._today)
        return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), text)

    def _dated(self, value: Said) -> str:
        if value is None:
            return self._words("no date")
        return self._day(value) if isinstance(value, date) else str(value)

    def _worded(self, event: Event, value: Said) -> str:
        """What a field said, as the reader would say it."""
        if value is None:
            return self._words("nobody") if event.event is EventName.REASSIGNED else self._words("nothing")
        if event.field == "impact.days" and isinstance(value, int):
            return self._words.variance(value) if value else self._words.days(0)
        if event.field == "cause":
            return self._words.cause(str(value))
        return self._day(value) if isinstance(value, date) else self._words.value(event.field or "", value)

    def _percent(self, value: Said) -> str:
        return self._words("not reported") if value is None else f"{value} %"


def _date(value: Said) -> date:
    assert isinstance(value, date), "the ledger keeps dates as dates"
    return value

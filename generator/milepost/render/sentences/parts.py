"""Telling: what an event holds, part by part, in words that the agreed date judges."""

from __future__ import annotations

from datetime import date

from milepost.facts.events import Event, EventName, Said
from milepost.facts.promises.promises import PromiseFacts
from milepost.model.fields import Kind
from milepost.render.sentences.distances import SHIFTED, Distances
from milepost.render.sentences.whole import PAGES, WholeSentences
from milepost.render.words.terms import message
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
# What is said of these in a sentence, whatever field they tell of.
_SAID_WHOLE = {
    EventName.DELIVERED,
    EventName.REJECTED,
    EventName.ACCEPTED,
    EventName.DEEMED_ACCEPTED,
    EventName.RAISED,
    EventName.CLOSED,
    EventName.REOPENED,
    EventName.DECIDED,
    EventName.SUPERSEDED,
    EventName.MISSED,
    EventName.STEPPED,
    EventName.EDITED,
}
TOLD_IN_NONE = message("told in no update")


def needs_words(event: Event) -> bool:
    """Whether the other side expects to hear of it, and why."""
    return event.event in _NEED_WORDS and not event.tidies_away and event.field != "thread"


class Teller:
    """Says what an event holds; the `promise` it belongs to, where it is known, tells what became of it."""

    def __init__(self, words: Words, today: date, promise: PromiseFacts | None = None) -> None:
        self._words = words
        self._dates = Distances(words, today)
        self._whole = WholeSentences(words, today, promise)

    def content(self, event: Event) -> tuple[str | None, str | None, str]:
        """Was, now, and what there is to say where no such pair tells it."""
        words, name = self._words, event.event
        if name in SHIFTED or event.corrects_a_day:
            return self._dates.dated(event.before), self._dates.dated(event.after), ""
        if name is EventName.PROGRESSED:
            return self._percent(event.before), self._percent(event.after), ""
        if name in _SAID_WHOLE:
            return None, None, self._whole.of(event)
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
                words.field(event.kind, event.field),
            )
        return None, None, self._whole.of(event)

    def shift(self, event: Event) -> str:
        """How far a date went, or how far from the agreed one the promise was kept."""
        return self._dates.shift(event)

    def facts(self, event: Event) -> tuple[str, ...]:
        """What else is known: how often, since when, agreed by whom, told when, recorded when."""
        words = self._words
        found = [*self._dates.other_dates(event)]
        if event.event is EventName.REWRITTEN:
            is_answer = event.kind is Kind.FEEDBACK
            found.append(words("after it had been answered") if is_answer else words("after it had been decided"))
        if event.evidence:
            found.append(words("evidence: {evidence}", evidence=event.evidence))
        if event.approved_by and event.event is EventName.ACCEPTED:
            found.append(words("accepted by {who}", who=event.approved_by))
        elif event.approved_by and event.event is EventName.DECIDED:
            found.append(words("decided by {who}", who=event.approved_by))
        elif event.approved_by and event.kind is Kind.MEETING:
            is_past, who = event.event is EventName.EDITED, event.approved_by
            had, has = words("it had been approved by {who}", who=who), words("approved by {who}", who=who)
            found.append(had if is_past else has)
        elif event.approved_by and event.kind is Kind.CLOSING:
            is_past, who = event.event is EventName.EDITED, event.approved_by
            had, has = words("it had been accepted by {who}", who=who), words("accepted by {who}", who=who)
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

    def _announced(self, event: Event) -> str:
        words, notice = self._words, event.notice_days
        if not needs_words(event) or event.kind in PAGES:
            return ""
        if event.announced is None:
            return words(TOLD_IN_NONE)
        day = self._dates.day(event.announced.on)
        if notice is None:
            return words("told {day}", day=day)
        if notice < 0:
            return words.plural(
                "told {day}, {n} day after the fact", "told {day}, {n} days after the fact", -notice, day=day
            )
        return words.plural("told {day}, {n} day ahead", "told {day}, {n} days ahead", notice, day=day)

    def _worded(self, event: Event, value: Said) -> str:
        """What a field said, as the reader would say it."""
        if value is None:
            return self._words("nobody") if event.event is EventName.REASSIGNED else self._words("nothing")
        if event.field == "impact.days" and isinstance(value, int):
            return self._words.variance(value) if value else self._words.days(0)
        if event.field == "cause":
            return self._words.cause(str(value))
        if isinstance(value, date):
            return self._dates.day(value)
        return self._words.value(event.kind, event.field or "", value)

    def _percent(self, value: Said) -> str:
        return self._words("not reported") if value is None else f"{value}%"

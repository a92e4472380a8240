"""Whole sentences: what there is to say of an event that no pair of was and now tells."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from milepost.facts.events import Event, EventName
from milepost.facts.promises.promises import PromiseFacts, State
from milepost.model.fields import Kind
from milepost.model.registers import REGISTERS, register_of
from milepost.render.sentences.distances import KEPT, Distances, date_in
from milepost.render.words.terms import message
from milepost.render.words.words import Words

PAGES = frozenset(register.kind for register in REGISTERS if not register.is_list)
"""The kinds of item that are pages of their author."""
_TAKEN_BACK: Mapping[str | None, str] = {
    "delivered": message("reported as delivered on {day}, then taken back"),
    "accepted": message("reported as accepted on {day}, then taken back"),
    "rejected": message("reported as rejected on {day}, then taken back"),
}


def reached_after_all(event: Event, promise: PromiseFacts | None) -> date | None:
    """The day in time on which something was reached that the clock told as missed, since nobody had entered it."""
    if event.event is not EventName.MISSED or promise is None:
        return None
    later = promise.events[promise.events.index(event) + 1 :] if event in promise.events else ()
    due, days = date_in(event.before), [date_in(e.after) for e in later if e.event in KEPT]
    return next((day for day in days if day <= due), None)


class WholeSentences:
    """Says what an event tells as a whole; the `promise` it belongs to, where it is known, tells what became of it."""

    def __init__(self, words: Words, today: date, promise: PromiseFacts | None = None) -> None:
        self._words = words
        self._dates = Distances(words, today)
        self._promise = promise

    def of(self, event: Event) -> str:
        """The sentence of an event; empty where there is nothing to add."""
        words, name = self._words, event.event
        before, after, on = self._dates.dated(event.before), self._dates.dated(event.after), self._dates.day(event.on)
        match name:
            case EventName.PUBLISHED if event.kind is Kind.MEETING:
                return words("the meeting of {day}", day=on)
            case EventName.PUBLISHED if event.kind is Kind.CLOSING:
                return words("on {day}", day=on)
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
                how = words.value(event.kind, f"{event.field}.because", event.cause) if event.cause else ""
                return words("{how}, on {day}", how=how, day=after) if how else words("on {day}", day=after)
            case EventName.DECIDED:
                said = str(event.after).rstrip(".。") if event.after and not event.cause else ""
                return words("{decision}, on {day}", decision=said, day=on) if said else words("on {day}", day=on)
            case EventName.SUPERSEDED:
                return words("{other} stands in its place", other=after)
            case EventName.DELIVERED | EventName.REJECTED:
                return words("on {day}", day=after)
            case EventName.ACCEPTED:
                how = words.value(event.kind, "accepted.how", event.cause) if event.cause else ""
                return words("{how}, on {day}", how=how, day=after) if how else words("on {day}", day=after)
            case EventName.DEEMED_ACCEPTED:
                return words("delivered on {day}, and nobody had said a word in the days agreed for it", day=before)
            case EventName.REOPENED if event.field in _TAKEN_BACK:
                return words(_TAKEN_BACK[event.field], day=before)
            case EventName.REOPENED if event.field == "decided":
                return words("reported as decided on {day}, then taken back", day=before)
            case EventName.REOPENED if event.field == "answered":
                return words("reported as answered on {day}, then taken back", day=before)
            case EventName.REOPENED if event.kind is Kind.MEETING:
                return words("reported as approved on {day}, then taken back", day=before)
            case EventName.REOPENED if register_of(event.kind).is_record:
                return words("reported as closed on {day}, then opened again", day=before)
            case EventName.REOPENED:
                return words("reported as done on {day}, then taken back", day=before)
            case EventName.WITHDRAWN | EventName.CANCELLED:
                return words("given up on {day}", day=after)
            case EventName.VANISHED if event.kind in PAGES:
                return words("taken off the site")
            case EventName.VANISHED if event.tidies_away:
                return words("taken off the list; it had been settled on {day}", day=after)
            case EventName.VANISHED if register_of(event.kind).is_record:
                return words("never closed")
            case EventName.VANISHED:
                return words("neither kept nor withdrawn; it was due {day}", day=before)
            case EventName.RETURNED if event.kind in PAGES:
                return words("back on the site")
            case EventName.RETURNED if register_of(event.kind).is_record:
                return words("back on the list")
            case EventName.RETURNED:
                return words("back, due {day}", day=after)
            case EventName.MERGED:
                return words("{was} is now part of this; its history stands here", was=event.before)
            case EventName.EDITED if event.kind is Kind.PROBLEM:
                return words.plural(
                    "{n} published entry changed later", "{n} published entries changed later", event.words or 0
                )
            case EventName.EDITED:
                return words.plural("{n} word changed", "{n} words changed", event.words or 0)
            case _:
                return ""

    def _missed(self, event: Event) -> str:
        words, promise = self._words, self._promise
        day = self._dates.dated(event.before)
        if reached := reached_after_all(event, promise):
            return words("reported as missed; it had been done on {day}", day=self._dates.day(reached))
        if promise and promise.state is State.OVERDUE and promise.due == event.before:
            return words.was_due(day, promise.overdue_days)
        if event.kind is Kind.MILESTONE:
            return words("was due {day}, not reached", day=day)
        if event.kind is Kind.DECISION:
            return words("was needed by {day}, not decided", day=day)
        if event.kind is Kind.PROBLEM:
            return words("was to be solved by {day}", day=day)
        return words("was due {day}, not kept", day=day)

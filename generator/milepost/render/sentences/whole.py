"""Whole sentences: what there is to say of an event that no pair of was and now tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Literal

from milepost.facts.events import Event, EventName
from milepost.facts.promises.promises import PromiseFacts, State
from milepost.model.fields import Kind
from milepost.model.registers import REGISTERS, register_of
from milepost.render.sentences.distances import KEPT, Distances, date_in
from milepost.render.words.terms import message
from milepost.render.words.words import Words

PAGES = frozenset(register.kind for register in REGISTERS if not register.is_list)
"""The kinds of item that are pages of their author."""

_Say = Callable[[Words, Distances, Event], str]
_Case = tuple[Callable[[Event], bool], _Say]
_Part = Literal["before", "after", "on"]


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
        if event.event is EventName.MISSED:
            return self._missed(event)
        for holds, say in _SENTENCES.get(event.event, ()):
            if holds(event):
                return say(self._words, self._dates, event)
        return ""

    def _missed(self, event: Event) -> str:
        words, promise = self._words, self._promise
        day = self._dates.dated(event.before)
        if reached := reached_after_all(event, promise):
            return words("reported as missed; it had been done on {day}", day=self._dates.day(reached))
        if promise and promise.state is State.OVERDUE and promise.due == event.before:
            return words.was_due(day, promise.overdue_days)
        return words(MISSED[event.kind], day=day)


def _saying(text: str, part: _Part = "after", name: str = "day") -> _Say:
    """A message with one gap, filled by a part of the event."""
    return lambda words, dates, event: words(text, **{name: dates.dated(getattr(event, part))})


def _plain(text: str) -> _Say:
    """A message without a gap."""
    return lambda words, _dates, _event: words(text)


def _closed(words: Words, dates: Distances, event: Event) -> str:
    return _because(words, dates, event, f"{event.field}.because")


def _accepted(words: Words, dates: Distances, event: Event) -> str:
    return _because(words, dates, event, "accepted.how")


def _because(words: Words, dates: Distances, event: Event, field: str) -> str:
    how, day = words.value(event.kind, field, event.cause) if event.cause else "", dates.dated(event.after)
    return words("{how}, on {day}", how=how, day=day) if how else words("on {day}", day=day)


def _decided(words: Words, dates: Distances, event: Event) -> str:
    said = str(event.after).rstrip(".。") if event.after and not event.cause else ""
    day = dates.day(event.on)
    return words("{decision}, on {day}", decision=said, day=day) if said else words("on {day}", day=day)


def _edited(words: Words, _: Distances, event: Event) -> str:
    return words.plural("{n} word changed", "{n} words changed", event.words or 0)


def _entries_edited(words: Words, _: Distances, event: Event) -> str:
    return words.plural("{n} published entry changed later", "{n} published entries changed later", event.words or 0)


def _always(_: Event) -> bool:
    return True


def _is(kind: Kind) -> Callable[[Event], bool]:
    return lambda event: event.kind is kind


def _was(field: str) -> Callable[[Event], bool]:
    return lambda event: event.field == field


def _is_page(event: Event) -> bool:
    return event.kind in PAGES


def _is_record(event: Event) -> bool:
    return register_of(event.kind).is_record


_ON_A_DAY = message("on {day}")
PUBLISHED: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.UPDATE: "",
        Kind.LESSON: "",
        Kind.MEETING: message("the meeting of {day}"),
        Kind.CLOSING: _ON_A_DAY,
    }
)
"""What is said of a page of each kind when it was published; of one that is named by its day or title, nothing."""
MISSED: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.MILESTONE: message("was due {day}, not reached"),
        Kind.COMMITMENT: message("was due {day}, not kept"),
        Kind.DECISION: message("was needed by {day}, not decided"),
        Kind.PROBLEM: message("was to be solved by {day}"),
    }
)
"""What is said of an item of each kind that the clock tells of, when its day has passed."""
_SENTENCES: Mapping[EventName, Sequence[_Case]] = MappingProxyType(
    {
        EventName.PUBLISHED: [(_is(kind), _saying(text, "on")) for kind, text in PUBLISHED.items() if text],
        EventName.MADE: [(_always, _saying(message("promised for {day}")))],
        EventName.KEPT: [(_always, _saying(_ON_A_DAY))],
        EventName.KEPT_LATE: [(_always, _saying(_ON_A_DAY))],
        EventName.CLOSED: [(_is(Kind.PROBLEM), _saying(_ON_A_DAY)), (_always, _closed)],
        EventName.DECIDED: [(_always, _decided)],
        EventName.SUPERSEDED: [(_always, _saying(message("“{other}” stands in its place"), name="other"))],
        EventName.DELIVERED: [(_always, _saying(_ON_A_DAY))],
        EventName.REJECTED: [(_always, _saying(_ON_A_DAY))],
        EventName.ACCEPTED: [(_always, _accepted)],
        EventName.DEEMED_ACCEPTED: [
            (
                _always,
                _saying(message("delivered on {day}, and nobody had said a word in the days agreed for it"), "before"),
            )
        ],
        EventName.REOPENED: [
            (_was("delivered"), _saying(message("reported as delivered on {day}, then taken back"), "before")),
            (_was("accepted"), _saying(message("reported as accepted on {day}, then taken back"), "before")),
            (_was("rejected"), _saying(message("reported as rejected on {day}, then taken back"), "before")),
            (_was("decided"), _saying(message("reported as decided on {day}, then taken back"), "before")),
            (_was("answered"), _saying(message("reported as answered on {day}, then taken back"), "before")),
            (_is(Kind.MEETING), _saying(message("reported as approved on {day}, then taken back"), "before")),
            (_is_record, _saying(message("reported as closed on {day}, then opened again"), "before")),
            (_always, _saying(message("reported as done on {day}, then taken back"), "before")),
        ],
        EventName.WITHDRAWN: [(_always, _saying(message("given up on {day}")))],
        EventName.CANCELLED: [(_always, _saying(message("given up on {day}")))],
        EventName.VANISHED: [
            (_is_page, _plain(message("taken off the site"))),
            (
                lambda event: event.tidies_away,
                _saying(message("taken off the list; it had been settled on {day}")),
            ),
            (_is_record, _plain(message("never closed"))),
            (_always, _saying(message("neither kept nor withdrawn; it was due {day}"), "before")),
        ],
        EventName.RETURNED: [
            (_is_page, _plain(message("back on the site"))),
            (_is_record, _plain(message("back on the list"))),
            (_always, _saying(message("back, due {day}"))),
        ],
        EventName.MERGED: [
            (_always, _saying(message("{was} is now part of this; its history stands here"), "before", "was"))
        ],
        EventName.EDITED: [(_is(Kind.PROBLEM), _entries_edited), (_always, _edited)],
    }
)

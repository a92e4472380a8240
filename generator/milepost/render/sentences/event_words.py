"""Event words: the events of a report in words, with whose promise each is and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from milepost.facts.events import Event
from milepost.facts.promises.promises import PromiseFacts
from milepost.facts.promises.sides import side_of, sides_of
from milepost.facts.report.report import StatusReport
from milepost.model.fields import Side
from milepost.render.sentences.entries import Entry, entry_of
from milepost.render.sentences.named import Names
from milepost.render.sentences.sentences import headline
from milepost.render.sentences.whole import reached_after_all
from milepost.render.words.words import Words


class EventWords:
    """Puts the events of a report into words, knowing whose promise each is and what became of it."""

    def __init__(self, report: StatusReport, words: Words) -> None:
        self._words = words
        self._today = report.status_date
        self._promises = {(p.item.kind, p.item.id): p for p in (*report.milestones, *report.commitments)}
        self._sides = sides_of(report.charter, report.commitments)
        self.names = Names(report)

    def entries(self, events: Iterable[Event], told: date | None = None) -> tuple[Entry, ...]:
        """Events in words as their day knew them, told on the status date or another day.

        Only what was entered too late is no breach any more.
        """
        return tuple(self._entry(event, told or self._today, is_standing=False) for event in events)

    def standing(self, events: Iterable[Event]) -> tuple[Entry, ...]:
        """Events in words, with where their promises stand today."""
        return tuple(self._entry(event, self._today, is_standing=True) for event in events)

    def _entry(self, event: Event, told: date, *, is_standing: bool) -> Entry:
        promise = self.promise_of(event)
        is_known = is_standing or reached_after_all(event, promise)
        return entry_of(
            self.names.in_words(event), self._words, told, promise if is_known else None, self.side(promise)
        )

    def headline(self, event: Event) -> str:
        """An event as a line of plain text, as its day knew it."""
        promise = self.promise_of(event)
        return headline(self.names.in_words(event), self._words, promise, self.side(promise))

    def promise_of(self, event: Event) -> PromiseFacts | None:
        """The promise that an event belongs to."""
        return self._promises.get((event.kind, event.id))

    def side(self, promise: PromiseFacts | None) -> Side | None:
        """Whose a promise is, as far as that is known."""
        return side_of(promise, self._sides) if promise else None

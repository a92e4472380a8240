"""Named items: a change between items told by their titles, since a reader knows no ids."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from milepost.facts.events import Event, EventName, Said
from milepost.facts.report.report import StatusReport
from milepost.facts.wording.item_fields import field_of
from milepost.model.fields import Kind
from milepost.model.snapshot import Key
from milepost.render.prose.links import titles_of
from milepost.render.words.words import Words

# What a closing report is called that has no title: its day.
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Names:
    """What items were called: on the day of an event, so that it is told the same for ever."""

    def __init__(self, report: StatusReport) -> None:
        self._today = titles_of(report)
        self._nameless = Words.of(report.charter.language).kind(Kind.CLOSING)
        self._called: dict[Key, list[tuple[date, str]]] = {}
        for event in report.events:
            self._called.setdefault((event.kind, event.id), []).append((event.recorded, event.title))

    def in_words(self, event: Event) -> Event:
        """An event that tells other items by their titles; what has none keeps its id."""
        if event.kind is Kind.CLOSING and _DAY.fullmatch(event.title):
            return replace(event, title=self._nameless)
        field = field_of(event)
        kinds = (event.kind,) if event.event is EventName.SUPERSEDED else field.kinds if field else ()
        if not kinds:
            return event
        before, after = (self._titles(said, kinds, event.recorded) for said in (event.before, event.after))
        return replace(event, before=before, after=after)

    def in_a_sentence(self, event: Event) -> Event:
        """The same for plain text that leads nowhere: what it follows from is told by title, too."""
        because = tuple(self._quoted(name, event.recorded) for name in event.because)
        return replace(self.in_words(event), because=because)

    def _quoted(self, name: str, day: date) -> str:
        """An item by its kind and its title in quotation marks, since a title may be a sentence; else by its id."""
        kind, _, item_id = name.partition(":")
        title = self._named(name, (), day)
        return f"{kind}:{title}" if title == item_id else f"{kind}:“{title}”"

    def title(self, kind: Kind, item_id: str, day: date) -> str | None:
        """What an item was called on a day; before it was first told, what it was called then."""
        called = self._called.get((kind, item_id), ())
        then = [title for recorded, title in called if recorded <= day] or [title for _, title in called[:1]]
        found = then[-1] if then else self._today.get((kind, item_id))
        return " ".join(found.split()) if found else None

    def _titles(self, said: Said, kinds: tuple[Kind, ...], day: date) -> Said:
        if not isinstance(said, str):
            return said
        return ", ".join(self._named(name, kinds, day) for name in said.split(", "))

    def _named(self, name: str, kinds: tuple[Kind, ...], day: date) -> str:
        prefix, _, item_id = name.rpartition(":")
        kinds = tuple(kind for kind in Kind if kind == prefix) if prefix else kinds
        return next((title for kind in kinds if (title := self.title(kind, item_id, day))), item_id)

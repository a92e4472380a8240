"""The feed's items: every entry of the ledger that a reader would rather be told, each once, an update whole."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from markupsafe import Markup, escape

from milepost.facts.contact.asks import Ask
from milepost.facts.events import Event, EventName
from milepost.facts.report.report import StatusReport
from milepost.facts.telling.news import moved_dates
from milepost.facts.updates import UpdateFacts
from milepost.facts.versions import PastVersion, computed_on
from milepost.frozen import dataclass
from milepost.model.fields import Kind, Side
from milepost.model.kinds.commitments import Commitment
from milepost.model.places import address
from milepost.render.addresses import guid
from milepost.render.feeds.retold import Retold
from milepost.render.health.health import verdict
from milepost.render.promises.waiting import asked_of, asked_what
from milepost.render.prose import Prose
from milepost.render.sentences.event_words import EventWords
from milepost.render.sentences.sentences import detail, headline, in_a_row, titled
from milepost.render.sentences.whole import PUBLISHED
from milepost.render.words.terms import message
from milepost.render.words.words import Words

# What readers of feeds that take a title for HTML would not show as the words it is.
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_ENTITY = re.compile(r"&#?\w+;?")


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the feed: `guid` never changes, `title` is plain words, `address` is relative to the site's root."""

    guid: str
    title: str
    text: Markup
    day: date
    address: str
    category: str


class Items:
    """The items of a report, each made once, however many feeds hold it; none is dated after the status date."""

    def __init__(
        self, report: StatusReport, words: Words, prose: tuple[Prose, Retold], versions: Mapping[str, PastVersion]
    ) -> None:
        self._report = report
        self._teller = _Teller(report, words, prose, versions)
        self._told = self._teller.told_in_updates()
        self._names = _names(report.events)
        self._made: dict[int, Item] = {}

    def whole(self) -> tuple[Item, ...]:
        """Every item, oldest first; what an update tells stands in its item and in no other."""
        apart = {id(event) for events in self._told.values() for event in events}
        return self.of(event for event in self._report.events if id(event) not in apart)

    def of(self, events: Iterable[Event]) -> tuple[Item, ...]:
        """The items of some events, in their order; mere progress is none."""
        return tuple(self._item(event) for event in events if event.event is not EventName.PROGRESSED)

    def _item(self, event: Event) -> Item:
        if id(event) not in self._made:
            self._made[id(event)] = Item(
                self._names[id(event)],
                in_plain_words(self._teller.title(event)),
                self._teller.text(event, self._told.get(event.id, ()) if _is_new_update(event) else ()),
                min(event.recorded, self._report.status_date),
                address(event.kind, event.id),
                event.event.value,
            )
        return self._made[id(event)]


def in_plain_words(text: str) -> str:
    """A title that reads the same whether it is taken for words or for HTML, which RSS leaves open.

    A mark is parted from what would make it a tag or a character of HTML: `< b`, `& lt;`.
    """
    return _ENTITY.sub(
        lambda mark: mark[0] if html.unescape(mark[0]) == mark[0] else f"& {mark[0][1:]}", _TAG.sub("< ", text)
    )


def _names(events: Iterable[Event]) -> Mapping[int, str]:
    """A name for each event: where the clock told a thing twice on a day, the second one is numbered."""
    seen: Counter[str] = Counter()
    names: dict[int, str] = {}
    for event in events:
        name = guid(event)
        seen[name] += 1
        names[id(event)] = name if seen[name] == 1 else f"{name}:{seen[name]}"
    return names


def _is_new_update(event: Event) -> bool:
    return event.kind is Kind.UPDATE and event.event is EventName.PUBLISHED


class _Teller:
    """Says what an item holds."""

    def __init__(
        self, report: StatusReport, words: Words, prose: tuple[Prose, Retold], versions: Mapping[str, PastVersion]
    ) -> None:
        self._report = report
        self._words = words
        self._prose, self._retold = prose
        self._versions = versions
        self._updates = {facts.update.id: facts for facts in report.updates}
        self._event_words = EventWords(report, words)
        self._sides = {c.item.id: c.item.from_ for c in report.commitments if isinstance(c.item, Commitment)}

    def told_in_updates(self) -> Mapping[str, tuple[Event, ...]]:
        """What an update announces and its own revision changed, by update: its item tells that, and no other does."""
        born = {e.id: e.revision for e in self._report.events if _is_new_update(e) and e.id in self._updates}
        told: dict[str, list[Event]] = {}
        for event in self._report.events:
            update = event.announced.update if event.announced else ""
            if event.revision and born.get(update) == event.revision and event.event is not EventName.PROGRESSED:
                told.setdefault(update, []).append(event)
        return {update: tuple(events) for update, events in told.items()}

    def title(self, event: Event) -> str:
        """What happened, and whose promise it is: `Harbour Ferries promised: Send the fare table, by 6 Mar`."""
        words, facts = self._words, self._updates.get(event.id)
        if _is_new_update(event) and facts:
            said = verdict(facts.update.matter.status, computed_on(facts, self._versions), words)
            return said + words(": ") + facts.update.title
        if event.event is EventName.PUBLISHED and not PUBLISHED[event.kind]:
            return words.kind(event.kind) + words(": ") + " ".join(event.title.split())
        who = self._who(event)
        if not who:
            return self._event_words.headline(event)
        if event.event is EventName.MADE and isinstance(event.after, date):
            by = words("by {day}", day=words.near_day(event.after, event.recorded))
            return words("{who} promised", who=who) + words(": ") + titled(event.title, by, words)
        in_words = self._event_words.names.in_words(event)
        return who + words(": ") + headline(in_words, words, self._event_words.promise_of(event))

    def _who(self, event: Event) -> str:
        charter, side = self._report.charter, self._sides.get(event.id)
        if event.kind is not Kind.COMMITMENT or side is None:
            return ""
        name, otherwise = (charter.client, message("You")) if side is Side.CLIENT else (charter.vendor, message("We"))
        return name or self._words(otherwise)

    def text(self, event: Event, told: Iterable[Event]) -> Markup:
        """Why something happened; of an update its own words, what moved, what is asked, and its receipt."""
        facts = self._updates.get(event.id)
        if _is_new_update(event) and facts:
            parts = (
                self._retold.whole(facts.update.body.markdown, facts.update.path),
                *self._around(facts, tuple(told)),
                *self._receipt(event.id),
            )
            return Markup("\n").join(part for part in parts if part)
        return escape(self._why(event, in_update=False))

    def _around(self, facts: UpdateFacts, told: tuple[Event, ...]) -> Iterator[Markup]:
        words, moves = self._words, moved_dates(facts.changes)
        yield self._list(words("Dates that moved"), (self._line(move) for move in moves))
        others = [e for e in told if e.event is not EventName.MOVED]
        yield self._list(words("What changed"), (self._line(event) for event in others))
        yield self._list(words("What we need from you"), (self._asked(ask, facts.update.date) for ask in facts.asks))

    def _asked(self, ask: Ask, told: date) -> str:
        of_whom, by = asked_of(ask), self._due(ask, told)
        further = self._words(", ").join(part for part in (of_whom, by) if part)
        return titled(asked_what(ask, self._words), further, self._words)

    def _due(self, ask: Ask, told: date) -> str:
        if ask.due is None:
            return ""
        day = self._words.weekday_day(ask.due, told)
        if ask.overdue_days:
            return self._words.was_due(day, ask.overdue_days)
        return self._words("by {day}", day=day)

    def _line(self, event: Event) -> str:
        why = self._why(event, in_update=True)
        return in_a_row((self.title(event), why), self._words) if why else self.title(event)

    def _why(self, event: Event, *, in_update: bool) -> str:
        reason = self._prose.line(event.why).striptags() if event.why else None
        told = self._event_words.names.in_a_sentence(event)
        return detail(replace(told, reason=reason), self._words, in_update=in_update)

    def _list(self, title: str, lines: Iterable[str]) -> Markup:
        entries = Markup().join(Markup("<li>{}</li>").format(line) for line in lines)
        return Markup("<p><strong>{}</strong></p><ul>{}</ul>").format(title, entries) if entries else Markup()

    def _receipt(self, update: str) -> Iterator[Markup]:
        version = self._versions.get(update)
        if version:
            file = f"versions/{version.name}/manifest.json"
            told = self._words("Receipt: sha256 {hash} of {file}", hash=version.receipt, file=file)
            yield Markup("<p>{}</p>").format(told)

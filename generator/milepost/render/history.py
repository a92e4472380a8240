"""History in words: one entry of the ledger as a reader meets it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from milepost.facts.events import Announcement, Edit, Event, EventName
from milepost.facts.promises import PromiseFacts
from milepost.model.fields import Kind
from milepost.render.text import Words

# Changes of which the other side expects to hear, and to be told why.
_NEED_WORDS = {
    EventName.MOVED,
    EventName.REBASELINED,
    EventName.WITHDRAWN,
    EventName.CANCELLED,
    EventName.VANISHED,
    EventName.REOPENED,
}
_TONES = {
    EventName.MADE: "info",
    EventName.RETURNED: "info",
    EventName.REBASELINED: "info",
    EventName.PUBLISHED: "info",
    EventName.KEPT: "ok",
    EventName.KEPT_LATE: "warn",
    EventName.EDITED: "warn",
    EventName.REOPENED: "warn",
    EventName.MISSED: "bad",
    EventName.VANISHED: "bad",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a history.

    `was` and `now` are dates or words, `what` says it where there is no such pair. `shift` is the difference in words,
    `facts` are further short facts, `silence` names what should be there and is not.
    """

    event: Event
    tag: str
    tone: str
    was: str | None
    now: str | None
    what: str
    shift: str
    reason: str | None
    facts: tuple[str, ...]
    silence: str
    announced: Announcement | None
    edits: tuple[Edit, ...]

    @property
    def sha(self) -> str:
        """The commit, as people write it."""
        return (self.event.revision or "")[:7]


def entry_of(event: Event, words: Words, today: date, grace_days: int) -> Entry:
    """An event in the reader's words; dates of this year stand without it."""
    told = _Teller(words, today)
    was, now, what = told.content(event)
    needs_words = event.event in _NEED_WORDS
    return Entry(
        event=event,
        tag=words.event(event.event, event.kind),
        tone=tone_of(event),
        was=was,
        now=now,
        what=what,
        shift=told.shift(event),
        reason=event.reason,
        facts=told.facts(event, grace_days),
        silence=words("no reason given") if needs_words and not event.reason else "",
        announced=event.announced if needs_words else None,
        edits=event.edits,
    )


def history_of(promise: PromiseFacts, words: Words, today: date, grace_days: int) -> tuple[Entry, ...]:
    """All that happened to a promise, newest first; what one commit gave one reason for says it once."""
    entries: list[Entry] = []
    for event in reversed(promise.events):
        entry = entry_of(event, words, today, grace_days)
        above = entries[-1] if entries else None
        if above and event.revision and (above.event.revision, above.event.reason) == (event.revision, event.reason):
            entry = replace(entry, reason=None)
        entries.append(entry)
    return tuple(entries)


def tone_of(event: Event) -> str:
    """How an event looks: good news, a warning, bad news, or neither."""
    if event.event in {EventName.MOVED, EventName.START_MOVED}:
        return "warn" if (event.days or 0) > 0 else "ok"
    return _TONES.get(event.event, "idle")


class _Teller:
    """Says what an event holds."""

    def __init__(self, words: Words, today: date) -> None:
        self._words = words
        self._today = today

    def content(self, event: Event) -> tuple[str | None, str | None, str]:
        """Was, now, and what there is to say where no such pair tells it."""
        words, name = self._words, event.event
        if name in {EventName.MOVED, EventName.START_MOVED, EventName.REBASELINED}:
            return self._dated(event.before), self._dated(event.after), ""
        if name is EventName.PROGRESSED:
            return self._percent(event.before), self._percent(event.after), ""
        if name in {EventName.REWORDED, EventName.REASSIGNED, EventName.CHANGED}:
            nothing = words("nobody") if name is EventName.REASSIGNED else words("nothing")
            was, now = (nothing if value is None else str(value) for value in (event.before, event.after))
            return was, now, words.field(event.field or "")
        return None, None, self._sentence(event)

    def shift(self, event: Event) -> str:
        """How far a date went, or how far from it the promise was kept."""
        words, days = self._words, event.days
        if days is None:
            return ""
        if event.event in {EventName.MOVED, EventName.START_MOVED, EventName.REBASELINED}:
            return words.variance(days) if days else ""
        if event.event in {EventName.KEPT, EventName.KEPT_LATE}:
            if days == 0:
                return words("as promised")
            late = words.plural("{n} day late", "{n} days late", days)
            return late if days > 0 else words.plural("{n} day early", "{n} days early", -days)
        return ""

    def facts(self, event: Event, grace_days: int) -> tuple[str, ...]:
        """What else is known: how often, since when, agreed by whom, told when, recorded when."""
        words = self._words
        found = [self._since_first(event)]
        if event.approved_by:
            found.append(words("agreed with {who}", who=event.approved_by))
        if event.cause:
            found.append(words("cause: {cause}", cause=words.cause(event.cause)))
        found.append(self._announced(event))
        if event.is_late:
            late = event.recorded_late_days
            found.append(words.plural("recorded {n} day later", "recorded {n} days later", late))
        return tuple(fact for fact in found if fact)

    def _since_first(self, event: Event) -> str:
        words, days = self._words, event.days_from_first
        if days is None:
            return ""
        if event.event is EventName.MOVED and (event.moves or 0) > 1:
            back = words("moved {times} times, now back on the first date", times=event.moves)
            away = words(
                "moved {times} times, {days} from the first date", times=event.moves, days=words.days(abs(days))
            )
            return away if days else back
        if event.event in {EventName.KEPT, EventName.KEPT_LATE} and days != event.days:
            return (
                words("{variance} than first promised", variance=words.variance(days))
                if days
                else words("on the first date")
            )
        return ""

    def _announced(self, event: Event) -> str:
        words, notice = self._words, event.notice_days
        if event.event not in _NEED_WORDS or event.kind in {Kind.UPDATE, Kind.LESSON}:
            return ""
        if event.announced is None:
            return words("not announced")
        day = self._day(event.announced.on)
        if notice is None:
            return words("announced {day}", day=day)
        if notice < 0:
            return words.plural(
                "announced {day}, {n} day after the fact", "announced {day}, {n} days after the fact", -notice, day=day
            )
        return words.plural("announced {day}, {n} day’s notice", "announced {day}, {n} days’ notice", notice, day=day)

    def _sentence(self, event: Event) -> str:
        words, name = self._words, event.event
        before, after = self._dated(event.before), self._dated(event.after)
        match name:
            case EventName.MADE:
                return words("promised for {day}", day=after)
            case EventName.KEPT | EventName.KEPT_LATE:
                return words("on {day}", day=after)
            case EventName.MISSED:
                if event.kind is Kind.MILESTONE:
                    return words("due {day}, not reached", day=before)
                return words("due {day}, not kept", day=before)
            case EventName.REOPENED:
                return words("told as done on {day}, and taken back", day=before)
            case EventName.WITHDRAWN | EventName.CANCELLED:
                return words("given up on {day}", day=after)
            case EventName.VANISHED if event.before is None:
                return words("taken off the site")
            case EventName.VANISHED:
                return words("removed without being withdrawn; it was due {day}", day=before)
            case EventName.RETURNED if event.kind in {Kind.UPDATE, Kind.LESSON}:
                return words("back on the site")
            case EventName.RETURNED:
                return words("back, due {day}", day=after)
            case EventName.MERGED:
                return words("{was} is now part of this; its history stands here", was=event.before)
            case EventName.EDITED:
                return words.plural("{n} word changed", "{n} words changed", event.words or 0)
            case _:
                return ""

    def _day(self, day: date) -> str:
        text = self._words.near_day(day, self._today)
        return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), text)

    def _dated(self, value: str | int | None) -> str | None:
        if value is None:
            return self._words("no date")
        try:
            return self._day(date.fromisoformat(str(value)))
        except ValueError:
            return str(value)

    def _percent(self, value: str | int | None) -> str:
        return self._words("not reported") if value is None else f"{value} %"

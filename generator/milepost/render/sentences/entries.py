"""History in words: one entry of the ledger as a reader meets it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from milepost.facts.events import Announcement, Edit, Event, EventName
from milepost.facts.promises.promises import PromiseFacts, State
from milepost.frozen import dataclass
from milepost.model.fields import Kind, Side
from milepost.model.snapshot import Key
from milepost.render.sentences.parts import Teller, needs_words
from milepost.render.sentences.whole import PAGES, reached_after_all
from milepost.render.words.terms import message
from milepost.render.words.words import Words

_TONES = {
    EventName.MADE: "info",
    EventName.RETURNED: "info",
    EventName.REBASELINED: "info",
    EventName.PUBLISHED: "info",
    EventName.RAISED: "info",
    EventName.DECIDED: "ok",
    EventName.REWRITTEN: "bad",
    EventName.DELIVERED: "info",
    EventName.ACCEPTED: "ok",
    EventName.DEEMED_ACCEPTED: "info",
    EventName.REJECTED: "bad",
    EventName.KEPT: "ok",
    EventName.KEPT_LATE: "warn",
    EventName.EDITED: "warn",
    EventName.REOPENED: "warn",
    EventName.MISSED: "bad",
    EventName.VANISHED: "bad",
}


# What was decided, and is no step forward.
_NOT_DONE = {"rejected", "deferred"}
# What was changed after both sides had agreed to it, by the word for that.
_CHANGED_AFTER: Mapping[str | None, str] = {
    "approved": message("Changed after it was approved"),
    "accepted": message("Changed after it was accepted"),
}
_WELL = {"implemented", "approved", "accepted"}
# Approved, rejected or deferred; closed, accepted or changed since: all of it only has a day.
_READ_ALIKE = {Kind.CHANGE, Kind.CLOSING}
_ENDINGS = {EventName.RAISED, EventName.CLOSED, EventName.DECIDED, EventName.STEPPED}


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
    because: tuple[Key, ...] = ()

    @property
    def outcome(self) -> str:
        """The word for what happened, where what else is said of it reads the same whatever that was; else nothing."""
        return self.tag if self.event.kind in _READ_ALIKE and self.now is None else ""


def entry_of(
    event: Event, words: Words, today: date, promise: PromiseFacts | None = None, side: Side | None = None
) -> Entry:
    """An event in the reader's words; dates of this year stand without it.

    With the `promise` it belongs to, and the `side` whose it is, it also says what became of it and who is late.
    """
    told = Teller(words, today, promise)
    was, now, what = told.content(event)
    reason = event.why or (reason_of_delay(promise) if is_standing(event, promise) else None)
    return Entry(
        event=event,
        tag=tag_of(event, words, promise, side),
        tone=tone_of(event, promise),
        was=was,
        now=now,
        what=what,
        shift=told.shift(event),
        reason=reason,
        facts=told.facts(event),
        silence=words("no reason given") if needs_words(event) and not (event.reason or event.because) else "",
        announced=event.announced if needs_words(event) else None,
        edits=event.edits,
        because=tuple((Kind(kind), name) for kind, _, name in (said.partition(":") for said in event.because)),
    )


def history_of(promise: PromiseFacts, words: Words, today: date, side: Side | None = None) -> tuple[Entry, ...]:
    """All that happened to a promise, newest first; what one commit gave one reason for says it once."""
    entries: list[Entry] = []
    for event in reversed(promise.events):
        entry = entry_of(event, words, today, promise, side)
        above = entries[-1] if entries else None
        told = (above.event.revision, above.event.reason) if above and event.revision else None
        # Why it is late stands with the promise itself.
        if told == (event.revision, event.reason) or event.event is EventName.MISSED:
            entry = replace(entry, reason=None)
        entries.append(entry)
    return tuple(entries)


def is_standing(event: Event, promise: PromiseFacts | None) -> bool:
    """Whether it tells of a date that passed, and the promise is overdue since."""
    return (
        event.event is EventName.MISSED
        and promise is not None
        and promise.state is State.OVERDUE
        and promise.due == event.before
    )


def reason_of_delay(promise: PromiseFacts | None) -> str | None:
    """Why an overdue promise is late, where its reason is not that of a change told before."""
    if promise is None or promise.state is not State.OVERDUE:
        return None
    told = {event.reason for event in promise.events if event.field != "reason"}
    return None if promise.item.reason in told else promise.item.reason


def tag_of(event: Event, words: Words, promise: PromiseFacts | None = None, side: Side | None = None) -> str:
    """What happened, in a word or two; who is late is said where it is known."""
    if event.corrects_a_day:
        return words("Day corrected")
    if event.tidies_away:
        return words("Tidied away")
    if event.field == "reason":
        return words("Reason")
    if event.event is EventName.EDITED and event.field in _CHANGED_AFTER:
        return words(_CHANGED_AFTER[event.field])
    if event.event is EventName.MISSED:
        if reached_after_all(event, promise):
            return words("Recorded late")
        if side:
            return words("Missed by you") if side is Side.CLIENT else words("Missed by us")
    if event.event is EventName.SPENT:
        return words("{n}% used", n=event.after)
    if event.kind is Kind.BUDGET and event.field in {"used", "as_of", "forecast"}:
        return words("Reported")
    has_ending = event.event in _ENDINGS and event.kind not in PAGES
    ending = words.ending(event.field, event.cause) if has_ending else None
    return ending or words.event(event.event, event.kind)


def tone_of(event: Event, promise: PromiseFacts | None = None) -> str:
    """How an event looks: good news, a warning, bad news, or neither; a date after the agreed one is never good."""
    if event.tidies_away:
        return "idle"
    if event.event in {EventName.MOVED, EventName.START_MOVED}:
        return _tone_of_move(event)
    if reached_after_all(event, promise) or _is_decided_late(event):
        return "warn"
    if event.cause in _NOT_DONE:
        return "idle"
    if event.event is EventName.CLOSED and (event.kind is Kind.PROBLEM or event.field in _WELL):
        return "ok"
    if event.event is EventName.EDITED and event.field in _CHANGED_AFTER:
        return "bad"
    if event.event is EventName.SPENT:
        return "bad" if event.after == 100 else "warn"
    return _TONES.get(event.event, "idle")


def _is_decided_late(event: Event) -> bool:
    return event.event is EventName.DECIDED and event.kind is not Kind.FEEDBACK and (event.days or 0) > 0


def _tone_of_move(event: Event) -> str:
    days, from_agreed = event.days or 0, event.days_from_agreed
    if days > 0:
        return "warn"
    is_good = days < 0 and event.event is EventName.MOVED and from_agreed is not None and from_agreed <= 0
    return "ok" if is_good else "idle"

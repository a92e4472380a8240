"""The calendar: the plan's dates and the open promises, for the reader's own calendar (iCalendar, RFC 5545)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, timedelta
from urllib.parse import quote, urljoin, urlsplit

from milepost.facts.acceptance.asks import AcceptanceAsk, asks_for_acceptance
from milepost.facts.acceptance.closing import ClosingFacts
from milepost.facts.promises.promises import PromiseFacts, State
from milepost.facts.registers import RecordFacts, review_of
from milepost.facts.report.report import StatusReport
from milepost.frozen import dataclass
from milepost.model.fields import Kind
from milepost.model.places import address
from milepost.model.snapshot import AnyItem
from milepost.model.texts.invisible import settled
from milepost.render.words.words import Words

_OCTETS = 75  # the longest line, without its end
_UNTOLD = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ufeff]")
_GONE = {State.CANCELLED, State.VANISHED}


@dataclass(frozen=True, slots=True)
class _Entry:
    """A day of the calendar: whose it is, what it is called there, and what is told of it."""

    item: AnyItem
    origin: str
    events: int
    day: date
    title: str
    told: str
    suffix: str = ""
    is_gone: bool = False


def calendar(report: StatusReport, words: Words, site_url: str | None) -> str:
    """The whole calendar as text; an entry keeps its name for ever, so that a date that moves moves there too.

    Beside the promises it holds by when something is to be decided or solved, when a risk is looked at again, and when
    both sides meet next.
    """
    promises = [*report.milestones, *(c for c in report.commitments if c.state.is_open)]
    records = [record for found in report.records.values() for record in found]
    entries = [_of_promise(promise, words) for promise in promises]
    entries += [entry for record in records for entry in _of_record(record, words, review_of(record))]
    entries += _next_meetings(report, words)
    entries += [entry for ask in asks_for_acceptance(report.milestones) for entry in _of_acceptance(ask, words)]
    entries += _of_closing(report.closing, words)
    return _whole(report, entries, report.charter.name, site_url)


def asks_calendar(report: StatusReport, words: Words, site_url: str | None) -> str:
    """The calendar of what the client owes, is asked to decide or to accept, as far as it has a day, and of no more."""
    entries: list[_Entry] = [*_of_closing(report.closing, words)]
    for ask in report.asks:
        if isinstance(ask, AcceptanceAsk):
            entries += _of_acceptance(ask, words)
        elif isinstance(ask, PromiseFacts):
            entries.append(_of_promise(ask, words))
        else:
            entries += _of_record(ask, words, None)
    name = words("{project}: what we need from you", project=report.charter.name)
    return _whole(report, entries, name, site_url)


def _whole(report: StatusReport, entries: Iterable[_Entry], name: str, site_url: str | None) -> str:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Milepost//Milepost//EN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "X-PUBLISHED-TTL:P1D",
    ]
    words = Words.of(report.charter.language)
    for entry in sorted(entries, key=lambda e: (e.day, e.item.kind, e.item.id, e.suffix)):
        lines += _lines(entry, report, words, site_url)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _of_promise(promise: PromiseFacts, words: Words) -> _Entry:
    item = promise.item
    is_overdue = promise.state is State.OVERDUE
    title = words("{words} ({state})", words=item.title, state=words.state(promise.state)) if is_overdue else item.title
    origin = promise.events[0].origin if promise.events else item.id
    told, is_gone = _told(promise, words), promise.state in _GONE
    return _Entry(item, origin, len(promise.events), promise.forecast, title, told, is_gone=is_gone)


def _of_acceptance(ask: AcceptanceAsk, words: Words) -> Iterator[_Entry]:
    """The last day for a word on what was delivered, and what silence means."""
    promise, item = ask.promise, ask.item
    if ask.due:
        origin = promise.events[0].origin if promise.events else item.id
        title = words("Accept or reject: {title}", title=item.title)
        told = (
            words("Without a word it counts as accepted on {day}, as agreed.", day=words.day(ask.deemed_on))
            if (ask.deemed_on)
            else words.kind(item.kind)
        )
        yield _Entry(item, origin, len(promise.events), ask.due, title, told, "-acceptance")


def _of_closing(facts: ClosingFacts | None, words: Words) -> Iterator[_Entry]:
    """The last day for a word on the closing report."""
    if facts and facts.due:
        item, said = facts.closing, words.kind(Kind.CLOSING)
        title = words("Accept or reject: {title}", title=said)
        yield _Entry(item, item.id, len(facts.edits), facts.due, title, said, "-acceptance")


def _of_record(record: RecordFacts, words: Words, again: tuple[str, date] | None) -> Iterator[_Entry]:
    """By when an item is decided or solved, and when, and by which field, it is looked at again."""
    item = record.item
    origin = record.events[0].origin if record.events else item.id
    days = [("due", record.due if record.is_open else None), *([again] if again else [])]
    for name, day in days:
        if day:
            label = words.field(item.kind, name)
            title = words("{words} ({state})", words=item.title, state=label)
            told = "\n".join(part for part in (words.kind(item.kind), item.owner) if part)
            yield _Entry(item, origin, len(record.events), day, title, told, f"-{name}")


def _next_meetings(report: StatusReport, words: Words) -> Iterator[_Entry]:
    """The next meeting of each kind, as the newest of its kind says."""
    newest = {facts.meeting.matter.meeting_kind: facts for facts in reversed(report.meetings)}
    for kind, facts in sorted(newest.items()):
        meeting, day = facts.meeting, facts.meeting.matter.next
        if day:
            said = words.value(Kind.MEETING, "kind", kind)
            yield _Entry(meeting, meeting.id, len(facts.edits), day, said, words.kind(Kind.MEETING), "-next")


def _lines(entry: _Entry, report: StatusReport, words: Words, site_url: str | None) -> Iterator[str]:
    item = entry.item
    yield "BEGIN:VEVENT"
    host = _text(urlsplit(site_url or "").hostname or "milepost")
    yield f"UID:{item.kind}-{entry.origin}{entry.suffix}@{host}"
    yield f"DTSTAMP:{report.revision.committed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{entry.events}"
    yield f"DTSTART;VALUE=DATE:{_day(entry.day)}"
    yield f"DTEND;VALUE=DATE:{_day(_day_after(entry.day))}"
    yield f"SUMMARY:{_text(entry.title)}"
    yield f"DESCRIPTION:{_text(entry.told)}"
    yield f"CATEGORIES:{_text(words.kind(item.kind))}"
    yield f"STATUS:{'CANCELLED' if entry.is_gone else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    if site_url:
        folder = site_url if site_url.endswith("/") else f"{site_url}/"
        yield f"URL:{urljoin(folder, quote(address(item.kind, item.id), safe='/#'))}"
    yield "END:VEVENT"


def _told(promise: PromiseFacts, words: Words) -> str:
    """Where it stands, against which date, and who answers for it; a line each."""
    state = words.state(promise.state, promise.item.kind)
    if promise.state is State.OVERDUE:  # without the days: a calendar may be looked at long after it was fetched
        state += words(", ") + words("was due {day}", day=words.day(promise.due))
    if promise.variance_days and promise.state not in _GONE:
        state += words(", ") + words("agreed {day}", day=words.day(promise.agreed))
        if promise.state is not State.OVERDUE:
            state += words(", ") + words.variance(promise.variance_days)
    return "\n".join(part for part in (state, promise.item.owner) if part)


def _day_after(day: date) -> date:
    return day + timedelta(1) if day < date.max else day


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")  # strftime writes the year 26 with two digits


def _text(text: str) -> str:
    """A text as a value: what would end it is escaped, what no calendar can hold is left out."""
    text = _UNTOLD.sub(" ", settled(text))
    for mark, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(mark, written)
    return text


def _folded(line: str) -> str:
    """A line of at most 75 octets, its rest on lines that begin with a space; no character is torn."""
    pieces, size = [""], 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _OCTETS:
            pieces.append(" ")
            size = 1
        pieces[-1] += character
        size += octets
    return "\r\n".join(pieces)

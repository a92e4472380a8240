"""The calendar: the plan's dates and the open promises, for the reader's own calendar (iCalendar, RFC 5545)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, timedelta
from urllib.parse import quote, urljoin, urlsplit

from milepost.facts.promises.promises import PromiseFacts, State
from milepost.facts.report import StatusReport
from milepost.model.places import address
from milepost.model.texts.invisible import settled
from milepost.render.words.words import Words

_OCTETS = 75  # the longest line, without its end
_UNTOLD = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ufeff]")
_GONE = {State.CANCELLED, State.VANISHED}


def calendar(report: StatusReport, words: Words, site_url: str | None) -> str:
    """The whole calendar as text; an entry keeps its name for ever, so that a date that moves moves there too."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Milepost//Milepost//EN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(report.charter.name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "X-PUBLISHED-TTL:P1D",
    ]
    promises = [*report.milestones, *(c for c in report.commitments if c.state.is_open)]
    for promise in sorted(promises, key=lambda p: (p.forecast, p.item.kind, p.item.id)):
        lines += _entry(promise, report, words, site_url)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _entry(promise: PromiseFacts, report: StatusReport, words: Words, site_url: str | None) -> Iterator[str]:
    item = promise.item
    origin = promise.events[0].origin if promise.events else item.id
    yield "BEGIN:VEVENT"
    yield f"UID:{item.kind}-{origin}@{_text(urlsplit(site_url or '').hostname or 'milepost')}"
    yield f"DTSTAMP:{report.revision.committed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{len(promise.events)}"
    yield f"DTSTART;VALUE=DATE:{_day(promise.forecast)}"
    yield f"DTEND;VALUE=DATE:{_day(_day_after(promise.forecast))}"
    is_overdue = promise.state is State.OVERDUE
    title = words("{words} ({state})", words=item.title, state=words.state(promise.state)) if is_overdue else item.title
    yield f"SUMMARY:{_text(title)}"
    yield f"DESCRIPTION:{_text(_told(promise, words))}"
    yield f"CATEGORIES:{_text(words.kind(item.kind))}"
    yield f"STATUS:{'CANCELLED' if promise.state in _GONE else 'CONFIRMED'}"
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

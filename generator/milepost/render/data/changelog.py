"""The changelog: the ledger as text for a terminal, as Markdown for a comment, and as data."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from milepost.facts.events import Event, EventName, Said
from milepost.render.sentences.entries import tag_of
from milepost.render.sentences.sentences import detail, what_happened
from milepost.render.words.words import Words

# The field of which an event tells by its name, where it is a promise's.
_OF_A_PROMISE = {EventName.MOVED: "due", EventName.START_MOVED: "start", EventName.PROGRESSED: "progress"}
_INDENT = " " * len("2026-03-06  ")
# What begins markup in a comment on a forge: emphasis, links, tables, tags, references, emoji, addresses.
_MARKUP = re.compile(r"[\\`*_\[\]<>|~#&$]|:(?=[\w/+-])|(?<=www)\.", re.IGNORECASE)
# What a terminal would obey rather than show, and what turns the direction of the text around it.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def changelog(events: Sequence[Event], form: str, words: Words) -> str:
    """The events, oldest first, as `text`, `markdown` or `json`."""
    if form == "json":
        return json.dumps([event_data(event) for event in events], ensure_ascii=False, indent=2) + "\n"
    if form == "markdown":
        return as_markdown(events, words)
    if form == "text":
        return as_text(events, words)
    raise ValueError(f"unknown form {form!r}")


def events_in(
    events: Iterable[Event], revisions: Collection[str], after_day: date, until_day: date
) -> tuple[Event, ...]:
    """The events of some revisions, with the clock's own that were recorded after one day and up to another."""
    return tuple(
        event
        for event in events
        if (event.revision in revisions if event.revision is not None else after_day < event.recorded <= until_day)
    )


def event_data(event: Event) -> dict[str, Any]:
    """An event as the public data has it; keys that do not apply are null.

    Its field, what that said first and what it follows from stand there where there is any such thing.
    """
    announced, first = event.announced, _written(_first(event))
    field = event.field or _OF_A_PROMISE.get(event.event)
    return {
        "kind": event.kind.value,
        "id": event.id,
        "event": event.event.value,
        "on": event.on.isoformat(),
        "recorded": event.recorded.isoformat(),
        "revision": event.revision or None,
        "author": event.author or None,
        **({"field": field} if field else {}),
        **({"first": first} if first is not None else {}),
        "from": _written(event.before),
        "to": _written(event.after),
        "days": event.days,
        "days_from_first": event.days_from_first,
        "days_from_due": event.days_from_due,
        "reason": event.reason,
        "cause": event.cause,
        **({"because": list(event.because)} if event.because else {}),
        **({"evidence": event.evidence} if event.evidence else {}),
        "announced": {"update": announced.update, "on": announced.on.isoformat()} if announced else None,
        "notice_days": event.notice_days,
    }


def _first(event: Event) -> Said:
    """What a date that moved was first, or a degree that was rated."""
    if event.event is EventName.MOVED and isinstance(event.after, date) and event.days_from_first is not None:
        return event.after - timedelta(days=event.days_from_first)
    return event.first


def _written(said: Said) -> str | int | None:
    """One side of a change as YAML has it."""
    return said.isoformat() if isinstance(said, date) else said


def as_text(events: Iterable[Event], words: Words) -> str:
    """One entry a paragraph of one or two lines."""
    lines = []
    for event in events:
        told = ": ".join(part for part in (_tag(event, words), what_happened(event, words)) if part)
        lines.append(f"{event.recorded}  {words.kind(event.kind).lower()} {event.id} ({event.title}) {told}")
        if more := detail(event, words):
            lines.append(f"{_INDENT}{more}")
    shown = [_CONTROL.sub("\N{REPLACEMENT CHARACTER}", line) for line in lines]
    return "\n".join(shown or [words("Nothing changed.")]) + "\n"


def as_markdown(events: Iterable[Event], words: Words) -> str:
    """A list under each day, in which no title can be anything but text, and nobody is called by name."""
    lines: list[str] = []
    for day, entries in groupby(events, key=lambda event: event.recorded):
        lines += ["", f"#### {words.day(day)}", ""] if lines else [f"#### {words.day(day)}", ""]
        lines += [_bullet(event, words) for event in entries]
    return "\n".join(lines or [words("Nothing changed.")]) + "\n"


def _bullet(event: Event, words: Words) -> str:
    told = what_happened(event, words)
    said = f"**{_escaped(_tag(event, words))}**{f': {_escaped(told)}' if told else ''}"
    more = detail(event, words)
    item = f"{words.kind(event.kind).lower()} `{event.id}`, {_escaped(event.title)}"
    return f"- {item}: {said}" + (f" — {_escaped(more)}" if more else "")


def _tag(event: Event, words: Words) -> str:
    return tag_of(event, words).lower()


def _escaped(text: str) -> str:
    """Text that a forge shows as it stands, in the middle of a line.

    Only what could begin something is written as its number, so that a comment can also be read unrendered. The
    invisible space keeps `@name` from calling anybody.
    """
    text = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))
    return _MARKUP.sub(lambda mark: f"&#{ord(mark[0])};", text).replace("@", "@\N{ZERO WIDTH SPACE}")

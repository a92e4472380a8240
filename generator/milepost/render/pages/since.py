"""What changed since a reader last looked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256
from itertools import groupby

from milepost.facts.events import Event
from milepost.frozen import dataclass
from milepost.model.fields import Kind
from milepost.model.places import RECORD_PAGE
from milepost.render.addresses import guid
from milepost.render.context import Context
from milepost.render.page import Page
from milepost.render.sentences.entries import Entry

# How many days back the shorter spans of the page reach.
_WEEK, _MONTH = 7, 31


@dataclass(frozen=True, slots=True)
class Day:
    """What was recorded on a day; `age` is how old it is, `marks` are what a browser remembers each entry by."""

    day: date
    age: str
    entries: tuple[Entry, ...]
    marks: tuple[str, ...]


def mark(event: Event) -> str:
    """A short name for an event that never changes."""
    return sha256(guid(event).encode()).hexdigest()[:8]


def marks_json(events: Iterable[Event]) -> str:
    """Every mark, for the browser of a reader who wants to know later what was new."""
    return json.dumps([mark(event) for event in events]) + "\n"


def since_page(context: Context) -> Page:
    """What changed, by day; the browser knows how far back to show it."""
    words, today = context.words, context.report.status_date
    by_day = groupby(context.report.events, key=lambda event: event.recorded)
    days = [_day(context, day, tuple(events)) for day, events in by_day]
    before = context.render("since.html", "versions/since.md", days=days[::-1], week=_WEEK, month=_MONTH, today=today)
    title, description = words("Since you last looked"), words("What changed, as far back as you like.")
    changed = context.last_change(*Kind)
    return Page(
        "versions/since.md",
        title,
        description,
        before,
        is_found=False,
        changed=changed,
        is_state=True,
        under=RECORD_PAGE,
    )


def _day(context: Context, day: date, events: Sequence[Event]) -> Day:
    days = (context.report.status_date - day).days
    age = "week" if days < _WEEK else "month" if days < _MONTH else "start"
    return Day(day, age, context.event_words.entries(events), tuple(map(mark, events)))

"""A month as a report: what was said, what was reached and kept, which dates moved and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from markupsafe import Markup

from milepost.facts.events import Event, EventName
from milepost.facts.monthly import MonthFacts, courses, events_in, months_of
from milepost.facts.telling.news import moved_dates
from milepost.frozen import dataclass
from milepost.model.fields import Kind, Side
from milepost.model.kinds.charter import Every
from milepost.model.places import RECORD_PAGE
from milepost.render.charts.weeks import weeks_strip
from milepost.render.context import Context
from milepost.render.page import Page
from milepost.render.sentences.entries import Entry
from milepost.render.words.terms import message
from milepost.render.words.words import Words

_DONE = {EventName.KEPT, EventName.KEPT_LATE}
_LOST = {EventName.MISSED, EventName.VANISHED, EventName.WITHDRAWN, EventName.CANCELLED}
PAGES_OF: Mapping[Kind, str] = MappingProxyType(
    {Kind.UPDATE: "", Kind.LESSON: "", Kind.MEETING: message("Meetings"), Kind.CLOSING: message("Closing report")}
)
"""The part that tells of the pages of each kind; none of updates, which the month is made of, nor of lessons."""
DECIDED: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.DECISION: message("Decisions"),
        Kind.CHANGE: message("Decisions"),
        Kind.FEEDBACK: message("Feedback we answered"),
    }
)
"""The part that tells what was decided of each kind of which something is."""


@dataclass(frozen=True, slots=True)
class Part:
    """What happened of one sort: its heading, and the entries."""

    title: str
    entries: tuple[Entry, ...]


def month_pages(context: Context) -> Iterator[Page]:
    """A page for each month that has an update, the newest first; a past version leaves them to today's site."""
    if not context.is_past:
        for month in months_of(context.report):
            yield _month(context, month)


def _month(context: Context, month: MonthFacts) -> Page:
    words, report = context.words, context.report
    uri = f"updates/{month.first:%Y-%m}.md"
    title = words("{month} in short", month=words.month(month.first))
    own = next((u for u in month.updates if u.update.matter.period is Every.MONTH), month.updates[0])
    verdicts = [v for v in context.verdicts if month.first <= v.day <= month.last]
    before = context.render(
        "month.html",
        uri,
        month.last,
        month=month,
        title=title,
        own=own,
        judged=any(verdict.computed for verdict in verdicts),
        strip=Markup(weeks_strip(verdicts, words)),  # noqa: S704, the chart escapes what it holds
        courses=courses([trend.promise for trend in report.key_dates], month),
        parts=_parts(context, month),
        updates=tuple(reversed(month.updates)),
    )
    description = title + words(": ") + own.update.title
    changed = month.updates[0].recorded
    return Page(uri, title, description, before, changed=changed, under=RECORD_PAGE, is_found=False)


def decided_parts(context: Context, events: Iterable[Event], told: date) -> tuple[Part, ...]:
    """What was decided, and apart from it what of the reader's words was answered; told on a day."""
    return _told_parts(context, _decided(context.words, events), told)


def _told_parts(context: Context, found: Iterable[tuple[str, Sequence[Event]]], told: date) -> tuple[Part, ...]:
    return tuple(Part(title, context.event_words.entries(events, told)) for title, events in found if events)


def _decided(words: Words, events: Iterable[Event]) -> Iterator[tuple[str, Sequence[Event]]]:
    ruled = [event for event in events if event.event is EventName.DECIDED]
    for title in dict.fromkeys(DECIDED.values()):
        yield words(title), [event for event in ruled if DECIDED[event.kind] == title]


def _parts(context: Context, month: MonthFacts) -> tuple[Part, ...]:
    """What was reached, what moved, what was missed or given up, and what is new: by side where that is known."""
    words, events = context.words, events_in(context.report, month)
    done = [event for event in events if event.event in _DONE and not event.corrects_a_day]
    reached = [event for event in done if event.kind is Kind.MILESTONE]
    kept = [event for event in done if event.kind is not Kind.MILESTONE]
    ours, yours = _by_side(context, kept)
    came = {(event.kind, event.id) for event in done}
    lost = [e for e in events if e.event in _LOST and not e.tidies_away and (e.kind, e.id) not in came]
    made = [event for event in events if event.event is EventName.MADE and event.kind is Kind.COMMITMENT]
    grown = [event for event in events if event.event is EventName.RATED and _has_grown(event)]
    found = (
        (words("Reached"), reached),
        (words("Promises we kept"), ours),
        (words("Promises you kept"), yours),
        (words("Dates that moved"), moved_dates(e for e in events if e.event is not EventName.START_MOVED)),
        (words("Missed or given up"), lost),
        *(
            (words(title), [e for e in events if e.kind is kind and _tells(e)])
            for kind, title in PAGES_OF.items()
            if title
        ),
        *_decided(words, events),
        (words("Risks that grew"), grown),
        (words("New promises"), made),
    )
    return _told_parts(context, found, month.last)


def _tells(event: Event) -> bool:
    """Whether it is told among the pages of its kind: that it came, and of the closing report all that came of it."""
    return event.event is EventName.PUBLISHED or event.kind is Kind.CLOSING


def _has_grown(event: Event) -> bool:
    """Whether a risk is rated higher than before; so may be how satisfied the client is, which is no risk."""
    return (
        event.kind is Kind.RISK
        and isinstance(event.before, int)
        and isinstance(event.after, int)
        and event.after > event.before
    )


def _by_side(context: Context, events: Sequence[Event]) -> tuple[list[Event], list[Event]]:
    """The events of our promises, and those of the reader's."""
    sides = [context.event_words.side(context.event_words.promise_of(event)) for event in events]
    paired = list(zip(events, sides, strict=True))
    theirs = [event for event, side in paired if side is Side.CLIENT]
    return [event for event, side in paired if side is not Side.CLIENT], theirs

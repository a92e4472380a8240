"""Views: the facts in the order and grouping in which a page shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from milepost.facts.events import Event, EventName
from milepost.facts.promises import PromiseFacts, State
from milepost.facts.report import LessonFacts, PhaseFacts, StatusReport, Trend, TrendPoint, UpdateFacts
from milepost.model.fields import Kind
from milepost.model.plan import Milestone
from milepost.render.drawing import text_width
from milepost.render.history import Entry, entry_of
from milepost.render.text import Words, message

# What a client wants to hear of first; what is not named is not news.
_NEWS = (
    EventName.VANISHED,
    EventName.MISSED,
    EventName.REBASELINED,
    EventName.MOVED,
    EventName.REOPENED,
    EventName.CANCELLED,
    EventName.WITHDRAWN,
    EventName.KEPT_LATE,
    EventName.KEPT,
    EventName.EDITED,
    EventName.RETURNED,
    EventName.REWORDED,
    EventName.REASSIGNED,
    EventName.CHANGED,
    EventName.MERGED,
)
_SETTLED = {EventName.KEPT, EventName.KEPT_LATE, EventName.WITHDRAWN, EventName.CANCELLED, EventName.RETURNED}
_OVERTAKEN_BY = {
    EventName.MISSED: _SETTLED,
    EventName.VANISHED: _SETTLED,
    EventName.REOPENED: _SETTLED,
    EventName.MOVED: _SETTLED,
    EventName.REBASELINED: {*_SETTLED, EventName.MOVED},
}
_HEADLINE_EMS = 48  # about four lines
_STATE_TONES = {
    State.KEPT: "ok",
    State.KEPT_LATE: "warn",
    State.ACTIVE: "info",
    State.MOVED: "warn",
    State.OVERDUE: "bad",
    State.VANISHED: "bad",
}
_PHASE_STATES = {
    "done": (message("Complete"), "done"),
    "active": (message("In progress"), "info"),
    "moved": (message("Later than agreed"), "warn"),
    "late": (message("Overdue"), "bad"),
    "planned": (message("Not started"), "idle"),
}


@dataclass(frozen=True, slots=True)
class Count:
    """How many promises stand in one way; `share` of 100, and where the part before it ends, for a bar."""

    label: str
    number: int
    tone: str
    start: float
    share: float


@dataclass(frozen=True, slots=True)
class Month:
    """The updates of one month."""

    first: date
    updates: tuple[UpdateFacts, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of lessons, and a name for its place on the page."""

    name: str
    slug: str
    lessons: tuple[LessonFacts, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The milestones of a phase; None: of no phase."""

    phase: PhaseFacts | None
    promises: tuple[PromiseFacts, ...]


def state_tone(promise: PromiseFacts) -> str:
    """How a promise's state looks."""
    return _STATE_TONES.get(promise.state, "idle")


def phase_state(phase: PhaseFacts) -> tuple[str, str]:
    """The message and the look of a phase's state."""
    return _PHASE_STATES[phase.state]


def phase_progress(phase: PhaseFacts, today: date) -> int:
    """How much of a phase's time has passed, in percent."""
    if phase.state == "done":
        return 100
    span = max((phase.end - phase.start).days, 1)
    return max(0, min(99, round(100 * (today - phase.start).days / span)))


def news(events: Iterable[Event], finish_id: str | None = None) -> tuple[Event, ...]:
    """What a client should hear of, most important first: one event an item, its latest of the most important sort.

    Several moves of one item become one, from the first date to the last.
    """
    by_item: dict[tuple[Kind, str], list[Event]] = {}
    for event in events:
        if event.event in _NEWS:
            by_item.setdefault((event.kind, event.id), []).append(event)
    told = [_weightiest(happened) for happened in by_item.values()]
    is_minor = {EventName.EDITED, EventName.REWORDED, EventName.REASSIGNED, EventName.CHANGED, EventName.MERGED}
    return tuple(
        sorted(
            told,
            key=lambda e: (
                not (e.kind is Kind.MILESTONE and e.id == finish_id and e.event not in is_minor),
                _NEWS.index(e.event),
                e.kind is not Kind.MILESTONE,
                -e.recorded.toordinal(),
                e.id,
            ),
        )
    )


def _weightiest(happened: Sequence[Event]) -> Event:
    best = min(happened, key=lambda e: (_NEWS.index(e.event), -happened.index(e)))
    # What was missed and has been kept since is kept, late; what came back has not vanished; what was agreed anew and
    # moved again has moved.
    later = [e for e in happened[happened.index(best) + 1 :] if e.event in _OVERTAKEN_BY.get(best.event, ())]
    if later and (best.event is not EventName.REBASELINED or later[-1].recorded > best.recorded):
        best = later[-1]
    moves = [e for e in happened if e.event is EventName.MOVED]
    if best.event is EventName.MOVED and len(moves) > 1:
        return _joined(moves)
    return best


def _joined(moves: Sequence[Event]) -> Event:
    days = sum(move.days or 0 for move in moves)
    return replace(moves[-1], before=moves[0].before, days=days)


def new_promises(events: Iterable[Event]) -> int:
    """How many promises were made."""
    return sum(event.event is EventName.MADE for event in events)


def entries_of(
    events: Iterable[Event], report: StatusReport, words: Words, told: date | None = None
) -> tuple[Entry, ...]:
    """Events in words, told on the status date or another day."""
    grace = report.charter.rhythm.grace_days
    return tuple(entry_of(event, words, told or report.status_date, grace) for event in events)


def next_milestones(report: StatusReport, limit: int = 5) -> tuple[PromiseFacts, ...]:
    """The milestones to come, soonest first."""
    to_come = (m for m in report.milestones if m.state.is_open)
    return tuple(sorted(to_come, key=lambda m: (m.due, m.item.id)))[:limit]


def commitment_counts(commitments: Sequence[PromiseFacts]) -> tuple[Count, ...]:
    """How the promises stand, in the order of a bar: what went well on the left."""
    sorts = (
        (message("Kept on the agreed date"), "ok", {State.KEPT}),
        (message("Kept late"), "late", {State.KEPT_LATE}),
        (message("Moved, still open"), "warn", {State.MOVED}),
        (message("Overdue"), "bad", {State.OVERDUE}),
        (message("Open, not moved"), "idle", {State.OPEN, State.ACTIVE}),
        (message("Withdrawn"), "gone", {State.WITHDRAWN, State.CANCELLED}),
        (message("Vanished"), "bad", {State.VANISHED}),
    )
    counts, start = [], 0.0
    for label, tone, states in sorts:
        number = sum(c.state in states for c in commitments)
        share = 100 * number / max(len(commitments), 1)
        counts.append(Count(label, number, tone, round(start, 2), round(share, 2)))
        start += share
    return tuple(counts)


def latest_entries(report: StatusReport, words: Words, limit: int = 3) -> tuple[Entry, ...]:
    """The latest news of commitments, one of each."""
    found: dict[str, Event] = {}
    for event in reversed(report.events):
        if event.kind is Kind.COMMITMENT and event.event in {*_NEWS, EventName.MADE}:
            found.setdefault(event.id, event)
    return entries_of(tuple(found.values())[:limit], report, words)


def by_month(updates: Sequence[UpdateFacts]) -> tuple[Month, ...]:
    """Updates by month, newest first."""
    grouped = groupby(updates, key=lambda facts: facts.update.date.replace(day=1))
    return tuple(Month(first, tuple(facts)) for first, facts in grouped)


def topics(lessons: Sequence[LessonFacts]) -> tuple[Topic, ...]:
    """The topics of all lessons, by name."""
    names = sorted(
        {tag for facts in lessons for tag in facts.lesson.matter.tags}, key=lambda tag: (tag.casefold(), tag)
    )
    return tuple(
        Topic(name, f"topic-{number}", tuple(facts for facts in lessons if name in facts.lesson.matter.tags))
        for number, name in enumerate(names, 1)
    )


def by_phase(report: StatusReport) -> tuple[Group, ...]:
    """The plan in the order of its phases; what has no phase, or one nobody else has, comes last."""
    groups = [Group(phase, phase.promises) for phase in report.phases]
    shown = {(p.item.kind, p.item.id) for group in groups for p in group.promises}
    others = tuple(m for m in report.milestones if (m.item.kind, m.item.id) not in shown)
    return (*groups, *((Group(None, others),) if others else ()))


def phase_title(milestone: Milestone, report: StatusReport) -> str:
    """What the phase of a milestone is called."""
    return next((phase.title for phase in report.charter.phases if phase.id == milestone.phase), "")


def turns(trend: Trend) -> tuple[TrendPoint, ...]:
    """The points at which a forecast changed, the first among them."""
    grouped = groupby(trend.points, key=lambda point: point.forecast)
    return tuple(next(points) for _, points in grouped)


def moved_dates(changes: Iterable[Event]) -> tuple[Event, ...]:
    """The dates that moved, one line an item."""
    moves = [event for event in changes if event.event is EventName.MOVED]
    by_item: dict[tuple[Kind, str], list[Event]] = {}
    for move in moves:
        by_item.setdefault((move.kind, move.id), []).append(move)
    return tuple(_joined(happened) if len(happened) > 1 else happened[0] for happened in by_item.values())


def is_long(title: str) -> bool:
    """Whether a title is too long to be set as large as a headline."""
    return text_width(title, size=1) > _HEADLINE_EMS

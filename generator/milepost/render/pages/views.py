"""Views: the facts in the order and grouping in which a page shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from milepost.facts.promises.promises import PromiseFacts, State
from milepost.facts.report import LessonFacts, PhaseFacts, StatusReport, Trend, TrendPoint, UpdateFacts
from milepost.model.kinds.milestones import Milestone
from milepost.render.charts.drawing import text_width
from milepost.render.words.words import message

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
    "ended": (message("Nothing open"), "idle"),
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
    if phase.state in {"done", "ended"} or phase.end < today:
        return 100
    span = max((phase.end - phase.start).days, 1)
    return max(0, min(99, round(100 * (today - phase.start).days / span)))


def next_milestones(report: StatusReport, limit: int = 5) -> tuple[PromiseFacts, ...]:
    """The milestones to come, soonest first; what is overdue is not next."""
    to_come = (m for m in report.milestones if m.state.is_open and m.state is not State.OVERDUE)
    return tuple(sorted(to_come, key=lambda m: (m.due, m.item.id)))[:limit]


def overdue(promises: Iterable[PromiseFacts]) -> tuple[PromiseFacts, ...]:
    """What is overdue, longest first."""
    return tuple(sorted((p for p in promises if p.state is State.OVERDUE), key=lambda p: (p.due, p.item.id)))


def first_to_come(promises: Iterable[PromiseFacts]) -> PromiseFacts | None:
    """The open promise that is due next; what is overdue is not next."""
    to_come = (p for p in promises if p.state.is_open and p.state is not State.OVERDUE)
    return min(to_come, key=lambda p: (p.due, p.item.id), default=None)


def hidden_since(report: StatusReport) -> int:
    """How many public items were made internal since the update before the newest one."""
    since = report.updates[1].recorded if len(report.updates) > 1 else date.min
    return sum(held.recorded > since for held in report.withheld)


def commitment_counts(commitments: Sequence[PromiseFacts]) -> tuple[Count, ...]:
    """How the promises stand, in the order of a bar: what went well on the left."""
    sorts = (
        (message("Kept by the agreed date"), "ok", {State.KEPT}),
        (message("Kept late"), "late", {State.KEPT_LATE}),
        (message("Open, later than agreed"), "warn", {State.MOVED}),
        (message("Overdue"), "bad", {State.OVERDUE}),
        (message("Open as agreed"), "idle", {State.OPEN, State.ACTIVE}),
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


def by_month(updates: Sequence[UpdateFacts]) -> tuple[Month, ...]:
    """Updates by month, newest first."""
    grouped = groupby(updates, key=lambda facts: facts.update.date.replace(day=1))
    return tuple(Month(first, tuple(facts)) for first, facts in grouped)


def topics(lessons: Sequence[LessonFacts]) -> tuple[Topic, ...]:
    """The topics of all lessons, by name."""
    names = sorted(
        {tag for facts in lessons for tag in facts.lesson.matter.tags}, key=lambda tag: (tag.casefold(), tag)
    )
    by_tag: dict[str, list[LessonFacts]] = {name: [] for name in names}
    for facts in lessons:
        for tag in dict.fromkeys(facts.lesson.matter.tags):
            by_tag[tag].append(facts)
    return tuple(Topic(name, f"topic-{n}", tuple(by_tag[name])) for n, name in enumerate(names, 1))


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


def is_long(title: str) -> bool:
    """Whether a title is too long to be set as large as a headline."""
    return text_width(title, size=1) > _HEADLINE_EMS


def opening(markdown: str) -> str:
    """The first paragraph of a text."""
    return markdown.strip().partition("\n\n")[0]

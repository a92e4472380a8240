"""The commitments: every promise of either side, and how they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from milepost.facts.promises.promises import PromiseFacts, State
from milepost.model.fields import Kind
from milepost.render.context import Context
from milepost.render.page import Page
from milepost.render.words.words import message


@dataclass(frozen=True, slots=True)
class Count:
    """How many promises stand in one way; `share` of 100, and where the part before it ends, for a bar."""

    label: str
    number: int
    tone: str
    start: float
    share: float


@dataclass(frozen=True, slots=True)
class Score:
    """How many promises were kept, are open, overdue, and gone; of some of them, how many of which are late."""

    kept: int
    kept_late: int
    open: int
    open_later: int
    overdue: int
    withdrawn: int
    vanished: int


def commitments_page(context: Context) -> Page:
    """Every promise of either side."""
    report, words = context.report, context.words
    still = sorted((c for c in report.commitments if c.state.is_open), key=lambda c: (c.due, c.item.id))
    closed = sorted(
        (c for c in report.commitments if not c.state.is_open),
        key=lambda c: (-(c.closed_on or c.due).toordinal(), c.item.id),
    )
    before = context.render(
        "commitments.html",
        "commitments.md",
        counts=commitment_counts(report.commitments),
        open=still,
        closed=closed,
        histories={c.item.id: context.history(c) for c in report.commitments},
        milestones={m.item.id: m.item.title for m in report.milestones},
    )
    source = next((path for (kind, _), path in sorted(report.sources.items()) if kind is Kind.COMMITMENT), None)
    title = words("Commitments")
    description = words("Every promise made on this project, by either side, and how each one changed.")
    changed = context.last_change(Kind.COMMITMENT)
    return Page("commitments.md", title, description, before, nav=title, source=source, changed=changed, is_state=True)


def score_of(commitments: Sequence[PromiseFacts]) -> Score:
    """How the promises stand, in a few numbers."""
    by_state = Counter(commitment.state for commitment in commitments)
    return Score(
        kept=by_state[State.KEPT] + by_state[State.KEPT_LATE],
        kept_late=by_state[State.KEPT_LATE],
        open=by_state[State.OPEN] + by_state[State.ACTIVE] + by_state[State.MOVED],
        open_later=by_state[State.MOVED],
        overdue=by_state[State.OVERDUE],
        withdrawn=by_state[State.WITHDRAWN] + by_state[State.CANCELLED],
        vanished=by_state[State.VANISHED],
    )


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

"""Stones: the words of a milestone's line, and its line in the chart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from milepost.facts.acceptance.asks import AcceptanceAsk, waits_for_acceptance
from milepost.facts.promises.chain import Chain
from milepost.facts.promises.promises import PromiseFacts, State
from milepost.frozen import dataclass
from milepost.model.fields import Kind
from milepost.model.kinds.milestones import Milestone
from milepost.render.charts.tracks import Tracks
from milepost.render.context import Context
from milepost.render.drawing.measures import shortened
from milepost.render.drawing.milestones import status_of, story_of
from milepost.render.promises.handover import handover_line, handover_told
from milepost.render.promises.rows import Row
from milepost.render.words.distance import until
from milepost.render.words.words import Words

_LATE = frozenset({State.OVERDUE, State.MOVED, State.KEPT_LATE})
_NAMED = 2  # so many of what a milestone waits for stand in its line


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the line of one milestone says of others: what each waits for, the chain before the key date, its phase."""

    before: Mapping[str, Sequence[PromiseFacts]]
    chain: Chain | None
    keys: frozenset[str]
    phases: Mapping[str, str]
    tracks: Tracks


def stone(context: Context, promise: PromiseFacts, around: Surroundings, uri: str) -> Row:
    """A milestone as a line of the list and as one of the chart."""
    words, item = context.words, promise.item
    before = tuple(around.before.get(item.id, ()))
    looks = " ".join(_looks(promise, around))
    html = context.render(
        "milestone.html",
        uri,
        promise=promise,
        before=before,
        waits=_waits(before, words),
        said=_said(promise, context),
        handover=handover_line(context, promise.handover),
        handover_told=handover_told(context, promise.handover),
        ask=AcceptanceAsk(promise) if waits_for_acceptance(promise) else None,
        phase=around.phases.get(item.phase or "") if isinstance(item, Milestone) else None,
        entries=context.history(promise),
        looks=looks,
    )
    drawn = context.render(
        "track.html",
        uri,
        promise=promise,
        status=status_of(promise),
        story=story_of(promise, words),
        looks=looks,
        width=around.tracks.width,
        shapes=around.tracks.track(promise),
    )
    return Row(promise, Markup(html), Markup(drawn))  # noqa: S704, templates of ours have escaped them


def _looks(promise: PromiseFacts, around: Surroundings) -> Iterator[str]:
    """By what the choices of the page, and its styles, find a line."""
    name, chain = promise.item.id, around.chain
    if promise.state in _LATE:
        yield "mp-late"
    if around.tracks.is_past(promise):
        yield "mp-past"
    if name in around.keys:
        yield "mp-key-date"
    if chain and name in chain.waits_for:
        yield "mp-before"
    if chain and name in chain.critical:
        yield "mp-chain"


def _waits(before: Sequence[PromiseFacts], words: Words) -> str:
    """What it waits for, in a line; the other side's answers are named as such."""
    if not before:
        return ""
    named = [_named(promise, words) for promise in before[:_NAMED]]
    told = words("waits for {what}", what=words("; ").join(named))
    more = len(before) - _NAMED
    return words.plural("{named} and {n} more", "{named} and {n} more", more, named=told) if more > 0 else told


def _named(promise: PromiseFacts, words: Words) -> str:
    title = shortened(promise.item.title, 380)
    return title if promise.item.kind is Kind.MILESTONE else words("you: {promise}", promise=title)


def _said(promise: PromiseFacts, context: Context) -> str:
    """How it stands against what was agreed, in a few words."""
    words, state, days = context.words, promise.state, promise.variance_days
    told = words.state(state, Kind.MILESTONE)
    if state is State.OVERDUE:
        return words.overdue(promise.overdue_days)
    if state is State.MOVED:
        return words.against_agreed(days)
    if state is State.KEPT_LATE:
        return words.plural("Reached {n} day late", "Reached {n} days late", days)
    if state is State.KEPT and days:
        return words.plural("Reached {n} day early", "Reached {n} days early", -days)
    if state is State.ACTIVE:
        return told + words(", ") + until(promise.due, words, context.report.status_date)
    return until(promise.due, words, context.report.status_date) if state is State.OPEN else told

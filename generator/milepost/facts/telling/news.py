"""News: what a client should hear of first, one item at a time, with nothing of weight left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from milepost.facts.events import Event, EventName
from milepost.facts.report import StatusReport
from milepost.model.fields import Kind

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
    EventName.MERGED,
    EventName.REWORDED,
    EventName.REASSIGNED,
    EventName.START_MOVED,
    EventName.CHANGED,
)
_MINOR = {EventName.EDITED, EventName.REWORDED, EventName.REASSIGNED, EventName.START_MOVED, EventName.CHANGED}
_SETTLED = {EventName.KEPT, EventName.KEPT_LATE, EventName.WITHDRAWN, EventName.CANCELLED, EventName.RETURNED}
_OVERTAKEN_BY = {
    EventName.MISSED: {*_SETTLED, EventName.MOVED},
    EventName.VANISHED: _SETTLED,
    EventName.REOPENED: _SETTLED,
    EventName.MOVED: _SETTLED,
    EventName.REBASELINED: {*_SETTLED, EventName.MOVED},
}


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to an item: the main thing, and what else did, oldest first."""

    main: Event
    others: tuple[Event, ...] = ()


def news(events: Iterable[Event], finish_id: str | None = None) -> tuple[Change, ...]:
    """What a client should hear of, most important first: one change an item.

    The main thing is the latest of the most important sort; several moves of one item become one, from the first date
    to the last.
    """
    told = [_change(happened) for happened in _by_item(event for event in events if _is_news(event))]
    return tuple(sorted(told, key=lambda change: _weight(change.main, finish_id)))


def new_promises(events: Iterable[Event]) -> tuple[Event, ...]:
    """The promises that were made, soonest due first."""
    made = (event for event in events if event.event is EventName.MADE)
    return tuple(sorted(made, key=lambda e: (str(e.after), e.kind, e.id)))


def moved_dates(changes: Iterable[Event]) -> tuple[Event, ...]:
    """The dates that moved, one line an item and sort: what is due, what was agreed, when it starts."""
    names = (EventName.MOVED, EventName.REBASELINED, EventName.START_MOVED)
    found = []
    for happened in _by_item(event for event in changes if event.event in names):
        for name in names:
            moves = [event for event in happened if event.event is name]
            # An agreement that follows the new date says nothing that the new date does not.
            is_told = name is EventName.REBASELINED and any(e.event is EventName.MOVED for e in happened)
            if moves and not is_told:
                found.append(_joined(moves))
    return tuple(found)


def latest(report: StatusReport, kind: Kind, limit: int = 3) -> tuple[Event, ...]:
    """The latest news of items of a kind, one of each."""
    found: dict[str, Event] = {}
    for event in reversed(report.events):
        if event.kind is kind and event.event in {*_NEWS, EventName.MADE} and not event.tidies_away:
            found.setdefault(event.id, event)
    return tuple(found.values())[:limit]


def _by_item(events: Iterable[Event]) -> Sequence[list[Event]]:
    by_item: dict[tuple[Kind, str], list[Event]] = {}
    for event in events:
        by_item.setdefault((event.kind, event.id), []).append(event)
    return tuple(by_item.values())


def _is_news(event: Event) -> bool:
    """Whether a client should hear of it: not of what is tidied away, nor of a reason that has served."""
    has_served = event.field in {"reason", "cause"} and event.after is None
    return event.event in _NEWS and not event.tidies_away and not has_served


def _weight(event: Event, finish_id: str | None) -> tuple[bool, int, bool, int, str]:
    is_finish = event.kind is Kind.MILESTONE and event.id == finish_id and event.event not in _MINOR
    name = _NEWS.index(event.event)
    return not is_finish, name, event.kind is not Kind.MILESTONE, -event.recorded.toordinal(), event.id


def _change(happened: list[Event]) -> Change:
    main = _weightiest(happened)
    by_name: dict[EventName, list[Event]] = {}
    for event in happened:
        if event.event is not main.event and not _is_said(event, main):
            by_name.setdefault(event.event, []).append(event)
    others = (_joined(events) if name is EventName.MOVED else events[-1] for name, events in by_name.items())
    places: Mapping[int, int] = {id(event): place for place, event in enumerate(happened)}
    return Change(main, tuple(sorted(others, key=lambda event: places.get(id(event), 0))))


def _is_said(event: Event, main: Event) -> bool:
    """Whether the main thing says it, or the promise itself does, as a note."""
    if event.event is EventName.MISSED:
        return main.event is EventName.KEPT_LATE
    if event.event is EventName.MOVED:
        return main.event is EventName.REBASELINED and event.after == main.after
    return event.event is EventName.CHANGED


def _weightiest(happened: Sequence[Event]) -> Event:
    best = min(happened, key=lambda e: (_NEWS.index(e.event), -happened.index(e)))
    # What was missed and has been kept since is kept, late, and what was missed and has got a new date has moved; what
    # came back has not vanished; what was agreed anew and moved again has moved.
    later = [e for e in happened[happened.index(best) + 1 :] if e.event in _OVERTAKEN_BY.get(best.event, ())]
    if later and (best.event is not EventName.REBASELINED or later[-1].recorded > best.recorded):
        best = later[-1]
    moves = [e for e in happened if e.event is EventName.MOVED]
    return _joined(moves) if best.event is EventName.MOVED else best


def _joined(moves: Sequence[Event]) -> Event:
    """Several moves as one; the reason is the last that was given."""
    if len(moves) == 1:
        return moves[0]
    given = next((move for move in reversed(moves) if move.reason), moves[-1])
    days = sum(move.days or 0 for move in moves) if all(move.days is not None for move in moves) else None
    return replace(moves[-1], before=moves[0].before, days=days, reason=given.reason, cause=given.cause)

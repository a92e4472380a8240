"""Effects: what a change request, a decision or a risk really did to the dates that follow from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from milepost.facts.events import Event, EventName
from milepost.model.fields import Kind
from milepost.model.snapshot import Key

# Kinds of reason that tell of a wish; who moves a date for one expects a change request.
_WISHES = {"scope", "client"}


def effects_of(followed: Iterable[Event]) -> Mapping[Key, int]:
    """How many days each date moved in all, of the events that follow from one item; in the order of the first move."""
    found: dict[Key, int] = {}
    for event in followed:
        if event.event is EventName.MOVED and event.days is not None:
            found[event.kind, event.id] = found.get((event.kind, event.id), 0) + event.days
    return found


def followed_by_item(events: Iterable[Event]) -> Mapping[Key, tuple[Event, ...]]:
    """The events that follow from each item, oldest first."""
    found: dict[Key, list[Event]] = {}
    for event in events:
        for name in event.because:
            kind, _, item_id = name.partition(":")
            found.setdefault((Kind(kind), item_id), []).append(event)
    return {key: tuple(followed) for key, followed in found.items()}


def moved_without_request(events: Iterable[Event]) -> tuple[Event, ...]:
    """The dates that moved for the sake of scope or client, and name no change request."""
    return tuple(
        event
        for event in events
        if event.event is EventName.MOVED and event.cause in _WISHES
        if not any(name.startswith(f"{Kind.CHANGE}:") for name in event.because)
    )

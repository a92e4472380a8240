"""Reasons: why something was changed, as the item or its revision says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from milepost.facts.events import Event, EventName
from milepost.facts.threads.threads import Moment, Thread
from milepost.facts.wording.item_fields import field_of, is_same, text_of, value_of
from milepost.model.snapshot import ListItem

Why = dict[str, Any]
"""The reason and the cause of a change."""


def reason_of(old: ListItem | None, item: ListItem, moment: Moment) -> Why:
    """Why: the item's own words if they are new, or else the revision's; never an old reason for a new change."""
    own = text_of(item, "reason") if item.reason != (old.reason if old else None) else None
    cause = getattr(item, "cause", None)
    new_cause = cause != getattr(old, "cause", None)
    return {"reason": own or moment.reason, "cause": cause if own or new_cause else None}


def explained(thread: Thread, old: ListItem, item: ListItem, moment: Moment, told: Iterable[Event]) -> Iterator[Event]:
    """A reason or cause that changed by itself: a new one is in the other entries of the step, an old one in theirs."""
    # A reference may name what nobody may see, and then is not told.
    telling = [event for event in told if not ((field := field_of(event)) and field.kinds)]
    for name in ("reason", "cause"):
        before, after = value_of(old, name), value_of(item, name)
        is_told = any(after is None or getattr(event, name) == after for event in telling)
        if before != after and not is_told and not is_same(item, name, before, after):
            yield moment.event(thread, item, EventName.CHANGED, field=name, before=before, after=after)

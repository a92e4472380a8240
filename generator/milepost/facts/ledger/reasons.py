"""Reasons: why something was changed, as the item or its revision says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from milepost.facts.events import Event, EventName
from milepost.facts.threads.threads import Moment, Thread
from milepost.facts.wording.item_fields import Value, field_of, is_same, text_of, value_of
from milepost.model.fields import Kind
from milepost.model.items import PromiseItem
from milepost.model.records.budget import BudgetLine
from milepost.model.snapshot import ListItem

Why = dict[str, Any]
"""The reason and the cause of a change, and the items that it follows from."""


def reason_of(old: ListItem | None, item: ListItem, moment: Moment) -> Why:
    """Why: the item's own words if they are new, or else the revision's; never an old reason for a new change."""
    own = text_of(item, "reason") if item.reason != (old.reason if old else None) else None
    cause = getattr(item, "cause", None)
    is_new = own or cause != getattr(old, "cause", None)
    because: tuple[str, ...] = getattr(item, "because", ())
    said = because if is_new or because != getattr(old, "because", ()) else ()
    return {
        "reason": own or moment.reason,
        "cause": cause if is_new else None,
        "because": _with_agreed(said, old, item),
    }


def _with_agreed(named: tuple[str, ...], old: ListItem | None, item: ListItem) -> tuple[str, ...]:
    """What a change follows from; a new baseline or budget names its change request itself."""
    if isinstance(item, BudgetLine) and item.change and item.change != getattr(old, "change", None):
        return (*named, f"{Kind.CHANGE}:{item.change.rpartition(':')[2]}")
    agreed = getattr(item, "rebaselined", None)
    if agreed and agreed.change and agreed != getattr(old, "rebaselined", None):
        change = f"{Kind.CHANGE}:{agreed.change.rpartition(':')[2]}"
        named = named if {change, agreed.change} & set(named) else (*named, change)
    return named


def explained(thread: Thread, old: ListItem, item: ListItem, moment: Moment, told: Iterable[Event]) -> Iterator[Event]:
    """A reason, a cause or an origin that changed by itself: a new one is in the other entries of the step."""
    # A reference may name what nobody may see, and then is not told.
    telling = [event for event in told if not ((field := field_of(event)) and field.kinds)]
    for name in ("reason", "cause", "because") if isinstance(item, PromiseItem) else ("reason", "cause"):
        before, after = value_of(old, name), value_of(item, name)
        is_told = any(after is None or _says(event, name, after) for event in telling)
        if before != after and not is_told and not is_same(item, name, before, after):
            yield moment.event(thread, item, EventName.CHANGED, field=name, before=before, after=after)


def _says(event: Event, name: str, value: Value) -> bool:
    """Whether an entry gives a reason, a cause, or all that its change follows from."""
    if name == "because":
        return set(str(value).split(", ")) <= set(event.because)
    return bool(getattr(event, name) == value)

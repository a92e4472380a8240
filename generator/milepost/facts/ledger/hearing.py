"""Hearing: what the ledger says of feedback that was asked for, and of the day on which it came."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from milepost.facts.events import Event, EventName
from milepost.facts.threads.threads import Moment, RecordThread
from milepost.facts.wording.plain_text import without_comments
from milepost.model.items import RegisterItem
from milepost.model.records.feedback import Feedback

_COMES_WITH_IT = frozenset({"title", "on", "kind", "rating", "said", "raised_by"})


def asked_in(item: RegisterItem) -> dict[str, Any]:
    """What the first entry says beside that it is there: that we asked, and nobody has answered yet."""
    return {"field": "asked"} if isinstance(item, Feedback) and item.is_silent else {}


def heard(thread: RecordThread, old: RegisterItem | None, item: RegisterItem, moment: Moment) -> Iterator[Event]:
    """That what we asked for was said, in its own words."""
    if isinstance(item, Feedback) and is_heard_now(old, item):
        on, said = item.raised or moment.day, without_comments(item.said)
        yield moment.event(thread, item, EventName.STEPPED, on=on, field="said", reason=said)


def comes_with_it(old: RegisterItem, item: RegisterItem, name: str) -> bool:
    """Whether a field is part of what was heard in this step, or no words of its own: a title that nobody wrote."""
    if name == "title" and isinstance(old, Feedback) and isinstance(item, Feedback):
        return is_heard_now(old, item) or not (old.is_titled or item.is_titled)
    return is_heard_now(old, item) and name in _COMES_WITH_IT


def is_heard_now(old: RegisterItem | None, item: RegisterItem) -> bool:
    """Whether nobody had answered before, and somebody has now."""
    return isinstance(old, Feedback) and isinstance(item, Feedback) and old.is_silent and not item.is_silent

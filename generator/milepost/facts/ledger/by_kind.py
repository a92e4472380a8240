"""By kind: what the ledger says of one kind alone: feedback that came, a budget that is nearly used."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from milepost.facts.events import Event, EventName
from milepost.facts.ledger.reasons import Why
from milepost.facts.threads.threads import Moment, RecordThread
from milepost.facts.wording.item_fields import value_of
from milepost.facts.wording.markup import without_comments
from milepost.model.items import RegisterItem
from milepost.model.records.budget import BudgetLine
from milepost.model.records.feedback import Feedback

# Of what was agreed, in percent.
_MARKS = (80, 100)
_COMES_WITH_IT = frozenset({"title", "on", "kind", "rating", "said", "raised_by"})


def asked_in(item: RegisterItem) -> dict[str, Any]:
    """What the first entry says beside that it is there: that we asked, and nobody has answered yet."""
    return {"field": "asked"} if isinstance(item, Feedback) and item.is_silent else {}


def heard(thread: RecordThread, old: RegisterItem | None, item: RegisterItem, moment: Moment) -> Iterator[Event]:
    """That what we asked for was said, in its own words."""
    if isinstance(item, Feedback) and is_heard_now(old, item):
        on, said = item.raised or moment.day, without_comments(item.said)
        yield moment.event(thread, item, EventName.STEPPED, on=on, field="said", reason=said)


def spent(thread: RecordThread, old: RegisterItem | None, item: RegisterItem, moment: Moment) -> Iterator[Event]:
    """That the use of a budget has passed a mark, each time that it does."""
    if isinstance(item, BudgetLine) and item.percent is not None:
        was = old.percent if isinstance(old, BudgetLine) else None
        for mark in _MARKS:
            if (was or 0) < mark <= item.percent:
                on = item.as_of or moment.day
                yield moment.event(thread, item, EventName.SPENT, on=on, before=was, after=mark)


def reported_on(item: RegisterItem, name: str) -> date | None:
    """The day that a report is about."""
    return item.as_of if isinstance(item, BudgetLine) and name == "used" else None


def why_of(item: RegisterItem, name: str, why: Why) -> Why:
    """Why a field was changed: a change request explains what is agreed, and not what is used of it."""
    return {**why, "because": ()} if isinstance(item, BudgetLine) and name != "agreed" else why


def comes_with_it(old: RegisterItem, item: RegisterItem, name: str) -> bool:
    """Whether a field was first said with what was heard in this step, or is a title that nobody wrote."""
    if isinstance(old, BudgetLine) and isinstance(item, BudgetLine):
        return (name == "as_of" and old.used != item.used) or (name == "change" and old.agreed != item.agreed)
    if name == "title" and isinstance(old, Feedback) and isinstance(item, Feedback):
        return not old.is_titled and (is_heard_now(old, item) or not item.is_titled)
    return is_heard_now(old, item) and name in _COMES_WITH_IT and value_of(old, name) is None


def is_heard_now(old: RegisterItem | None, item: RegisterItem) -> bool:
    """Whether nobody had answered before, and somebody has now."""
    return isinstance(old, Feedback) and isinstance(item, Feedback) and old.is_silent and not item.is_silent

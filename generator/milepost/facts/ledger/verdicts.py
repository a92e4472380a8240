"""Verdicts: how an item ended or was decided, and what the ledger says of that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from milepost.facts.events import Event, EventName
from milepost.facts.ledger.reasons import Why
from milepost.facts.threads.threads import Moment, RecordThread
from milepost.facts.wording.item_fields import value_of
from milepost.model.fields import Kind
from milepost.model.items import RegisterItem
from milepost.model.marks import Mark, MarkedField, marked
from milepost.model.records.changes import ChangeRequest
from milepost.model.records.decisions import Decision
from milepost.model.records.feedback import Feedback
from milepost.model.records.problems import ProblemRecord

# What comes with a verdict, and what of it the entry of the verdict says.
_WITH_IT: Mapping[Kind, frozenset[str]] = {
    Kind.DECISION: frozenset({"decision", "why", "by", "consulted"}),
    Kind.FEEDBACK: frozenset({"answer", "outcome"}),
}
_SAID_BY_IT: Mapping[Kind, frozenset[str]] = {
    Kind.DECISION: frozenset({"decision", "why", "by"}),
    Kind.FEEDBACK: frozenset({"answer"}),
}
# An item that is decided so is not at its end.
_GOES_ON = {"approved", "deferred"}


def closing_of(item: RegisterItem) -> tuple[str, date] | None:
    """The field that closes an item, and the day on which it was closed; None where it is open."""
    for field in marked(type(item), Mark.CLOSES):
        if day := day_of(item, field):
            return field.name, day
    if isinstance(item, ProblemRecord) and item.resolved:
        return "thread", item.resolved
    for field in marked(type(item), Mark.DECIDES):
        value = getattr(item, field.attribute)
        if value and getattr(value, "outcome", None) not in _GOES_ON:
            return field.name, value if isinstance(value, date) else value.on
    return None


def is_decided(item: RegisterItem | None) -> bool:
    """Whether it has been decided."""
    return item is not None and any(day_of(item, field) for field in marked(type(item), Mark.DECIDES))


def is_told_by_verdict(old: RegisterItem, item: RegisterItem, name: str) -> bool:
    """Whether a field was first said with a verdict that came in this step, or went with one that had told it."""
    if is_decided(old) is is_decided(item):
        return False
    names, other = (_WITH_IT, old) if is_decided(item) else (_SAID_BY_IT, item)
    return name in names.get(item.kind, ()) and value_of(other, name) is None


def day_of(item: RegisterItem | None, field: MarkedField) -> date | None:
    """The day that a field holds, or that the record in it gives."""
    value = getattr(item, field.attribute, None)
    return value if value is None or isinstance(value, date) else value.on


def verdicts(
    thread: RecordThread, old: RegisterItem | None, item: RegisterItem, moment: Moment, why: Why
) -> Iterator[Event]:
    """That it was decided, otherwise than told, or is undecided again."""
    for field in marked(type(item), Mark.DECIDES):
        was, now = day_of(old, field), day_of(item, field)
        before, after = _said(old) if old and was else None, _said(item) if now else None
        if now and (was, _outcome(old, field)) != (now, _outcome(item, field)):
            told = {**why, **_verdict(item, field, now)}
            if isinstance(item, Feedback):
                told["days"] = max(0, (now - (item.raised or thread.raised_on)).days)
            told["reason"] = told["reason"] or why["reason"]
            event = moment.event(
                thread, item, EventName.DECIDED, on=now, field=field.name, before=before, after=after, **told
            )
            yield event
        elif was and not now:
            yield moment.event(thread, item, EventName.REOPENED, field=field.name, before=was, **why)


def _outcome(item: RegisterItem | None, field: MarkedField) -> str | None:
    return getattr(getattr(item, field.attribute, None), "outcome", None)


def _said(item: RegisterItem) -> str | None:
    """What was decided, in words."""
    if isinstance(item, ChangeRequest):
        return item.decided.outcome if item.decided else None
    if isinstance(item, Feedback):
        return item.answer
    return item.decision if isinstance(item, Decision) else None


def _verdict(item: RegisterItem, field: MarkedField, day: date) -> dict[str, Any]:
    """Who decided and why, what kind of verdict it is, and how long after the day by which it was needed."""
    held: Any = getattr(item, field.attribute)
    said = item if isinstance(held, date) else held
    due = getattr(item, "due", None)
    return {
        "cause": _outcome(item, field),
        "approved_by": getattr(said, "by", None),
        "reason": getattr(said, "why", None),
        "days": (day - due).days if due else None,
    }

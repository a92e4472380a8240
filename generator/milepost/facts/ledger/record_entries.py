"""What the ledger says of items that are no promises: every difference, as the marks of their fields say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from pydantic import BaseModel

from milepost.facts.events import Event, EventName
from milepost.facts.ledger.reasons import Why, explained, reason_of
from milepost.facts.threads.states import ItemState, remember
from milepost.facts.threads.threads import Entry, Moment, RecordThread
from milepost.facts.wording.item_fields import Value, is_same, linked_in, names_told, value_of
from milepost.model.items import RegisterItem
from milepost.model.marks import Mark, marked, way_to

_TOLD_AS = (
    (Mark.TITLE, EventName.REWORDED),
    (Mark.WORDS, EventName.REWORDED),
    (Mark.PERSON, EventName.REASSIGNED),
    (Mark.LEVEL, EventName.RATED),
    (Mark.DATE, EventName.MOVED),
)


def record_entries(thread: RecordThread, item: RegisterItem | None, moment: Moment) -> Iterator[Entry]:
    """The entries by which an item comes to be `item`, or (None) leaves the public eye."""
    for event in _events(thread, item, moment):
        due = event.before if event.event is EventName.MOVED and isinstance(event.before, date) else None
        yield Entry(thread, moment.clock, moment.sequence, event, due, linked_in(event), moment.cadence)
    thread.item = item or thread.item
    if thread.item is not None:
        gone_on = moment.day if item is None else None
        remember(thread.states, ItemState(moment.clock, thread.item, gone_on))


def joined(thread: RecordThread, other: RecordThread, item: RegisterItem, moment: Moment) -> Entry:
    """The entry by which another item becomes part of this one: both histories stay, and what came first."""
    if other.raised_on < thread.raised_on:
        thread.raised_on, thread.first = other.raised_on, {**thread.first, **other.first}
    thread.moves += other.moves
    event = moment.event(
        thread, item, EventName.MERGED, before=other.id, after=item.id, merged=other.origin, reason=moment.reason
    )
    return Entry(thread, moment.clock, moment.sequence, event, cadence=moment.cadence)


def closing_of(item: RegisterItem) -> tuple[str, date] | None:
    """The field that closes an item, and the day on which it was closed; None where it is open."""
    days = ((field.name, _day(getattr(item, field.attribute))) for field in marked(type(item), Mark.CLOSES))
    return next(((name, day) for name, day in days if day), None)


def _day(value: Any) -> date | None:
    return value if value is None or isinstance(value, date) else value.on


def _events(thread: RecordThread, item: RegisterItem | None, moment: Moment) -> Iterator[Event]:
    old = thread.item
    if item is None:
        if thread.is_shown and old is not None:
            settled = closing_of(old)
            closed_on = settled[1] if settled else None
            yield moment.event(thread, old, EventName.VANISHED, after=closed_on, reason=moment.reason)
        return
    why = reason_of(old, item, moment)
    told: list[Event] = []
    if old is None:
        thread.raised_on = item.raised or moment.day
        told.append(moment.event(thread, item, EventName.RAISED, on=thread.raised_on, **why))
    elif not thread.is_shown:
        told.append(moment.event(thread, item, EventName.RETURNED, **why))
    _remember_first(thread, item)
    if old is not None:
        told += _changed(thread, old, item, moment, why)
    told += _closed(thread, old, item, moment, why)
    if old is not None:
        told += explained(thread, old, item, moment, told)
    yield from told


def _remember_first(thread: RecordThread, item: RegisterItem) -> None:
    for field in marked(type(item), Mark.LEVEL, Mark.DATE):
        value = value_of(item, field.name)
        if value is not None:
            thread.first.setdefault(field.name, value)


def _changed(thread: RecordThread, old: RegisterItem, item: RegisterItem, moment: Moment, why: Why) -> Iterator[Event]:
    """Every field that reads otherwise now, told as its mark says."""
    for name in names_told(type(item)):
        before, after = value_of(old, name), value_of(item, name)
        if before != after and not is_same(item, name, before, after):
            event = _event_of(type(item), name)
            more = _further(thread, event, name, before, after)
            yield moment.event(thread, item, event, field=name, before=before, after=after, **more, **why)
    for field in marked(type(item), Mark.CLOSES):
        was, now = getattr(old, field.attribute), getattr(item, field.attribute)
        # A closing that came, went or was put on another day tells all of its parts.
        for part in field.parts if was and now and _day(was) == _day(now) else ():
            name = f"{field.name}.{part.name}"
            before, after = value_of(old, name), value_of(item, name)
            if before != after and not is_same(item, name, before, after):
                yield moment.event(thread, item, EventName.CHANGED, field=name, before=before, after=after, **why)


@cache
def _event_of(record: type[BaseModel], name: str) -> EventName:
    field = way_to(record, name)[-1]
    return next((event for mark, event in _TOLD_AS if field.has(mark)), EventName.CHANGED)


def _further(thread: RecordThread, event: EventName, name: str, before: Value, after: Value) -> dict[str, Any]:
    """What is told beside a change: how far a date went and how often, and what a degree was first."""
    first = thread.first.get(name)
    if event is EventName.RATED:
        return {"first": first}
    if event is not EventName.MOVED:
        return {}
    thread.moves[name] += 1
    days = (after - before).days if isinstance(before, date) and isinstance(after, date) else None
    from_first = (after - first).days if isinstance(first, date) and isinstance(after, date) else None
    return {"days": days, "days_from_first": from_first, "moves": thread.moves[name]}


def _closed(
    thread: RecordThread, old: RegisterItem | None, item: RegisterItem, moment: Moment, why: Why
) -> Iterator[Event]:
    """That it was closed, on another day than told, or is open again."""
    for field in marked(type(item), Mark.CLOSES):
        was = _day(getattr(old, field.attribute)) if old else None
        closing = getattr(item, field.attribute)
        now = _day(closing)
        if now and now != was:
            told = {**why, "cause": getattr(closing, "because", None)}
            yield moment.event(thread, item, EventName.CLOSED, on=now, field=field.name, before=was, after=now, **told)
        elif was and not now:
            yield moment.event(thread, item, EventName.REOPENED, field=field.name, before=was, **why)

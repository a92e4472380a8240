"""What the ledger says of items that are no promises: every difference, as the marks of their fields say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

from pydantic import BaseModel

from milepost.facts.events import Event, EventName
from milepost.facts.ledger.by_kind import asked_in, comes_with_it, heard, reported_on, spent, why_of
from milepost.facts.ledger.problem_steps import steps_taken
from milepost.facts.ledger.reasons import Why, explained, reason_of
from milepost.facts.ledger.verdicts import closing_of, day_of, is_decided, is_told_by_verdict, verdicts
from milepost.facts.threads.states import ItemState, remember
from milepost.facts.threads.threads import Entry, Moment, RecordThread, Stand
from milepost.facts.wording.item_fields import Value, is_same, linked_in, names_told, value_of
from milepost.model.items import RegisterItem
from milepost.model.marks import Mark, MarkedField, marked, way_to

# The parts that the entry of an end or a verdict says.
_TOLD_WITH = frozenset({"because", "outcome", "by", "why"})
# The clock's own entry stands at the break of its day, before every step of that day.
_DAYBREAK = -1
_TOLD_AS = (
    (Mark.TITLE, EventName.REWORDED),
    (Mark.WORDS, EventName.REWORDED),
    (Mark.PERSON, EventName.REASSIGNED),
    (Mark.LEVEL, EventName.RATED),
    (Mark.DATE, EventName.MOVED),
)


def record_entries(
    thread: RecordThread, item: RegisterItem | None, moment: Moment, status_date: date
) -> Iterator[Entry]:
    """The entries by which an item comes to be `item`, or (None) leaves the public eye."""
    yield from lapsed_by(thread, min(moment.clock, status_date))
    for event in _events(thread, item, moment):
        due = event.before if event.event is EventName.MOVED and isinstance(event.before, date) else None
        yield Entry(thread, moment.clock, moment.sequence, event, due, linked_in(event), moment.cadence)
    _stand(thread, item, moment)
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


def lapsed_by(thread: RecordThread, day: date) -> Iterator[Entry]:
    """The clock's own entries: the dates that have passed by `day` and were not yet told to have."""
    item = thread.item
    for name, stand in sorted(thread.standing.items()) if item else ():
        told = stand.due + timedelta(1) if stand.due < date.max else date.max
        recorded, sequence = (told, _DAYBREAK) if told > stand.since[0] else stand.since
        if item is not None and stand.due < date.max and recorded <= day:
            del thread.standing[name]
            thread.lapsed[name] = stand.due
            event = Event(
                item.kind,
                item.id,
                thread.origin,
                item.title,
                EventName.MISSED,
                told,
                recorded,
                before=stand.due,
                field=name,
            )
            yield Entry(thread, recorded, sequence, event, cadence=stand.cadence)


def _stand(thread: RecordThread, item: RegisterItem | None, moment: Moment) -> None:
    """Which dates stand from this step on: those of an item that waits, until they are moved or told to have passed."""
    waits = item is not None and not is_decided(item) and closing_of(item) is None
    for field in marked(type(item), Mark.DATE) if item is not None else ():
        due, stands = getattr(item, field.attribute), thread.standing.get(field.name)
        if thread.lapsed.get(field.name) not in {None, due}:
            del thread.lapsed[field.name]
        if not waits or due is None or (stands and stands.due != due):
            thread.standing.pop(field.name, None)
        if waits and due and field.name not in {*thread.standing, *thread.lapsed}:
            thread.standing[field.name] = Stand(due, (moment.clock, moment.sequence), moment.cadence)
    if item is None:
        thread.standing.clear()


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
        thread.raised_on = item.began or moment.day
        told.append(moment.event(thread, item, EventName.RAISED, on=thread.raised_on, **asked_in(item), **why))
    elif not thread.is_shown:
        told.append(moment.event(thread, item, EventName.RETURNED, **why))
    _remember_first(thread, item)
    if old is not None:
        told += _changed(thread, old, item, moment, why)
    told += heard(thread, old, item, moment)
    told += spent(thread, old, item, moment)
    told += verdicts(thread, old, item, moment, why)
    told += steps_taken(thread, old, item, moment, why)
    told += _closed(thread, old, item, moment, why)
    if old is not None:
        told += explained(thread, old, item, moment, told)
    yield from told


def _remember_first(thread: RecordThread, item: RegisterItem) -> None:
    for name in names_told(type(item)):
        value = value_of(item, name) if way_to(type(item), name)[-1].has(Mark.LEVEL, Mark.DATE) else None
        if value is not None:
            thread.first.setdefault(name, value)


def _changed(thread: RecordThread, old: RegisterItem, item: RegisterItem, moment: Moment, why: Why) -> Iterator[Event]:
    """Every field that reads otherwise now, told as its mark says."""
    was_decided = is_decided(old) and is_decided(item)
    for name in names_told(type(item)):
        before, after = value_of(old, name), value_of(item, name)
        is_told = is_told_by_verdict(old, item, name) or comes_with_it(old, item, name)
        if before != after and not is_same(item, name, before, after) and not is_told:
            event = _event_of(type(item), name, was_decided=was_decided, is_new=before is None)
            more = _further(thread, event, name, before, after)
            about = reported_on(item, name)
            yield moment.event(
                thread, item, event, on=about, field=name, before=before, after=after, **more, **why_of(item, name, why)
            )
    for field in marked(type(item), Mark.CLOSES, Mark.DECIDES):
        for part in _parts_untold(field, old, item):
            name = f"{field.name}.{part}"
            before, after = value_of(old, name), value_of(item, name)
            if before != after and not is_same(item, name, before, after):
                is_rewritten = field.has(Mark.DECIDES) and before is not None
                event = EventName.REWRITTEN if is_rewritten else EventName.CHANGED
                yield moment.event(thread, item, event, field=name, before=before, after=after, **why)


def _parts_untold(field: MarkedField, old: RegisterItem, item: RegisterItem) -> Iterator[str]:
    """The parts of an end or a verdict that its own entry does not tell anew, where there was one before."""
    was, now = day_of(old, field), day_of(item, field)
    told = {"outcome"} if was == now else _TOLD_WITH
    yield from (part.name for part in field.parts if was and part.name != "on" and part.name not in told)


@cache
def _event_of(record: type[BaseModel], name: str, *, was_decided: bool, is_new: bool) -> EventName:
    field = way_to(record, name)[-1]
    if was_decided and field.has(Mark.TITLE, Mark.WORDS):
        return EventName.CHANGED if is_new else EventName.REWRITTEN  # Nothing is taken back where nothing stood.
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
    told_first = first if after is None else None  # Else the distance says it.
    return {"days": days, "days_from_first": from_first, "moves": thread.moves[name], "first": told_first}


def _closed(
    thread: RecordThread, old: RegisterItem | None, item: RegisterItem, moment: Moment, why: Why
) -> Iterator[Event]:
    """That it was closed, on another day than told, or is open again."""
    for field in marked(type(item), Mark.CLOSES):
        was, now = day_of(old, field), day_of(item, field)
        if now and now != was:
            told = {**why, "cause": getattr(getattr(item, field.attribute), "because", None)}
            yield moment.event(thread, item, EventName.CLOSED, on=now, field=field.name, before=was, after=now, **told)
        elif was and not now:
            yield moment.event(thread, item, EventName.REOPENED, field=field.name, before=was, **why)

"""The fields of items: what each says, and which of them are words, people or references, for telling its change.

What a field means is said by its marks, where it is declared; a test holds that together with those that have an event
of their own they are all that the public can see of an item.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

from pydantic import BaseModel

from milepost.facts.events import Event, EventName
from milepost.facts.wording.edits import same_line, same_words
from milepost.facts.wording.markup import without_comments
from milepost.model.fields import Kind
from milepost.model.items import Item
from milepost.model.marks import Mark, MarkedField, fields_of, marked, way_to
from milepost.model.registers import register_of
from milepost.model.snapshot import Key, keys_named
from milepost.model.texts.prose import keys_in

Value = str | int | date | None
Difference = tuple[str, Value, Value]
"""A field by its name in YAML, what it said, and what it says."""

# Why something was changed belongs to the change; the rest of these says nothing to a reader.
UNTOLD = frozenset({"id", "was", "visibility", "reason", "cause", "because"})
# What is told of these is words, or names of other items.
_WORDED = {
    EventName.REWORDED,
    EventName.CHANGED,
    EventName.RATED,
    EventName.STEPPED,
    EventName.CLOSED,
    EventName.EDITED,
    EventName.DECIDED,
    EventName.REWRITTEN,
    EventName.SUPERSEDED,
}
# The entries of a thread are told one by one.
_TOLD_APART = {(Kind.PROBLEM, "thread")}
# Of a promise these have an event of their own, beside what is marked.
_OWN_EVENT = frozenset({"start", "progress", "rebaselined", "delivered", "accepted", "rejected"})
# Their parts are called by both names: `accepted.by`.
_NAMED_WHOLE = frozenset({"accepted", "rejected"})


def field_of(event: Event) -> MarkedField | None:
    """The field that an event tells of, where it tells of one."""
    way = way_to(register_of(event.kind).written, event.field) if event.field else ()
    return way[-1] if way else None


def value_of(item: Item, name: str) -> Value:
    """What a field says, in words, as a number or as a day; None where it says nothing."""
    value: object = item
    way = way_to(type(item), name)
    for field in way:
        value = getattr(value, field.attribute, None)
    return _told(value, way[-1]) if way else None


def _told(value: object, field: MarkedField) -> Value:
    if isinstance(value, bool):
        return "yes" if value else None
    if value is None or isinstance(value, (date, int)):
        return value
    if isinstance(value, tuple):
        return ", ".join(str(part) for part in value) or None
    return without_comments(str(value)) if field.has(Mark.MARKDOWN) else str(value)


@cache
def names_told(record: type[BaseModel]) -> tuple[str, ...]:
    """The fields that a reader is told of, in the order of their declaration: of a record in them, each part."""
    names: list[str] = []
    for field in fields_of(record):
        is_apart = field.name in UNTOLD or (getattr(record, "kind", None), field.name) in _TOLD_APART
        if not is_apart and not field.has(Mark.CLOSES, Mark.DECIDES):
            is_whole = field.is_list or not field.parts
            names += [field.name] if is_whole else [f"{field.name}.{part.name}" for part in field.parts]
    return tuple(names)


def text_of(item: Item, name: str) -> str | None:
    """What a field of words says."""
    value = value_of(item, name)
    return None if value is None else str(value)


def differences(old: Item, item: Item, *marks: Mark) -> Iterator[Difference]:
    """The fields with one of some marks that read otherwise now."""
    yield from _differences(old, item, tuple(field.name for field in marked(type(item), *marks)))


def other_differences(old: Item, item: Item) -> Iterator[Difference]:
    """The fields of a promise that read otherwise now, and of which no event of their own tells it."""
    yield from _differences(old, item, _others(type(item)))


@cache
def _others(record: type[BaseModel]) -> tuple[str, ...]:
    told = {Mark.TITLE, Mark.WORDS, Mark.PERSON, Mark.DATE, Mark.CLOSES}
    rest = [f for f in fields_of(record) if not f.has(*told) and f.name not in UNTOLD | _OWN_EVENT]
    # Of an agreement the days have an event of their own.
    parts = [(f, p) for f in fields_of(record) for p in f.parts if not p.has(Mark.PAST) and p.name != "due"]
    named = (f"{whole.name}.{part.name}" if whole.name in _NAMED_WHOLE else part.name for whole, part in parts)
    return (*(field.name for field in rest), *named)


def _differences(old: Item, item: Item, names: tuple[str, ...]) -> Iterator[Difference]:
    for name in names:
        before, after = value_of(old, name), value_of(item, name)
        if before != after and not is_same(item, name, before, after):
            yield name, before, after


def is_same(item: Item, name: str, before: Value, after: Value) -> bool:
    """Whether a field reads the same, as far as case, white space and markup do not count."""
    field = way_to(type(item), name)[-1]
    texts = [value for value in (before, after) if value is not None]
    if not field.is_text or field.is_list or field.has(Mark.PERSON) or not all(isinstance(t, str) for t in texts):
        return before == after
    was, now = (None if value is None else str(value) for value in (before, after))
    return same_words(was, now) if field.has(Mark.MARKDOWN) else same_line(was, now)


def linked_in(event: Event) -> frozenset[Key]:
    """The items that the words of an event name or link to."""
    if event.event not in _WORDED:
        return frozenset()
    said = (event.before, event.after, *(text for edit in event.edits for text in (edit.before, edit.after)))
    texts = [value for value in said if isinstance(value, str)]
    field = field_of(event)
    if field and field.kinds:
        return frozenset(key for text in texts for name in text.split(", ") for key in keys_named(name, field.kinds))
    return frozenset(key for text in texts for key in keys_in(text))

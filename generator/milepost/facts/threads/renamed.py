"""Renamed: what names another item by the id that it had says the same as what names it by the id that it has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar, cast

from pydantic import BaseModel

from milepost.facts.threads.threads import Thread
from milepost.model.items import PageItem
from milepost.model.marks import Mark, MarkedField, fields_of, values_of
from milepost.model.snapshot import AnyItem, Key, keys_named
from milepost.model.texts.prose import keys_in

T = TypeVar("T", bound=AnyItem)
Find = Callable[[Key], Thread | None]
_Names = Mapping[Key, str]


def in_names_of(old: T, item: AnyItem, find: Find) -> T:
    """An item as it was, with every other item that it names called as it is called now that it is `item`."""
    names = dict(_renamed(old, item, find))
    if not names:
        return old
    if not isinstance(old, PageItem):
        return cast(T, _in_record(old, names))
    page: Any = old
    body = replace(old.body, markdown=_in_text(old.body.markdown, names))
    return cast(T, replace(page, matter=_in_record(old.matter, names), body=body))


def _renamed(old: AnyItem, item: AnyItem, find: Find) -> Iterator[tuple[Key, str]]:
    """The names that are gone from an item, with those of the same items that have come."""
    was, now = _named(old), _named(item)
    came = {thread: key for key in sorted(now - was) if (thread := find(key)) is not None}
    for key in sorted(was - now) if came else ():
        thread = find(key)
        if thread in came and came[thread][0] == key[0]:
            yield key, came[thread][1]


def _named(item: AnyItem) -> set[Key]:
    """All that an item may name; an id that can be of several kinds is of each."""
    found: set[Key] = set(keys_in(item.body.markdown)) if isinstance(item, PageItem) else set()
    for _, field, value in values_of(item.matter if isinstance(item, PageItem) else item):
        if field.has(Mark.MARKDOWN):
            found |= keys_in(value)
        elif field.kinds:
            found |= {key for name in _each(value) for key in keys_named(name, field.kinds)}
    return found


def _each(value: Any) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,)


def _in_record(record: BaseModel, names: _Names) -> BaseModel:
    changed = {}
    for field in fields_of(type(record)):
        value = getattr(record, field.attribute)
        said = _in_value(value, field, names)
        if said != value:
            changed[field.attribute] = said
    return record.model_copy(update=changed) if changed else record


def _in_value(value: Any, field: MarkedField, names: _Names) -> Any:
    if isinstance(value, BaseModel):
        return _in_record(value, names)
    if isinstance(value, tuple):
        return tuple(_in_value(part, field, names) for part in value)
    if isinstance(value, str) and field.kinds:
        found = (names[key] for key in keys_named(value, field.kinds) if key in names)
        kind, colon, _ = value.rpartition(":")
        return next((f"{kind}{colon}{name}" for name in found), value)
    return _in_text(value, names) if isinstance(value, str) and field.has(Mark.MARKDOWN) else value


def _in_text(markdown: str, names: _Names) -> str:
    for (kind, former), name in names.items():
        markdown = re.sub(rf"\b{kind}:{re.escape(former)}(?![A-Za-z0-9_-]|\.[A-Za-z0-9])", f"{kind}:{name}", markdown)
    return markdown

"""A change of one item: its splices, and the proof that they change what is meant and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from milepost.authoring.edits.fields import RefusedError, drop_field, set_field
from milepost.authoring.edits.items import append_item
from milepost.authoring.edits.lists import append_entry
from milepost.authoring.edits.places import is_flow, line_break
from milepost.authoring.edits.scalars import Plain, as_meant, as_read, written
from milepost.authoring.edits.splices import Splice, lie_apart, spliced
from milepost.frozen import dataclass
from milepost.source.yaml.located_yaml import parse_yaml
from milepost.source.yaml.nodes import Document, Path


@dataclass(frozen=True, slots=True)
class Change:
    """What fields of an item are to say: None takes a field out."""

    at: Path
    fields: Mapping[str, Plain | None]


def changed(document: Document, change: Change) -> str:
    """The text with a change in it; RefusedError where it would touch anything else."""
    expected: Any = deepcopy(document.value)
    item = expected
    for step in change.at:
        item = item[step]
    text, now = document.text, document
    for field, meant in change.fields.items():
        value = None if meant is None else as_meant(meant)
        if value is None and field not in item:
            continue
        now = now if now.text == text else parse_yaml(text, document.path, document.first_line)
        splice = _splice(now, change.at, field, value)
        text = spliced(text, [splice] if splice else [])
        if value is None:
            del item[field]
        else:
            item[field] = as_read(value)
    return _proven(document, text, expected, change.at)


def changed_at_once(document: Document, changes: Iterable[Change]) -> str | None:
    """The text with many changes, all made where it stands now; None where they touch each other.

    Nothing is proven: who has read the whole text again knows whether it says what was meant.
    """
    told = ((change.at, field, value) for change in changes for field, value in change.fields.items())
    meant = ((at, field, None if value is None else as_meant(value)) for at, field, value in told)
    splices = [splice for at, field, value in meant if (splice := _splice(document, at, field, value))]
    return spliced(document.text, splices) if lie_apart(splices) else None


def appended(document: Document, item: Mapping[str, Plain], comments: Sequence[str] = ()) -> str:
    """The text with a new item at its end; RefusedError where it would touch anything else."""
    item = {key: as_meant(value) for key, value in item.items()}
    text = spliced(document.text, [append_item(document, item, comments)])
    before = document.value if isinstance(document.value, list) else []
    return _proven(document, text, [*before, as_read(item)])


def extended(document: Document, at: Path, field: str, entry: Mapping[str, Plain]) -> str:
    """The text with one more entry in the list that a field of an item holds; RefusedError as above."""
    expected: Any = deepcopy(document.value)
    item = expected
    for step in at:
        item = item[step]
    entry = {key: as_meant(value) for key, value in entry.items()}
    item[field] = [*(item.get(field) or []), as_read(entry)]
    return _proven(document, spliced(document.text, [append_entry(document, at, field, entry)]), expected, at)


def named(document: Document, position: int, name: str) -> str:
    """The text with an id before all else that an item of its list says; RefusedError as above."""
    item = document.node((position,))
    assert item is not None, "the position is that of an item"
    assert item.keys, "which says something"
    assert isinstance(document.value, list), "as all items of a list"
    at = min(mark.index for mark in item.keys.values())
    key = min(mark.column for mark in item.keys.values())
    gap = ", " if is_flow(document, item) else f"{line_break(document.text)}{' ' * key}"
    expected: Any = deepcopy(document.value)
    expected[position] = {"id": name, **expected[position]}
    text = spliced(document.text, [Splice(at, at, f"id: {written(name, in_flow=is_flow(document, item))}{gap}")])
    return _proven(document, text, expected, (position,))


def _proven(document: Document, text: str, expected: object, at: Path = ()) -> str:
    """The new text, which reads as expected; RefusedError otherwise."""
    again = parse_yaml(text, document.path, document.first_line)
    if again.problems or again.value != expected:
        raise RefusedError(document, at, "this cannot be changed without touching what stands beside it")
    return text


def _splice(document: Document, at: Path, field: str, value: Plain | None) -> Splice | None:
    return drop_field(document, at, field) if value is None else set_field(document, at, field, value)

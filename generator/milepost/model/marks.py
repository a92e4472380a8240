"""Marks: what a field means, said where the field is declared, and read by all that treats every kind of item alike."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum, auto
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel, StringConstraints
from pydantic.fields import FieldInfo

from milepost.frozen import dataclass
from milepost.model.texts.called import Called, Means

if TYPE_CHECKING:
    from milepost.model.fields import Kind


class Mark(Enum):
    """What the change of a field is told as, and what else is general about it; a field without one is `changed`.

    A mark that only one field would have is none: what is special about a field belongs into code.
    """

    TITLE = auto()
    """What the item is called."""
    WORDS = auto()
    """Words whose change is *reworded*."""
    PERSON = auto()
    """A person, a role or a side whose change is *reassigned*."""
    DATE = auto()
    """A day that others count on, whose change is *moved*."""
    LEVEL = auto()
    """A degree whose change is *rated*."""
    CLOSES = auto()
    """What closes the item, a day or a record with `on`: its coming is *closed*, its going *reopened*."""
    DECIDES = auto()
    """What decides the item, a day or a record with `on`: its coming is *decided*; words after it, *rewritten*."""
    PAST = auto()
    """A day on which something has happened, so that it cannot lie ahead; every `PastDay` has it."""
    MARKDOWN = auto()
    """Markdown whose links are checked; every `Prose` has it."""


@dataclass(frozen=True)
class Ref:
    """The mark of a field that names items of these kinds, one or several: by id, or by `kind:id`."""

    kinds: tuple[Kind, ...]

    def __init__(self, *kinds: Kind) -> None:
        object.__setattr__(self, "kinds", kinds)


@dataclass(frozen=True, slots=True)
class MarkedField:
    """A field with what its marks say of it.

    `name` is its key in YAML, `attribute` what it is called in the record; `kinds` are those of the items that it
    names. `is_text` says that it holds words, which read the same however they are spaced. `parts` are the fields of
    the record that it holds, or of each of those that it lists (`is_list`). `called` is what a reader is told that it
    is called, and `means` what our own words in it mean; without the former no reader is told of it.
    """

    name: str
    attribute: str
    marks: frozenset[Mark]
    kinds: tuple[Kind, ...]
    is_text: bool
    parts: tuple[MarkedField, ...] = ()
    is_list: bool = False
    called: str | None = None
    means: Mapping[str, str] = dataclasses.field(default_factory=dict, compare=False)

    def has(self, *marks: Mark) -> bool:
        """Whether it has one of some marks."""
        return not self.marks.isdisjoint(marks)


@cache
def fields_of(record: type[BaseModel]) -> tuple[MarkedField, ...]:
    """The fields of a record in the order of their declaration."""
    return tuple(_field(attribute, info) for attribute, info in record.model_fields.items())


@cache
def way_to(record: type[BaseModel], name: str) -> tuple[MarkedField, ...]:
    """The fields that lead to the one of a name, in YAML: itself, or a part behind its whole; empty where none does.

    A part is called `closed.because`, or by its own name alone where nothing else has it.
    """
    fields = fields_of(record)
    ways = [(field,) for field in fields] + [(f, part) for f in fields for part in f.parts if not f.is_list]
    found = [way for way in ways if name == ".".join(field.name for field in way)]
    return next(iter(found or [way for way in ways if name == way[-1].name]), ())


@cache
def field_at(record: type[BaseModel], name: str) -> MarkedField | None:
    """The field of a name, such as `closed.because`, or `thread.state` of each of those that `thread` lists."""
    way = way_to(record, name)
    outer, _, inner = name.partition(".")
    listed = (part for field in fields_of(record) if field.name == outer for part in field.parts if part.name == inner)
    return way[-1] if way else next(listed, None)


@cache
def marked(record: type[BaseModel], *marks: Mark) -> tuple[MarkedField, ...]:
    """The fields of a record that have one of some marks."""
    return tuple(field for field in fields_of(record) if field.has(*marks))


def every_field(fields: Iterable[MarkedField]) -> Iterator[MarkedField]:
    """Some fields and their parts, at any depth."""
    for field in fields:
        yield field
        yield from every_field(field.parts)


def values_of(record: BaseModel, *within: str | int) -> Iterator[tuple[tuple[str | int, ...], MarkedField, Any]]:
    """Every value that a record holds, at any depth, with its place in YAML; the absent ones are left out."""
    for field in fields_of(type(record)):
        value = getattr(record, field.attribute)
        if value is None:
            continue
        place = (*within, field.name)
        yield place, field, value
        if isinstance(value, BaseModel):
            yield from values_of(value, *place)
        elif field.is_list and field.parts:
            for index, part in enumerate(value):
                yield from values_of(part, *place, index)


def _field(attribute: str, info: FieldInfo) -> MarkedField:
    said = list(_walk(info.annotation, *info.metadata))
    records = [part for part in said if isinstance(part, type) and issubclass(part, BaseModel)]
    constraints = [part for part in said if isinstance(part, StringConstraints)]
    return MarkedField(
        name=info.alias or attribute,
        attribute=attribute,
        marks=frozenset(part for part in said if isinstance(part, Mark)),
        kinds=tuple(kind for part in said if isinstance(part, Ref) for kind in part.kinds),
        is_text=any(constraint.pattern is None for constraint in constraints),
        parts=tuple(field for record in records for field in fields_of(record)),
        is_list=tuple in said,
        called=next((part.name for part in said if isinstance(part, Called)), None),
        means=next((part.values for part in said if isinstance(part, Means)), {}),
    )


def _walk(*said: Any) -> Iterator[Any]:
    """Whatever an annotation is made of, at any depth."""
    for part in said:
        yield getattr(part, "__origin__", part)
        yield from _walk(*get_args(part))
        yield from getattr(part, "__metadata__", ())

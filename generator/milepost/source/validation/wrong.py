"""A wrong value: what a record does not take, where it stands, and how it and its keys are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from milepost.errors import Location
from milepost.frozen import dataclass
from milepost.model.fields import Record
from milepost.source.yaml.nodes import Document, Path


@dataclass(frozen=True, slots=True)
class Wrong:
    """A value that a record does not take: what was given and where, and what pydantic says of it."""

    model: type[Record]
    document: Document
    place: Path
    within: Path
    given: Any
    context: Mapping[str, Any]
    message: str

    @property
    def name(self) -> str:
        """The key that it stands under."""
        return next((str(step) for step in reversed(self.within) if isinstance(step, str)), "")

    @property
    def subject(self) -> str:
        """What it is called in a message."""
        return f"an entry of {self.name!r}" if self.within and isinstance(self.within[-1], int) else repr(self.name)

    @property
    def where(self) -> Location:
        """Where the value begins."""
        return self.document.locate(self.place)

    @property
    def at_key(self) -> Location:
        """Where its key stands."""
        return self.document.locate(self.place, key=True)

    @property
    def quoted(self) -> str:
        """The value as it is written."""
        if isinstance(self.given, list | dict) or self.given is None:
            return named(self.given)
        node = self.document.node(self.place)
        text = node.text if node and node.text else str(self.given)
        return repr(text if len(text) <= 60 else text[:59] + "…")


def named(value: Any) -> str:
    """What a value is, in words."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"{str(value).lower()!r}"
    names = {str: "text", int: "a number", float: "a number", list: "a list", dict: "a mapping"}
    return names.get(type(value), "this")


def known_keys(model: type[Record], loc: Path, *, needed: bool = False) -> list[str]:
    """The keys that a record, or a part of it, may have; or those that it must have."""
    part: Any = model
    for step in loc:
        if isinstance(step, str):
            fields = {field.alias or name: field for name, field in part.model_fields.items()}
            part = _record_in(fields[step].annotation)
    return [f.alias or name for name, f in part.model_fields.items() if f.is_required() or not needed]


def _record_in(annotation: Any) -> type[Record]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    inner = [argument for argument in annotation.__args__ if argument not in (type(None), Ellipsis)]
    return _record_in(inner[0])

"""Frozen: Python's own dataclasses, but each method is made when it is first wanted.

Python 3.11 writes six methods for a frozen record and compiles each, whether it is ever called or not; of our records
that takes as long as to render a hundred pages. A record that is anything else than frozen and with slots is Python's.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import MISSING, Field
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

_FROZEN = {"frozen": True, "slots": True}

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(kind: type | None = None, /, **how: Any) -> Any:
        """Make a dataclass of a class, as `dataclasses.dataclass` does."""
        if kind is None:
            return partial(dataclass, **how)
        if how != _FROZEN or hasattr(kind, "__post_init__"):
            return dataclasses.dataclass(kind, **how)
        return _furnished(dataclasses.dataclass(kind, **how, init=False, repr=False, eq=False))


def _furnished(kind: type) -> type:
    """A record with the methods that it has not of its own."""
    fields = dataclasses.fields(kind)
    names, values = [field.name for field in fields], _values_of([field.name for field in fields if field.compare])
    known = _values_of(names)

    def begin(self: Any, *arguments: Any, **named: Any) -> None:
        setattr(kind, "__init__", written := _init_of(kind, fields))  # noqa: B010, mypy takes the other way for a slip
        written(self, *arguments, **named)

    def tell(self: Any) -> str:
        return f"{kind.__qualname__}({', '.join(map('{}={!r}'.format, names, known(self)))})"

    def equals(self: Any, other: object) -> Any:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def mix(self: Any) -> int:
        return hash(values(self))

    for name, method in (("__init__", begin), ("__repr__", tell), ("__eq__", equals), ("__hash__", mix)):
        if vars(kind).get(name) is None:
            setattr(kind, name, method)
    return kind


def _values_of(names: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    """What a record is compared by."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda record: tuple(getattr(record, name) for name in names)


def _init_of(kind: type, fields: Sequence[Field[Any]]) -> Any:
    """How a record is begun: its fields are set past what keeps them from being set."""
    known: dict[str, Any] = {"MISSING": MISSING, "put": object.__setattr__}
    for field in fields:
        known |= {f"make_{field.name}": field.default_factory, f"else_{field.name}": field.default}
    lines = (f"put(self, {field.name!r}, {_value_of(field)})" for field in fields)
    told = "\n    ".join((f"def __init__(self, {', '.join(map(_argument, fields))}):", *lines, "return"))
    exec(told, known)  # noqa: S102, as Python's own does
    known["__init__"].__qualname__ = f"{kind.__qualname__}.__init__"
    return known["__init__"]


def _argument(field: Field[Any]) -> str:
    if field.default_factory is not MISSING:
        return f"{field.name}=MISSING"
    return field.name if field.default is MISSING else f"{field.name}=else_{field.name}"


def _value_of(field: Field[Any]) -> str:
    if field.default_factory is MISSING:
        return field.name
    return f"make_{field.name}() if {field.name} is MISSING else {field.name}"

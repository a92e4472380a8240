"""Records: what was read and reckoned, in a form from which only records of ours can be made again.

It is Python's own form (pickle), since a history is read from it in a tenth of the time that its text takes. Of what
such a form may ask for, nothing is given out but classes of the model, the source and the facts, and a few plain ones:
nothing in it can run.
"""

from __future__ import annotations

import io
import pickle
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta, timezone
from hashlib import sha256
from operator import attrgetter, methodcaller
from types import MappingProxyType
from typing import Any, TypeVar

from milepost.memory.folder import drop, fetch, is_new, keep
from milepost.memory.program import program

T = TypeVar("T")
_PLAIN: Mapping[tuple[str, str], type] = {
    (kind.__module__, kind.__name__): kind
    for kind in (Counter, OrderedDict, defaultdict, date, datetime, time, timedelta, timezone, set, frozenset)
}
_ROOMS = ("milepost.errors", "milepost.facts", "milepost.model", "milepost.source")


class View:
    """How a view of a mapping is told, which Python cannot by itself."""

    def __new__(cls, mapping: dict[Any, Any]) -> MappingProxyType[Any, Any]:  # type: ignore[misc]  # that is its use
        """Make the view."""
        return MappingProxyType(mapping)


def remembered(words: tuple[Any, ...], work: Callable[[], T], is_lasting: Callable[[T], bool]) -> T:
    """What follows from words and nothing else, worked out once, if it is of what lasts, and somebody may ask again."""
    is_first, name = is_new(words[0]), named(words)
    if name is None:
        return work()
    found: T | None = recalled(words[0], name)
    if found is None:
        found = work()
        if is_lasting(found) and not is_first:
            keep(words[0], name, frozen(found))
    return found


def named(words: tuple[Any, ...]) -> str | None:
    """A name for what this program makes of words; None where nothing may be kept."""
    asked = program()
    return sha256(repr((asked, words)).encode(errors="surrogateescape")).hexdigest() if asked else None


def recalled(kind: str, name: str) -> Any:
    """The records that were kept under a name; None where there are none that can be used."""
    data = fetch(kind, name)
    found = thawed(data) if data is not None else None
    if data is not None and found is None:
        drop(kind, name)
    return found


def frozen(value: Any) -> bytes:
    """Records as bytes."""
    stream = io.BytesIO()
    pickler = pickle.Pickler(stream, protocol=_PROTOCOL)
    pickler.dispatch_table = _REDUCERS
    pickler.dump(value)
    return stream.getvalue()


def valued(value: Any) -> bytes | None:
    """What a value holds, as bytes that another value has only if it holds the same; None where that cannot be told."""
    stream = io.BytesIO()
    pickler = pickle.Pickler(stream, protocol=_PROTOCOL)
    pickler.dispatch_table = _VALUES
    pickler.fast = True  # A value that is told twice is written twice, whether or not it is the same object.
    try:
        pickler.dump(value)
    except Exception:  # It holds what is no value, such as a function.
        return None
    return stream.getvalue()


class _Reducers(dict[type, Callable[[Any], Any]]):
    """How each kind of value is told: a frozen record by the values of its fields alone, for that is faster."""

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        if issubclass(kind, type):
            raise KeyError(kind)  # A class itself is told by its name.
        names = _names(kind)
        if len(names) > 1:
            values = attrgetter(*names)
            self[kind] = lambda value: (kind, values(value))
        else:
            self[kind] = methodcaller("__reduce_ex__", _PROTOCOL)
        return self[kind]


class _Values(_Reducers):
    """The same, where nothing is to be made of it again: of a record of pydantic's all that it holds, in one order."""

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        if not hasattr(kind, "__pydantic_fields_set__"):
            return super().__missing__(kind)
        # A set has another order in each process.
        self[kind] = lambda value: (kind, (value.__dict__, sorted(value.model_fields_set), value.model_extra))
        return self[kind]


def _names(kind: type) -> tuple[str, ...]:
    """The fields of a record that is made of them and nothing else; none of any other kind of value."""
    if not is_dataclass(kind) or hasattr(kind, "__post_init__") or not kind.__dataclass_params__.frozen:  # type: ignore[attr-defined]  # which typeshed does not tell
        return ()
    found = fields(kind)
    return tuple(field.name for field in found) if all(field.init for field in found) else ()


def thawed(data: bytes) -> Any:
    """The records that bytes hold; None where they hold anything else."""
    try:
        return _Thawing(io.BytesIO(data)).load()
    except Exception:
        return None


class _Thawing(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """A class that records are made of, and nothing else."""
        if (module, name) in _PLAIN:
            return _PLAIN[module, name]
        if (module, name) == (View.__module__, View.__name__):
            return View
        if any(module == room or module.startswith(f"{room}.") for room in _ROOMS) and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module and not issubclass(found, BaseException):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no record")


_PROTOCOL = 5
_VIEWS: dict[type, Callable[[Any], Any]] = {MappingProxyType: lambda view: (View, (dict(view),))}
_REDUCERS, _VALUES = _Reducers(_VIEWS), _Values(_VIEWS)

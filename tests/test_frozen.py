"""Frozen records are dataclasses in all that can be told of them."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from dataclasses import FrozenInstanceError, field, fields, replace
from typing import Any, ClassVar

import pytest

from milepost.frozen import dataclass

# Records of one and the same text, the one kind made by Python, the other by us.
_TEXT = """
@dataclass(frozen=True, slots=True)
class Plain:
    name: str
    days: int = 0
    tags: list[str] = field(default_factory=list)
    near: str | None = field(default=None, compare=False)
    all: ClassVar[int] = 3

@dataclass(frozen=True, slots=True)
class Longer(Plain):
    more: tuple[int, ...] = ()

@dataclass(frozen=True, slots=True)
class Single:
    name: str

@dataclass(frozen=True, slots=True)
class Nothing:
    pass

@dataclass(frozen=True, slots=True)
class Own:
    name: str
    def __eq__(self, other): return True
    def __hash__(self): return 7
    def __repr__(self): return "own"
"""
_NAMES = ("Plain", "Longer", "Single", "Nothing", "Own")


def _kinds(made_by: Any) -> dict[str, Any]:
    known: dict[str, Any] = {"dataclass": made_by, "field": field, "ClassVar": ClassVar, "__name__": __name__}
    exec(_TEXT, known)  # noqa: S102, the text above
    return known


OURS, PYTHONS = _kinds(dataclass), _kinds(dataclasses.dataclass)
globals().update({name: OURS[name] for name in _NAMES})  # where pickle looks for them
CALLS: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
    ("Plain", ("a",), {}),
    ("Plain", ("a", 2), {"tags": ["b"], "near": "c"}),
    ("Plain", (), {}),
    ("Plain", ("a",), {"nothing": 1}),
    ("Longer", ("a", 2, [], None, (1,)), {}),
    ("Longer", (), {"name": "a", "more": (3,)}),
    ("Single", ("a",), {}),
    ("Nothing", (), {}),
    ("Nothing", (1,), {}),
    ("Own", ("a",), {}),
]


def _told(kinds: dict[str, Any], name: str, arguments: tuple[Any, ...], named: dict[str, Any]) -> object:
    """All that can be told of a record: what it says, holds and equals, and what it lets nobody do."""
    try:
        one, same = kinds[name](*arguments, **named), kinds[name](*arguments, **named)
    except TypeError as error:
        return str(error)
    stops = []
    for change, *what in ((setattr, "name", "z"), (delattr, "name"), (setattr, "else", 1)):
        with pytest.raises((FrozenInstanceError, TypeError, AttributeError)) as caught:
            change(one, *what)
        stops.append(type(caught.value))
    try:
        mixed: object = hash(one) == hash(same)
    except TypeError as error:
        mixed = str(error)
    return (
        repr(one), one == same, one == 1, one != same, mixed, stops, dataclasses.asdict(one), type(one).__match_args__,
        [(f.name, f.compare) for f in fields(one)], hasattr(one, "__dict__"), copy.deepcopy(one) == one,
    )  # fmt: skip


@pytest.mark.parametrize(("name", "arguments", "named"), CALLS)
def test_what_is_told_of_a_record_is_told_of_ours(name: str, arguments: tuple[Any, ...], named: dict[str, Any]) -> None:
    """The same call makes the same record, or the same complaint, be it the first one or a later one."""
    assert _told(OURS, name, arguments, named) == _told(PYTHONS, name, arguments, named)
    assert _told(_kinds(dataclass), name, arguments, named) == _told(PYTHONS, name, arguments, named)


def test_records_differ_by_what_is_compared() -> None:
    """A field that is not compared is in no comparison, and another kind of record is another record."""
    plain, longer = OURS["Plain"], OURS["Longer"]
    assert plain("a", near="b") == plain("a", near="c") != plain("b")
    assert plain("a") != longer("a")
    assert replace(plain("a", 1), days=2) == plain("a", 2)
    assert plain("a").tags is not plain("a").tags
    assert pickle.loads(pickle.dumps(longer("a", more=(1,)))) == longer("a", more=(1,))  # noqa: S301, written just now


def test_other_dataclasses_are_pythons() -> None:
    """What is not frozen, ordered or checked when it is made is left to Python, word for word."""

    @dataclass(frozen=True, slots=True, order=True)
    class Ordered:
        days: int

    @dataclass(slots=True)
    class Open:
        days: int = 0

    assert Ordered(1) < Ordered(2)
    assert list(inspect.signature(Open).parameters) == ["days"]
    opened = Open()
    opened.days = 3
    assert opened == Open(3)

"""Values: dates that are written in another way than here, and items without an id."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from milepost.authoring.edits.change import Change
from milepost.authoring.items.new_items import new_id, title_field
from milepost.model.kinds.charter import Charter
from milepost.model.registers import REGISTERS, Register
from milepost.model.texts.days import day_from
from milepost.source.validation.guesses import guess_date
from milepost.source.yaml.nodes import Document, Node, Path

_QUOTES = "“”„‟‘’‚«»「」\"'` "
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]? +", re.IGNORECASE)
# A date and nothing else: a sentence that holds one is no date.
_DATE = re.compile(
    r"[\d./年月日-]+|\d{1,2}(?:st|nd|rd|th|\.)? +[a-z]{3,9}\.?,? +\d{4}|[a-z]{3,9}\.? +\d{1,2}\w{0,2},? +\d{4}",
    re.IGNORECASE,
)


def wrong_days(document: Document) -> Iterator[tuple[Path, str, str]]:
    """The path of each field that holds a date in another form, what it says, and the day that can only be meant."""
    for path, key, node in _fields(document.root):
        text = node.text
        if key in day_fields() and node.parts is None and (day := meant(text)):
            yield (*path, key), text, day


def meant(text: str) -> str | None:
    """The one day that a text can mean which is a date and nothing else; None for one that is written well."""
    bare = text.strip(_QUOTES)
    weekday = _WEEKDAY.match(bare)
    rest = bare[weekday.end() :] if weekday else bare
    guess = guess_date(rest) if _DATE.fullmatch(rest) else None
    if guess is None or guess == text:
        return None
    is_that_day = weekday is None or day_from(guess).weekday() == _WEEKDAYS.index(weekday[1].lower())
    return guess if is_that_day else None


def nameless(document: Document, register: Register, known: Collection[str]) -> Iterator[tuple[int, str]]:
    """The position of each item of a list that has no id, and one that nobody had."""
    taken = set(known)
    items = document.value if isinstance(document.value, list) else []
    for position, item in enumerate(items):
        if isinstance(item, dict) and item and "id" not in item:
            name = new_id(str(item.get(title_field(register), "")), register, taken)
            taken.add(name)
            yield position, name


def dated(path: Path, day: str) -> Change:
    """The change that writes a day."""
    return Change(path[:-1], {str(path[-1]): date.fromisoformat(day)})


@cache
def day_fields() -> frozenset[str]:
    """What fields are called that hold a day, in any record."""
    return frozenset(name for record in _records() for name in _days_of(record))


def _records() -> Iterator[type[BaseModel]]:
    yield Charter
    yield from (register.written for register in REGISTERS)


def _days_of(record: type[BaseModel]) -> Iterator[str]:
    for name, info in record.model_fields.items():
        for part in _parts(info.annotation):
            if part is date:
                yield info.alias or name
            elif isinstance(part, type) and issubclass(part, BaseModel):
                yield from _days_of(part)


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)


def _fields(node: Node | None, path: Path = ()) -> Iterator[tuple[Path, str, Node]]:
    """Every field of every mapping, with the path of the mapping."""
    if node is None or node.parts is None:
        return
    if isinstance(node.parts, dict):
        yield from ((path, key, part) for key, part in node.parts.items())
    for step, part in node.parts.items() if isinstance(node.parts, dict) else enumerate(node.parts):
        yield from _fields(part, (*path, step))

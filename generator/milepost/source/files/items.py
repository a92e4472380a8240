"""Items: what one file of a register says by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any, cast

from milepost.errors import Location, Problem
from milepost.frozen import dataclass
from milepost.model.items import Item
from milepost.model.registers import Form, Register
from milepost.model.snapshot import AnyItem
from milepost.model.texts.days import day_from
from milepost.source.files.roles import DATED, is_utf_8, symbolic_link, unnameable
from milepost.source.prose.body import read_body
from milepost.source.validation.guesses import guess_date
from milepost.source.validation.validation import validate
from milepost.source.yaml.decoding import decode
from milepost.source.yaml.front_matter import split_front_matter
from milepost.source.yaml.located_yaml import parse_yaml
from milepost.source.yaml.nodes import Document, Path


@dataclass(frozen=True, slots=True)
class Sourced:
    """An item with the document and the path in it that it was read from."""

    item: AnyItem
    document: Document
    at: Path = ()

    def locate(self, *path: str | int, key: bool = False) -> Location:
        """Where the item, or a value in it, stands."""
        return self.document.locate((*self.at, *path), key=key)


@dataclass(frozen=True, slots=True)
class FileReading:
    """What one file says: its items in order, and what is wrong with it.

    `ids` holds the ids that items with mistakes claim too; None where the file is too broken to tell.
    """

    items: tuple[Sourced, ...]
    problems: tuple[Problem, ...]
    ids: frozenset[str] | None = frozenset()


def read_file(register: Register, path: str, data: bytes | None, prefix: str = "") -> FileReading:
    """Read a file that holds items; no data is a symbolic link."""
    location = Location(prefix + path)
    if data is None:
        return FileReading((), (symbolic_link(location),), None)
    if not is_utf_8(path):
        return FileReading((), (unnameable(location),))
    text = decode(data, location.path, yaml=register.is_list)
    if isinstance(text, Problem):
        return FileReading((), (text,), None)
    if register.is_list:
        return read_items(register, parse_yaml(text, location.path))
    return _read_page(register, text, path, prefix)


def read_items(register: Register, document: Document) -> FileReading:
    """The items that a document lists."""
    value = document.value
    problems = list(document.problems)
    if value is None:
        return FileReading((), tuple(problems), None if problems else frozenset())
    if not isinstance(value, list):
        hint = "begin each item with '- id: …'"
        problems.append(Problem(document.locate(), f"expected a list of {register.name}", hint))
        return FileReading((), tuple(problems), None)
    found: list[Sourced] = []
    for index in range(len(value)):
        item, troubles = validate(register.written, document, (index,))
        problems += troubles
        if item is not None:
            found.append(Sourced(cast(AnyItem, item), document, (index,)))
    problems += repeated(found)
    ids = frozenset(str(entry.get("id", "")) for entry in value if isinstance(entry, dict))
    return FileReading(tuple(found), tuple(problems), ids)


def repeated(found: Iterable[Sourced]) -> list[Problem]:
    """A problem at each id that another item of the same kind has taken before."""
    first: dict[tuple[str, str], Sourced] = {}
    problems = []
    for sourced in found:
        item = sourced.item
        taken = first.setdefault((item.kind, item.id), sourced)
        if taken is not sourced:
            message = f"the {item.kind} {item.id!r} is here twice"
            where = sourced.locate("id") if isinstance(item, Item) else sourced.locate()
            hint = f"{taken.locate('id')} has this id; give each item its own"
            problems.append(Problem(where, message, hint))
    return problems


# A build reads most pages twice, once as they stand and once in history: remembering them halves that.
@lru_cache(maxsize=8192)
def _read_page(register: Register, text: str, path: str, prefix: str) -> FileReading:
    name = PurePosixPath(path).stem
    is_dated = register.form is Form.DATED_PAGES
    day, problems = _day_of(register, name, prefix + path) if is_dated else (None, [])
    document, body_line, body = split_front_matter(text, prefix + path)
    matter, troubles = validate(register.written, document) if document.root else (None, ())
    is_alone = register.form is Form.PAGE
    problems += [_with_what_it_is(problem) if is_alone else problem for problem in document.problems]
    problems += troubles
    if matter is None or (is_dated and day is None):
        return FileReading((), tuple(problems), frozenset({name}))
    named = {"id": name, "path": path, "matter": matter, "body": read_body(body, body_line)}
    item = cast(Any, register.item)(**named, **({"date": day} if is_dated else {}))
    return FileReading((Sourced(item, document),), tuple(problems), frozenset({name}))


def _with_what_it_is(problem: Problem) -> Problem:
    """What is wrong with the front matter of a page whose name somebody may have meant for one of their own."""
    own = "a page of your own needs another name"
    return replace(problem, hint=f"{problem.hint}; {own}" if problem.hint else own)


def _day_of(register: Register, name: str, path: str) -> tuple[date | None, list[Problem]]:
    found = DATED.fullmatch(name)
    if found:
        try:
            return day_from(found[1]), []
        except ValueError as error:
            return None, [
                Problem(
                    Location(path),
                    f"{found[1]!r} in the file's name is not a date: {error}",
                    "name it after a day that there is",
                )
            ]
    digits = re.match(r"[0-9]+([-._][0-9]+)*", name)
    guess = guess_date(digits[0].replace("_", "-")) if digits else None
    hint = f"name it {guess or 'YYYY-MM-DD'}.md or {guess or 'YYYY-MM-DD'}-a-few-words.md"
    article = "an" if register.kind[0] in "aeiou" else "a"
    return None, [Problem(Location(path), f"the name of {article} {register.kind} begins with its date", hint)]

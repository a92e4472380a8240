"""Mending: each file of a content folder with what is mechanical put right, and what was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from milepost.authoring.edits.change import changed, named
from milepost.authoring.edits.fields import RefusedError
from milepost.authoring.edits.files import Draft
from milepost.authoring.items.new_items import ids_on_disk
from milepost.authoring.mending.texts import front_matter, tabs_in, told, with_one_line_end, without_tabs
from milepost.authoring.mending.values import dated, nameless, wrong_days
from milepost.errors import Location, Problem, errors_in
from milepost.model.fields import Kind
from milepost.model.registers import Register, register_of
from milepost.source.files.items import read_file
from milepost.source.files.roles import Role, role_of
from milepost.source.files.working_tree import read_working_tree
from milepost.source.yaml.decoding import BOM
from milepost.source.yaml.located_yaml import parse_yaml

Known = Callable[[Kind], frozenset[str]]
"""Every id that an item of a kind ever had."""


@dataclass(slots=True)
class _Mended:
    """The text of a file on its way, what is said of it, and at which of its lines it begins."""

    path: str
    text: str
    first_line: int = 1
    told: list[Problem] = field(default_factory=list)


def mended(content: Path, known: Known) -> tuple[list[Draft], tuple[Problem, ...]]:
    """The files that can be put right, and what is in each of them; one that would have more errors stays as it is."""
    drafts, said = [], []
    for path, data in read_working_tree(content).items():
        if not data:
            continue
        place = f"{content.name}/{path}"
        try:
            text = data.decode()
        except UnicodeDecodeError:
            continue
        found = _file(path, _Mended(place, text.removeprefix(BOM)), lambda kind: _ids(content, kind, known))
        new = (BOM if text.startswith(BOM) else "").encode() + found.text.encode()
        if new != data and _is_better(path, data, new):
            drafts.append(Draft(content / path, data, new))
            said += found.told
    return drafts, tuple(said)


def _file(path: str, found: _Mended, known: Known) -> _Mended:
    role = role_of(path)
    if role in {Role.CHARTER, Role.GLOSSARY} or (isinstance(role, Register) and role.is_list):
        return _yaml(found, role if isinstance(role, Register) else None, known)
    if not isinstance(role, Register):
        return found
    text = with_one_line_end(found.text)
    if text != found.text:
        found.told.append(told(found.path, 1, 1, "the lines of the front matter end as the others do"))
    place = front_matter(text)
    if place:
        inner = _yaml(_Mended(found.path, text[place[0] : place[1]], 2), None, known)
        text = text[: place[0]] + inner.text + text[place[1] :]
        found.told += inner.told
    found.text = text
    return found


def _yaml(found: _Mended, register: Register | None, known: Known) -> _Mended:
    document = parse_yaml(found.text, found.path, found.first_line)
    if document.problems and (text := without_tabs(found.text)) != found.text:
        found.told += tabs_in(found.path, found.text)
        found.text = text
        document = parse_yaml(text, found.path, found.first_line)
    if document.problems:
        return found
    for path, said, day in [*wrong_days(document)]:
        where = document.locate(path)
        try:
            found.text = changed(parse_yaml(found.text, found.path, found.first_line), dated(path, day))
        except RefusedError:
            continue
        found.told.append(_at(where, f"{said!r} became {day}"))
    if register is not None:
        for position, name in [*nameless(document, register, known(register.kind))]:
            where = document.locate((position,))
            try:
                found.text = named(parse_yaml(found.text, found.path), position, name)
            except RefusedError:
                continue
            found.told.append(_at(where, f"a {register.kind} without an id is called {name!r}"))
    return found


def _at(where: Location, what: str) -> Problem:
    return told(where.path, where.line, where.column, what)


def _is_better(path: str, old: bytes, new: bytes) -> bool:
    role = role_of(path)
    if not isinstance(role, Register):
        return True
    before, after = (errors_in(read_file(role, path, data).problems) for data in (old, new))
    return len(after) <= len(before)


def _ids(content: Path, kind: Kind, known: Known) -> frozenset[str]:
    return known(kind) | ids_on_disk(register_of(kind), content)

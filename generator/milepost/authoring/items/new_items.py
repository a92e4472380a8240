"""New items: an id that nobody had, the fields that were given, and the others as comments to fill in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from inspect import get_annotations
from pathlib import Path

from milepost.authoring.edits.change import appended
from milepost.authoring.edits.fields import RefusedError
from milepost.authoring.edits.files import Draft
from milepost.authoring.edits.scalars import Plain
from milepost.errors import ContentError, Location, errors_in
from milepost.model.fields import Kind
from milepost.model.marks import Mark, fields_of, marked
from milepost.model.registers import Register
from milepost.source.files.items import read_file, read_items
from milepost.source.files.roles import register_at
from milepost.source.files.working_tree import read_working_tree
from milepost.source.yaml.decoding import BOM
from milepost.source.yaml.located_yaml import parse_yaml

_NUMBERED = re.compile(r"(.*?)(\d+)")
_TOLD = 5
_NOT_SAID = {"id", "was", "visibility", "reason", "cause"}


def new_id(title: str, register: Register, known: Collection[str]) -> str:
    """An id that is not known: the next number where the others are numbered; a milestone's is its title as a word."""
    numbered = [found for name in known if (found := _NUMBERED.fullmatch(name))]
    if len(numbered) * 2 > len(known):
        last = max(numbered, key=lambda found: (int(found[2]), found[0]))
        return f"{last[1]}{int(last[2]) + 1:0{len(last[2])}}"
    stem = (slug(title) if register.kind is Kind.MILESTONE else "") or f"{register.letters}-1"
    return next(name for name in candidates(stem) if name not in known)


def slug(title: str) -> str:
    """A title as a word for ids and files; empty where it has no letter or digit of ASCII."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().casefold()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:40].strip("-")


def candidates(stem: str) -> Iterable[str]:
    """A name, and what else it may be called where that is taken: `beta`, `beta-2`."""
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1


def new_item(register: Register, content: Path, given: Mapping[str, Plain]) -> Draft:
    """The file of a register with one more item at its end; ContentError says what is wrong with it."""
    file = content / f"{register.name}.yml"
    path = f"{content.name}/{file.name}"
    data = file.read_bytes() if file.exists() else None
    document = parse_yaml((data or b"").decode(errors="replace").removeprefix(BOM), path)
    if document.problems:
        raise ContentError(document.problems)
    try:
        text = appended(document, given, list(_comments(register, given)))
    except RefusedError as refused:
        raise ContentError([refused.problem]) from refused
    if problems := errors_in(read_items(register, parse_yaml(text, path)).problems):
        # Its lines are written nowhere, so only the file is named.
        raise ContentError(replace(problem, location=Location(problem.location.path)) for problem in problems)
    mark = BOM if (data or b"").startswith(BOM.encode()) else ""
    return Draft(file, data, (mark + text).encode())


def ids_on_disk(register: Register, content: Path) -> frozenset[str]:
    """Every id that the files of a register have, those of what is internal, too."""
    files = read_working_tree(content).items()
    found = [read_file(register, path, data) for path, data in files if data and register_at(path) is register]
    return frozenset(name for reading in found for name in reading.ids or ())


def title_field(register: Register) -> str:
    """What the field is called that holds an item's title."""
    return marked(register.written, Mark.TITLE)[0].name


def _comments(register: Register, given: Mapping[str, Plain]) -> Iterable[str]:
    """The first fields of its own that were not given, each with what it says, and on one line the names of the rest.

    What closes an item comes later; so does what can only have happened.
    """
    descriptions = {info.alias or name: info.description for name, info in register.written.model_fields.items()}
    own = get_annotations(register.written)
    left = [f for f in fields_of(register.written) if not f.parts and not f.has(Mark.CLOSES)]
    left = [field for field in left if field.name not in {*given, *_NOT_SAID, title_field(register)}]
    first = [f for f in left if f.attribute in own and not f.has(Mark.PAST, Mark.DECIDES)][:_TOLD]
    for field in first:
        yield f"{field.name}: {(descriptions[field.name] or '').split(chr(10))[0]}"
    if rest := [field.name for field in left if field not in first]:
        yield f"also: {', '.join(rest)}"

"""Merging: the rows of an export into the plan, new ones at its end, known ones changed where they stand."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from milepost.authoring.edits.change import Change, changed
from milepost.authoring.edits.fields import RefusedError
from milepost.authoring.edits.files import Draft
from milepost.authoring.edits.places import is_flow
from milepost.authoring.edits.scalars import Plain, as_read
from milepost.authoring.importing.rows import Export, Row, Unusable
from milepost.errors import ContentError, Problem, errors_in
from milepost.model.fields import Kind
from milepost.model.kinds.milestones import Milestone
from milepost.model.registers import register_of
from milepost.source.files.items import read_items
from milepost.source.files.roles import register_at
from milepost.source.files.working_tree import read_working_tree
from milepost.source.yaml.decoding import BOM
from milepost.source.yaml.located_yaml import parse_yaml
from milepost.source.yaml.nodes import Document

Progress = Callable[[int, int], None]
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_.()/-]*(?: [A-Za-z0-9_.()/-]+)*")
_WORDS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_FOREIGN = re.compile(r"[^A-Za-z0-9._-]+")
# A content file may have 1 MiB.
_FULL = 900_000
_LONGEST_TITLE = 500


@dataclass(frozen=True, slots=True)
class Terms:
    """How an export is to be taken: as of which day, with first dates in place of today's, with which reason."""

    today: date
    with_first: bool = False
    reason: str | None = None
    progress: Progress = lambda done, total: None


@dataclass(slots=True)
class Merged:
    """What an import does: the files, the ids that are new, changed (what, in words) or as they were.

    `gone` are the ids of an earlier import that the export has no more, `earlier` those that are new and had another
    date first.
    """

    drafts: list[Draft] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    changed: dict[str, str] = field(default_factory=dict)
    same: int = 0
    gone: list[str] = field(default_factory=list)
    earlier: list[str] = field(default_factory=list)
    unusable: list[Unusable] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    data: bytes
    document: Document
    items: Mapping[str, tuple[int, Milestone]]


def merged(content: Path, export: Export, terms: Terms) -> Merged:
    """The plan with the rows of an export in it; nothing is deleted, and ContentError says why it cannot be changed."""
    files = _files(content)
    done = Merged(unusable=[*export.unusable])
    rows = _by_id(export, terms, done)
    names = {row.key: name for name, row in rows.items() if row.key}
    known = {name: file for file in files for name in file.items}
    fresh: dict[str, Mapping[str, Plain]] = {}
    wanted: dict[str, dict[str, Mapping[str, Plain | None]]] = {}
    for number, (name, row) in enumerate(rows.items()):
        if number % 1000 == 0:
            terms.progress(number, len(rows))
        fields = _fields(row, names, terms)
        if name not in known:
            fresh[name] = fields
            done.new.append(name)
            done.earlier += [name] if row.first and row.first != row.due else []
        elif difference := _difference(known[name].items[name][1], fields, terms):
            wanted.setdefault(known[name].path, {})[name] = difference
            done.changed[name] = _in_words(known[name].items[name][1], difference)
        else:
            done.same += 1
    texts = {file.path: _edited(file, wanted[file.path]) for file in files if file.path in wanted}
    done.drafts = [*_drafts(content, files, texts, _appended(export.tool, files, texts, fresh))]
    done.gone = [
        n for f in files if _is_of(f.path, export.tool) for n, (_, item) in f.items.items() if _is_open(item, n, rows)
    ]
    terms.progress(len(rows), len(rows))
    return done


def _files(content: Path) -> list[_File]:
    """Every file of the plan as it stands on disk; one with a mistake in it stops the import."""
    register = register_of(Kind.MILESTONE)
    found: list[_File] = []
    problems: list[Problem] = []
    for path, data in read_working_tree(content).items():
        if register_at(path) is register and data is not None:
            document = parse_yaml(data.decode(errors="replace").removeprefix(BOM), f"{content.name}/{path}")
            reading = read_items(register, document)
            problems += errors_in(reading.problems)
            items = {s.item.id: (int(s.at[0]), s.item) for s in reading.items if isinstance(s.item, Milestone)}
            found.append(_File(path, data, document, items))
    if problems:
        raise ContentError(problems)
    return found


def _by_id(export: Export, terms: Terms, done: Merged) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for row in export.rows:
        name = _id(row, export.tool)
        if name in rows:
            done.unusable.append(
                Unusable(row.number, "key", f"{row.key or name!r} is in row {rows[name].number} already")
            )
        elif row.done and row.done > terms.today:
            done.unusable.append(Unusable(row.number, "done", f"{row.done} lies ahead"))
        elif len(row.title) > _LONGEST_TITLE:
            done.unusable.append(Unusable(row.number, "title", f"is longer than {_LONGEST_TITLE} letters"))
        else:
            rows[name] = row
    return rows


def _id(row: Row, tool: str) -> str:
    """The source's own key as an id; a bare number says whose it is, and what has no key is called by its title."""
    key = _FOREIGN.sub("-", row.key or row.title).strip("-._")
    if not key or (not row.key and not key.isascii()):
        key = hashlib.sha256((row.key or row.title).encode()).hexdigest()[:10]
    name = f"{tool}-{key}" if key[0].isdigit() or not row.key else key
    return name if len(name) <= 64 else f"{name[:50]}-{hashlib.sha256(name.encode()).hexdigest()[:10]}"


def _fields(row: Row, names: Mapping[str, str], terms: Terms) -> dict[str, Plain]:
    due = row.first if terms.with_first and row.first else row.due
    found: dict[str, Plain] = {"title": _CONTROL.sub(" ", row.title), "due": due}
    if row.start and row.start <= due:
        found["start"] = row.start
    if row.done and not terms.with_first:
        found["done"] = row.done
    elif row.progress and not terms.with_first:
        found["progress"] = row.progress
    if after := [names[key] for key in row.after if key in names]:
        found["after"] = after
    if row.owner:
        found["owner"] = row.owner
    return found


def _difference(item: Milestone, fields: Mapping[str, Plain], terms: Terms) -> dict[str, Plain | None]:
    """What of an item the export says otherwise; a date that moves takes the reason of its last move with it."""
    if item.ended:
        return {}
    said = {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}
    found: dict[str, Plain | None] = {
        name: fields[name] for name, value in said.items() if getattr(item, name) != value
    }
    if "due" in found:
        found |= {"reason": terms.reason, "cause": None, "because": None}
    return found


def _in_words(item: Milestone, difference: Mapping[str, Plain | None]) -> str:
    if "due" in difference:
        return f"{item.title}: due {item.due}, now {difference['due']}"
    told = ", ".join(name for name, value in difference.items() if value is not None)
    return f"{item.title}: {told}"


def _is_open(item: Milestone, name: str, rows: Mapping[str, Row]) -> bool:
    return name not in rows and not item.fulfilled and not item.ended


def _edited(file: _File, wanted: Mapping[str, Mapping[str, Plain | None]]) -> str:
    """The text of a file with some of its items changed, each within its own lines."""
    document, text = file.document, file.document.text
    root = document.root
    if root is None or is_flow(document, root):
        raise ContentError([RefusedError(document, (), "the list is not one '- ' line each").problem])
    begins = [text.rfind("\n", 0, node.start.index) + 1 for node in root.parts]
    places = {file.items[name][0]: fields for name, fields in wanted.items()}
    parts = [text[: begins[0]]]
    try:
        for position, (begin, end) in enumerate(pairwise([*begins, len(text)])):
            part = text[begin:end]
            if position in places:
                part = changed(parse_yaml(part, file.document.path), Change((0,), places[position]))
            parts.append(part)
        return _proven(document, "".join(parts), places)
    except RefusedError as refused:
        raise ContentError([refused.problem]) from refused


def _proven(document: Document, text: str, places: Mapping[int, Mapping[str, Plain | None]]) -> str:
    """The text, in which nothing else reads otherwise: an anchor in one item may feed another."""
    expected: Any = deepcopy(document.value)
    for position, fields in places.items():
        for name, value in fields.items():
            if value is None:
                expected[position].pop(name, None)
            else:
                expected[position][name] = as_read(value)
    if parse_yaml(text, document.path).value != expected:
        raise RefusedError(document, (), "an item of this file feeds another one, so no import changes it")
    return text


def _is_of(path: str, tool: str) -> bool:
    return re.fullmatch(rf"milestones/{re.escape(tool)}(?:-\d+)?\.yml", path) is not None


def _appended(
    tool: str, files: Iterable[_File], texts: Mapping[str, str], fresh: Mapping[str, Mapping[str, Plain]]
) -> dict[str, str]:
    """The files of a tool with what is new at their ends, as many as are needed."""
    there = {file.path: texts.get(file.path, file.document.text) for file in files if _is_of(file.path, tool)}
    found: dict[str, list[str]] = {}
    number, path, size = 1, f"milestones/{tool}.yml", 0
    size = len(there.get(path, "").encode())
    for name, fields in fresh.items():
        entry = _entry(name, fields)
        while size + len(entry) > _FULL:
            number += 1
            path = f"milestones/{tool}-{number}.yml"
            size = len(there.get(path, "").encode())
        if path not in found:
            begun = (
                there.get(path) or f"# Imported from {tool}. The ids are its own keys: the next import changes these.\n"
            )
            found[path] = [begun if begun.endswith("\n") else f"{begun}\n"]
        found[path].append(entry)
        size += len(entry.encode())
    return {path: "".join(parts) for path, parts in found.items()}


def _entry(name: str, fields: Mapping[str, Plain]) -> str:
    lines = [f"- id: {_written(name)}", *(f"  {key}: {_value(value)}" for key, value in fields.items())]
    return "\n".join(lines) + "\n"


def _value(value: Plain) -> str:
    if isinstance(value, str):
        return _written(value)
    if isinstance(value, list):
        return "[" + ", ".join(map(_written, value)) + "]"
    return value.isoformat() if isinstance(value, date) else json.dumps(value)


def _written(text: str) -> str:
    """A text as YAML: bare where nothing can be taken for anything else, in quotes otherwise."""
    return text if _PLAIN.fullmatch(text) and text.lower() not in _WORDS else json.dumps(text, ensure_ascii=False)


def _drafts(
    content: Path, files: Iterable[_File], edited: Mapping[str, str], appended: Mapping[str, str]
) -> Iterable[Draft]:
    """The files that change, each read again as a build will read it."""
    old = {file.path: file.data for file in files}
    register = register_of(Kind.MILESTONE)
    for path, text in sorted({**edited, **appended}.items()):
        problems = errors_in(read_items(register, parse_yaml(text, f"{content.name}/{path}")).problems)
        if problems:
            raise ContentError(problems)
        mark = BOM if old.get(path, b"").startswith(BOM.encode()) else ""
        yield Draft(content / path, old.get(path), (mark + text).encode())

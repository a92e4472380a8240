"""The files of the plan: as they stand, with some of their items changed, and with new ones at their ends."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from copy import deepcopy
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from milepost.authoring.edits.change import Change, changed, changed_at_once
from milepost.authoring.edits.fields import RefusedError
from milepost.authoring.edits.places import is_flow
from milepost.authoring.edits.scalars import Plain, as_read
from milepost.errors import ContentError, Problem, errors_in
from milepost.frozen import dataclass
from milepost.model.fields import Kind
from milepost.model.kinds.milestones import Milestone
from milepost.model.registers import register_of
from milepost.source.files.items import read_items
from milepost.source.files.roles import register_at
from milepost.source.files.working_tree import read_working_tree
from milepost.source.yaml.decoding import BOM
from milepost.source.yaml.located_yaml import parse_yaml
from milepost.source.yaml.nodes import Document

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_.()/-]*(?: [A-Za-z0-9_.()/-]+)*")
_WORDS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
# A content file may have 1 MiB, and what moves takes a line for its reason.
_FULL = 500_000
# So many items are read and changed at once: more are no faster.
_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A file of the plan: its bytes, what they say, and each item by id, with its place in the list."""

    path: str
    data: bytes
    document: Document
    items: Mapping[str, tuple[int, Milestone]]


def plan_files(content: Path) -> list[PlanFile]:
    """Every file of the plan as it stands on disk; one with a mistake in it stops the import."""
    register = register_of(Kind.MILESTONE)
    found: list[PlanFile] = []
    problems: list[Problem] = []
    for path, data in read_working_tree(content).items():
        if register_at(path) is register and data is not None:
            document = parse_yaml(data.decode(errors="replace").removeprefix(BOM), f"{content.name}/{path}")
            reading = read_items(register, document)
            problems += errors_in(reading.problems)
            items = {s.item.id: (int(s.at[0]), s.item) for s in reading.items if isinstance(s.item, Milestone)}
            found.append(PlanFile(path, data, document, items))
    if problems:
        raise ContentError(problems)
    return found


def edited(file: PlanFile, wanted: Mapping[str, Mapping[str, Plain | None]]) -> str:
    """The text of a file with some of its items changed, each within its own lines."""
    document, text = file.document, file.document.text
    root = document.root
    if root is None or is_flow(document, root):
        raise ContentError([RefusedError(document, (), "the list is not one '- ' line each").problem])
    begins = [text.rfind("\n", 0, node.start.index) + 1 for node in root.parts]
    places = {file.items[name][0]: fields for name, fields in wanted.items()}
    bounds = zip(root.parts, pairwise([*begins, len(text)]), strict=True)
    items = [
        _Item(text[begin:end], places.get(at, {}), document.path, node.start.line + 1)
        for at, (node, (begin, end)) in enumerate(bounds)
    ]
    groups = [items[at : at + _AT_ONCE] for at in range(0, len(items), _AT_ONCE)]
    try:
        with suppress(RefusedError):
            return _proven(document, "".join([text[: begins[0]], *(_together(group) for group in groups)]), places)
        return _proven(document, "".join([text[: begins[0]], *map(_alone, items)]), places)
    except RefusedError as refused:
        raise ContentError([refused.problem]) from refused


class _Item(NamedTuple):
    """The lines of an item, what it is to say, and where it stands."""

    text: str
    fields: Mapping[str, Plain | None]
    path: str
    line: int

    @property
    def document(self) -> Document:
        """The item as a list of one, whose places are those of the file."""
        return parse_yaml(self.text, self.path, self.line)


def _together(items: Sequence[_Item]) -> str:
    """Some items with all their changes, made at once; one by one where these touch, or where lines end in two ways."""
    changes = [Change((at,), item.fields) for at, item in enumerate(items) if item.fields]
    text = "".join(item.text for item in items)
    is_mixed = "\r\n" in text and text.count("\r\n") != text.count("\n")
    first = items[0]
    document = parse_yaml(text, first.path, first.line) if changes and not is_mixed else None
    made = changed_at_once(document, changes) if document else None
    return made if made is not None else "".join(map(_alone, items))


def _alone(item: _Item) -> str:
    return changed(item.document, Change((0,), item.fields)) if item.fields else item.text


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


def is_of(path: str, tool: str) -> bool:
    """Whether a file holds what came from a tool."""
    return re.fullmatch(rf"milestones/{re.escape(tool)}(?:-\d+)?\.yml", path) is not None


def appended(
    tool: str, files: Iterable[PlanFile], texts: Mapping[str, str], fresh: Mapping[str, Mapping[str, Plain]]
) -> dict[str, str]:
    """The files of a tool with what is new at their ends, as many as are needed."""
    there = {file.path: texts.get(file.path, file.document.text) for file in files if is_of(file.path, tool)}
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

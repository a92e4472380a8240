"""Lists: one more entry at the end of a field that lists records, as a splice."""

from __future__ import annotations

from collections.abc import Mapping

from milepost.authoring.edits.fields import set_field
from milepost.authoring.edits.places import end_of, end_of_line, is_flow, line_break
from milepost.authoring.edits.scalars import Plain, written
from milepost.authoring.edits.splices import Splice
from milepost.source.yaml.nodes import Document, Node, Path


def append_entry(document: Document, at: Path, field: str, entry: Mapping[str, Plain]) -> Splice:
    """The splice that puts an entry after all others that a field of the item at a path lists, or begins the list."""
    item = document.node(at)
    assert item is not None, "the path leads to an item"
    assert item.parts, "which says something"
    known: Node | None = item.parts.get(field)
    if known is not None and isinstance(known.parts, list) and known.parts:
        return _after(document, known, entry)
    if known is not None or is_flow(document, item):
        return set_field(document, at, field, [entry])
    text = document.text
    end = end_of_line(text, max(end_of(document, part) for part in item.parts.values()))
    indent = " " * min(mark.column for mark in (item.keys or {}).values())
    broken = line_break(text)
    return Splice(end, end, f"{broken}{indent}{field}:" + _lines(entry, f"{indent}  ", broken))


def _after(document: Document, known: Node, entry: Mapping[str, Plain]) -> Splice:
    last = end_of(document, known.parts[-1])
    if is_flow(document, known):
        return Splice(last, last, f", {written(entry, in_flow=True)}")
    end = end_of_line(document.text, last)
    return Splice(end, end, _lines(entry, " " * known.start.column, line_break(document.text)))


def _lines(entry: Mapping[str, Plain], indent: str, broken: str) -> str:
    lines = (f"{key}: {written(value)}" for key, value in entry.items())
    return "".join(f"{broken}{indent}{'  ' if number else '- '}{line}" for number, line in enumerate(lines))

"""Fields: one field of one item set, put in or taken out, as a splice."""

from __future__ import annotations

from milepost.authoring.edits.places import end_of, end_of_line, is_flow, line_break
from milepost.authoring.edits.scalars import Plain, written
from milepost.authoring.edits.splices import Splice
from milepost.errors import Problem
from milepost.source.yaml.nodes import Document, Node, Path


class RefusedError(Exception):
    """What cannot be edited without touching more than is meant."""

    def __init__(self, document: Document, at: Path, why: str) -> None:
        self.problem = Problem(document.locate(at), why, "edit this line by hand")
        super().__init__(str(self.problem))


def set_field(document: Document, at: Path, field: str, value: Plain) -> Splice:
    """The splice that sets a field of the item at a path: in its place, or after the item's last field."""
    item = _item(document, at)
    if field in item.parts:
        return _replaced(document, item, field, value)
    last = max(end_of(document, part) for part in item.parts.values())
    if is_flow(document, item):
        return Splice(last, last, f", {field}: {written(value, in_flow=True)}")
    end = end_of_line(document.text, last)
    indent = " " * min(mark.column for mark in (item.keys or {}).values())
    return Splice(end, end, f"{line_break(document.text)}{indent}{field}: {written(value)}")


def drop_field(document: Document, at: Path, field: str) -> Splice | None:
    """The splice that takes a field out of the item at a path; None where it is not there."""
    item = _item(document, at)
    if field not in item.parts:
        return None
    text, key = document.text, (item.keys or {})[field].index
    end = end_of(document, item.parts[field])
    if is_flow(document, item):
        before = text[:key].rstrip()
        if not before.endswith(","):
            raise RefusedError(document, (*at, field), f"{field!r} is the first in its braces")
        return Splice(len(before) - 1, end, "")
    begin = text.rfind("\n", 0, key)
    if begin < 0 or text[begin + 1 : key].strip():
        raise RefusedError(document, (*at, field), f"{field!r} shares its line with something else")
    begin -= text[begin - 1 : begin] == "\r"
    return Splice(begin, end_of_line(text, end), "")


def _item(document: Document, at: Path) -> Node:
    item = document.node(at)
    assert item is not None, "the path leads to an item"
    assert item.parts, "which has an id"
    return item


def _replaced(document: Document, item: Node, field: str, value: Plain) -> Splice:
    node, text = item.parts[field], document.text
    in_flow = is_flow(document, item)
    if node.parts is None or is_flow(document, node):
        start, end = node.start.index, end_of(document, node)
        quote = text[start] if node.parts is None and text[start : start + 1] in {"'", '"'} else ""
        space = "" if end > start and text[start - 1].isspace() else " "
        return Splice(start, end, space + written(value, in_flow=in_flow, quote=quote))
    colon = text.index(":", (item.keys or {})[field].index + len(field))
    return Splice(colon + 1, end_of(document, node), f" {written(value)}")

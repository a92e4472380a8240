"""Readable: texts of which a reader sees nothing, sees something else, or sees the first half only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from milepost.errors import Location, Problem, Severity
from milepost.model.items import Item
from milepost.model.kinds.charter import Charter
from milepost.model.marks import every_field, fields_of
from milepost.model.registers import REGISTERS
from milepost.model.texts.invisible import is_blank, turning_mark
from milepost.source.files.readings import Sources
from milepost.source.prose.body import code_free_lines
from milepost.source.yaml.decoding import merge_mark
from milepost.source.yaml.nodes import Document, Node, Path

_WORD_BEHIND = re.compile(r"[ \t]+(#[^\s#]\S*)")
_UNQUOTED = "\"'|>"
# Keys whose values are words of ours, names of things or days: a comment behind them cuts nothing off.
_WRITTEN = (Charter, *(register.written for register in REGISTERS))
_FIELDS = tuple(field for record in _WRITTEN for field in every_field(fields_of(record)))
_TEXTS = frozenset(field.name for field in _FIELDS if field.is_text) - {"timezone"}
_NO_TEXT = frozenset(field.name for field in _FIELDS) - _TEXTS


def unreadable(sources: Sources) -> Iterator[Problem]:
    """Every text that a reader cannot read as it was meant."""
    documents: list[tuple[Document, Path]] = [(page.document, ()) for page in sources.pages]
    documents += [(sourced.document, sourced.at) for sourced in sources.items]
    documents += [(sources.charter_document, ())] if sources.charter_document else []
    for document, at in documents:
        if node := document.node(at):
            yield from _unreadable_values(document, at, node)
    bodies = [(s.item.body, s.item.path) for s in sources.items if not isinstance(s.item, Item)]
    bodies += [(page.body, page.page.path) for page in sources.pages]
    for body, path in bodies:
        yield from _turning_lines(body.markdown, body.line, sources.prefix + path)
        if "<<<<<<<" in body.markdown:
            outside_code = "\n".join(code_free_lines(body.markdown))
            if unresolved := merge_mark(outside_code, sources.prefix + path, body.line):
                yield unresolved
    for term in sources.glossary:
        if mark := turning_mark(term.term) or turning_mark(term.explanation):
            yield _turning(Location(f"{sources.prefix}glossary.yml"), f"the term {term.term!r}", mark)


def cut_off(document: Document, node: Node) -> tuple[Location, str] | None:
    """The word such as `#1` behind a text, which YAML takes for a comment, and where it stands."""
    if document.text[node.start.index : node.start.index + 1] in _UNQUOTED:
        return None
    found = _WORD_BEHIND.match(document.text, node.end.index)
    if found is None:
        return None
    line, column = node.end.line + document.first_line, node.end.column + found.start(1) - found.start() + 1
    return Location(document.path, line, column), found[1]


def _unreadable_values(document: Document, at: Path, node: Node) -> Iterator[Problem]:
    if isinstance(node.parts, dict):
        for key, part in node.parts.items():
            yield from _unreadable_values(document, (*at, key), part)
    elif isinstance(node.parts, list):
        for index, part in enumerate(node.parts):
            yield from _unreadable_values(document, (*at, index), part)
    elif isinstance(node.value, str):
        yield from _unreadable_value(document, at, node, node.value)


def _unreadable_value(document: Document, at: Path, node: Node, value: str) -> Iterator[Problem]:
    name = next((step for step in reversed(at) if isinstance(step, str)), "text")
    where = document.locate(at)
    if value.strip() and is_blank(value):
        yield Problem(where, f"{name!r} holds nothing that can be seen", "write a few words, or leave the key out")
    elif mark := turning_mark(value):
        yield _turning(where, repr(name), mark)
    if name not in _NO_TEXT and (cut := cut_off(document, node)):
        message = f"{name!r} ends before {cut[1]!r}: what follows a ' #' is a comment"
        yield Problem(cut[0], message, "put quotes around the text, or a space after the #", Severity.WARNING)


def _turning_lines(markdown: str, first_line: int, path: str) -> Iterator[Problem]:
    for number, line in enumerate(markdown.split("\n"), first_line):
        if not line.isascii() and (mark := turning_mark(line)):
            yield _turning(Location(path, number, line.index(mark) + 1), "this line", mark, Severity.WARNING)


def _turning(where: Location, what: str, mark: str, severity: Severity = Severity.ERROR) -> Problem:
    message = f"{what} holds U+{ord(mark):04X}, which turns the direction of the text around it"
    return Problem(where, message, "delete it; the site shows the text without it", severity)

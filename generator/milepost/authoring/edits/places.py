"""Places in a YAML text: where a value ends, and the line that it ends in."""

from __future__ import annotations

import re
from collections.abc import Mapping

from milepost.source.yaml.nodes import Document, Node

_FILLING = re.compile(r"(?:[\s,]|(?<!\S)#[^\n]*|,#[^\n]*)*")
_CLOSING = {"{": "}", "[": "]"}


def is_flow(document: Document, node: Node) -> bool:
    """Whether a list or mapping is written in brackets."""
    return node.parts is not None and document.text[node.start.index : node.start.index + 1] in _CLOSING


def end_of(document: Document, node: Node) -> int:
    """The position after the last character of a value; a text in lines of its own ends with its last words."""
    text = document.text
    if node.parts is None:
        end: int = node.end.index
        return len(text[:end].rstrip()) if text[end - 1 : end].isspace() else end
    parts = list(node.parts.values() if isinstance(node.parts, Mapping) else node.parts)
    end = end_of(document, parts[-1]) if parts else node.start.index + 1
    if not is_flow(document, node):
        return end
    filling = _FILLING.match(text, end)
    end = filling.end() if filling else end
    assert text[end] == _CLOSING[text[node.start.index]], "a reader has closed it"
    return end + 1


def end_of_line(text: str, position: int) -> int:
    """Where the line that holds a position ends, before its line break."""
    found = text.find("\n", position)
    if found < 0:
        return len(text)
    return found - 1 if text[found - 1 : found] == "\r" and found > position else found


def line_break(text: str) -> str:
    """The line break that a text uses."""
    return "\r\n" if "\r\n" in text else "\n"

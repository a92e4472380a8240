"""Nodes: plain values that remember their line and column, and the document that they make."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from milepost.errors import Location, Problem
from milepost.frozen import dataclass

Value = None | bool | int | float | str | list["Value"] | dict[str, "Value"]
Path = Sequence[str | int]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a text, counted from nought as PyYAML counts: what is kept of its marks."""

    index: int
    line: int
    column: int


class Node:
    """A value and where it begins and ends; `parts` are the nodes inside it, `keys` where each key of a mapping stands.

    A plain class, not a record: thousands are made for every file read.
    """

    __slots__ = ("end", "keys", "parts", "start", "text", "value")

    def __init__(self, start: Any, value: Any, text: str = "", parts: Any = None, keys: Any = None) -> None:
        self.start = start
        self.end = start
        self.value: Value = value
        self.text = text
        self.parts: Any = parts
        self.keys: dict[str, Any] | None = keys

    def __getstate__(self) -> tuple[Any, ...]:
        """What is kept of it: its marks as ours, for PyYAML's hold more and cannot be kept."""
        keys = None if self.keys is None else {key: _mark(found) for key, found in self.keys.items()}
        return _mark(self.start), _mark(self.end), self.value, self.text, self.parts, keys

    def __setstate__(self, kept: tuple[Any, ...]) -> None:
        """Be again what was kept."""
        self.start, self.end, self.value, self.text, self.parts, self.keys = kept


def _mark(found: Any) -> Mark:
    return Mark(found.index, found.line, found.column)


@dataclass(frozen=True, slots=True)
class Document:
    """What a text says: `root` is None where it says nothing or cannot be read."""

    path: str
    text: str
    root: Node | None
    problems: tuple[Problem, ...]
    first_line: int = 1

    @property
    def value(self) -> Value:
        """The plain value; None for an empty text."""
        return self.root.value if self.root else None

    def node(self, path: Path) -> Node | None:
        """The node at a path of keys and positions, or the deepest one on the way to it."""
        node = self.root
        for step in path:
            parts = node.parts if node else None
            is_key = isinstance(parts, dict) and step in parts
            is_position = isinstance(parts, list) and isinstance(step, int) and step < len(parts)
            if parts is None or not (is_key or is_position):
                break
            node = parts[step]
        return node

    def locate(self, path: Path = (), *, key: bool = False) -> Location:
        """Where the value at a path begins, or its key."""
        node = self.node(path)
        mark = node.start if node else None
        if key and path:
            parent = self.node(path[:-1])
            mark = ((parent.keys if parent else None) or {}).get(str(path[-1]), mark)
        return self._location(mark)

    def locate_text(self, path: Path, words: str, nth: int = 0) -> Location:
        """Where words stand inside the scalar at a path, as far as they are written out there."""
        node = self.node(path)
        if node is None:
            return self._location(None)
        offset = node.start.index
        for _ in range(nth + 1):
            offset = self.text.find(words, offset + 1 if _ else offset, node.end.index)
        if offset < 0:
            return self._location(node.start)
        start = self.text.rfind("\n", 0, offset) + 1
        return Location(self.path, self.text.count("\n", 0, offset) + self.first_line, offset - start + 1)

    def _location(self, mark: Any) -> Location:
        if mark is None:
            return Location(self.path, self.first_line, 1)
        return Location(self.path, mark.line + self.first_line, mark.column + 1)

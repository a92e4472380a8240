"""Located YAML: plain values that remember their line and column. Nothing else knows PyYAML.

Read as YAML 1.2 means it: only `true`, `false`, `null` and numbers are more than text, so `no` stays a word and a date
stays as written. Tags, anchors, aliases, merge keys and second documents are refused, which also disarms alias bombs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import yaml

from milepost.errors import Location, Problem
from milepost.source.yaml.decoding import control_character, merge_mark, place

MAX_DEPTH = 20
Value = None | bool | int | float | str | list["Value"] | dict[str, "Value"]
Path = Sequence[str | int]


class _PureParser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):
    """PyYAML's own parser: the reserve where libyaml is missing, and the better words for what is wrong."""

    def __init__(self, text: str) -> None:
        yaml.reader.Reader.__init__(self, text)
        yaml.scanner.Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)


_FastParser: Any = getattr(yaml.cyaml, "CParser", None) if yaml.__with_libyaml__ else _PureParser


# In double quotes, where a backslash counts; an even number of them is backslashes.
_BIG_ESCAPE = re.compile(r'"[^"]*?(?<!\\)(?:\\\\)*(\\U(?!0000|0010|000[0-9A-Fa-f])[0-9A-Fa-f]{8})')


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


def parse_yaml(text: str, path: str, first_line: int = 1) -> Document:
    """The document a text holds, with every problem that can be told of it."""
    composer = _Composer(path, first_line)
    try:
        root = composer.document(_events(_FastParser(text)))
    except _UnreadableError:
        root = None
    except (yaml.YAMLError, ValueError, OverflowError):
        # libyaml and PyYAML word their errors differently: the words are always PyYAML's, whichever parser met them.
        composer = _Composer(path, first_line)
        try:
            root = composer.document(_events(_PureParser(text)))
        except _UnreadableError:
            root = None
        except yaml.YAMLError as error:
            root = None
            composer.problems.append(_told(error, text, path, first_line))
        except (ValueError, OverflowError):  # PyYAML 6.0 hands on what Python says of a number that is no character's.
            root = None
            composer.problems.append(_wrong_escape(text, path, first_line))
    if composer.refused:
        root = None
    if composer.problems and (mark := merge_mark(text, path, first_line)):
        composer.problems = [mark]
    return Document(path, text, root, tuple(composer.problems), first_line)


def _events(parser: Any) -> Iterator[Any]:
    try:
        while parser.check_event():
            yield parser.get_event()
    finally:
        parser.dispose()


class _UnreadableError(Exception):
    """Reading on is pointless; the problem has been noted."""


_WORDS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMBER = re.compile(r"[-+]?(?:\.[0-9]{1,18}|[0-9]{1,18}(\.[0-9]{0,18})?)([eE][-+]?[0-9]{1,3})?")


def _resolved(text: str) -> Value:
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "-+.0123456789" and (number := _NUMBER.fullmatch(text)):
        return int(text) if text.lstrip("-+").isdigit() and number[2] is None else float(text)
    return text


class _Composer:
    """Builds nodes from a parser's events, noting what is not read here."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.problems: list[Problem] = []
        self.refused = False

    def document(self, events: Iterator[Any]) -> Node | None:
        root = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(event.start_mark, "a second document begins here", "keep one document in a file")
                    raise _UnreadableError
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, events, 1)
        return root if root is None or root.parts is not None or root.text else None

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        kind = type(event)
        start = event.start_mark
        if kind is yaml.ScalarEvent:
            self._check_plainness(event)
            text = event.value
            node = Node(start, text if event.style else _resolved(text), text)
            node.end = event.end_mark
            if event.style == '"' and (bad := control_character(text)):
                self._refuse(start, f"a character that does not belong in text: U+{ord(bad):04X}", "delete it")
            return node
        if kind is yaml.AliasEvent:
            self._refuse(start, f"aliases ('*{event.anchor}') are not read here", "write the value out again")
            return Node(start, None)
        self._check_plainness(event)
        if depth > MAX_DEPTH:
            self._refuse(start, f"nested more than {MAX_DEPTH} levels deep", "write it flatter")
            raise _UnreadableError
        if kind is yaml.SequenceStartEvent:
            return self._sequence(start, events, depth)
        return self._mapping(start, events, depth)

    def _sequence(self, start: Any, events: Iterator[Any], depth: int) -> Node:
        parts: list[Node] = []
        for event in events:
            if type(event) is yaml.SequenceEndEvent:
                break
            parts.append(self._node(event, events, depth + 1))
        return Node(start, [part.value for part in parts], "", parts)

    def _mapping(self, start: Any, events: Iterator[Any], depth: int) -> Node:
        parts: dict[str, Node] = {}
        keys: dict[str, Any] = {}
        values: dict[str, Value] = {}
        for event in events:
            if type(event) is yaml.MappingEndEvent:
                break
            key = self._node(event, events, depth + 1)
            name = key.text
            if key.parts is not None:
                self._refuse(key.start, "a key must be a word, not a list or a mapping", "put quotes around it")
            elif name == "<<" and not event.style:
                self._refuse(key.start, "merge keys ('<<') are not read here", "write the keys out again")
            part = self._node(next(events), events, depth + 1)
            if name in keys:
                first = keys[name].line + self.first_line
                self._note(key.start, f"the key {name!r} is here twice", f"it stands in line {first} already")
                continue
            keys[name] = key.start
            parts[name] = part
            values[name] = part.value
        return Node(start, values, "", parts, keys)

    def _check_plainness(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(event.start_mark, f"anchors ('&{event.anchor}') are not read here", "write the value out")
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._refuse(event.start_mark, f"tags ({tag!r}) are not read here", "remove it; put text in quotes")

    def _refuse(self, mark: Any, message: str, hint: str) -> None:
        self.refused = True
        if all(
            problem.message != message for problem in self.problems
        ):  # Once is enough: a bomb has a million aliases.
            self._note(mark, message, hint)

    def _note(self, mark: Any, message: str, hint: str) -> None:
        location = Location(self.path, mark.line + self.first_line, mark.column + 1)
        self.problems.append(Problem(location, message, hint))


def _wrong_escape(text: str, path: str, first_line: int) -> Problem:
    """The place of a character that is written by a number that no character has."""
    found = _BIG_ESCAPE.search(text)
    if found is None:
        return Problem(Location(path, first_line, 1), "this is not YAML", "look for a number that is far too big")
    hint = "write the character itself, or single quotes around the text"
    return Problem(place(path, text, found.start(1), first_line), f"there is no character {found[1]}", hint)


# Neither a time nor an address; where a colon with a space follows, that is the one that counts.
_UNSPACED_KEY = re.compile(
    r" *(?:- +)?(?P<key>[^\s#'\"\[\]{},:：-][^:：]{0,80}?) *(?::(?![\s:/]|(?<=\d:)\d)|：)(?!.*: )"
)


def _told(error: yaml.YAMLError, text: str, path: str, first_line: int) -> Problem:
    if not isinstance(error, yaml.MarkedYAMLError):
        return Problem(Location(path, first_line, 1), "this is not YAML", str(error).splitlines()[0])
    mark = error.problem_mark or error.context_mark
    message, hint = f"this is not YAML: {error.problem or error.context}", "check the indentation and the quotes"
    context, problem = error.context or "", error.problem or ""
    if mark is not None and text[mark.index : mark.index + 1] == "\t":
        message, hint = "a tab where YAML wants spaces", "indent with spaces"
    elif "quoted scalar" in context:
        mark = error.context_mark
        message, hint = "a quote opens here and does not close", "close it, or double a quote that is part of the text"
    elif mark and "cannot start any token" in problem:
        message, hint = f"a text cannot begin with {text[mark.index]!r}", "put quotes around it"
    elif mark and "mapping values are not allowed" in problem and ":" in _before(mark, text):
        message, hint = "a second ': ' in one line", "put quotes around a text that holds a colon"
    elif "flow sequence" in context or "flow mapping" in context:
        bracket = "[" if "sequence" in context else "{"
        mark = error.context_mark
        message, hint = (
            f"the '{bracket}' that opens here does not close",
            f"close it with {']' if bracket == '[' else '}'!r}",
        )
    elif "simple key" in context:
        mark = error.context_mark
        message, hint = "this line is neither 'key: value' nor '- item'", "add the colon, or indent the line"
        hint = spacing_hint(_line(text, mark.line if mark else -1)) or hint
    elif mark and "block mapping" in context and _before(mark, text).strip(" -"):
        message = "something stands here after the value has ended"
        hint = "put quotes around the whole text; double a single quote that is part of it"
    elif mark and "mapping values" in problem and (spacing := spacing_hint(_line(text, mark.line - 1))):
        mark = yaml.Mark(mark.name, 0, mark.line - 1, _indent(_line(text, mark.line - 1)), None, 0)
        message, hint = "this line is neither 'key: value' nor '- item'", spacing
    elif mark and text[mark.index : mark.index + 1] == ":" and not _before(mark, text).strip():
        message, hint = "nothing stands before the colon", "write the key there"
    elif "block mapping" in context or "block collection" in context or "mapping values" in problem:
        message, hint = "this line does not fit what stands above it", "check its indentation"
    if mark is None:
        return Problem(Location(path, first_line, 1), message, hint)
    return Problem(Location(path, mark.line + first_line, mark.column + 1), message, hint)


def spacing_hint(line: str) -> str:
    """What to do about a line such as `API:words` or `API：接口`, which YAML takes for mere text; else nothing."""
    found = _UNSPACED_KEY.match(line)
    return f"write {found['key']}: …, with a plain colon and a space after it" if found else ""


def _line(text: str, number: int) -> str:
    """A line of a text by its number, counted from 0; nothing where there is none."""
    lines = text.split("\n")
    return lines[number] if 0 <= number < len(lines) else ""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _before(mark: Any, text: str) -> str:
    """What stands before a mark in its line."""
    return text[mark.index - mark.column : mark.index]


def read_steps(path: str, text: str) -> list[dict[str, object]]:
    """The steps of a story: a list of mappings; ValueError says what is wrong with it."""
    document = parse_yaml(text, path)
    if document.problems or not isinstance(document.value, list):
        raise ValueError("\n".join(map(str, document.problems)) or f"{path}: a story is a list of steps")
    return [dict(step) for step in document.value if isinstance(step, dict)]

"""Located YAML: plain values that remember their line and column. Nothing else knows PyYAML.

Read as YAML 1.2 means it: only `true`, `false`, `null` and numbers are more than text, so `no` stays a word and a date
stays as written. Tags, anchors, aliases, merge keys and second documents are refused, which also disarms alias bombs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import yaml

from milepost.errors import Location, Problem
from milepost.source.yaml.decoding import control_character, merge_mark
from milepost.source.yaml.mistakes import Mistake, told, wrong_escape
from milepost.source.yaml.nodes import Document, Node, Value

MAX_DEPTH = 20


class _PureParser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):
    """PyYAML's own parser: the reserve where libyaml is missing, and the better words for what is wrong."""

    def __init__(self, text: str) -> None:
        yaml.reader.Reader.__init__(self, text)
        yaml.scanner.Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)


_FastParser: Any = getattr(yaml.cyaml, "CParser", None) if yaml.__with_libyaml__ else _PureParser


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
            composer.problems.append(wrong_escape(text, path, first_line))
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


def _told(error: yaml.YAMLError, text: str, path: str, first_line: int) -> Problem:
    if not isinstance(error, yaml.MarkedYAMLError):
        return Problem(Location(path, first_line, 1), "this is not YAML", str(error).splitlines()[0])
    mistake = Mistake(text, error.problem or "", error.context or "", error.problem_mark, error.context_mark)
    return told(mistake, path, first_line)


def read_steps(path: str, text: str) -> list[dict[str, object]]:
    """The steps of a story: a list of mappings; ValueError says what is wrong with it."""
    document = parse_yaml(text, path)
    if document.problems or not isinstance(document.value, list):
        raise ValueError("\n".join(map(str, document.problems)) or f"{path}: a story is a list of steps")
    return [dict(step) for step in document.value if isinstance(step, dict)]

"""Mistakes in YAML, in words that name the remedy: the first of a list of readings that fits tells what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

from milepost.errors import Location, Problem
from milepost.frozen import dataclass
from milepost.source.yaml.decoding import place

# Neither a time nor an address; where a colon with a space follows, that is the one that counts.
_UNSPACED_KEY = re.compile(
    r" *(?:- +)?(?P<key>[^\s#'\"\[\]{},:：-][^:：]{0,80}?) *(?::(?![\s:/]|(?<=\d:)\d)|：)(?!.*: )"
)
# In double quotes, where a backslash counts; an even number of them is backslashes.
_BIG_ESCAPE = re.compile(r'"[^"]*?(?<!\\)(?:\\\\)*(\\U(?!0000|0010|000[0-9A-Fa-f])[0-9A-Fa-f]{8})')


class Mark(Protocol):
    """A place that the parser names, counted from 0."""

    index: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mistake:
    """What the parser says of a text that it cannot read: what is wrong and in what, each with its place, if known."""

    text: str
    problem: str
    context: str
    problem_mark: Mark | None
    context_mark: Mark | None

    @property
    def mark(self) -> Mark | None:
        """The place that is named first."""
        return self.problem_mark or self.context_mark

    @property
    def before(self) -> str:
        """What stands before that place in its line."""
        return self.text[self.mark.index - self.mark.column : self.mark.index] if self.mark else ""

    @property
    def character(self) -> str:
        """The character that stands there."""
        return self.text[self.mark.index : self.mark.index + 1] if self.mark else ""

    def line(self, mark: Mark | None, up: int = 0) -> str:
        """The line of a place, or one so many lines above it; nothing where there is none."""
        number = mark.line - up if mark else -1
        lines = self.text.split("\n")
        return lines[number] if 0 <= number < len(lines) else ""


@dataclass(frozen=True, slots=True)
class Words:
    """What is wrong, and the remedy; `at_opening` where the context begins, `lines_up` at the beginning of a line."""

    message: str
    hint: str
    at_opening: bool = False
    lines_up: int = 0


Reading = Callable[[Mistake], Words | None]
_NO_KEY = "this line is neither 'key: value' nor '- item'"


def told(mistake: Mistake, path: str, first_line: int) -> Problem:
    """What is wrong with a text that cannot be read, where, and what to do."""
    words = next(found for reading in _READINGS if (found := reading(mistake)))
    mark = mistake.context_mark if words.at_opening else mistake.mark
    if mark is None:
        return Problem(Location(path, first_line, 1), words.message, words.hint)
    line, column = mark.line + first_line - words.lines_up, mark.column
    if words.lines_up:
        above = mistake.line(mark, words.lines_up)
        column = len(above) - len(above.lstrip(" "))
    return Problem(Location(path, line, column + 1), words.message, words.hint)


def wrong_escape(text: str, path: str, first_line: int) -> Problem:
    """The place of a character that is written by a number that no character has."""
    found = _BIG_ESCAPE.search(text)
    if found is None:
        return Problem(Location(path, first_line, 1), "this is not YAML", "look for a number that is far too big")
    hint = "write the character itself, or single quotes around the text"
    return Problem(place(path, text, found.start(1), first_line), f"there is no character {found[1]}", hint)


def spacing_hint(line: str) -> str:
    """What to do about a line such as `API:words` or `API：接口`, which YAML takes for mere text; else nothing."""
    found = _UNSPACED_KEY.match(line)
    return f"write {found['key']}: …, with a plain colon and a space after it" if found else ""


def _tab(it: Mistake) -> Words | None:
    return Words("a tab where YAML wants spaces", "indent with spaces") if it.character == "\t" else None


def _open_quote(it: Mistake) -> Words | None:
    if "quoted scalar" not in it.context:
        return None
    hint = "close it, or double a quote that is part of the text"
    return Words("a quote opens here and does not close", hint, at_opening=True)


def _no_beginning(it: Mistake) -> Words | None:
    if it.mark is None or "cannot start any token" not in it.problem:
        return None
    return Words(f"a text cannot begin with {it.character!r}", "put quotes around it")


def _second_colon(it: Mistake) -> Words | None:
    if it.mark is None or "mapping values are not allowed" not in it.problem or ":" not in it.before:
        return None
    return Words("a second ': ' in one line", "put quotes around a text that holds a colon")


def _open_bracket(it: Mistake) -> Words | None:
    opens, closes = ("[", "]") if "sequence" in it.context else ("{", "}")
    if "flow sequence" not in it.context and "flow mapping" not in it.context:
        return None
    return Words(f"the '{opens}' that opens here does not close", f"close it with {closes!r}", at_opening=True)


def _no_colon(it: Mistake) -> Words | None:
    if "simple key" not in it.context:
        return None
    return Words(
        _NO_KEY, spacing_hint(it.line(it.context_mark)) or "add the colon, or indent the line", at_opening=True
    )


def _after_the_value(it: Mistake) -> Words | None:
    if it.mark is None or "block mapping" not in it.context or not it.before.strip(" -"):
        return None
    hint = "put quotes around the whole text; double a single quote that is part of it"
    return Words("something stands here after the value has ended", hint)


def _no_space_above(it: Mistake) -> Words | None:
    hint = spacing_hint(it.line(it.mark, 1)) if "mapping values" in it.problem else ""
    return Words(_NO_KEY, hint, lines_up=1) if hint else None


def _nothing_before_colon(it: Mistake) -> Words | None:
    if it.character != ":" or it.before.strip():
        return None
    return Words("nothing stands before the colon", "write the key there")


def _out_of_place(it: Mistake) -> Words | None:
    is_it = "block mapping" in it.context or "block collection" in it.context or "mapping values" in it.problem
    return Words("this line does not fit what stands above it", "check its indentation") if is_it else None


def _anything(it: Mistake) -> Words:
    return Words(f"this is not YAML: {it.problem or it.context}", "check the indentation and the quotes")


_READINGS: tuple[Reading, ...] = (
    _tab,
    _open_quote,
    _no_beginning,
    _second_colon,
    _open_bracket,
    _no_colon,
    _after_the_value,
    _no_space_above,
    _nothing_before_colon,
    _out_of_place,
    _anything,
)

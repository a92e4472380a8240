"""Visibility: who may read a page, as its author meant it; a word that is not understood keeps it at home."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

from milepost.errors import Location, Problem
from milepost.source.prose.body import code_free_lines
from milepost.source.validation.guesses import did_you_mean
from milepost.source.yaml.front_matter import split_front_matter
from milepost.source.yaml.nodes import Document

KEY = "visibility"
KEPT_IN = "this page is kept at home"
_RIGHT = "write 'visibility: internal' in front matter, whose --- is the very first line"
# Keys that other tools know, with the answer that means: not for everybody.
_OTHERS = {"internal": True, "private": True, "confidential": True, "public": False, "visible": False}
_YES, _NO = frozenset({"true", "yes", "on", "1"}), frozenset({"false", "no", "off", "0", "never"})
_HIDING = ("internal", "private", "confidential", "hidden")
# How alike a word must be to one of ours to be meant for it.
_ALIKE = 0.75
_LINE = re.compile(r"""[^\w#]*(?P<key>[^\W\d_][\w \t-]{1,30}?)["'*_]*[ \t]*[:=：＝][ \t]*(?P<value>[^\n]*)""")
# Without one of these a line, or a body, gives nothing a value.
_GIVES = re.compile(r"[:=：＝]")
# A line of marks that opens a head in one tool or another: ---, +++, ;;;, {.
_OPENING = re.compile(r"(?:([-+;=~])\1{2,}|\{|<!--)")
# So many lines at the top of a page may be a head.
_HEAD = 40


def visibility_problems(text: str, path: str) -> tuple[Problem, ...]:
    """What is wrong with what a page says of who may read it; with a problem it is for nobody."""
    return _read(text, path)[1]


def is_public(text: str, path: str) -> bool:
    """Whether a page is for everybody beyond doubt."""
    said, problems = _read(text, path)
    return said and not problems


# A build asks this of most pages more than once: of the files, of history, of every version.
@lru_cache(maxsize=2048)
def _read(text: str, path: str) -> tuple[bool, tuple[Problem, ...]]:
    document, body_line, body = split_front_matter(text, path, needed=False)
    matter = document.value if isinstance(document.value, dict) else {}
    problems = [*_of_matter(matter, document)]
    known = {document.locate((key,), key=True).line for key in matter}  # These are judged above.
    head = text.split("\n")[: body_line - 1]
    problems += [problem for problem in _in_head(head, 1, path) if problem.location.line not in known]
    problems += body_problems(body, body_line, path)
    return matter.get(KEY, "public") == "public" and not document.problems, tuple(problems)


def _of_matter(matter: Mapping[str, Any], document: Document) -> Iterator[Problem]:
    for key, value in matter.items():
        if key == KEY:
            if value is None:
                where = document.locate((key,), key=True)
                yield Problem(where, f"{key!r} says nothing, so {KEPT_IN}", "one of: public, internal")
            elif value not in {"public", "internal"} if isinstance(value, str) else True:
                hint = did_you_mean(str(value), ("internal", "public")) or "one of: public, internal"
                yield Problem(document.locate((key,)), f"{key!r} cannot be {str(value)!r}", hint)
        elif _is_meant(key) and not _is_open(value):
            where = document.locate((key,), key=True)
            yield Problem(where, f"{key!r} is not read, so {KEPT_IN}", "did you mean 'visibility'?")
        elif (hides := _OTHERS.get(_folded(key))) is not None and _answer(value) is hides:
            where = document.locate((key,), key=True)
            yield Problem(where, f"{key!r} is not read, so {KEPT_IN}", "write 'visibility: internal'")


def body_problems(body: str, first_line: int, path: str) -> Iterator[Problem]:
    """What stands in the body of a page, where nobody reads it, but looks as if it should be read."""
    if not _GIVES.search(body):
        return
    lines = code_free_lines(body)
    start = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    end = _end_of_head(lines, start)
    head = list(_in_head(lines[start:end], first_line + start, path))
    yield from head
    for number, line in enumerate(lines[end:], first_line + end):
        found = _GIVES.search(line) and _LINE.fullmatch(line)
        if found and _is_meant(found["key"]) and _is_hiding(found["value"]):
            yield _unread(found, number, path)


def _end_of_head(lines: list[str], start: int) -> int:
    """Where the first block of a page ends: at an empty line, or where what opened it closes it."""
    is_fenced = start < len(lines) and _OPENING.match(lines[start].strip()) is not None
    for number in range(start + 1, min(len(lines), start + _HEAD)):
        line = lines[number].strip()
        if not line if not is_fenced else (_OPENING.match(line) or line in {"}", "-->"}):
            return number
    return min(len(lines), start + _HEAD)


def _in_head(lines: list[str], first_line: int, path: str) -> Iterator[Problem]:
    for number, line in enumerate(lines, first_line):
        found = _GIVES.search(line) and _LINE.fullmatch(line)
        if found and _is_meant(found["key"]) and len(found["value"].split()) < 3 and not _is_open(found["value"]):
            yield _unread(found, number, path)


def _unread(found: re.Match[str], line: int, path: str) -> Problem:
    where = Location(path, line, found.start("key") + 1)
    return Problem(where, f"{found['key']!r} stands where it is not read, so {KEPT_IN}", _RIGHT)


def _folded(word: str) -> str:
    """A word without case, width, accents and whatever is no letter."""
    plain = unicodedata.normalize("NFKD", word).casefold()
    return "".join(c for c in plain if c.isalpha())


def _is_meant(key: object) -> bool:
    """Whether a key is ours, or a slip of the pen."""
    return isinstance(key, str) and _alike(_folded(key), KEY)


def _is_open(value: object) -> bool:
    return isinstance(value, str) and _folded(value) == "public"


def _is_hiding(value: str) -> bool:
    return any(_alike(_folded(value), word) for word in _HIDING)


def _answer(value: object) -> bool | None:
    """Yes, no, or neither; no value at all is a yes."""
    if value is None or isinstance(value, bool):
        return value is not False
    word = str(value).strip().casefold()
    return True if word in _YES else False if word in _NO else None


def _alike(word: str, ours: str) -> bool:
    is_near = abs(len(word) - len(ours)) < 4 and bool(word)
    return word == ours or (is_near and SequenceMatcher(None, word, ours).ratio() > _ALIKE)

"""Texts: tabs that indent, and line ends of two sorts in one file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from milepost.errors import Location, Problem, Severity

_TABS = re.compile(r"^([ ]*)(\t+)", re.MULTILINE)
_FRONT = re.compile(r"---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)


def told(path: str, line: int, column: int, what: str) -> Problem:
    """What is said of something that was mended."""
    return Problem(Location(path, line, column), what, severity=Severity.ADVICE)


def without_tabs(text: str) -> str:
    """A YAML text in which spaces indent: a tab is two, as lists and mappings are written here."""
    return _TABS.sub(lambda found: found[1] + "  " * len(found[2]), text)


def tabs_in(path: str, text: str) -> Iterator[Problem]:
    """Each line that a tab indents."""
    for number, line in enumerate(text.split("\n"), 1):
        if found := _TABS.match(line):
            yield told(path, number, len(found[1]) + 1, "a tab became spaces")


def front_matter(text: str) -> tuple[int, int] | None:
    """Where the front matter of a page begins and ends, whatever its line ends."""
    found = _FRONT.match(text)
    return (found.start(1), found.end(1)) if found else None


def with_one_line_end(text: str) -> str:
    """A page whose front matter ends its lines as the body does, where the body has but one way."""
    place = _FRONT.match(text)
    if not place:
        return text
    head, body = text[: place.end()], text[place.end() :]
    if "\r\n" in head and "\n" in body.replace("\r\n", "") and "\r\n" not in body.removeprefix("\r\n"):
        return head.replace("\r\n", "\n") + body.removeprefix("\r")
    return text

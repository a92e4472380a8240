"""Sentences: what an update says around a link to an item, and the days that are named there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from milepost.frozen import dataclass
from milepost.model.texts.expressions import expression
from milepost.model.texts.prose import Body, ItemLink

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]*"
_DAYS = expression(
    rf"(?P<y1>\d{{4}})-(?P<m1>\d\d)-(?P<d1>\d\d)"
    rf"|\b(?P<d2>\d{{1,2}}) (?P<m2>{_MONTH})\b\.?(?: (?P<y2>\d{{4}}))?"
    rf"|\b(?P<m3>{_MONTH})\.? (?P<d3>\d{{1,2}})\b(?:,? (?P<y3>\d{{4}}))?"
    r"|(?:(?P<y4>\d{4})年)?(?P<m4>\d{1,2})月(?P<d4>\d{1,2})日",
    re.IGNORECASE,
)
_LINK = expression(r"\[((?:[^\[\]\\]|\\.)*)\]\([a-z]+:[^)\s]+\)|<[a-z]+:[\w.-]+>")
_END = expression(r"(?<=[.!?;])\s+(?=[A-Z\[<*])|(?<=[。！？；])|\n")


@dataclass(frozen=True, slots=True)
class Day:
    """A day as a text names it: often without a year."""

    month: int
    day: int
    year: int | None
    words: str
    at: int


@dataclass(frozen=True, slots=True)
class Around:
    """The sentence that holds a link, its targets taken out: what stands before the link, in it and after it."""

    link: ItemLink
    before: str
    title: str
    after: str
    is_only_link: bool


def sentences_around(body: Body) -> Iterator[Around]:
    """Each link that a reader sees with the sentence it stands in."""
    lines = body.markdown.split("\n")
    for link in body.links:
        number = link.line - body.line
        if link.is_seen and 0 <= number < len(lines):
            yield from _around(link, lines[number])


def days_in(text: str) -> Iterator[Day]:
    """Every day that a text names."""
    for found in _DAYS.finditer(text):
        parts = {key[0]: value for key, value in found.groupdict().items() if value}
        month = parts["m"]
        number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
        year = int(parts["y"]) if "y" in parts else None
        yield Day(number, int(parts["d"]), year, found[0].rstrip("."), found.start())


def _around(link: ItemLink, line: str) -> Iterator[Around]:
    here = next((found for found in _LINK.finditer(line) if found.start() <= link.column - 1 < found.end()), None)
    if here is None:
        return
    begin = max((end.end() for end in _END.finditer(line, 0, here.start())), default=0)
    ending = _END.search(line, here.end())
    before, after = line[begin : here.start()], line[here.end() : ending.start() if ending else len(line)]
    is_only = not _LINK.search(before) and not _LINK.search(after)
    yield Around(link, _LINK.sub(r"\1", before), here[1] or "", _LINK.sub(r"\1", after), is_only)

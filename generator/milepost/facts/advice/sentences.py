"""Sentences: what an update says around a link to an item, the days that are named there, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

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
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CHINESE = "一二三四五六日天"
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_WEEKDAY_ZH = rf"(?:周|星期|礼拜)[{_CHINESE}]"
# That it takes place, or will at another time. What begins, or is open until a day, may end on another.
_HAPPENS = r"(?:opens?|launch(?:es|ed)?|goes live|go live|comes|follows|ready)\b(?! (?:un)?til)"
_MOVES = (
    r"(?:moves?|moved|shifts?|shifted|slips?|slipped|postponed|pushed|brought|put)(?: out| back| off| forward)? to\b"
)
_HAPPENS_ZH = r"(?:开放|上线|发布|启用|交付|完成|举行)"
_MOVES_ZH = r"(?:推迟|延期|延后|改|移|挪|提前|顺延|定)(?:到|至|在|于|为)"
# What stands between an item and the day on which it is said to be due.
_BETWEEN = re.compile(
    r"[\s*_]*(?:[:,：，—–-]|is|are|was|will|be|stays|remains|now|still|due|planned|expected|forecast|for|by|on|until"
    rf"|at|the|{_WEEKDAY}|{_HAPPENS}|{_MOVES}|前|将|于|在|到期|预计|仍为|为|{_WEEKDAY_ZH}|{_MOVES_ZH}|[\s*_])*",
    re.IGNORECASE,
)
# What stands before a day that is named first, between it and the item, and after the item then.
_FIRST = re.compile(rf"[\s*_-]*(?:on|by)?[\s*_]*(?:{_WEEKDAY})?[\s,*_]*", re.IGNORECASE)
_THEN = re.compile(rf"[\s,，*_]*(?:[(（]?{_WEEKDAY_ZH}[)）]?)?[\s,，*_]*(?:the|our)?[\s*_]*", re.IGNORECASE)
_HAPPENS_THEN = re.compile(
    rf"[\s*_]*(?:(?:will|is|be)[\s*_]+)*(?:{_HAPPENS}|due|将?{_HAPPENS_ZH}|到期)[\s*_]*(?:$|[.,;:!。，；：！])",
    re.IGNORECASE,
)
# The weekday right before a day, or in brackets behind it.
_BEFORE_IT = re.compile(rf"\b({_WEEKDAY})[\s,*_]*(?:the )?$|({_WEEKDAY_ZH})[\s，,（(*_]*$", re.IGNORECASE)
_BEHIND_IT = re.compile(rf"[\s*_]*(?:\(({_WEEKDAY})\)|[(（]?({_WEEKDAY_ZH}))", re.IGNORECASE)


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


def only_day(around: Around) -> Day | None:
    """The one day of a sentence with one link, behind the link or before it."""
    before, after = [*days_in(around.before)], [*days_in(around.after)]
    if not around.is_only_link or any(days_in(around.title)) or len(before) + len(after) != 1:
        return None
    return (before or after)[0]


def is_of_the_item(around: Around, said: Day) -> bool:
    """Whether the day of a sentence is said to be the item's own: nothing else in it could have that day."""
    if not any(days_in(around.before)):
        return bool(_BETWEEN.fullmatch(around.after[: said.at]))
    between = around.before[said.at + len(said.words) :]
    is_first = _FIRST.fullmatch(around.before[: said.at]) and _THEN.fullmatch(between)
    return bool(is_first and _HAPPENS_THEN.match(around.after))


def other_weekday(around: Around, said: Day, days: Iterable[date]) -> str | None:
    """The weekday that none of some days is, and the sentence calls the day so; None where it is right, or unsaid."""
    text = around.before if any(days_in(around.before)) else around.after
    found = _BEFORE_IT.search(text[: said.at]) or _BEHIND_IT.match(text[said.at + len(said.words) :])
    if found is None:
        return None
    called = _number(found[1] or found[2])
    return found[1] or found[2] if all(day.weekday() != called for day in days) else None


def _around(link: ItemLink, line: str) -> Iterator[Around]:
    here = next((found for found in _LINK.finditer(line) if found.start() <= link.column - 1 < found.end()), None)
    if here is None:
        return
    begin = max((end.end() for end in _END.finditer(line, 0, here.start())), default=0)
    ending = _END.search(line, here.end())
    before, after = line[begin : here.start()], line[here.end() : ending.start() if ending else len(line)]
    is_only = not _LINK.search(before) and not _LINK.search(after)
    yield Around(link, _LINK.sub(r"\1", before), here[1] or "", _LINK.sub(r"\1", after), is_only)


def _number(weekday: str) -> int:
    if weekday[-1] in _CHINESE:
        return min(_CHINESE.index(weekday[-1]), 6)
    return next(number for number, name in enumerate(WEEKDAYS) if name.lower().startswith(weekday[:3].lower()))

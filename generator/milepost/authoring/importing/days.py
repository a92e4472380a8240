"""Days as exports write them; which of two numbers is the month is learned from the whole column, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ].*)?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T.*)?")
_YEAR_FIRST = re.compile(r"(\d{4})[/.年](\d{1,2})[/.月](\d{1,2})日?(?: .*)?")
_NAMED = re.compile(r"(\d{1,2})[-/ .]+([A-Za-z]{3})[a-z]*[-/ .,]+(\d{4}|\d{2})(?: .*)?")
_NAMED_FIRST = re.compile(r"([A-Za-z]{3})[a-z]* (\d{1,2}),? (\d{4})(?:,? .*)?")
_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?: .*)?")


class AmbiguousError(ValueError):
    """A day that is another one on either side of the Atlantic."""


def order_of(values: Iterable[str]) -> str:
    """`dmy` or `mdy` where a column shows which of two numbers is the month; empty where it does not."""
    pairs = [
        (int(found[1]), int(found[3]), found[2]) for value in values if (found := _NUMBERS.fullmatch(value.strip()))
    ]
    if any(first > 12 for first, _, _ in pairs):
        return "dmy" if not any(second > 12 for _, second, _ in pairs) else ""
    if any(second > 12 for _, second, _ in pairs):
        return "mdy"
    return "dmy" if pairs and all(mark == "." for _, _, mark in pairs) else ""


def read(value: str, order: str = "") -> date | None:
    """The day of a cell, None where it is empty; ValueError says why it is none."""
    text = value.strip()
    if not text or text.casefold() in {"na", "n/a", "-", "none", "null"}:
        return None
    if found := _ISO.fullmatch(text) or _COMPACT.fullmatch(text) or _YEAR_FIRST.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if (found := _NAMED.fullmatch(text)) and found[2].lower() in _MONTHS:
        return date(_year(found[3]), _MONTHS.index(found[2].lower()) + 1, int(found[1]))
    if (found := _NAMED_FIRST.fullmatch(text)) and found[1].lower() in _MONTHS:
        return date(int(found[3]), _MONTHS.index(found[1].lower()) + 1, int(found[2]))
    if found := _NUMBERS.fullmatch(text):
        return _numbers(text, int(found[1]), int(found[3]), _year(found[4]), order)
    raise ValueError(f"{text[:40]!r} is no date")


def _numbers(text: str, first: int, second: int, year: int, order: str) -> date:
    if not order and first <= 12 and second <= 12 and first != second:
        raise AmbiguousError(f"{text!r} can be two days (--dates dmy or mdy says which)")
    is_month_first = order == "mdy" or (not order and second > 12)
    return date(year, first, second) if is_month_first else date(year, second, first)


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)

"""Days as a manager types them: a dozen strict forms in English and Chinese, and an error for everything else."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from milepost.model.texts.days import day_from

FORMS = (
    "2026-03-06, 6 March, 6 March 2026, today, fri, next fri, +10d, +2w, end of march, "
    "3月6日, 周五, 下周五, 两周后, 月底"
)
"""One example of each form."""
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_CHINESE_WEEKDAYS = {**dict(zip("一二三四五六日", range(7), strict=True)), "天": 6}
_CHINESE_NUMBERS = {**dict(zip("一二三四五六七八九十", range(1, 11), strict=True)), "两": 2}
_NUMBER = rf"(\d{{1,3}}|[{''.join(_CHINESE_NUMBERS)}])"


def read_day(words: str, today: date, *, past: bool = False) -> date:
    """The day that is meant on a day; without a year the next one, or for what is `past` the last one.

    ValueError names the forms. A week begins on Monday; "next fri" is the Friday of next week.
    """
    text = " ".join(words.casefold().split())
    for form, meaning in _FORMS:
        if found := form.fullmatch(text):
            day = meaning(found, today, past)
            if day is not None:
                return day
            break
    raise ValueError(f"{words!r} is not a day (write it like one of these: {FORMS})")


def _one_of(names: tuple[str, ...]) -> str:
    """Names in full or by their first three letters."""
    return "(" + "|".join(f"{name[:3]}(?:{name[3:]})?" if name[3:] else name for name in names) + ")"


def _position(name: str, names: tuple[str, ...]) -> int:
    return next(number for number, full in enumerate(names) if full.startswith(name))


def _iso(found: re.Match[str], today: date, past: bool) -> date | None:
    try:
        return day_from(found[0])
    except ValueError:
        return None


def _of_year(year: str | None, month: int, day: int | None, today: date, past: bool) -> date | None:
    """A day of a month (None: its last), of a year that is said or of the nearest one."""
    years = [int(year)] if year else [today.year - 1, today.year] if past else [today.year, today.year + 1]
    days = [
        date(number, month, day or last) for number in years if (day or 1) <= (last := monthrange(number, month)[1])
    ]
    if year:
        return days[0] if days else None
    if past:
        return max((found for found in days if found <= today), default=None)
    return min((found for found in days if found >= today), default=None)


def _named(found: re.Match[str], today: date, past: bool) -> date | None:
    return _of_year(found[3], _position(found[2], _MONTHS) + 1, int(found[1]), today, past)


def _chinese(found: re.Match[str], today: date, past: bool) -> date | None:
    month, day = int(found[2]), int(found[3])
    return _of_year(found[1], month, day, today, past) if 1 <= month <= 12 and day else None


def _end(found: re.Match[str], today: date, past: bool) -> date | None:
    return _of_year(found[2], _position(found[1], _MONTHS) + 1, None, today, past)


def _chinese_end(found: re.Match[str], today: date, past: bool) -> date | None:
    month = int(found[1] or today.month)
    return _of_year(None, month, None, today, past) if 1 <= month <= 12 else None


def _weekday(number: int, is_next: bool, today: date, past: bool) -> date | None:
    """The nearest such day that is not today; of next week where that is said."""
    monday = today - timedelta(today.weekday())
    if is_next:
        return None if past else monday + timedelta(7 + number)
    distance = (number - today.weekday()) % 7 or 7
    return today + timedelta(distance - 7 if past and distance < 7 else -7 if past else distance)


def _english_weekday(found: re.Match[str], today: date, past: bool) -> date | None:
    return _weekday(_position(found[2], _WEEKDAYS), bool(found[1]), today, past)


def _chinese_weekday(found: re.Match[str], today: date, past: bool) -> date | None:
    return _weekday(_CHINESE_WEEKDAYS[found[2]], bool(found[1]), today, past)


def _ahead(found: re.Match[str], today: date, past: bool) -> date | None:
    number = _CHINESE_NUMBERS.get(found[1]) or int(found[1])
    return None if past else today + timedelta(number * (7 if found[2] in {"w", "周"} else 1))


_Meaning = Callable[[re.Match[str], date, bool], date | None]
_FORMS: tuple[tuple[re.Pattern[str], _Meaning], ...] = tuple(
    (re.compile(form), meaning)
    for form, meaning in (
        (r"\d{4}-\d{2}-\d{2}", _iso),
        ("today|今天", lambda found, today, past: today),
        ("tomorrow|明天", lambda found, today, past: None if past else today + timedelta(1)),
        ("yesterday|昨天", lambda found, today, past: today - timedelta(1) if past else None),
        (rf"([1-9]\d?) {_one_of(_MONTHS)}(?: (\d{{4}}))?", _named),
        (r"(?:(\d{4})年)?([1-9]\d?)月([1-9]\d?)[日号]", _chinese),
        (rf"(next )?{_one_of(_WEEKDAYS)}", _english_weekday),
        (rf"(下)?(?:周|星期|礼拜)([{''.join(_CHINESE_WEEKDAYS)}])", _chinese_weekday),
        (r"\+(\d{1,3})([dw])", _ahead),
        (rf"{_NUMBER}个?([天周])[后後]", _ahead),
        (rf"end of {_one_of(_MONTHS)}(?: (\d{{4}}))?", _end),
        (r"(?:([1-9]\d?)月|月)底", _chinese_end),
    )
)

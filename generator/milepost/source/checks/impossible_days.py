"""Days that cannot be: what has happened does not lie ahead, and no project reaches over centuries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, date, timedelta

from milepost.errors import Location, Problem, Severity
from milepost.model.fields import Kind
from milepost.model.items import PageItem
from milepost.model.marks import Mark, values_of
from milepost.model.records.feedback import Feedback
from milepost.model.registers import Form, register_of
from milepost.model.snapshot import AnyItem, written_of
from milepost.source.files.items import Sourced
from milepost.source.files.readings import Sources
from milepost.source.yaml.nodes import Path

# It may be tomorrow already where the author is.
_AHEAD = timedelta(1)
# What is promised may be older than the project that took it over, and a plan may reach far; a slip of the fingers
# (0026, 1926, 2206) is farther away than either.
_YEARS_BEFORE, _YEARS_AFTER = 20, 50
# A kick-off is told before the start, and a start may be put off a little after that.
_EARLY = timedelta(31)
_DAY_FIRST = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)")
_NAMED = {Kind.MEETING: "minutes are named after the day of the meeting; one to come is next: of the last"}


def impossible_days(sources: Sources, today: date) -> Iterator[Problem]:
    """Each day of the content that cannot be meant, with the one that probably is."""
    start = sources.charter.start if sources.charter else None
    if start and sources.charter_document and abs(start.year - today.year) > _YEARS_AFTER:
        yield _out_of_reason(sources.charter_document.locate(("start",)), "'start'", start, today)
        start = None
    for sourced in sources.items:
        if isinstance(sourced.item, PageItem) and register_of(sourced.item.kind).form is Form.DATED_PAGES:
            yield from _dated(sourced.item, Location(sources.prefix + sourced.item.path), start, today)
        for path, day, has_happened in _days_of(sourced.item):
            where, name = sourced.locate(*path), _name(path)
            if not is_in_reason(day, start or today):
                yield _out_of_reason(where, name, day, start or today)
            elif has_happened and day > today + _AHEAD:
                yield _ahead(where, name, day, today)
        yield from _version_to_come(sourced, today)


def _days_of(item: AnyItem) -> Iterator[tuple[Path, date, bool]]:
    """Each day that an item names with its place, and whether it tells what has happened."""
    for path, field, value in values_of(written_of(item)):
        if isinstance(value, date):
            yield path, value, field.has(Mark.PAST)


def _dated(page: PageItem, where: Location, start: date | None, today: date) -> Iterator[Problem]:
    day, what = page.written_on, page.kind
    if not is_in_reason(day, start or today):
        yield _out_of_reason(where, f"the date of this {what}", day, start or today)
    elif day > today + _AHEAD:
        meant = _past_day_for(day, today)
        hint = f"name it {meant}.md if that was meant" if meant else _NAMED.get(what, _NAMED[Kind.UPDATE])
        yield Problem(where, f"this {what} is dated {day}, and today is {today}", hint)
    elif start and day < start:
        later = next((d for d in _in_years(day, (start.year, start.year + 1)) if start <= d <= today + _AHEAD), None)
        hint = f"name it {later}.md if that was meant, or set" if later else "set"
        severity = Severity.WARNING if start - day <= _EARLY else Severity.ERROR
        message = f"this {what} is dated {day}, before the project started on {start}"
        yield Problem(where, message, f"{hint} start: in project.yml to an earlier day", severity)


def is_in_reason(day: date, anchor: date) -> bool:
    """Whether a project that starts on a day, or is looked at on it, can mean another one."""
    return anchor.year - _YEARS_BEFORE <= day.year <= anchor.year + _YEARS_AFTER


def _out_of_reason(where: Location, name: str, day: date, anchor: date) -> Problem:
    meant = _reasonable_day_for(day, anchor)
    bounds = f"a project reaches from {_YEARS_BEFORE} years before its start to {_YEARS_AFTER} after it"
    hint = f"did you mean {meant}?" if meant else bounds
    return Problem(where, f"{name} lies in the year {day.year:04}, which cannot be meant", hint)


def _ahead(where: Location, name: str, day: date, today: date) -> Problem:
    meant = _past_day_for(day, today)
    hint = f"did you mean {meant}?" if meant else "write the day on which it happened"
    return Problem(where, f"{name} tells what has happened, and {day} is still to come", hint)


def _version_to_come(sourced: Sourced, today: date) -> Iterator[Problem]:
    """A version is called by its day; whether there is one of a day that is over only history knows."""
    name = sourced.item.version if isinstance(sourced.item, Feedback) else None
    found = _DAY_FIRST.match(name or "")
    day = _day(*map(int, found.groups())) if found else None
    if day and day > today + _AHEAD:
        meant = _past_day_for(day, today)
        hint = f"did you mean {meant}?" if meant else "write the name as it stands on the page of all versions"
        message = f"there is no version {name!r} yet: that day is still to come"
        yield Problem(sourced.locate("version"), message, hint, Severity.WARNING)


def _past_day_for(day: date, today: date) -> date | None:
    """The latest day that a slip in the year, in the month, or of day and month could have turned into this one."""
    near = [*_in_years(day, (today.year, today.year - 1)), *_in_months(day), *_turned_round(day)]
    return max((guess for guess in near if today.year - 2 < guess.year and guess <= today + _AHEAD), default=None)


def _reasonable_day_for(day: date, anchor: date) -> date | None:
    """The day in a near year that differs in one digit, in the order of the digits, or in a century left out."""
    written = f"{day.year:04}"
    near = (anchor.year, anchor.year + 1, anchor.year - 1, *range(anchor.year + 2, anchor.year + 6))
    for year in (year for year in near if MINYEAR <= year <= MAXYEAR):
        digits = f"{year:04}"
        is_one_slip = sum(a != b for a, b in zip(written, digits, strict=True)) == 1
        if is_one_slip or sorted(written) == sorted(digits) or day.year == year % 100:
            return next(_in_years(day, (year,)), None)
    return None


def _in_years(day: date, years: tuple[int, ...]) -> Iterator[date]:
    yield from (guess for year in years if (guess := _day(year, day.month, day.day)))


def _in_months(day: date) -> Iterator[date]:
    yield from (guess for month in (day.month - 1, day.month - 2) if (guess := _day(day.year, month, day.day)))


def _turned_round(day: date) -> Iterator[date]:
    yield from (guess for guess in (_day(day.year, day.day, day.month),) if guess)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _name(path: Path) -> str:
    return repr(".".join(str(step) for step in path if isinstance(step, str)))

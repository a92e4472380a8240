"""The rhythm says when updates are due."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from milepost.facts.rhythm import Cadence, RhythmFacts, cadence_of, periods_overdue, rhythm_facts
from milepost.model.kinds.charter import Charter, Every

FRIDAY = 4


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _cadence(every: str = "week", grace_days: int = 2, anchor: str = "2026-01-12") -> Cadence:
    return Cadence(Every(every), FRIDAY, grace_days, _day(anchor))


@pytest.mark.parametrize(
    ("every", "day", "expected"),
    [
        ("week", "2026-03-06", "2026-03-06"),
        ("week", "2026-03-07", "2026-03-13"),
        ("fortnight", "2026-01-12", "2026-01-16"),
        ("fortnight", "2026-01-17", "2026-01-30"),
        ("fortnight", "2026-01-01", "2026-01-02"),
        ("month", "2026-03-01", "2026-03-27"),
        ("month", "2026-03-28", "2026-04-24"),
        ("month", "2026-12-26", "2027-01-29"),
    ],
)
def test_the_next_rhythm_day(every: str, day: str, expected: str) -> None:
    """Weekly, every second week from the start, or on the last such weekday of the month."""
    assert _cadence(every).on_or_after(_day(day)) == _day(expected)


@pytest.mark.parametrize("every", list(Every))
def test_rhythm_days_are_as_far_apart_as_promised(every: Every) -> None:
    """Over four years: always the weekday, never too near, never too far."""
    cadence = _cadence(every)
    days = [cadence.on_or_after(_day("2025-01-01"))]
    while days[-1] < _day("2029-01-01"):
        days.append(cadence.after(days[-1]))
    gaps = {(later - earlier).days for earlier, later in pairwise(days)}
    assert {day.weekday() for day in days} == {FRIDAY}
    assert gaps == {Every.WEEK: {7}, Every.FORTNIGHT: {14}, Every.MONTH: {28, 35}}[every]


@pytest.mark.parametrize(
    ("charter", "first", "anchor"),
    [
        (Charter(name="P", start="2026-01-12"), None, "2026-01-12"),
        (Charter(name="P"), "2026-01-16", "2026-01-16"),
    ],
)
def test_a_fortnight_counts_from_the_start_or_the_first_update(
    charter: Charter, first: str | None, anchor: str
) -> None:
    """What is written first, then what happened first."""
    assert cadence_of(charter, _day(first) if first else None).anchor == _day(anchor)


@pytest.mark.parametrize(
    ("newest", "status_date", "next_due", "overdue"),
    [
        ("2026-03-06", "2026-03-13", "2026-03-13", 0),
        ("2026-03-06", "2026-03-15", "2026-03-13", 0),
        ("2026-03-06", "2026-03-16", "2026-03-13", 3),
        ("2026-03-08", "2026-03-09", "2026-03-13", 0),
        ("2026-03-09", "2026-03-09", "2026-03-20", 0),
        (None, "2026-01-20", "2026-01-16", 4),
    ],
    ids=["on the day", "in grace", "overdue", "last one late", "next one early", "never one"],
)
def test_an_update_is_overdue_when_its_grace_has_passed(
    newest: str | None, status_date: str, next_due: str, overdue: int
) -> None:
    """An update within the grace serves the day just past, a later one the day to come."""
    facts = rhythm_facts(
        _cadence(), _day("2026-01-12"), _day(newest) if newest else None, _day(status_date), finished=False
    )
    assert facts == RhythmFacts(_day(next_due), overdue)


def test_a_finished_project_owes_no_update() -> None:
    """Nothing is overdue where everything is settled."""
    facts = rhythm_facts(_cadence(), _day("2026-01-12"), _day("2026-03-06"), _day("2026-09-01"), finished=True)
    assert facts.overdue_days == 0


@pytest.mark.parametrize(("status_date", "periods"), [("2026-03-15", 0), ("2026-03-16", 1), ("2026-03-23", 2)])
def test_overdue_updates_are_counted(status_date: str, periods: int) -> None:
    """Each rhythm day that passed with its grace is one."""
    facts = rhythm_facts(_cadence(), _day("2026-01-12"), _day("2026-03-06"), _day(status_date), finished=False)
    assert periods_overdue(_cadence(), facts, _day(status_date)) == periods


@pytest.mark.parametrize("grace_days", [0, 2, 9, 31])
def test_a_generous_grace_never_answers_a_day_twice_over(grace_days: int) -> None:
    """An update on a rhythm day serves that day, however long the grace is."""
    day = _day("2026-03-06")
    assert _cadence(grace_days=grace_days).answered_by(day) == day
    assert _cadence(grace_days=grace_days).closes(day) == day + timedelta(grace_days)

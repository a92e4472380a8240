"""Days as typed: what each form means, and that everything else is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.authoring.items.days import FORMS, read_day

TODAY = date(2026, 11, 26)  # a Thursday
AHEAD = {
    "2027-01-08": "2027-01-08",
    "2026-03-06": "2026-03-06",
    "6 March": "2027-03-06",
    "6 mar": "2027-03-06",
    "26 Nov": "2026-11-26",
    "6 March 2026": "2026-03-06",
    "29 february 2028": "2028-02-29",
    "Today": "2026-11-26",
    "tomorrow": "2026-11-27",
    "fri": "2026-11-27",
    "thursday": "2026-12-03",
    "Next  Fri": "2026-12-04",
    "next monday": "2026-11-30",
    "+2w": "2026-12-10",
    "+10d": "2026-12-06",
    "end of march": "2027-03-31",
    "end of feb 2028": "2028-02-29",
    "3月6日": "2027-03-06",
    "2026年3月6日": "2026-03-06",
    "周五": "2026-11-27",
    "下周五": "2026-12-04",
    "下星期天": "2026-12-06",
    "两周后": "2026-12-10",
    "10天后": "2026-12-06",
    "月底": "2026-11-30",
    "3月底": "2027-03-31",
    "今天": "2026-11-26",
}
NO_DAYS = (
    *("", "soon", "march", "friday week", "fri next", "next week", "yesterday", "end of", "+2", "2w"),
    *("Q1 2027", "06/03/2026", "2026-3-6", "2026-02-30", "0001-01-01", "31 April", "29 feb 2027", "0 may", "32 may"),
    *("十三月底", "13月1日", "下下周五"),
)
BEHIND = {
    "6 March": "2026-03-06",
    "30 December": "2025-12-30",
    "26 nov": "2026-11-26",
    "fri": "2026-11-20",
    "thu": "2026-11-19",
    "周三": "2026-11-25",
    "yesterday": "2026-11-25",
    "昨天": "2026-11-25",
    "today": "2026-11-26",
}


@pytest.mark.parametrize(("words", "meant"), AHEAD.items())
def test_a_day_to_come(words: str, meant: str) -> None:
    """Without a year the next one is meant, and a weekday is never today."""
    assert read_day(words, TODAY).isoformat() == meant


@pytest.mark.parametrize(("words", "meant"), BEHIND.items())
def test_a_day_that_was(words: str, meant: str) -> None:
    """What has been done was done on the last such day."""
    assert read_day(words, TODAY, past=True).isoformat() == meant


@pytest.mark.parametrize("words", NO_DAYS)
def test_no_day_is_guessed(words: str) -> None:
    """Everything else is an error that shows the forms."""
    with pytest.raises(ValueError, match="is not a day") as told:
        read_day(words, TODAY)
    assert FORMS in str(told.value)


def test_every_form_that_is_shown_is_one() -> None:
    """The list in the error can be typed as it stands."""
    assert [day for day in (read_day(form, TODAY) for form in FORMS.split(", ")) if day] != []
    assert len(FORMS.split(", ")) == 14


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.sampled_from(sorted({*AHEAD, *BEHIND})))
def test_the_future_is_ahead_and_the_past_behind(today: date, words: str) -> None:
    """On whatever day it is typed, a day without a year is neither on the wrong side of it nor far away."""
    for past in (False, True):
        try:
            day = read_day(words, today, past=past)
        except ValueError:
            continue  # "+2w" was no day of the past
        if "20" not in words:
            assert (day <= today) if past else (day >= today)
            assert abs(day - today) <= timedelta(366)

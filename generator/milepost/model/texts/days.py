"""Days as people write them, but for the two years at the ends of the calendar, beyond which nothing can be counted."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date

LATEST_DAY = date(MAXYEAR - 1, 12, 31)
"""The last day from which a week, a month or a year can still be counted on."""


def day_from(text: str) -> date:
    """The day that `YYYY-MM-DD` means; ValueError says why it means none."""
    day = date.fromisoformat(text)
    if day.year in {MINYEAR, MAXYEAR}:
        raise ValueError("the calendar ends there")
    return day

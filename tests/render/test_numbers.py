"""Numbers: four digits and more as each language writes them."""

from __future__ import annotations

import re

from history_builder import Told, commitment
from milepost.render.all_pages import render_pages
from milepost.render.words.words import Words

ENGLISH, CHINESE = Words.of("en"), Words.of("zh")


def test_thousands_are_parted_in_english_and_not_in_chinese() -> None:
    """Wherever a sentence counts; three digits need nothing."""
    assert ENGLISH.overdue(3645) == "3,645 days overdue"
    assert ENGLISH.overdue(999) == "999 days overdue"
    assert "3645" in CHINESE.overdue(3645)
    assert ENGLISH.number(1_234_567) == "1,234,567"
    assert CHINESE.number(1_234_567) == "1234567"


def test_a_year_is_no_number() -> None:
    """It counts nothing."""
    assert ENGLISH("Commitments: {year}", year=2026) == "Commitments: 2026"


def test_what_is_years_late_says_so() -> None:
    """In its row, and in what the rules found."""
    report = Told().on("2016-01-05", commitment(due="2016-02-01")).report("2026-01-25")
    pages = "".join(page.before for page in render_pages(report, ENGLISH))
    assert "3,646 days overdue" in pages
    assert "3646 days" not in pages


def test_chinese_keeps_a_numeral_with_what_is_counted() -> None:
    """No line of a page ends between the two; English, where they are words of their own, may."""
    report = Told().on("2026-01-05", commitment(due="2026-02-01")).report("2026-02-25")
    pages = "".join(page.before + page.after for page in render_pages(report, CHINESE))
    assert "逾期 24\u00a0天" in pages
    assert re.findall(r"[0-9%](?:</[a-z]+>)? [\u4e00-\u9fff]", pages) == []
    assert "24 days overdue" in "".join(page.before for page in render_pages(report, ENGLISH))

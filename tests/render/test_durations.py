"""Durations: what is said of several numbers of days is true of exactly these."""

from __future__ import annotations

import pytest

from history_builder import Told, feedback
from milepost.render.words.durations import how_early, how_soon
from milepost.render.words.words import Words
from rendered import pages_of, shown

ENGLISH, CHINESE = Words.of("en"), Words.of("zh")


@pytest.mark.parametrize(
    ("days", "english", "chinese"),
    [
        ([], "", ""),
        ([8], "after 8 days", "8 天后"),
        ([0], "the same day", "当天"),
        ([8, 8], "each after 8 days", "均在 8 天后"),
        ([0, 0, 0], "each the same day", "均在当天"),
        ([8, 0, 8], "all within 8 days", "全部在 8 天内"),
        ([0, 8], "1 of them the same day", "其中 1 条在当天"),
        ([1, 3, 9], "2 of them within 3 days", "其中 2 条在 3 天内"),
        ([9, 1, 3, 4], "2 of them within 3 days", "其中 2 条在 3 天内"),
    ],
)
def test_how_soon_several_came(days: list[int], english: str, chinese: str) -> None:
    """One alone, all alike, an odd number, an even one, and of those that took no day none took 0 days."""
    assert (how_soon(days, ENGLISH), how_soon(days, CHINESE)) == (english, chinese)


@pytest.mark.parametrize(
    ("days", "english", "chinese"),
    [
        ([], "", ""),
        ([8], "8 days ahead", "提前 8 天"),
        ([8, 8], "each 8 days ahead", "均提前 8 天"),
        ([1, 8], "1 of them at least 8 days ahead", "其中 1 个至少提前 8 天"),
        ([3, 3, 8], "all at least 3 days ahead", "均至少提前 3 天"),
        ([1, 3, 9], "2 of them at least 3 days ahead", "其中 2 个至少提前 3 天"),
    ],
)
def test_how_early_several_were_seen(days: list[int], english: str, chinese: str) -> None:
    """The same of days before something, the longest first."""
    assert (how_early(days, ENGLISH), how_early(days, CHINESE)) == (english, chinese)


def test_what_was_answered_at_once_took_no_days() -> None:
    """On its list, in its history and in a month it was answered the same day, not after 0 days."""
    said = {"on": "2026-03-02", "said": "The piers are too close."}
    told = Told().on("2026-03-02", feedback(**said, answer="Signs tell them apart", answered="2026-03-02"))
    for uri in ("feedback/index.md", "feedback/F-1.md"):
        text = shown(pages_of(told.report())[uri]).text
        assert "0 days" not in text
        assert "the same day" in text

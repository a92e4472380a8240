"""The ledger tells what was kept, and its clock what was missed: once for each date that stood."""

import pytest

from history_builder import Told, commitment, milestone


@pytest.mark.parametrize(("done", "told", "days"), [("2026-03-04", "kept", -2), ("2026-03-09", "kept-late", 3)])
def test_a_promise_is_kept_or_kept_late(done: str, told: str, days: int) -> None:
    """By the agreed date, whatever was promised last: days are told against it, the last date and the first one."""
    agreed = {"on": "2026-01-19", "due": "2026-03-06", "approved_by": "Both"}
    story = Told().on("2026-01-05", milestone(due="2026-02-27")).on("2026-01-12", milestone(due="2026-03-20"))
    story.on("2026-01-19", milestone(due="2026-03-20", rebaselined=agreed))
    story.on("2026-03-10", milestone(due="2026-03-20", rebaselined=agreed, done=done))
    event = story.report().events[-1]
    assert (event.event, str(event.on), str(event.recorded)) == (told, done, "2026-03-10")
    assert (event.days, event.days_from_first, event.days_from_due) == (days, days + 7, days - 14)


def test_what_appears_kept_is_made_and_kept() -> None:
    """An item that is there and done from its first day gives both entries, and was never missed."""
    story = Told().on("2026-03-09", milestone(done="2026-03-07"), commitment(made="2026-01-07", kept="2026-02-01"))
    assert story.told(without=()) == [
        "2026-03-09 C-1 made: None → 2026-03-06",
        "2026-03-09 C-1 kept: None → 2026-02-01",
        "2026-03-09 beta made: None → 2026-03-06",
        "2026-03-09 beta kept-late: None → 2026-03-07",
    ]
    assert [str(e.on) for e in story.report().events if e.event == "made"] == ["2026-01-07", "2026-03-09"]


def test_a_corrected_day_is_told_anew() -> None:
    """A changed `done` is no reopening: it is told as kept on the other day, with the day told before."""
    story = Told().on("2026-02-02", milestone(done="2026-02-02")).on("2026-03-09", milestone(done="2026-03-09"))
    assert story.told()[1:] == [
        "2026-03-09 beta kept-late: 2026-02-02 → 2026-03-09",
    ]


def test_the_clock_tells_what_was_missed() -> None:
    """A date that passes with nothing set is missed on the day after it, before anything that day's steps say."""
    story = Told().on("2026-01-05", milestone()).on("2026-03-07", milestone(due="2026-03-20"))
    assert story.told("2026-03-21") == [
        "2026-03-07 beta missed: 2026-03-06 → None",
        "2026-03-07 beta moved: 2026-03-06 → 2026-03-20",
        "2026-03-21 beta missed: 2026-03-20 → None",
    ]
    assert [e.revision for e in story.report().events if e.event == "missed"] == [None]


@pytest.mark.parametrize(
    "after",
    [milestone(due="2026-03-20"), milestone(done="2026-03-06"), milestone(cancelled="2026-03-05"), None],
)
def test_what_was_settled_by_its_day_was_not_missed(after: object) -> None:
    """Moved, kept, cancelled or deleted on the day itself: nothing was missed."""
    story = Told().on("2026-01-05", milestone()).on("2026-03-06", *([after] if after else []))
    assert "missed" not in " ".join(story.told("2026-03-20"))


@pytest.mark.parametrize("after", [milestone(done="2026-03-06"), milestone(cancelled="2026-03-05")])
def test_what_the_clock_told_stays_told(after: object) -> None:
    """A day entered afterwards takes nothing back: readers have been told."""
    before = Told().on("2026-01-05", milestone()).told("2026-03-19")
    story = Told().on("2026-01-05", milestone()).on("2026-03-20", after)
    assert story.told()[:1] == before == ["2026-03-07 beta missed: 2026-03-06 → None"]


def test_kept_late_is_missed_first() -> None:
    """A promise kept after its day was missed, and then kept late."""
    story = Told().on("2026-01-05", milestone()).on("2026-03-20", milestone(done="2026-03-12"))
    assert story.told() == [
        "2026-03-07 beta missed: 2026-03-06 → None",
        "2026-03-20 beta kept-late: None → 2026-03-12",
    ]


def test_missed_is_told_once_for_each_date_that_stood() -> None:
    """Kept late and taken back is not missed again; a date that is promised anew can be."""
    story = (
        Told()
        .on("2026-01-05", milestone())
        .on("2026-03-10", milestone(done="2026-03-10"))
        .on("2026-03-11", milestone())
        .on("2026-03-12", milestone(due="2026-03-20"))
        .on("2026-03-13", milestone())
    )
    assert [line for line in story.told("2026-04-01") if "missed" in line] == [
        "2026-03-07 beta missed: 2026-03-06 → None",
        "2026-03-13 beta missed: 2026-03-06 → None",
    ]


def test_a_promise_made_after_its_date_is_missed_when_it_is_made() -> None:
    """The clock cannot record what nobody had promised yet: it does when the promise appears, after it."""
    story = Told().on("2026-03-20", milestone())
    assert story.told("2026-03-21", without=()) == [
        "2026-03-20 beta made: None → 2026-03-06",
        "2026-03-20 beta missed: 2026-03-06 → None",
    ]

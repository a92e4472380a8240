"""The tally leaves nothing out, and what the rules found nothing in says what was looked at."""

from __future__ import annotations

import pytest

from history_builder import Told, commitment, milestone, update
from milepost.facts.health.rules import Topic
from milepost.facts.report.report import StatusReport
from milepost.render.health.health import all_well, is_empty
from milepost.render.words.tally import tally
from milepost.render.words.words import Words

ENGLISH = Words.of("en")


def test_everything_is_counted() -> None:
    """Kept, late, open, overdue, given up, removed."""
    items = [
        milestone("a", done="2026-02-02"),
        milestone("b", due="2026-02-01", done="2026-02-02"),
        milestone("c"),
        milestone("d", due="2026-02-20"),
        milestone("e", cancelled="2026-02-02"),
    ]
    report = Told().on("2026-02-02", *items, milestone("f")).on("2026-02-09", *items).report("2026-03-02")
    assert tally(report.milestones, ENGLISH) == (
        "2 reached, 1 of them late; 2 open, 1 of them overdue; 1 cancelled; 1 removed without a word"
    )


@pytest.mark.parametrize(
    ("day", "said"), [("2026-02-20", "1 kept late; 1 withdrawn; 1 open"), ("2026-03-09", "1 kept late; 1 overdue")]
)
def test_all_of_one_kind_is_said_at_once(day: str, said: str) -> None:
    """Not `1 kept, 1 of them late`."""
    late = commitment("C-1", due="2026-02-01", kept="2026-02-02")
    given_up = [commitment("C-2", withdrawn={"on": "2026-02-02"})] if "withdrawn" in said else []
    report = Told().on("2026-02-02", late, *given_up, commitment("C-3")).report(day)
    assert sorted(tally(report.commitments, ENGLISH).split("; ")) == sorted(said.split("; "))


def _said(report: StatusReport, name: str) -> str:
    return all_well(Topic(name), report, ENGLISH)


def test_calm_says_what_it_looked_at() -> None:
    """How many are open, how many days back, and what lies before them."""
    story = Told().on("2026-01-05", milestone("a"), milestone("b", due="2026-08-01"), commitment(due="2026-09-01"))
    moved = milestone("b", due="2026-08-03")
    story.on("2026-01-12", milestone("b", due="2026-08-01"), commitment(due="2026-09-01"))
    report = story.on("2026-04-03", moved, commitment(due="2026-09-01"), update("2026-04-03", "<milestone:b>")).report()
    assert [_said(report, name) for name in ("milestones", "commitments", "notice", "rhythm")] == [
        "1 milestone is open: it is not overdue, and not more than 7 days later than agreed",
        "1 commitment is open, and not overdue",
        "In the last 30 days nothing open was removed without a word, 1 change for the worse was announced;"
        " before that 1 was",
        'No update is overdue; the next one is due <time datetime="2026-04-10">10 Apr</time>',
    ]


def test_nothing_open_is_no_green() -> None:
    """Where all was deleted, no area is on track: there is nothing in it."""
    story = Told().on("2026-01-05", milestone(), commitment()).on("2026-01-12")
    report = story.on("2026-04-03", update("2026-04-03")).report()
    assert [_said(report, name) for name in ("milestones", "commitments")] == [
        "No milestone is open: 1 removed without a word",
        "No commitment is open: 1 removed without a word",
    ]
    assert [is_empty(area, report) for area in report.health.areas] == [True, True, False, False]
    assert (report.is_finished, report.is_complete) == (False, False)


def test_an_update_within_its_grace_is_not_in_time() -> None:
    """Its day has passed, and that is said."""
    report = Told().on("2026-03-06", milestone(due="2026-05-01"), update("2026-03-06")).report("2026-03-14")
    day = '<time datetime="2026-03-13">13 Mar</time>'
    assert _said(report, "rhythm") == f"An update was due {day}; it counts as late after 2 days"


def test_a_finished_project_owes_no_update() -> None:
    """And is complete, unless something was removed without a word."""
    report = Told().on("2026-03-06", milestone(done="2026-03-06"), update("2026-03-06")).report("2026-08-01")
    assert (_said(report, "rhythm"), report.is_complete) == ("No more updates are due: nothing is open", True)
    story = (
        Told()
        .on("2026-03-01", milestone(done="2026-03-01"), commitment())
        .on("2026-03-02", milestone(done="2026-03-01"))
    )
    assert (story.report().is_finished, story.report().is_complete) == (True, False)

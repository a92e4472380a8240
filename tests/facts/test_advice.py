"""Advice tells the manager what can still be put right."""

from typing import Any

import pytest

from history_builder import Told, commitment, lesson, milestone, update
from milepost.errors import Location, Severity
from milepost.facts.advice.advice import advise
from milepost.model.fields import Kind
from milepost.model.kinds.charter import Charter

_PLACE = Location("content/milestones.yml", 3, 3)
_LATER = commitment("C-9", due="2026-12-01")


def _advice(story: Told, status_date: str | None = None) -> list[tuple[str, str]]:
    """Severity and message of everything that is said."""
    story.places = {(Kind.MILESTONE, "beta"): _PLACE}
    return [(problem.severity, problem.message) for problem in advise(story.report(status_date))]


def test_a_move_without_a_reason_is_a_warning_at_its_place() -> None:
    """Told where it can be mended, for the newest move only."""
    story = Told().on("2026-01-05", milestone(), update("2026-01-05", "<milestone:beta>"))
    story.on("2026-01-06", milestone(due="2026-03-13"), update("2026-01-05", "<milestone:beta>"))
    story.on("2026-01-07", milestone(due="2026-03-20"), update("2026-01-07", "<milestone:beta>", "amber"))
    story.places = {(Kind.MILESTONE, "beta"): _PLACE}
    (problem,) = advise(story.report())
    assert (problem.location, problem.severity) == (_PLACE, Severity.WARNING)
    assert problem.message == "milestone 'beta' moved from 2026-03-13 to 2026-03-20, and no reason is given"
    assert "Reason:" in problem.hint


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-02-06", ("advice", "and no update has told so yet")),
        ("2026-02-08", ("advice", "and no update has told so yet")),
        ("2026-02-09", ("warning", "and no update up to 2026-02-08 told so")),
        ("2026-03-05", ("warning", "and no update up to 2026-02-08 told so")),
    ],
)
def test_what_was_not_announced(today: str, expected: tuple[str, str]) -> None:
    """Advice while it can be told in time, a warning afterwards."""
    story = Told().on("2026-01-05", milestone(), _LATER)
    story.on("2026-02-03", milestone(due="2026-03-13", reason="Rain"), _LATER)
    story.on(today, milestone(due="2026-03-13", reason="Rain"), _LATER, update(today, "Nothing to tell", "amber"))
    severity, message = expected
    assert _advice(story) == [(severity, f"milestone 'beta' moved from 2026-03-06 to 2026-03-13, {message}")]


@pytest.mark.parametrize(
    ("id", "title", "is_the_same"),
    [
        ("launch", "The beta is open", True),
        ("launch", "the beta is open!", True),
        ("launch", "The beta is now open", True),
        ("launch", "The shop is open", False),
        ("launch", "Ferries have new colours", False),
    ],
)
def test_a_new_id_with_the_same_words_is_probably_a_renaming(id: str, title: str, is_the_same: bool) -> None:  # noqa: A002
    """Told once, at the new one, with the line that joins the two; otherwise only that the old one vanished."""
    story = Told().on("2026-01-05", milestone(), _LATER)
    story.on("2026-01-06", milestone(id, title=title, due="2026-05-01"), _LATER)
    story.places = {(Kind.MILESTONE, id): _PLACE}
    (problem,) = [found for found in advise(story.report()) if "beta" in found.message]
    assert (problem.location == _PLACE, "write `was: beta` in it" in problem.hint) == (is_the_same, is_the_same)


def test_a_number_makes_another_milestone() -> None:
    """The second stage in the place of the first is no renaming."""
    story = Told().on("2026-01-05", milestone("s1", title="Stage 1 is signed off"), _LATER)
    story.on("2026-01-06", milestone("s2", title="Stage 2 is signed off"), _LATER)
    assert [message for _, message in _advice(story) if "says the same" in message] == []


def test_a_renaming_that_is_written_down_is_none_to_ask_about() -> None:
    """With `was` the two are one."""
    story = Told().on("2026-01-05", milestone(), _LATER)
    assert _advice(story.on("2026-01-06", milestone("launch", was="beta"), _LATER)) == []


def test_what_was_told_too_late_was_told() -> None:
    """The ledger keeps that it was not announced; the manager has done what can be done."""
    story = Told().on("2026-01-05", milestone(), _LATER)
    story.on("2026-02-03", milestone(due="2026-03-13", reason="Rain"), _LATER)
    story.on(
        "2026-02-13",
        milestone(due="2026-03-13", reason="Rain"),
        update("2026-02-13", "<milestone:beta>", "amber"),
        _LATER,
    )
    assert _advice(story) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            {"rebaselined": {"on": "2026-02-03", "due": "2026-04-01", "approved_by": "Both"}, "reason": "Rain"},
            "was re-baselined from 2026-03-06 to 2026-04-01",
        ),
        ({"cancelled": "2026-02-02", "reason": "Rain"}, "was cancelled on 2026-02-03"),
    ],
)
def test_every_promise_taken_away_should_be_told(change: dict[str, Any], told: str) -> None:
    """Not only moves."""
    story = Told().on("2026-01-05", milestone(), _LATER)
    story.on("2026-02-03", milestone(**change), _LATER).on(
        "2026-02-04", milestone(**change), _LATER, update("2026-02-04")
    )
    assert _advice(story) == [("advice", f"milestone 'beta' {told}, and no update has told so yet")]


def test_after_thirty_days_it_is_history() -> None:
    """Nobody is reminded for ever."""
    story = Told().on("2026-01-05", milestone()).on("2026-01-06", milestone(due="2026-05-01"))
    story.on("2026-02-06", milestone(due="2026-05-01"), update("2026-02-06", why="Known"))
    assert _advice(story) == []


def test_what_vanished_should_be_put_back() -> None:
    """With the word for what became of it."""
    story = (
        Told().on("2026-01-05", commitment(), milestone()).on("2026-01-09", milestone(), update("2026-01-09", why="-"))
    )
    story.places = {(Kind.MILESTONE, "beta"): _PLACE}
    (problem,) = advise(story.report())
    assert str(problem) == (
        "content/commitments.yml: commitment 'C-1' vanished on 2026-01-09 while it was open, and the site tells so"
        " (put it back, with `withdrawn` if it is given up, or with `was` if it has a new id)"
    )


def test_what_was_made_internal_is_told_without_its_name() -> None:
    """The reader learns that something was; so the manager should know."""
    story = (
        Told()
        .on("2026-01-05", milestone("secret"))
        .on("2026-01-09", milestone("secret", visibility="internal"), update("2026-01-09"))
    )
    assert _advice(story) == [
        ("advice", "a public milestone was made internal on 2026-01-09, and the site tells that one was")
    ]


def test_a_contested_status_needs_a_why() -> None:
    """Where the rules saw it worse on the day of the update."""
    story = Told().on("2026-01-05", milestone()).on("2026-03-09", milestone(), update("2026-03-09"))
    assert _advice(story) == [("advice", "says green, where the rules see amber (milestones)")]
    story.on("2026-03-10", milestone(), update("2026-03-09", why="It opens tomorrow"))
    assert _advice(story) == []


def test_an_overdue_update_is_told() -> None:
    """With the name of the file to write."""
    story = Told().on("2026-01-09", milestone(), update("2026-01-09"))
    story.places = {(Kind.MILESTONE, "beta"): _PLACE}
    (problem,) = advise(story.report("2026-01-20"))
    assert str(problem) == (
        "content/updates: an update was due on 2026-01-16, 4 days ago (write content/updates/2026-01-20.md)"
    )


def test_a_quiet_project_needs_no_advice() -> None:
    """Kept promises, lessons and updates in their rhythm."""
    charter = Charter.model_validate({"name": "P", "start": "2026-01-05"})
    story = Told(charter).on("2026-01-09", milestone(), lesson(), update("2026-01-09"))
    assert _advice(story) == []

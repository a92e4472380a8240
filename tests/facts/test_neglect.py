"""Neglect: what nobody looks at is told to the manager, and to nobody else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from history_builder import Told, decision, meeting, milestone, risk
from milepost.errors import Severity
from milepost.facts.advice.neglect import neglected
from milepost.model.kinds.charter import Charter

STEERING = {"what": "Steering group", "every": "month", "week": "second", "day": "wednesday"}
PLAN = Charter.model_validate({"name": "Harbour line", "start": "2026-01-05", "communication": [STEERING]})


def advice(story: Told, day: str) -> list[str]:
    """What is said on a day, each as advice."""
    found = list(neglected(story.report(day), "content"))
    assert {problem.severity for problem in found} <= {Severity.ADVICE}
    return [f"{problem.location}: {problem.message}" for problem in found]


def test_a_meeting_that_was_due_and_is_not_here() -> None:
    """For a month after its day, until its minutes come or its reason does."""
    story = Told(charter=PLAN).on("2026-01-05", milestone())
    due = "content/meetings: by the communication plan 'Steering group' was due on 2026-01-14, and nothing stands here"
    assert advice(story, "2026-01-16") == []
    assert advice(story, "2026-01-17") == [due]
    assert due not in advice(story, "2026-03-01")
    assert advice(story.on("2026-01-17", milestone(), meeting("2026-01-14")), "2026-01-17") == []


@pytest.mark.parametrize(("every", "days"), [("week", 56), ("fortnight", 112), ("month", 240)])
def test_a_register_that_nobody_looks_at(every: str, days: int) -> None:
    """Eight periods after the last change of anything in it, where something in it is open."""
    charter = Charter.model_validate({"name": "Harbour line", "rhythm": {"every": every}})
    story = Told(charter=charter).on("2026-01-05", risk(), decision(due="2026-01-12"), milestone(due="2028-01-01"))
    story = story.on("2026-01-06", risk(), decision(due="2026-01-12"), milestone(due="2028-01-02"))
    last = date(2026, 1, 5) + timedelta(days)
    assert advice(story, last.isoformat()) == []
    said = [line.partition(":")[0] for line in advice(story, (last + timedelta(1)).isoformat())]
    assert said == ["content/risks.yml", "content/decisions.yml"]  # That a day passed is no look at it.


def test_what_is_closed_needs_nobody() -> None:
    """Nor does a project that is over."""
    ended = risk(closed={"on": "2026-01-05", "because": "passed"})
    story = Told().on("2026-01-05", ended, milestone(due="2028-01-01"))
    assert [line for line in advice(story, "2026-12-01") if "risks" in line] == []
    story = Told().on("2026-01-05", risk(), milestone(done="2026-01-05"))
    assert advice(story, "2026-12-01") == []

"""Agreements: what the client has seen must be there to be seen, under the name that is given."""

from __future__ import annotations

import pytest

from history_builder import Told, feedback, milestone, update
from milepost.errors import Severity
from milepost.facts.advice.agreements import agreed_to_nothing

STORY = ("2026-03-06", "2026-03-13", "2026-03-13")
"""The days of the steps, each of which publishes an update; that of the first is named after another day."""


def advice(version: str, kind: str = "agreement", *, internal: bool = False) -> list[str]:
    """What is said of feedback beside a version, once three have been published."""
    told = feedback(kind=kind, on="2026-03-13", said="Seen.", version=version, raised_by="Head of sales")
    updates = [update("2026-03-04"), update("2026-03-13"), update("2026-03-13-more")]
    story = Told()
    for number, day in enumerate(STORY, 1):
        story = story.on(day, milestone(), *updates[:number])
    hidden = update("2026-03-04", visibility="internal") if internal else updates[0]
    story = story.on("2026-03-16", milestone(), hidden, *updates[1:], told)
    found = list(agreed_to_nothing(story.report("2026-03-20"), "content"))
    assert {problem.severity for problem in found} <= {Severity.WARNING}
    return [f"{problem.message} ({problem.hint})" for problem in found]


@pytest.mark.parametrize("version", ["2026-03-06", "2026-03-13", "2026-03-13-2", "2026-03-13-signed-off"])
def test_a_version_that_there_is(version: str) -> None:
    """Called by the day of its revision and a number; which words tags add, history does not say."""
    assert advice(version) == []


@pytest.mark.parametrize(
    ("version", "meant"),
    [("2026-03-04", "2026-03-06"), ("2026-03-13-3", "2026-03-13-2"), ("2026-03-16", "2026-03-13")],
)
def test_a_version_that_there_is_not(version: str, meant: str) -> None:
    """The day in an update's name is none of a version's; the hint names the nearest that there is."""
    assert advice(version) == [
        f"'F-1' agrees to version {version!r}, and none has this name"
        f" (did you mean {meant!r}? A version is called by the day on which its update was committed)"
    ]
    assert advice(version, "praise") == []


def test_a_name_that_is_like_none() -> None:
    """It is told where the names stand."""
    assert advice("kickoff") == [
        "'F-1' agrees to version 'kickoff', and none has this name"
        " (write the name as it stands on the page of all versions, or leave version: out)"
    ]


def test_a_day_that_is_still_to_come_is_told_elsewhere() -> None:
    """Where all days are judged, and without any history."""
    assert advice("2026-04-01") == []


def test_what_cannot_be_known_is_not_judged() -> None:
    """Whose update is internal now is told nowhere, nor on which day it was published, and its version stands."""
    assert advice("2026-03-06", internal=True) == []

"""Clocks: one wrong clock changes nothing but how its own commit is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.git.log.clocks import corrected, moment_of
from milepost.git.repository import Repository
from often import often
from repository_builder import SMALL, RepositoryBuilder

BEGAN = datetime(2026, 1, 9, 12, tzinfo=UTC)


def told(*days: str) -> list[str]:
    """The day that each commit of a line is told on."""
    line = [(str(place), datetime.fromisoformat(f"{day}T12:00:00+00:00")) for place, day in enumerate(days)]
    believed = corrected(line)
    return [believed.get(sha, moment).date().isoformat() for sha, moment in line]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ("2026-01-09 2026-01-16 2026-01-23", "2026-01-09 2026-01-16 2026-01-23"),
        ("2026-01-09 2099-01-16 2026-01-23", "2026-01-09 2026-01-09 2026-01-23"),
        ("2026-01-09 2027-01-16 2026-01-23", "2026-01-09 2026-01-09 2026-01-23"),
        ("2026-01-09 1970-01-01 2026-01-23", "2026-01-09 2026-01-09 2026-01-23"),
        ("1970-01-01 2026-01-09", "2026-01-09 2026-01-09"),
        ("2099-01-01 2026-01-09 2026-01-16", "2026-01-09 2026-01-09 2026-01-16"),
        ("2026-01-09 2099-01-16 2099-01-17 2026-01-23", "2026-01-09 2026-01-09 2026-01-09 2026-01-23"),
        ("2026-01-09 2026-01-16 2015-01-01", "2026-01-09 2026-01-16 2026-01-16"),
        ("2026-01-09 2015-01-01", "2026-01-09 2026-01-09"),
        ("2026-01-09 2099-01-16", "2026-01-09 2099-01-16"),
        ("2026-01-09 2026-01-30 2026-01-05", "2026-01-09 2026-01-30 2026-01-05"),
        ("1998-05-01 1999-05-01", "1998-05-01 1999-05-01"),
        ("1998-05-01", "1998-05-01"),
    ],
)
def test_a_clock_that_cannot_be_right(days: str, expected: str) -> None:
    """Its commit is told with the one before it; clocks that are a little wrong, and the newest commit's, stand."""
    assert told(*days.split()) == expected.split()


@often()
@given(
    st.lists(st.integers(0, 20), min_size=3, max_size=30),
    st.integers(-10_000, 20_000).filter(lambda days: abs(days) > 700),
    st.data(),
)
def test_the_others_stand_as_they_are(gaps: list[int], wrong: int, data: st.DataObject) -> None:
    """Among commits that agree, one that does not is found, wherever it stands, and no other is touched."""
    moments = [BEGAN]
    for gap in gaps:
        moments.append(moments[-1] + timedelta(days=gap))
    place = data.draw(st.integers(1, len(moments) - 2))
    spoilt = [moment + timedelta(days=wrong) if at == place else moment for at, moment in enumerate(moments)]
    found = corrected([(str(at), moment) for at, moment in enumerate(spoilt)])
    assert found == {str(place): moments[place - 1]}


def test_no_number_is_beyond_telling() -> None:
    """Whatever git holds becomes a moment that every time zone has a day for."""
    for stamp in ("-1", "0", "1", "9" * 30, "", "soon", b"x"):
        moment = moment_of(stamp)
        assert 1970 <= (moment - timedelta(days=1)).year < (moment + timedelta(days=1)).year + 1 < 9999


def test_a_repository_tells_its_commits_so(builder: RepositoryBuilder) -> None:
    """In its line, in its steps, and where one is asked for alone."""
    builder.commit(SMALL, on="2026-01-09").commit({"content/a.md": "a"}, on="2099-01-16")
    wrong = builder.git("rev-parse", "HEAD")
    builder.commit({"content/a.md": "b"}, on="2026-01-23")
    repository = Repository.open(builder.path)
    days = ["2026-01-09", "2026-01-09", "2026-01-23"]
    assert [commit.committed_at.date().isoformat() for commit in repository.line()] == days
    steps = repository.steps("HEAD", "content")
    assert [step.revision.committed_at.date().isoformat() for step in steps] == days
    assert repository.revision(wrong).committed_at == BEGAN

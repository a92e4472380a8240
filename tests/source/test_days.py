"""Days: what a day was called when it was, whatever a project says of itself later."""

from __future__ import annotations

import pytest

from milepost.git.repository import Repository
from milepost.versions.which.days import days_of
from repository_builder import RepositoryBuilder


def days(builder: RepositoryBuilder, prefix: str = "content") -> list[str]:
    """The day of each commit, oldest first."""
    repository = Repository.open(builder.path)
    line = repository.line()
    told = days_of(repository, line, prefix)
    return [told[commit.sha].isoformat() for commit in line]


def charter(zone: str) -> str:
    """A charter in a time zone."""
    return f"name: Harbour line\ntimezone: {zone}\n"


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("UTC", "2026-03-06"),
        ("Asia/Shanghai", "2026-03-07"),
        ("Pacific/Kiritimati", "2026-03-07"),
        ("America/New_York", "2026-03-06"),
    ],
)
def test_a_day_is_told_in_the_zone_of_the_charter(builder: RepositoryBuilder, zone: str, expected: str) -> None:
    """Half past eleven in the evening in UTC is the next day in the east."""
    builder.commit({"content/project.yml": charter(zone)}, on="2026-03-06T23:30")
    assert days(builder) == [expected]


def test_the_morning_in_the_west_is_the_day_before(builder: RepositoryBuilder) -> None:
    """Half past midnight in UTC is the evening before in Honolulu."""
    builder.commit({"content/project.yml": charter("Pacific/Honolulu")}, on="2026-03-06T00:30")
    assert days(builder) == ["2026-03-05"]


def test_a_project_that_moves_keeps_the_days_it_had(builder: RepositoryBuilder) -> None:
    """Each commit counts in the time zone that it came with, not in today's."""
    builder.commit({"content/project.yml": charter("UTC")}, on="2026-03-06T23:30")
    builder.commit({"content/project.yml": charter("Asia/Shanghai")}, on="2026-03-13T23:30")
    builder.commit({"content/project.yml": charter("America/New_York")}, on="2026-03-21T00:30")
    assert days(builder) == ["2026-03-06", "2026-03-14", "2026-03-20"]


@pytest.mark.parametrize("text", ["name: [\n", "name: Harbour line\ntimezone: Mars/Olympus\n", b"\xff\xfe", ""])
def test_a_charter_that_cannot_be_read_counts_in_utc(builder: RepositoryBuilder, text: str | bytes) -> None:
    """The day must be called something, and the same everywhere."""
    builder.commit({"content/project.yml": text}, on="2026-03-06T23:30")
    assert days(builder) == ["2026-03-06"]


def test_without_a_charter_it_is_utc(builder: RepositoryBuilder) -> None:
    """A commit that came before the content has a day, too."""
    builder.commit({"README.md": "x"}, on="2026-03-06T23:30")
    builder.commit({"content/project.yml": charter("Asia/Shanghai")}, on="2026-03-06T23:30")
    assert days(builder) == ["2026-03-06", "2026-03-07"]


@pytest.mark.parametrize(("prefix", "path"), [(".", "project.yml"), ("", "project.yml"), ("a/b", "a/b/project.yml")])
def test_the_content_may_lie_anywhere(builder: RepositoryBuilder, prefix: str, path: str) -> None:
    """At the root of the repository, or deep in it."""
    builder.commit({path: charter("Asia/Shanghai")}, on="2026-03-06T23:30")
    assert days(builder, prefix) == ["2026-03-07"]


def test_the_zone_of_the_machine_means_nothing(builder: RepositoryBuilder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the reader's time zone nor the committer's names the day."""
    builder.commit({"content/project.yml": charter("UTC")}, on="2026-03-06T23:30")
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    assert days(builder) == ["2026-03-06"]


def test_nothing_is_asked_of_no_commits(builder: RepositoryBuilder) -> None:
    """No commits have no days."""
    builder.commit({"content/project.yml": charter("UTC")})
    assert days_of(Repository.open(builder.path), [], "content") == {}

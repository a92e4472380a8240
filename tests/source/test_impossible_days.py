"""Days that cannot be are told where they can be mended, and nowhere else."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.errors import ContentError, Problem, Severity
from milepost.git.repository import Repository
from milepost.source.checks.judging import Judging
from milepost.source.content import read_content
from milepost.source.history import Uncommitted, read_history
from repository_builder import RepositoryBuilder

TODAY = date(2026, 11, 26)
UPDATE = "---\nstatus: green\nheadline: We began\n---\n"
REACHED = "- {id: beta, title: Beta, due: 2026-04-15, done: 2027-04-15}\n"


def told(start: str, name: str, today: date | None = TODAY) -> tuple[Problem, ...]:
    """What is said of an update by its name, in a project that starts on a day."""
    files = {"project.yml": f"name: P\nstart: {start}\n", "milestones.yml": "", f"updates/{name}.md": UPDATE}
    return read_content({path: text.encode() for path, text in files.items()}, judging=Judging(today=today))[1]


@pytest.mark.parametrize(
    ("start", "name", "severity", "hint"),
    [
        ("2026-01-12", "2025-01-16", Severity.ERROR, "name it 2026-01-16.md if that was meant, or set start:"),
        ("2026-01-12", "2025-12-19", Severity.WARNING, "set start: in project.yml to an earlier day"),
        ("2026-03-02", "2026-01-09", Severity.ERROR, "set start: in project.yml to an earlier day"),
        ("2026-01-12", "0026-01-16", Severity.ERROR, "did you mean 2026-01-16?"),
        ("2026-01-12", "2026-12-01-news", Severity.ERROR, "name it 2026-11-01.md if that was meant"),
    ],
)
def test_an_update_of_a_day_that_cannot_be(start: str, name: str, severity: Severity, hint: str) -> None:
    """Before the project, or ahead of today: with the name that was probably meant; a kick-off is only asked about."""
    (problem,) = told(start, name)
    assert (problem.location.path, problem.severity, hint in problem.hint) == (
        f"content/updates/{name}.md",
        severity,
        True,
    ), problem


@pytest.mark.parametrize("name", ["2026-01-12", "2026-11-26", "2026-11-27"])
def test_a_day_that_can_be_is_not_told(name: str) -> None:
    """Tomorrow has begun already where the author may be."""
    assert told("2026-01-12", name) == ()


def test_an_old_revision_keeps_its_days() -> None:
    """What nobody can mend any more stops nothing."""
    assert told("2026-01-12", "2999-01-01", today=None) == ()


@given(st.dates(), st.dates(), st.dates())
def test_every_day_can_be_judged(start: date, day: date, today: date) -> None:
    """Up to both ends of the calendar."""
    for problem in told(start.isoformat(), day.isoformat(), today):
        assert problem.hint or "the calendar ends there" in problem.message


def test_a_day_ahead_stops_the_newest_revision_alone(builder: RepositoryBuilder) -> None:
    """Mended, it is history, which goes on to be read; a commit from a faster clock is judged by its own day."""
    files = {"content/project.yml": "name: P\n", "content/milestones.yml": REACHED}
    builder.commit(files, on="2026-04-16")
    repository = Repository.open(builder.path)
    with pytest.raises(ContentError, match="'done' tells what has happened"):
        read_history(repository, judging=Judging(date(2026, 4, 16)))
    assert read_history(repository, judging=Judging(date(2027, 4, 16))).latest.milestones[0].done == date(2027, 4, 15)
    builder.commit({"content/milestones.yml": REACHED.replace("2027", "2026")}, on="2026-04-17")
    history = read_history(Repository.open(builder.path), judging=Judging(date(2026, 4, 17)))
    assert [step.changes[0].after.done for step in history.steps] == [date(2027, 4, 15), date(2026, 4, 15)]
    builder.commit({"content/milestones.yml": REACHED}, on="2027-05-01")
    assert list(read_history(Repository.open(builder.path), judging=Judging(date(2026, 4, 18))).steps)


def test_uncommitted_work_is_judged_by_the_moment_it_is_read(builder: RepositoryBuilder) -> None:
    """As the committed work is by the day of the build."""
    builder.commit({"content/project.yml": "name: P\n", "content/milestones.yml": ""}, on="2026-04-16")
    work = {"project.yml": b"name: P\n", "milestones.yml": REACHED.encode()}
    now = datetime(2026, 4, 20, 12, tzinfo=UTC)
    with pytest.raises(ContentError, match="did you mean 2026-04-15"):
        read_history(Repository.open(builder.path), "HEAD", "content", Uncommitted(work, now), Judging(now.date()))

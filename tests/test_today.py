"""Today: one day for all commands, that of the project's time zone, as the ledger and the site have it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from installed import milepost
from milepost.project.days import today_in
from repository_builder import RepositoryBuilder

# Where it is the next day already, while the machine and UTC have the evening before.
EVENING = datetime(2026, 11, 27, 21, 35, tzinfo=UTC)
THERE = "2026-11-28"
CONTENT = {
    "content/project.yml": "name: Harbour line\ntimezone: Asia/Shanghai\nstart: 2026-01-01\n",
    "content/milestones.yml": "- {id: beta, title: Beta, due: 2026-12-11}\n- {id: pilot, title: B, due: 2026-12-18}\n",
    "content/commitments.yml": "- {id: C-1, promise: Send the fares, from: vendor, due: 2026-12-01}\n",
    "content/decisions.yml": "- {id: D-1, title: Which route?, raised: 2026-11-02}\n",
    "content/feedback.yml": "- {id: F-1, said: Is it late?, on: 2026-11-28, raised_by: Head of sales}\n",
    "content/risks.yml": "- {id: R-1, title: Storms, raised: 2026-11-02, probability: 2, impact: 2}\n",
}


@pytest.fixture
def project(builder: RepositoryBuilder, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in Shanghai, on a machine that has UTC."""
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(EVENING.timestamp())))
    return builder.commit(CONTENT, on="2026-11-20").path / "content"


@pytest.mark.parametrize(
    ("command", "file", "field"),
    [
        ("done beta", "milestones.yml", "done"),
        ("withdraw C-1 --reason x", "commitments.yml", "on"),
        ("decide D-1 North --by Board", "decisions.yml", "decided"),
        ("answer F-1 No.", "feedback.yml", "answered"),
        ("close R-1 --because passed", "risks.yml", "on"),
    ],
)
def test_today_is_the_projects(project: Path, command: str, file: str, field: str) -> None:
    """What is done today is done on the day that it is there, and no word on it comes before what it is about."""
    before = (project / file).read_text()
    assert milepost(project.parent, *command.split(), "--yes").returncode == 0
    written = (project / file).read_text()
    assert written.count(f"{field}: {THERE}") == before.count(f"{field}: {THERE}") + 1, written


def test_what_is_said_relative_to_today(project: Path) -> None:
    """Days ahead are counted from that day, too, and what happened on it does not lie ahead."""
    moved = milepost(project.parent, "move", "pilot", "+2w", "--reason", "x", "--yes")
    assert (moved.returncode, "due: 2026-12-12" in (project / "milestones.yml").read_text()) == (0, True)
    named = milepost(project.parent, "done", "beta", "--on", THERE, "--yes")
    assert named.returncode == 0, named.stderr
    added = milepost(project.parent, "new", "milestone", "Go-live", "--due", "tomorrow", "--yes")
    assert "in 1 day" in added.stdout + added.stderr


def test_what_is_drafted_and_told_is_of_one_day(project: Path) -> None:
    """The draft, the status and the ledger's own words of uncommitted work agree, whatever the machine says."""
    assert milepost(project.parent, "new", "update", "--no-edit").returncode == 0
    assert (project / f"updates/{THERE}.md").exists()
    (project / "milestones.yml").write_text(CONTENT["content/milestones.yml"].replace("12-11", "12-14"))
    told = milepost(project.parent, "changelog", "--uncommitted").stdout
    assert f"{THERE}  milestone beta" in told
    assert "· Sat 28 Nov" in milepost(project.parent, "status").stdout


@pytest.mark.parametrize(
    ("charter", "day"),
    [
        ("timezone: Asia/Shanghai", date(2026, 11, 28)),
        ("timezone: America/New_York", date(2026, 11, 27)),
        ("name: x", date(2026, 11, 27)),
        ("timezone: Nowhere/Else", date(2026, 11, 27)),
        ("timezone: [", date(2026, 11, 27)),
    ],
)
def test_the_day_of_a_charter(tmp_path: Path, charter: str, day: date) -> None:
    """A charter that says none, or that nobody can read, has UTC."""
    (tmp_path / "project.yml").write_text(charter)
    assert (today_in(tmp_path, EVENING), today_in(tmp_path / "none", EVENING)) == (day, date(2026, 11, 27))

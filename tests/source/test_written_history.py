"""A history that is written: the same commits under any settings, and nothing is written over."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from milepost.authoring.story import play
from milepost.errors import RepositoryError
from milepost.git.repository import Repository
from milepost.git.writing.history import write_history

STORY: list[dict[str, object]] = [
    {"on": "2026-01-16", "by": "Shop team", "message": "Begin", "write": {"content/a.md": "1\n", 'Ü "b".md': "界\n"}},
    {"on": "2026-01-20", "by": "Head of sales", "message": "Aside", "branch": "side", "write": {"content/b.md": "2\n"}},
    {"on": "2026-01-23T09:30", "by": "Shop team", "message": "On\n\nReason: ice", "write": {"content/a.md": "3\n"}},
    {"on": "2026-01-30", "by": "Shop team", "message": "Join", "merge": "side", "delete": ['Ü "b".md']},
]


def test_a_written_history(tmp_path: Path) -> None:
    """Commits become a repository on main, checked out and clean, with the same ids everywhere."""
    write_history(tmp_path / "new", play(STORY))
    repository = Repository.open(tmp_path / "new")
    files = {path.relative_to(tmp_path / "new").as_posix() for path in (tmp_path / "new" / "content").iterdir()}
    assert (repository.sha("main"), repository.uncommitted("."), files) == (
        "28420736189dd46023d05cc7d41ae68d030305fc",
        frozenset(),
        {"content/a.md", "content/b.md"},
    )
    assert [
        (step.revision.committed_at.day, step.revision.reason, len(step.files))
        for step in repository.steps("HEAD", ".")
    ] == [
        (16, None, 2),
        (23, "ice", 1),
        (30, None, 2),
    ]


def test_a_history_is_written_the_same_under_any_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another time zone, another umask, another person's configuration: the same ids, and still a clean tree."""
    write_history(tmp_path / "plain", play(STORY))
    (tmp_path / "settings").write_text(
        "[core]\nautocrlf = true\nfileMode = true\n[init]\ndefaultBranch = other\n[commit]\ngpgSign = true\n"
    )
    for name, value in {
        "GIT_CONFIG_GLOBAL": str(tmp_path / "settings"),
        "TZ": "Asia/Shanghai",
        "GIT_DIR": "/nowhere",
    }.items():
        monkeypatch.setenv(name, value)
    umask = os.umask(0o077)
    try:
        write_history(tmp_path / "other", play(STORY))
    finally:
        os.umask(umask)
    plain, other = (Repository.open(tmp_path / name) for name in ("plain", "other"))
    assert (other.sha("main"), other.uncommitted(".")) == (plain.sha("main"), frozenset())


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """A folder that holds anything is refused and left as it is; so is a file."""
    (tmp_path / "kept").write_text("kept")
    for place in (tmp_path, tmp_path / "kept", tmp_path / "kept" / "below"):
        with pytest.raises(RepositoryError):
            write_history(place, play(STORY))
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]

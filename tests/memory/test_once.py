"""A file that was read stays read: what is taken over says what the file itself says, right or wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from milepost.errors import Problem
from milepost.git.repository import Repository
from milepost.model.snapshot import Snapshot
from milepost.source import content
from milepost.source.checks.judging import Judging
from milepost.source.content import read_content
from milepost.source.files import once
from milepost.source.files.once import Once
from milepost.source.latest import read_files
from oracle.histories.commits import import_histories
from oracle.histories.historian import Historian
from test_invalid import CASES, INVALID, SOUND, place_of

JUDGING = Judging(today=date(2026, 11, 26), advise=True)
Read = tuple[Snapshot | None, tuple[Problem, ...]]


@pytest.fixture(autouse=True)
def _kept_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A memory of the test's own, on a machine that has built before."""
    monkeypatch.setenv("MILEPOST_CACHE", str(tmp_path / "kept"))
    (tmp_path / "kept" / "readings").mkdir(parents=True, mode=0o700)


@pytest.fixture
def read_anew(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are read, and not taken over."""
    paths: list[str] = []
    read = content.read_file

    def noted(*words: object) -> object:
        paths.append(str(words[1]))
        return read(*words)  # type: ignore[arg-type]  # as they come

    monkeypatch.setattr(content, "read_file", noted)
    return paths


def in_another_process(files: Mapping[str, bytes | None]) -> Read:
    """What a process says that knows no more than what is kept."""
    once._HELD.clear()
    return here(files)


def here(files: Mapping[str, bytes | None]) -> Read:
    """What this process says, with what is kept and what it has read."""
    return read_content(files, "content/", judging=JUDGING, once=Once.of("a project"))


def cold(files: Mapping[str, bytes | None]) -> Read:
    """What the files themselves say."""
    return read_content(files, "content/", judging=JUDGING)


def test_what_is_wrong_is_told_again_word_by_word() -> None:
    """All wrong inputs, one after another in one project: each is told as at first, with its line and column."""
    sound: dict[str, bytes | None] = {path: text.encode() for path, text in SOUND.items()}
    for case in CASES:
        files = {**sound, place_of(case): (INVALID / case).read_bytes()}
        expected = cold(files)
        assert [in_another_process(files), in_another_process(files), here(files)] == [expected] * 3, case


@pytest.mark.parametrize("seed", range(1, 13))
def test_what_is_taken_over_is_what_would_be_read(seed: int, tmp_path: Path) -> None:
    """At every commit of a generated history, there and back: items, places, pages, problems, and what may go out."""
    import_histories(tmp_path / "repository", {"h": Historian(seed).history()})
    repository = Repository.open(tmp_path / "repository")
    line = [commit.sha for commit in repository.line("h")]
    for place, sha in enumerate((*line, *reversed(line))):
        files = read_files(repository, sha, "content")
        read = here if place % 3 == 1 else in_another_process
        assert read(files) == cold(files), sha


def test_only_the_file_that_changed_is_read(read_anew: list[str]) -> None:
    """And each but once, also where nothing was right the first time; in a preview nothing is asked of the disk."""
    files: dict[str, bytes | None] = {path: text.encode() for path, text in SOUND.items()}
    records = sorted(path for path in files if path not in {"project.yml", "notes.md"})
    in_another_process(files)
    assert read_anew == records
    read_anew.clear()
    in_another_process(files)
    assert read_anew == []
    for read in (in_another_process, here):
        files["milestones.yml"] = (files["milestones.yml"] or b"") + b"# Another remark\n"
        read(files)
        assert read_anew == ["milestones.yml"]
        read_anew.clear()


def test_the_same_bytes_under_another_name_are_another_file(read_anew: list[str]) -> None:
    """An update that is named after another day is of that day, and each problem names its own file."""
    update = b"---\nstatus: green\nheadline: We began\ncolour: red\n---\n"
    files: dict[str, bytes | None] = {path: text.encode() for path, text in SOUND.items()}
    for day in ("2026-01-16", "2026-01-23"):
        _, problems = in_another_process({**files, f"updates/{day}.md": update})
        assert [problem.location.path for problem in problems] == [f"content/updates/{day}.md"]
    assert read_anew[-1] == "updates/2026-01-23.md"


def test_where_nothing_may_be_kept_everything_is_read(monkeypatch: pytest.MonkeyPatch, read_anew: list[str]) -> None:
    """`MILEPOST_CACHE=off` keeps nothing in the process either."""
    monkeypatch.setenv("MILEPOST_CACHE", "off")
    files: dict[str, bytes | None] = {path: text.encode() for path, text in SOUND.items()}
    assert here(files) == here(files) == cold(files)
    assert len(read_anew) == 3 * len(set(read_anew))

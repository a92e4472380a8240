"""Commands that change one promise: what they write, what they say, and when they leave everything as it was."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from milepost.authoring.edits import files
from milepost.authoring.edits.files import Draft, write_together
from milepost.cli import cli
from milepost.errors import SiteError
from milepost.source.yaml.decoding import decode
from milepost.source.yaml.located_yaml import parse_yaml

MILESTONES = """\
# the plan
- id: beta
  title: Beta  # on three routes
  due: 2026-03-06
  reason: It was estimated too low.
  cause: estimate
- {id: go-live, title: Go-live, due: 2026-06-01, done: 2026-06-01}
"""
COMMITMENTS = """\
- id: C-1
  promise: Send the fares
  from: client
  due: 2026-02-01
- {id: beta, promise: x, due: 2026-03-01}
"""
NOW = datetime(2026, 2, 26, 12, tzinfo=UTC)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that is not in git yet: these commands need no history."""
    content = tmp_path / "content"
    content.mkdir()
    (content / "project.yml").write_text("name: Harbour line\n")
    (content / "milestones.yml").write_text(MILESTONES)
    (content / "commitments.yml").write_text(COMMITMENTS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOW.timestamp())))
    return content


def milepost(*words: str) -> Result:
    """What a command says, and its exit code."""
    return CliRunner().invoke(cli, [*words])


def lines(content: Path) -> tuple[list[str], list[str]]:
    """The lines that are gone from the promises, and those that are new."""
    old = [*MILESTONES.splitlines(), *COMMITMENTS.splitlines()]
    new = [line for name in ("milestones.yml", "commitments.yml") for line in (content / name).read_text().splitlines()]
    return [line for line in old if line not in new], [line for line in new if line not in old]


@pytest.mark.parametrize(
    ("words", "gone", "new"),
    [
        (
            ("move", "milestone:beta", "+2w", "--reason", "The supplier is late.", "--cause", "supplier"),
            ["  due: 2026-03-06", "  reason: It was estimated too low.", "  cause: estimate"],
            ["  due: 2026-03-12", "  reason: The supplier is late.", "  cause: supplier"],
        ),
        (
            ("move", "milestone:beta", "20 march", "--reason", "So it is."),
            ["  due: 2026-03-06", "  reason: It was estimated too low.", "  cause: estimate"],
            ["  due: 2026-03-20", "  reason: So it is."],
        ),
        (("done", "milestone:beta"), [], ["  done: 2026-02-26"]),
        (("done", "C-1", "--on", "wed", "--evidence", "By mail"), [], ["  kept: 2026-02-25", "  evidence: By mail"]),
        (
            ("withdraw", "C-1", "--reason", "No need: they stay.", "--agreed-with", "Head of sales"),
            [],
            ["  withdrawn: {on: 2026-02-26, agreed_with: Head of sales}", "  reason: 'No need: they stay.'"],
        ),
        (
            ("withdraw", "milestone:beta", "--on", "yesterday", "--reason", "Not wanted any more."),
            ["  reason: It was estimated too low.", "  cause: estimate"],
            ["  reason: Not wanted any more.", "  cancelled: 2026-02-25"],
        ),
        (
            ("done", "commitment:beta", "--on", "today"),
            ["- {id: beta, promise: x, due: 2026-03-01}"],
            ["- {id: beta, promise: x, due: 2026-03-01, kept: 2026-02-26}"],
        ),
    ],
)
def test_what_is_written(project: Path, words: tuple[str, ...], gone: list[str], new: list[str]) -> None:
    """The lines that the command is about, and no other."""
    done = milepost(*words)
    assert done.exit_code == 0, done.output
    assert lines(project) == (gone, new)
    assert "Next: milepost check" in done.output


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("move", "milestone:beta", "2026-03-06", "--reason", "x"), "is due on 2026-03-06 already"),
        (("move", "go-live", "+2w", "--reason", "x"), "go-live was reached on 2026-06-01"),
        (("move", "C-1", "soon", "--reason", "x"), "'soon' is not a day"),
        (("move", "C-1", "+2w"), "--reason is missing"),
        (("done", "beta"), "write commitment:beta or milestone:beta"),
        (("done", "go-liv"), "there is no promise 'go-liv' (did you mean 'go-live'?)"),
        (("done", "zebra"), "there is no promise 'zebra' (there are "),
        (("done", "C-1:x"), "there is no promise"),
        (
            ("step", "C-1", "x", "--state", "fixing"),
            "it is a commitment (milepost done, move or withdraw, or edit",
        ),
        (("withdraw", "C-1"), "--reason is missing: nothing is taken back without one"),
        (("decide", "D-1", "Yes"), "there is no decision or change 'D-1' (milepost new decision)"),
        (("done", "milestone:beta", "--evidence", "x"), "a milestone has no evidence"),
        (("withdraw", "milestone:beta", "--reason", "x", "--agreed-with", "y"), "a milestone does not hold who agreed"),
        (("move", "C-1", "+2w", "--reason", "x" * 30_000), "is too long"),
        (("move", "C-1", "+2w", "--reason", "x", "--dry-run"), "Nothing was written."),
    ],
)
def test_what_makes_no_sense_is_not_written(project: Path, words: tuple[str, ...], why: str) -> None:
    """Every file stays as it is, and the message says what to do."""
    done = milepost(*words)
    assert (done.exit_code == 0) == ("--dry-run" in words)
    assert why in done.output
    assert lines(project) == ([], [])
    assert sorted(path.name for path in project.iterdir()) == ["commitments.yml", "milestones.yml", "project.yml"]


def test_a_file_with_a_mistake_is_not_touched(project: Path) -> None:
    """The mistake is told with its place, whichever item was meant."""
    (project / "commitments.yml").write_text("- id: C-1\n  promis: x\n  due: 2026-02-01\n")
    done = milepost("done", "milestone:beta")
    assert done.exit_code == 1
    assert "content/commitments.yml:2:3: unknown key 'promis' (did you mean 'promise'?)" in done.output
    assert (project / "milestones.yml").read_text() == MILESTONES


def test_every_byte_of_a_file_from_windows_stays(project: Path) -> None:
    """A byte order mark and line ends of two characters are nobody's mistake."""
    file = project / "milestones.yml"
    before = b"\xef\xbb\xbf" + MILESTONES.replace("\n", "\r\n").encode()
    file.write_bytes(before)
    assert milepost("done", "milestone:beta", "--on", "2026-02-20").exit_code == 0
    assert file.read_bytes() == before.replace(b"cause: estimate\r\n", b"cause: estimate\r\n  done: 2026-02-20\r\n")


def test_two_files_are_both_written_or_neither(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stops the second one puts the first one back, and leaves nothing lying about."""
    first, second = tmp_path / "a.yml", tmp_path / "b.yml"
    first.write_bytes(b"old")
    drafts = [Draft(first, b"old", b"new"), Draft(second, None, b"new")]

    def refuse(self: Path, target: Path) -> Path:
        if target == second:
            raise OSError(28, "No space left on device", str(second))
        os.replace(self, target)  # noqa: PTH105, the method that is replaced here
        return target

    with monkeypatch.context() as patch:
        patch.setattr(files.Path, "replace", refuse)
        with pytest.raises(SiteError, match="No space left on device; nothing was written"):
            write_together(drafts)
    assert [(path.name, path.read_bytes()) for path in sorted(tmp_path.iterdir())] == [("a.yml", b"old")]
    write_together(drafts)
    assert [path.read_bytes() for path in sorted(tmp_path.iterdir())] == [b"new", b"new"]


def test_nobodys_work_is_written_over(tmp_path: Path) -> None:
    """What was saved meanwhile, what is read-only and what leads elsewhere stays."""
    mine, link = tmp_path / "a.yml", tmp_path / "b.yml"
    mine.write_bytes(b"saved meanwhile")
    link.symlink_to(mine)
    with pytest.raises(SiteError, match="has changed since it was read"):
        write_together([Draft(mine, b"old", b"new")])
    with pytest.raises(SiteError, match="is a symbolic link"):
        write_together([Draft(link, b"saved meanwhile", b"new")])
    assert mine.read_bytes() == b"saved meanwhile"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.yml", "b.yml"]


def test_what_lies_ahead_has_not_happened(project: Path) -> None:
    """A day is read, and refused for what it is."""
    done = milepost("done", "C-1", "--on", "tomorrow")
    assert (done.exit_code, "'tomorrow' lies ahead" in done.output) == (2, True)


@pytest.mark.parametrize(
    ("mark", "read"), [("\u2028", "\n"), ("\x85", "\n"), ("\ufeff", ""), ("\u202e", ""), ("\x07", ""), ("\r", "\n")]
)
def test_words_are_written_without_what_nobody_sees(mark: str, read: str, project: Path) -> None:
    """Whatever a clipboard brings along: the files can be read as `check` reads them."""
    said = f"The harbour{mark}, as ever"
    for words in (
        ["move", "milestone:beta", "2026-06-08", "--reason", said],
        ["withdraw", "C-1", "--agreed-with", said],
    ):
        done = milepost(*words, *(["--reason", "So"] if words[0] == "withdraw" else []), "--yes")
        assert done.exit_code == 0, done.output
    files = [project / f"{name}.yml" for name in ("milestones", "commitments")]
    assert all(isinstance(decode(file.read_bytes(), file.name, yaml=True), str) for file in files)
    values: Any = parse_yaml(files[1].read_text("utf-8"), "").value
    assert values[0]["withdrawn"]["agreed_with"] == said.replace(mark, read)

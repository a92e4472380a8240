"""Commands that follow a register, and the one that renames: what they write, and when they leave all as it was."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from milepost.authoring.edits.change import extended
from milepost.cli import cli
from milepost.source.yaml.located_yaml import parse_yaml
from repository_builder import RepositoryBuilder

NOW = datetime(2026, 2, 26, 12, tzinfo=UTC)
FILES = {
    "project.yml": "name: Harbour line\n",
    "milestones.yml": "- id: beta   # the first\n  title: Beta\n  due: 2026-03-06\n"
    "- {id: go-live, title: Go-live, due: 2026-06-01, after: [beta], note: 'See [it](milestone:beta).'}\n",
    "commitments.yml": "- id: C-1\n  promise: Send the fares\n  due: 2026-02-27\n  milestone: beta # it waits\n"
    "- id: beta\n  promise: Not that one\n  due: 2026-02-27\n",
    "risks.yml": "- id: R-1\n  title: The supplier is late\n  affects: ['milestone:beta', C-1]\n",
    "problems.yml": "- id: P-1\n  title: Payments fail\n  thread:\n    - on: 2026-02-20\n      state: fixing\n"
    "      text: We look.   # so it was\n\n- {id: P-2, title: Slow, thread: []}\n- id: P-3\n  title: New\n",
    "decisions.yml": "- id: D-4\n  title: Which route comes first?\n",
    "changes.yml": "- id: CR-2\n  title: A second language\n",
    "feedback.yml": "- id: F-5\n  said: Which ferry is meant?\n  on: 2026-02-20\n",
    "lessons/ask-first.md": "---\ntitle: Ask first\ndate: 2026-01-09\nmilestone: beta\n---\n"
    "The [beta](milestone:beta) taught it; `milestone:beta` is code.\n",
    "updates/2026-02-20.md": "---\nstatus: green\nheadline: All is well\n---\n"
    "<milestone:beta>, [not](commitment:beta)\n",
}


@pytest.fixture
def project(builder: RepositoryBuilder, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with something in every register."""
    builder.commit({f"content/{path}": text for path, text in FILES.items()}, on="2026-02-20")
    monkeypatch.chdir(builder.path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOW.timestamp())))
    return builder.path / "content"


def milepost(*words: str) -> Result:
    """What a command says, and its exit code."""
    return CliRunner().invoke(cli, [*words])


def changed(content: Path) -> dict[str, tuple[list[str], list[str]]]:
    """The lines that are gone from each file, and those that are new."""
    found = {}
    for path, text in FILES.items():
        old, new = text.splitlines(), (content / path).read_text().splitlines()
        if old != new:
            found[path] = [line for line in old if line not in new], [line for line in new if line not in old]
    return found


@pytest.mark.parametrize(
    ("command", "path", "gone", "new"),
    [
        (("close", "R-1", "--because", "passed"), "risks.yml", [], ["  closed: {on: 2026-02-26, because: passed}"]),
        (
            ("close", "R-1", "--because", "occurred", "--problem", "P-1"),
            "risks.yml",
            [],
            ["  closed: {on: 2026-02-26, because: occurred, problem: P-1}"],
        ),
        (
            ("step", "P-1", "It works: again.", "--state", "resolved", "--on", "25 feb"),
            "problems.yml",
            [],
            ["    - on: 2026-02-25", "      state: resolved", "      text: 'It works: again.'"],
        ),
        (
            ("step", "P-2", "We look.", "--state", "fixing"),
            "problems.yml",
            ["- {id: P-2, title: Slow, thread: []}"],
            ["- {id: P-2, title: Slow, thread: [{on: 2026-02-26, state: fixing, text: We look.}]}"],
        ),
        (
            ("decide", "D-4", "The island.", "--by", "Steering group"),
            "decisions.yml",
            [],
            ["  decided: 2026-02-26", "  decision: The island.", "  by: Steering group"],
        ),
        (
            ("move", "C-1", "6 march", "--reason", "A wish.", "--because", "CR-2"),
            "commitments.yml",
            [],
            ["  due: 2026-03-06", "  reason: A wish.", "  because: CR-2"],
        ),
        (("decide", "CR-2", "approved"), "changes.yml", [], ["  decided: {on: 2026-02-26, outcome: approved}"]),
        (
            ("answer", "F-5", "The ticket names the pier.", "--outcome", "planned"),
            "feedback.yml",
            [],
            ["  answer: The ticket names the pier.", "  answered: 2026-02-26", "  outcome: planned"],
        ),
        (
            ("apply", "ask-first", "--where", "In the second release"),
            "lessons/ask-first.md",
            [],
            ["applied:", "  - on: 2026-02-26", "    where: In the second release"],
        ),
    ],
)
def test_what_is_written(project: Path, command: tuple[str, ...], path: str, gone: list[str], new: list[str]) -> None:
    """One file, those lines and no others; the content is read without errors; --dry-run writes nothing."""
    dry = milepost(*command, "--dry-run")
    assert (dry.exit_code, changed(project)) == (0, {}), dry.output
    done = milepost(*command)
    assert done.exit_code == 0, done.output
    assert changed(project) == {path: (gone, new)}
    assert "Next: milepost check" in done.output
    assert milepost("check").exit_code == 0, milepost("check").output


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("close", "R-9", "--because", "passed"), "there is no risk 'R-9'"),
        (("close", "C-1", "--because", "passed"), "there is no risk 'C-1'"),
        (("close", "R-1", "--because", "passed", "--on", "6 march 2026"), "2026-03-06 lies ahead"),
        (
            ("move", "D-4", "+2w", "--reason", "x"),
            "it is a decision (milepost decide, or edit due: and its",
        ),
        (("withdraw", "R-1", "--reason", "x"), "it is a risk (milepost close, or edit its lines in content/risks.yml)"),
        (("decide", "CR-2", "yes"), "none of approved, rejected, deferred"),
        (("step", "P-9", "x", "--state", "fixing"), "there is no problem 'P-9'"),
        (("answer", "F-6", "x"), "there is no feedback 'F-6'"),
        (("apply", "ask-frist", "--where", "x"), "did you mean 'ask-first'?"),
        (("rename", "beta", "go"), "commitment:beta or milestone:beta"),
        (("rename", "milestone:beta", "go-live"), "an id is never used twice"),
        (("rename", "milestone:beta", "beta"), "it is called beta already"),
        (("rename", "milestone:beta", "a b"), "'a b'"),
        (("close", "R-1", "--because", "occurred"), "--problem is missing"),
        (("close", "R-1", "--because", "passed", "--problem", "P-1"), "goes with --because occurred"),
        (("close", "R-1", "--because", "occurred", "--problem", "P-9"), "content/risks.yml: unknown problem 'P-9'"),
        (("step", "P-1", "x", "--state", "fixing", "--on", "2 feb"), "the last entry of P-1 is of 2026-02-20"),
        (("move", "C-1", "+2w", "--reason", "x", "--because", "R-9"), "content/commitments.yml: unknown change"),
        (("move", "C-1", "2126-03-06", "--reason", "x"), "which cannot be meant (did you mean 2026-03-06?)"),
        (("done", "C-1", "--on", "1926-02-20"), "which cannot be meant"),
        (("answer", "F-5", "x", "--on", "2 feb"), "before it was said on 2026-02-20"),
        (("new", "commitment", "x", "--due", "2126-03-06"), "content/commitments.yml: 'due' lies in the year 2126"),
        (("new", "risk", "x", "--id", "r-1"), "content/risks.yml: "),
        (
            ("new", "update", "--on", "1926-02-20", "--no-edit"),
            "content/updates/1926-02-20.md: the date of this update",
        ),
    ],
)
def test_what_is_refused(project: Path, command: tuple[str, ...], told: str) -> None:
    """In two lines at most, and with everything as it was."""
    for words in (command, (*command, "--dry-run")):
        done = milepost(*words)
        assert done.exit_code != 0
        assert told in done.output
        assert changed(project) == {}
        assert not [file for file in project.rglob("*.*") if file.relative_to(project).as_posix() not in FILES]


def test_what_was_wrong_before_stops_nobody(project: Path) -> None:
    """Nor does a link to what is gone, which history knows."""
    (project / "risks.yml").write_text("- id: R-1\n  title: The supplier is late\n  affects: [X-1]\n")
    assert milepost("done", "C-1").exit_code == 0
    (project / "changes.yml").write_text("")
    told = "See [it](change:CR-2)."
    assert milepost("move", "commitment:beta", "+2w", "--reason", told).exit_code == 0
    refused = milepost("move", "commitment:beta", "+3w", "--reason", told.replace("CR-2", "CR-3"))
    assert (refused.exit_code, "unknown change 'CR-3'" in refused.output) == (1, True)


def test_what_is_settled_is_not_settled_twice(project: Path) -> None:
    """A day that was told stays."""
    commands = (
        ("close", "R-1", "--because", "passed"),
        ("decide", "D-4", "x"),
        ("decide", "CR-2", "rejected"),
        ("answer", "F-5", "x"),
    )
    for command in commands:
        assert milepost(*command).exit_code == 0
        assert "on 2026-02-26" in milepost(*command).output


def test_rename(project: Path) -> None:
    """`was` keeps the history; every reference and link follows, of this kind alone; code and comments stay."""
    done = milepost("rename", "milestone:beta", "open-beta")
    assert done.exit_code == 0, done.output
    assert changed(project) == {
        "milestones.yml": (
            [
                "- id: beta   # the first",
                "- {id: go-live, title: Go-live, due: 2026-06-01, after: [beta], note: 'See [it](milestone:beta).'}",
            ],
            [
                "- id: open-beta   # the first",
                "  was: beta",
                "- {id: go-live, title: Go-live, due: 2026-06-01, after: [open-beta],"
                " note: 'See [it](milestone:open-beta).'}",
            ],
        ),
        "commitments.yml": (["  milestone: beta # it waits"], ["  milestone: open-beta # it waits"]),
        "risks.yml": (["  affects: ['milestone:beta', C-1]"], ["  affects: ['milestone:open-beta', C-1]"]),
        "lessons/ask-first.md": (
            ["milestone: beta", "The [beta](milestone:beta) taught it; `milestone:beta` is code."],
            ["milestone: open-beta", "The [beta](milestone:open-beta) taught it; `milestone:beta` is code."],
        ),
        "updates/2026-02-20.md": (
            ["<milestone:beta>, [not](commitment:beta)"],
            ["<milestone:open-beta>, [not](commitment:beta)"],
        ),
    }
    assert milepost("check").exit_code == 0, milepost("check").output
    assert milepost("rename", "open-beta", "b3").exit_code == 0
    assert "  was: [beta, open-beta]" in (project / "milestones.yml").read_text()
    assert "renamed" not in milepost("changelog").output
    assert milepost("done", "open-beta").exit_code == 0
    assert "- id: b3   # the first\n" in (project / "milestones.yml").read_text()
    assert "  done: 2026-02-26\n" in (project / "milestones.yml").read_text()


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "\n", "# the end\n", "\n\n- id: x\n"])
def test_an_entry_comes_after_the_last(ends: str, last: str) -> None:
    """Whatever follows, and however lines end; what stood there stays, and taking the new lines out gives it back."""
    text = f"- id: P-1\n  thread:\n  - on: 2026-01-01 # first\n    text: |\n      a\n      b\n{last}".replace(
        "\n", ends
    )
    new = extended(parse_yaml(text, ""), (0,), "thread", {"on": "2026-01-02", "text": "x"})
    added = "  - on: 2026-01-02\n    text: x\n".replace("\n", ends)
    assert new.replace(added, "", 1) == text or new.replace(added.rstrip() + ends, "", 1) == text


def test_a_rename_and_the_way_back(project: Path) -> None:
    """Every file has the bytes that it had, but for `was`, which keeps both names; without it, those, too."""
    before = {path: (project / path).read_bytes() for path in FILES}
    for old, new in (("milestone:beta", "open-beta"), ("open-beta", "beta")):
        assert milepost("rename", old, new, "--yes").exit_code == 0
    after = {path: (project / path).read_bytes() for path in FILES}
    after["milestones.yml"] = after["milestones.yml"].replace(b"  was: open-beta\n", b"")
    assert after == before

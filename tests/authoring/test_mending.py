"""What `check --fix` puts right: what can only mean one thing, and nothing beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from milepost.authoring.mending.mend import mended
from milepost.authoring.mending.values import day_fields, meant
from milepost.cli import cli
from repository_builder import RepositoryBuilder

CHARTER = "name: Harbour line\nstart: 5 January 2026\n"


def _mended(tmp_path: Path, path: str, text: str, known: frozenset[str] = frozenset()) -> tuple[str, list[str]]:
    """What a file says once it is mended, and what is said of it."""
    file = tmp_path / "content" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())
    drafts, told = mended(tmp_path / "content", lambda kind: known)
    assert len(drafts) <= 1
    return (drafts[0].new.decode() if drafts else text), [str(problem) for problem in told]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("6 March 2026", "2026-03-06"),
        ("March 6, 2026", "2026-03-06"),
        ("Fri 6 March 2026", "2026-03-06"),
        ("2026/3/6", "2026-03-06"),
        ("2026年3月6日", "2026-03-06"),
        ("“2026-03-06”", "2026-03-06"),
        ("‘6 March 2026’", "2026-03-06"),
        ("13.3.2026", "2026-03-13"),
        ("2026-03-06", None),
        ("6 March", None),
        ("Thu 6 March 2026", None),
        ("6.3.2026", None),
        ("30 February 2026", None),
        ("March 2026", None),
        ("by 6 March 2026 or so", None),
        ("Q1 2026", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_day_is_meant_or_is_not(words: str, day: str | None) -> None:
    """Only what has a year, only one reading, and a weekday that is that day's."""
    assert meant(words) == day


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_dates_of_every_record(tmp_path: Path, ends: str) -> None:
    """In lists, in braces, nested, with comments and quotes; a title that holds one stays."""
    text = (
        "# the plan\n- id: beta  # first\n  title: 6 March 2026\n  due: 6 March 2026   # agreed\n"
        "- {id: go, title: Go, due: “2026-06-01”, done: '1 June 2026'}\n"
    ).replace("\n", ends)
    new, told = _mended(tmp_path, "milestones.yml", text)
    assert new == text.replace("due: 6 March 2026", "due: 2026-03-06").replace("“2026-06-01”", "2026-06-01").replace(
        "'1 June 2026'", "'2026-06-01'"
    )
    assert told == [
        "content/milestones.yml:4:8: '6 March 2026' became 2026-03-06",
        "content/milestones.yml:5:28: '“2026-06-01”' became 2026-06-01",
        "content/milestones.yml:5:48: '1 June 2026' became 2026-06-01",
    ]
    assert _mended(tmp_path, "milestones.yml", new) == (new, [])


def test_the_names_of_dates() -> None:
    """They come from the records, nested ones too."""
    assert {"due", "start", "done", "made", "kept", "on", "review", "cancelled"} <= day_fields()
    assert not {"title", "note", "id", "reason"} & day_fields()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- title: Beta opens\n  due: 2026-03-06\n", "- id: beta-opens\n  title: Beta opens\n  due: 2026-03-06\n"),
        ("- {title: Beta opens, due: 2026-03-06}\n", "- {id: beta-opens, title: Beta opens, due: 2026-03-06}\n"),
        ("-   title: Gone\n    due: 2026-03-06\n", "-   id: gone-2\n    title: Gone\n    due: 2026-03-06\n"),
    ],
)
def test_an_item_without_an_id(tmp_path: Path, text: str, expected: str) -> None:
    """It gets one that nobody had, of the deleted neither, in its first place."""
    new, told = _mended(tmp_path, "milestones.yml", text, frozenset({"gone"}))
    assert (new, len(told)) == (expected, 1)


def test_tabs_where_they_keep_a_file_from_being_read(tmp_path: Path) -> None:
    """Tabs that indent become spaces; one in a text is a text."""
    text = "- id: beta\n\ttitle: A\tB\n\tdue: 2026-03-06\n"
    new, told = _mended(tmp_path, "milestones.yml", text)
    assert new == "- id: beta\n  title: A\tB\n  due: 2026-03-06\n"
    assert told[0] == "content/milestones.yml:2:1: a tab became spaces"
    assert _mended(tmp_path, "milestones.yml", "- id: a\n  title: A\tB\n  due: 2026-03-06\n")[1] == []


def test_front_matter(tmp_path: Path) -> None:
    """Line ends of an editor that wrote only the front matter, and dates in it; the body is the author's."""
    text = "---\r\ntitle: Ask first\r\ndate: 2 March 2026\r\n---\n# 6 March 2026\n\n- due: 6 March 2026\n"
    new, told = _mended(tmp_path, "lessons/ask.md", text)
    assert new == "---\ntitle: Ask first\ndate: 2026-03-02\n---\n# 6 March 2026\n\n- due: 6 March 2026\n"
    assert len(told) == 2
    whole = "---\r\ntitle: Ask first\r\ndate: 2026-03-02\r\n---\r\nWords.\r\n"
    assert _mended(tmp_path, "lessons/ask.md", whole) == (whole, [])


@pytest.mark.parametrize(
    "text", ["- id: a\n  title: [\n  due: 6 March 2026\n", "\ufeff- a\n", "- *x\n", "x: 1\n", "", "- 1\n"]
)
def test_what_cannot_be_read_stays(tmp_path: Path, text: str) -> None:
    """A file with another mistake in it is not touched."""
    assert _mended(tmp_path, "milestones.yml", text) == (text, [])


def milepost(*words: str) -> Result:
    """What a command says, and its exit code."""
    return CliRunner().invoke(cli, [*words])


def test_check_fix(builder: RepositoryBuilder, monkeypatch: pytest.MonkeyPatch) -> None:
    """It shows what it mends, writes it, and goes on with the check; run again it finds nothing."""
    builder.commit({"content/project.yml": CHARTER, "content/milestones.yml": "- title: Beta\n  due: 6 March 2026\n"})
    monkeypatch.chdir(builder.path)
    done = milepost("check", "--fix")
    assert done.exit_code == 0, done.output
    assert "+  due: 2026-03-06" in done.output
    assert "mended: content/milestones.yml:2:8: '6 March 2026' became 2026-03-06" in done.output
    assert (builder.path / "content/project.yml").read_text() == "name: Harbour line\nstart: 2026-01-05\n"
    assert "mended" not in milepost("check", "--fix").output


def test_hooks_for_pre_commit_name_commands_that_there_are() -> None:
    """Each entry is a command of ours with options it has, and is run on content alone."""
    hooks = yaml.safe_load((Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text())
    for hook in hooks:
        program, name, *options = hook["entry"].split()
        known = {option for parameter in cli.commands[name].params for option in parameter.opts}
        assert (program, set(options) - known) == ("milepost", set())
        assert hook["pass_filenames"] is False

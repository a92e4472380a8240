"""Imports of many rows: what they take, the files that they make, and the bar that shows how far they are."""

from __future__ import annotations

import re
import shutil
import sys
from functools import partial
from pathlib import Path

import pytest

from counting import calls_of
from imported import milepost
from terminal import in_terminal, settings_of

# Sorting makes one percent; a call for each pair of rows would make more than fifty.
_NO_MORE = 1.05
_PART = 500


def _export(rows: int) -> str:
    lines = (f"PROJ-{n},Task: number {n},{n % 28 + 1}/Jun/26 12:44,\n" for n in range(rows))
    return "Issue key,Summary,Due date,Resolved\n" + "".join(lines)


def _import(project: Path, rows: int) -> None:
    """So many rows, new and then all changed; the plan is as before."""
    export = _export(rows)
    for told, words, text in (
        (f"{rows} new", (), export),
        (f"{rows} changed", ("--reason", "As in Jira."), export.replace("/Jun/", "/Jul/")),
    ):
        (project / "e.csv").write_text(text)
        assert told in milepost("import", "e.csv", *words).output
    assert all(file.stat().st_size < 1 << 20 for file in (project / "content/milestones").iterdir())
    shutil.rmtree(project / "content/milestones")


@pytest.mark.slow
def test_each_further_row_costs_what_the_one_before_did(project: Path) -> None:
    """As many calls for the third part as for the second; what 100,000 take is in the benchmarks."""
    _import(project, 1)  # What is loaded or remembered once.
    one, two, three = (calls_of(partial(_import, project, parts * _PART)) for parts in (1, 2, 3))
    assert three - two < _NO_MORE * (two - one), (one, two, three)


@pytest.mark.slow
def test_many_rows_are_held_by_several_files(project: Path) -> None:
    """None is bigger than what a content folder may have."""
    (project / "e.csv").write_text(_export(16_000))
    assert "16000 new" in milepost("import", "e.csv").output
    sizes = [file.stat().st_size for file in (project / "content/milestones").iterdir()]
    assert len(sizes) > 1
    assert max(sizes) < 1 << 20


def test_no_file_becomes_bigger_than_what_is_read(project: Path) -> None:
    """A dry run says so as the run does, and nothing is written."""
    (project / "e.csv").write_text("Issue key,Summary,Due date,Resolved\nPROJ-1,Beta,6/Jun/26,\n")
    assert milepost("import", "e.csv").exit_code == 0
    plan = project / "content/milestones/jira.yml"
    plan.write_text(plan.read_text() + "#" * ((1 << 20) - plan.stat().st_size))
    before = plan.read_bytes()
    (project / "e.csv").write_text("Issue key,Summary,Due date,Resolved\nPROJ-1,Beta,7/Jun/26,\n")
    for words in (("--dry-run",), ()):
        done = milepost("import", "e.csv", "--reason", "As in Jira.", *words)
        assert (done.exit_code, "would be bigger than 1 MiB" in done.output, plan.read_bytes()) == (1, True, before)


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")
def test_a_bar_shows_how_far_it_is(project: Path) -> None:
    """On a terminal, forward to the end and not back; in plain characters for who wants no others, and else never."""
    (project / "e.csv").write_text(_export(3_000))
    words = ["import", "e.csv", "--dry-run"]
    code, shown = in_terminal(project, words, (), **settings_of({"TERM": "xterm", "NO_COLOR": ""}))
    done = [int(far) for far in re.findall(r"Importing .*?(\d+)/3000", shown)]
    assert (code, len(done) > 5, done == sorted(done), done[-1]) == (0, True, True, 3_000), shown
    code, shown = in_terminal(project, words, (), **settings_of({}))
    done = [int(far) for far in re.findall(r"Importing (\d+)\s?%", shown)]
    assert (code, len(done) > 3, done == sorted({*done}), done[-1]) == (0, True, True, 100), shown
    assert "Importing" not in milepost(*words).output

"""The workflows that we run, and those that the page on hosting gives away: what they call exists, and goes on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from milepost.cli import cli

DOCS = Path(__file__).parents[1] / "docs"
WORKFLOWS = (
    *sorted((DOCS.parent / ".github/workflows").glob("*.yml")),
    DOCS.parent / ".gitlab-ci.yml",
    DOCS / "hosting.md",
)


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_what_workflows_run_exists(file: Path) -> None:
    """Every `milepost` line of a workflow, and of the page on hosting, is a command with options it has."""
    for line in re.findall(r"^\s*(?:- )?(?:run: )?milepost (.+)$", file.read_text(), re.MULTILINE):
        words = re.split(r"\s(?:\|\||#|&&)\s", f"{line} ")[0].split()
        command = cli.commands[words[0]]
        known = {option for parameter in command.params for option in parameter.opts}
        assert [word for word in words if word.startswith("-") and word not in known] == [], line


def test_schedules_stand_in_a_file_of_their_own() -> None:
    """GitHub switches a workflow with a schedule off in a repository at rest; publishing on a push must go on."""
    files = {file.name: file.read_text() for file in WORKFLOWS if file.parent.name == "workflows"}
    scheduled = {name for name, text in files.items() if re.search(r"^  schedule:", text, re.MULTILINE)}
    assert scheduled == {"nightly.yml"}
    assert "  push:" not in files["nightly.yml"]
    called = re.findall(r"uses: \./\.github/workflows/(\S+)", files["nightly.yml"])
    assert called == ["pages.yml"]
    assert all("  workflow_call:" in files[name] for name in called)

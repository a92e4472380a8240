"""Completion: what a shell asks for, it gets at once: commands, options, ids with titles."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete

from milepost.cli import cli
from milepost.commands.completing import ids
from milepost.model.registers import REGISTERS, Register

MILESTONES = """\
# - id: not-this
- id: beta  # first
  title: "Beta: all routes"
- {id: go-live, title: Go-live, due: 2026-06-01}
-   title: 'It''s late'
    id: "late"
- title: nothing
"""


def completed(*words: str) -> dict[str, str]:
    """What is offered for the last word, with its help."""
    found = ShellComplete(cli, {}, "milepost", "_MILEPOST_COMPLETE").get_completions([*words[:-1]], words[-1])
    return {item.value: item.help or "" for item in found}


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A content folder that the settings call otherwise, seen from a folder below."""
    (tmp_path / "status/lessons").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text("site_name: x\ndocs_dir: status # here\n")
    (tmp_path / "status/milestones.yml").write_text(MILESTONES)
    (tmp_path / "status/commitments").mkdir()
    (tmp_path / "status/commitments/ours.yml").write_text("- id: C-1\r\n  promise: Send the fares\r\n")
    (tmp_path / "status/lessons/ask-first.md").write_text("---\ntitle: Ask first\n---\n")
    monkeypatch.chdir(tmp_path / "status")
    return tmp_path / "status"


def test_ids_with_titles(content: Path) -> None:
    """Of the kinds that the command is about, in every file and form; half a word is enough."""
    assert completed("done", "") == {
        "beta": "Beta: all routes",
        "go-live": "Go-live",
        "late": "It's late",
        "C-1": "Send the fares",
    }
    assert completed("move", "go") == {"go-live": "Go-live"}
    assert completed("apply", "") == {"ask-first": "Ask first"}
    assert completed("close", "") == {}
    assert "--because" in completed("move", "--")
    assert {"status", "step"} <= completed("st").keys()
    assert "update" in completed("new", "")


def test_nothing_is_told_where_there_is_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that is pressed in some other folder gives no error."""
    monkeypatch.chdir(tmp_path)
    assert completed("done", "") == {}


@pytest.mark.parametrize(
    "register", [register for register in REGISTERS if register.is_list], ids=lambda register: register.name
)
def test_every_list_is_completed(register: Register, content: Path) -> None:
    """A register that is new, too: whatever its file is called, the ids in it are found by the kind."""
    (content / f"{register.name}.yml").write_text("- id: first\n  title: The first\n")
    complete = ids(str(register.kind))
    context, name = click.Context(click.Command("any")), click.Argument(["name"])
    for found in (complete(context, name, "fi"), ids()(context, name, "fi")):
        assert [(item.value, item.help) for item in found] == [("first", "The first")]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(shell: str, content: Path) -> None:
    """The script is one that the shell reads, and what it asks for is answered."""
    program = str(Path(sys.executable).with_name("milepost"))
    script = subprocess.check_output([program, "completion", shell], text=True)
    assert "_MILEPOST_COMPLETE" in script
    if path := shutil.which(shell):
        subprocess.run([path, "-n", "/dev/stdin"], input=script, text=True, check=True)
    asked = {"COMP_WORDS": "milepost done go", "COMP_CWORD": "go" if shell == "fish" else "2"}
    environment = {**os.environ, **asked, "_MILEPOST_COMPLETE": f"{shell}_complete"}
    assert "go-live" in subprocess.check_output([program], text=True, env=environment)


def test_it_costs_no_time(demo: Path) -> None:
    """At most two and a half times what Python takes to begin and to load click (processor time); on the demo 1.5."""
    program = str(Path(sys.executable).with_name("milepost"))
    asked = {"_MILEPOST_COMPLETE": "zsh_complete", "COMP_WORDS": "milepost done ", "COMP_CWORD": "2"}
    spent: dict[str, list[float]] = {}
    for _ in range(5):
        for command in ([program], [sys.executable, "-c", "import click"]):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            told = subprocess.check_output(command, cwd=demo, text=True, env={**os.environ, **asked})
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            taken = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            spent.setdefault(command[-1], []).append(taken)
            assert ("Pilot on the island route" in told) is (command == [program])
    assert min(spent[program]) < 2.5 * min(spent["import click"]), spent

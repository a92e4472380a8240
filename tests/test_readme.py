"""README's path: each command of a newcomer, word for word, in an empty folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from installed import for_shells, handed_on

README = (Path(__file__).parents[1] / "README.md").read_text()


def block(name: str) -> str:
    """The commands that follow a mark."""
    found = re.search(rf"<!-- {name} -->\n```sh\n(.*?)```", README, re.DOTALL)
    assert found, name
    return found[1]


def bash(folder: Path, commands: str) -> subprocess.CompletedProcess[str]:
    """What a shell says to commands that are pasted into it, for somebody who has told git their name."""
    (folder / ".gitconfig").write_text("[user]\n name = New here\n email = new@example.org\n")
    settings = {
        **os.environ,
        **for_shells(),
        "GIT_CONFIG_GLOBAL": str(folder / ".gitconfig"),
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    command = ["bash", "-euo", "pipefail", "-c", commands]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env=settings, pass_fds=[handed_on()]
    )


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="README speaks to a Unix shell")
def test_a_newcomers_own_project(tmp_path: Path) -> None:
    """It is begun, built, changed, sent and published; nothing of the sample is in it."""
    begun = bash(tmp_path, block("own project"))
    assert (begun.returncode, "Built " in begun.stdout) == (0, True), begun.stderr
    project = tmp_path / "harbour"
    assert "The work has begun" in (project / "site/index.html").read_text()
    assert bash(project, "git status --porcelain").stdout == "?? .gitconfig\n"
    (project / ".gitconfig").unlink()
    subprocess.run(["git", "init", "-q", "--bare", tmp_path / "hub.git"], check=True)
    (project / "content/news.md").write_text("# News\n")
    friday = bash(tmp_path, f"cd harbour && git remote add origin ../hub.git\n{block('friday')}")
    assert friday.returncode == 0, friday.stderr
    assert "warning" not in friday.stderr
    branches = subprocess.check_output(
        ["git", "-C", tmp_path / "hub.git", "branch", "--format=%(refname:short)"], text=True
    )
    assert branches.split() == ["gh-pages", "main"]
    assert bash(tmp_path, "cd harbour && milepost verify -q").returncode == 0


def test_every_command_of_readme_exists() -> None:
    """A command that README names is one that there is."""
    from milepost.cli import cli

    code = "".join(re.findall(r"`[^`]+`|^milepost .*$|&& milepost .*$", README, re.MULTILINE))
    named = set(re.findall(r"milepost ([a-z]+)\b", code))
    assert named <= set(cli.commands)
    assert {"build", "check", "demo", "publish", "serve", "view"} <= named

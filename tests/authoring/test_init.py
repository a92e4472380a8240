"""The command `init`: a project of one's own that can be checked, built and published at once, wherever it is begun."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from installed import for_shells, handed_on
from milepost.cli import cli
from milepost.source.yaml.located_yaml import parse_yaml

INTERNAL = "- id: secret\n  title: Nobody outside knows\n  due: 2030-01-01\n  visibility: internal\n"


@pytest.fixture(autouse=True)
def person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who has told git their name, and has no other settings."""
    (tmp_path / ".gitconfig").write_text("[user]\n name = New here\n email = new@example.org\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / ".gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


def milepost(*words: str) -> Result:
    """What the command says, and its exit code."""
    return CliRunner().invoke(cli, [*words])


def git(folder: Path, *words: str) -> str:
    """What git says."""
    return subprocess.check_output(["git", *words], cwd=folder, text=True).strip()


def files(folder: Path) -> set[str]:
    """Every file but git's own."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return {path for path in found if not path.startswith((".git/", "content/.schemas/"))}


BASIS = {
    *(".gitignore", ".vscode/settings.json", "mkdocs.yml", "requirements.txt"),
    *("content/project.yml", "content/milestones.yml", "content/commitments.yml"),
}


def test_an_empty_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named after its folder, is committed, and has nothing wrong with it."""
    done = milepost("init", "harbour-line")
    assert done.exit_code == 0, done.output
    project = tmp_path / "harbour-line"
    assert files(project) == BASIS
    assert git(project, "log", "--format=%s") == "Begin the status site"
    assert git(project, "status", "--porcelain") == ""
    assert "name: Harbour line\n" in (project / "content/project.yml").read_text()
    monkeypatch.chdir(project)
    assert milepost("check").output == "No problems found.\n"
    again = milepost("init")
    assert "Nothing is missing." in again.output
    assert git(project, "log", "--format=%s") == "Begin the status site"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_examples_are_true_when_the_hashes_are_taken_away(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each commented line of the plan, the promises and the charter is one that the reader takes."""
    project = tmp_path / "p"
    assert milepost("init", "p", "--language", language, "--name", "Name: 'it''s' # so").exit_code == 0
    for file in (project / "content").glob("*.yml"):
        text = file.read_text()
        file.write_text(re.sub(r"^# ( *(?:- )?[a-z_]+:|  - )", r"\1", text, flags=re.MULTILINE))
    monkeypatch.chdir(project)
    done = milepost("check")
    assert done.output == "No problems found.\n"
    milestones = parse_yaml((project / "content/milestones.yml").read_text(), "").value
    ids = [item["id"] for item in milestones]  # type: ignore[call-overload, index]  # a list of mappings
    assert ids == ["kickoff", "beta", "go-live"]
    charter = parse_yaml((project / "content/project.yml").read_text(), "").value
    assert charter["name"] == "Name: 'it''s' # so"  # type: ignore[index, call-overload]
    assert charter["goals"]  # type: ignore[index, call-overload]


def test_a_folder_of_a_repository_with_a_history(tmp_path: Path) -> None:
    """Workflows go where the forge looks for them, what is there stays, and nothing is committed unseen."""
    root = tmp_path / "mono"
    root.mkdir()
    git(root, "init", "-q", "-b", "trunk")
    git(root, "remote", "add", "origin", "git@github.com:pear/mono.git")
    (root / ".gitignore").write_text("/dist/")
    (root / "docs").mkdir()
    (root / "docs/mkdocs.yml").write_text("site_name: Mine\n")
    git(root, "add", ".")
    git(root, "commit", "-qm", "Ours")
    done = milepost("init", "mono/docs", "--yes")
    assert done.exit_code == 0, done.output
    assert "There already, and left as it is: 1 file (mkdocs.yml)" in done.output
    assert git(root, "log", "--format=%s") == "Ours"
    assert (root / "docs/mkdocs.yml").read_text() == "site_name: Mine\n"
    assert (root / ".gitignore").read_text() == "/dist/"
    flows = {
        ".github/workflows/status-check.yml",
        ".github/workflows/status.yml",
        ".github/workflows/status-nightly.yml",
    }
    assert flows <= files(root)
    assert "working-directory: docs\n" in (root / ".github/workflows/status.yml").read_text()
    assert "branches: [trunk]\n" in (root / ".github/workflows/status.yml").read_text()
    # What is ignored already is not ignored twice.
    (root / "docs/.gitignore").write_text("/site/\n*.tmp")
    (root / "docs/requirements.txt").unlink()
    assert milepost("init", "mono/docs", "--yes").exit_code == 0
    assert (root / "docs/.gitignore").read_text() == "/site/\n*.tmp\n/public/\n/.venv/\n"


def test_nobody_who_commits(tmp_path: Path) -> None:
    """Everything is written, and what git lacks is told with the command that mends it."""
    (tmp_path / ".gitconfig").write_text("[user]\n useConfigOnly = true\n")
    done = milepost("init", "p")
    assert done.exit_code == 0
    assert "Not committed: git does not know who commits (git config --global user.name" in done.output
    assert files(tmp_path / "p") == BASIS


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    """A file in the way stops it before anything is there."""
    (tmp_path / "p").mkdir()
    (tmp_path / "p/content").write_text("not a folder")
    done = milepost("init", "p")
    assert done.exit_code == 1
    assert "nothing was written" in done.output
    assert files(tmp_path / "p") == {"content"}
    assert milepost("init", "q", "--host", "geocities").exit_code == 2
    assert not (tmp_path / "q").exists()


def commands(host: str, root: Path) -> list[str]:
    """The shell lines of a host's workflows, in their order."""
    if host == "github":
        texts = [(root / ".github/workflows" / name).read_text() for name in ("status-check.yml", "status.yml")]
        return [line for text in texts for line in re.findall(r"^ *- run: (.*)$", text, re.MULTILINE)]
    if host == "gitlab":
        text = (root / ".gitlab-ci.yml").read_text()
        return [
            line for block in re.findall(r"script:\n((?: +- .*\n)+)", text) for line in re.findall(r"- (.*)", block)
        ]
    if host == "netlify":
        return re.findall(r'command = "(.*)"', (root / "netlify.toml").read_text())
    return ["cd 'the status' && sh cloudflare-build.sh"]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="workflows run in a Unix shell")
@pytest.mark.parametrize("host", ["github", "gitlab", "netlify", "cloudflare"])
def test_what_the_workflows_run(host: str, tmp_path: Path) -> None:
    """Each line of each host's workflows, as it stands, ends well; the site is there without what is internal."""
    root = tmp_path / "work"
    assert milepost("init", "work/the status", "--yes").exit_code == 0
    git(tmp_path, "init", "-q", "--bare", "hub.git")
    (root / "the status/.git").rename(root / ".git")
    done = milepost("init", "work/the status", "--yes", "--host", host)
    assert done.exit_code == 0, done.output
    (root / "the status/content/milestones.yml").write_text(INTERNAL)
    (root / "the status/content/updates").mkdir()
    update = "---\nstatus: green\nheadline: The work has begun\n---\nWe have met.\n"
    (root / "the status/content/updates/2026-01-09.md").write_text(update)
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Set it up")
    git(root, "remote", "add", "origin", str(tmp_path / "hub.git"))
    git(root, "push", "-q", "-u", "origin", "main")
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("pip", "gh"):
        (tools / name).write_text(f'#!/bin/sh\necho {name} "$@" >> {tmp_path}/told\n')
        (tools / name).chmod(0o755)
    (tmp_path / "temp").mkdir()
    found = for_shells()
    environment = {
        **os.environ,
        **found,
        "PATH": f"{tools}:{found['PATH']}",
        "GITHUB_BASE_REF": "main",
        "GITHUB_HEAD_REF": "main",
        "GITHUB_WORKSPACE": str(root),
        "RUNNER_TEMP": str(tmp_path / "temp"),
        "CI_PROJECT_DIR": str(root),
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": "HEAD~1",
    }
    is_inside = host in {"github", "netlify"}
    for line in commands(host, root):
        here = root / "the status" if is_inside else root
        prefix = "cd 'the status'; " if host == "gitlab" and not line.startswith("cd ") else ""
        ran = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", prefix + line],
            cwd=here,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            pass_fds=[handed_on()],
        )
        assert ran.returncode == 0, (line, ran.stdout, ran.stderr)
    assert "pip install -r requirements.txt" in (tmp_path / "told").read_text()
    places = {"github": tmp_path / "temp/site", "gitlab": root / "public"}
    site = places.get(host, root / "the status/public")
    assert "The work has begun" in (site / "index.html").read_text()
    assert len(list(site.glob("versions/20*/index.html"))) == 1
    assert not [page for page in site.rglob("*.html") if "Nobody outside knows" in page.read_text()]

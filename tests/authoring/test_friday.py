"""Friday: every step is shown, can be skipped, can be interrupted at every question, and goes on where it stood."""

from __future__ import annotations

import subprocess
import sys

import pytest

from installed import milepost
from repository_builder import RepositoryBuilder
from terminal import CTRL_C, in_terminal, settings_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")

FILES = {
    "content/project.yml": "name: Harbour line\n",
    "content/milestones.yml": "- id: beta\n  title: Beta\n  due: 2028-03-06\n",
    "mkdocs.yml": "site_name: x\ndocs_dir: content\nsite_url: https://example.org/\nplugins: [search, milepost]\n"
    "theme: {name: material}\n",
}
QUESTIONS = ("Draft it?", "Commit it?", "Message", "Publish it?", "Push it?")


@pytest.fixture
def project(builder: RepositoryBuilder) -> RepositoryBuilder:
    """A project with a remote, and a date that has moved and is not committed."""
    builder.commit(FILES)
    builder.git("init", "--quiet", "--bare", str(builder.path.parent / "hub.git"))
    builder.git("remote", "add", "origin", str(builder.path.parent / "hub.git"))
    moved = "- id: beta\n  title: Beta\n  due: 2028-03-20\n  reason: The pier is closed.\n"
    (builder.path / "content/milestones.yml").write_text(moved)
    (builder.path / "notes.txt").write_text("mine\n")
    builder.git("add", "notes.txt")
    return builder


def friday(project: RepositoryBuilder, *answers: tuple[str, str]) -> tuple[int, str]:
    """The command in a terminal; its exit code and what it showed."""
    return in_terminal(project.path, ["friday"], answers, **settings_of({}))


def state(project: RepositoryBuilder) -> tuple[str, str, str, str]:
    """What git says of the files, the history and both sides of the remote."""
    hub = project.path.parent / "hub.git"
    sent = subprocess.check_output(["git", "-C", hub, "for-each-ref", "--format=%(refname)"], text=True)
    return (
        project.git("status", "--porcelain"),
        project.git("log", "--format=%s"),
        project.git("branch", "--format=%(refname:short)"),
        sent,
    )


@pytest.mark.slow
def test_interrupted_at_every_question(project: RepositoryBuilder) -> None:
    """Ctrl-C leaves everything as it was at that question; the next run asks what is still to do, and nothing else."""
    done: list[str] = []
    for question in QUESTIONS:
        before = state(project)
        asked = [name for name in QUESTIONS if name not in done and QUESTIONS.index(name) < QUESTIONS.index(question)]
        code, shown = friday(project, *((name, "\n") for name in asked), (question, CTRL_C))
        assert (code, "Go on with: milepost friday" in shown) == (130, True), shown
        if question == "Draft it?":
            assert state(project) == before
            done = []
        elif question == "Commit it?":
            assert "?? content/updates/" in state(project)[0]
            done = ["Draft it?"]
        elif question == "Message":
            assert state(project) == before
        else:
            done = [name for name in QUESTIONS if QUESTIONS.index(name) < QUESTIONS.index(question)]
    code, shown = friday(project, ("Push it?", "\n"))
    assert code == 0, shown
    assert not [name for name in QUESTIONS[:-1] if name in shown]
    status, log, _, sent = state(project)
    assert status == "A  notes.txt"
    assert log.splitlines()[0].startswith("Update of ")
    assert sent.split() == ["refs/heads/gh-pages", "refs/heads/main"]
    assert "moved: from 6 Mar 2028 to 20 Mar 2028" not in shown
    code, shown = friday(project)
    assert (code, "origin has everything" in shown) == (0, True), shown


@pytest.mark.slow
def test_every_step_can_be_skipped(project: RepositoryBuilder) -> None:
    """Nothing is written, and the change is told in words all the same."""
    before = state(project)
    code, shown = friday(project, ("Draft it?", "s\n"), ("Commit it?", "s\n"), ("Push it?", "s\n"))
    assert (code, state(project)) == (0, before), shown
    assert "beta (Beta) moved: from 6 Mar 2028 to 20 Mar 2028" in shown


def test_without_a_terminal_it_only_shows(project: RepositoryBuilder) -> None:
    """Nobody is there who could answer; an error in the content ends the walk."""
    before = state(project)
    done = milepost(project.path, "friday")
    assert (done.returncode, "Nothing was done" in done.stdout, state(project)) == (0, True, before), done.stderr
    (project.path / "content/milestones.yml").write_text("- id: beta\n")
    done = milepost(project.path, "friday")
    assert done.returncode == 1


def hook(project: RepositoryBuilder, name: str, script: str) -> None:
    """A hook of the repository."""
    file = project.path / ".git/hooks" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


def test_the_hooks_of_the_repository_run(project: RepositoryBuilder) -> None:
    """For the commit and for the branch that is sent, as if by hand; the site that is sent with it asks nobody."""
    said = project.path.parent / "said"
    hook(project, "commit-msg", f'echo "commit $GIT_LITERAL_PATHSPECS" >> {said}; echo "Signed" >> "$1"')
    hook(project, "pre-push", f'while read ref rest; do echo "push $ref" >> {said}; done')
    code, shown = friday(project, *((name, "\n") for name in QUESTIONS))
    assert code == 0, shown
    assert said.read_text() == "commit \npush refs/heads/main\n"
    assert project.git("log", "-1", "--format=%B").rstrip().endswith("Signed")
    assert shown.count("Next: ") == 1
    assert "Send it: " not in shown


def test_a_commit_without_the_update_is_not_called_after_it(project: RepositoryBuilder) -> None:
    """What is written after the week's update was committed is content of its own day."""
    assert friday(project, *((name, "\n") for name in QUESTIONS))[0] == 0
    (project.path / "content/risks.yml").write_text("- id: R-1\n  title: The supplier is late\n")
    code, shown = friday(project, *((name, "\n") for name in QUESTIONS[1:]))
    assert code == 0, shown
    assert project.git("log", "-1", "--format=%s").startswith("Content of ")


def test_a_hook_may_say_no(project: RepositoryBuilder) -> None:
    """Then nothing is committed, what is staged is as it was, and the message says so."""
    hook(project, "pre-commit", "echo 'The spelling is wrong.' >&2; exit 1")
    code, shown = friday(project, *((name, "\n") for name in QUESTIONS[:3]))
    assert (code, "nothing was committed" in shown, "The spelling is wrong." in shown) == (1, True, True), shown
    assert project.git("diff", "--cached", "--name-only").split() == ["notes.txt"]
    assert project.git("log", "--format=%s").splitlines() == ["Work on the project"]


def test_without_a_remote_it_says_that_nothing_is_sent(project: RepositoryBuilder) -> None:
    """Nor does it speak of an editor where it opens none."""
    project.git("remote", "remove", "origin")
    done = milepost(project.path, "friday", "--yes", **settings_of({"SOURCE_DATE_EPOCH": ""}))
    assert done.returncode == 0, done.stderr
    assert "your editor" not in done.stdout
    assert "not all of it is sent. Next: git remote add origin ADDRESS, then milepost friday" in done.stdout
    refused = milepost(project.path, "publish", "--push")
    assert (refused.returncode, refused.stderr) == (
        1,
        "error: there is no remote origin (git remote add origin ADDRESS, or --remote with one of git remote -v)\n",
    )

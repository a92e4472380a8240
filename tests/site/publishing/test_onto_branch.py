"""Publishing on a branch: one commit, whatever became of the branch meanwhile."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from milepost.errors import RepositoryError, SiteError
from places import (
    OnBranch,
    second,
)
from repository_builder import RepositoryBuilder


def test_a_publication_is_one_commit(branch: OnBranch) -> None:
    """It names the day and the revision, has the people and moment of that revision, and the one before as parent."""
    first = branch.publish()
    second(branch.repository)
    then = branch.publish()
    log = branch.repository.git("log", "--format=%H|%an <%ae>|%ci|%s", "gh-pages").splitlines()
    shas = branch.repository.git("rev-list", "--abbrev-commit", "--abbrev=10", "main").split()
    who = "Project office <project-office@example.org>"
    assert log == [
        f"{then.commit}|{who}|2026-03-13 12:00:00 +0000|Publish 2026-03-13 ({shas[0]})",
        f"{first.commit}|{who}|2026-03-06 12:00:00 +0000|Publish 2026-03-06 ({shas[1]})",
    ]


def test_jekyll_is_told_to_keep_away(branch: OnBranch) -> None:
    """GitHub's pages would leave out what begins with an underscore."""
    branch.begin()
    assert branch.files()[".nojekyll"] == sha256(b"").hexdigest()


def test_two_people_publish_the_same_commit(branch: OnBranch, tmp_path: Path) -> None:
    """Wherever it is made, it has the same id: nobody has to agree who publishes."""
    branch.repository.git("clone", "--quiet", "--no-local", str(branch.repository.path), str(tmp_path / "copy"))
    copy = OnBranch(RepositoryBuilder(tmp_path / "copy"), tmp_path)
    assert copy.publish().commit == branch.publish().commit


def test_a_linked_working_tree_publishes(branch: OnBranch, tmp_path: Path) -> None:
    """It shares the branches of the repository that it was made from."""
    branch.repository.git("worktree", "add", "--quiet", "-b", "work", str(tmp_path / "work"))
    linked = OnBranch(RepositoryBuilder.__new__(RepositoryBuilder), tmp_path)
    linked.repository.path = tmp_path / "work"
    linked.publish()
    assert "index.html" in branch.files()


def test_scripts_and_links_of_strangers_keep_what_they_are(branch: OnBranch, tmp_path: Path) -> None:
    """A mode is part of somebody's file."""
    branch.write({"run.sh": "#!/bin/sh\n"})
    other = RepositoryBuilder(tmp_path / "other")
    (other.path / "run.sh").chmod(0o755)
    (other.path / "latest").symlink_to("CNAME")
    other.commit({}).git("push", "--quiet", "origin", "gh-pages")
    before = branch.repository.git("ls-tree", "gh-pages").splitlines()
    branch.publish()
    assert set(before) <= set(branch.repository.git("ls-tree", "gh-pages").splitlines())


@pytest.mark.parametrize("name", ["main", "a b", ""])
def test_a_branch_that_cannot_be_published_on(branch: OnBranch, name: str) -> None:
    """The one that is checked out, or none."""
    branch.name = name
    before = branch.state()
    with pytest.raises(RepositoryError, match=r"choose another --branch\)$"):
        branch.publish()
    assert branch.state() == before


def _deployed(branch: OnBranch) -> None:
    """What `mkdocs gh-deploy` makes of a branch."""
    branch.repository.git("checkout", "--quiet", "gh-pages")
    branch.repository.git("rm", "-rq", ".")
    branch.repository.commit({"index.html": "today"}, message="Deployed")


def _forced(branch: OnBranch) -> None:
    """The same by force, with no history."""
    branch.repository.git("checkout", "--quiet", "--orphan", "new")
    branch.repository.git("rm", "-rqf", ".")
    branch.repository.commit({"index.html": "today"}, message="Deployed").git("branch", "-f", "gh-pages", "new")


@pytest.mark.skipif(sys.platform == "win32", reason="the command is one for a Unix shell")
@pytest.mark.parametrize("taken_away", [_deployed, _forced])
def test_versions_that_were_taken_away_come_back(branch: OnBranch, taken_away: Callable[[OnBranch], None]) -> None:
    """Nothing is built in their place; the command that is told brings them back, on top of what is there."""
    branch.begin()
    before = branch.files()
    taken_away(branch)
    branch.repository.git("checkout", "--quiet", "main")
    tip = branch.repository.git("rev-parse", "gh-pages")
    with pytest.raises(SiteError, match=r"^gh-pages had versions up to \w{10}, and has none now: mkdocs gh-") as caught:
        branch.publish()
    (command,) = re.findall(r"\((git branch .*) brings them back", str(caught.value))
    people = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    subprocess.run(command, shell=True, cwd=branch.repository.path, check=True, env={**os.environ, **people})  # noqa: S602, pasted
    assert (branch.files(), branch.repository.git("rev-parse", "gh-pages~1")) == (before, tip)
    assert branch.publish().changes.written == ()


def test_gh_deploy_does_not_bury_versions(branch: OnBranch) -> None:
    """The habit of every MkDocs user is stopped where it would cost them, and told what does the same here."""
    branch.begin()
    before = branch.state()
    done = subprocess.run(
        [str(Path(sys.executable).with_name("mkdocs")), "gh-deploy"],
        cwd=branch.repository.path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, "(milepost publish --push -b gh-pages --remote origin" in done.stderr) == (1, True)
    assert branch.state() == before


def test_a_branch_that_is_checked_out_elsewhere_is_left_alone(branch: OnBranch, tmp_path: Path) -> None:
    """Before anything is built."""
    branch.begin()
    branch.repository.git("worktree", "add", "--quiet", str(tmp_path / "site"), "gh-pages")
    second(branch.repository)
    before = branch.state()
    with pytest.raises(RepositoryError, match=r"site switch --detach\)$"):
        branch.publish()
    assert branch.state() == before


def test_a_shallow_clone_does_not_publish(branch: OnBranch, tmp_path: Path) -> None:
    """It does not know what was published; CI is told what to set."""
    second(branch.repository)
    branch.repository.git("clone", "-q", "--depth=1", branch.repository.path.as_uri(), str(tmp_path / "clone"))
    clone = OnBranch(RepositoryBuilder(tmp_path / "clone"), tmp_path)
    with pytest.raises(RepositoryError, match="the clone is shallow"):
        clone.publish()
    assert clone.files() == {}

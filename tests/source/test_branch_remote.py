"""The branch and its namesake elsewhere: what somebody else published is built upon, and never written over."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from branches import branch, put, refs
from milepost.errors import RepositoryError
from repository_builder import RepositoryBuilder


@pytest.fixture
def home(builder: RepositoryBuilder) -> RepositoryBuilder:
    """A repository with a commit on main."""
    return builder.commit({"README.md": "x"})


@pytest.fixture
def remote(home: RepositoryBuilder, tmp_path: Path) -> RepositoryBuilder:
    """The bare repository that the other pushes to, and somebody else's clone of it."""
    home.git("clone", "--quiet", "--bare", str(home.path), str(tmp_path / "remote.git"))
    home.git("remote", "add", "origin", str(tmp_path / "remote.git"))
    home.git("clone", "--quiet", str(tmp_path / "remote.git"), str(tmp_path / "other"))
    other = RepositoryBuilder(tmp_path / "other")
    other.git("checkout", "--quiet", "-B", "gh-pages")
    return other


def test_the_newer_of_the_local_branch_and_the_remotes(
    home: RepositoryBuilder, remote: RepositoryBuilder, tmp_path: Path
) -> None:
    """What somebody else published is fetched and built upon, and so is what was not pushed yet."""
    remote.commit({"index.html": "theirs"}).git("push", "--quiet", "origin", "gh-pages")
    there = branch(home)
    there.fetch()
    assert (there.local, there.tip) == (None, remote.git("rev-parse", "HEAD"))
    new = put(there, {"plan.html": b"ours"}, folder=tmp_path / "files")
    assert home.git("rev-parse", "gh-pages~1") == remote.git("rev-parse", "HEAD")
    again = branch(home)
    assert (again.local, again.tip) == (new, new)


def test_a_remote_branch_that_is_not_there_yet(home: RepositoryBuilder, remote: RepositoryBuilder) -> None:
    """The first push makes it."""
    there = branch(home)
    there.fetch()
    assert (there.tip, home.git("for-each-ref", "refs/remotes")) == (None, "")


@pytest.mark.parametrize("related", [True, False])
def test_branches_that_have_gone_different_ways(
    home: RepositoryBuilder, remote: RepositoryBuilder, tmp_path: Path, related: bool
) -> None:
    """Neither is taken over the other; whoever reads it is told how to look and how to choose."""
    if related:
        put(branch(home), {"index.html": b"a"}, folder=tmp_path / "files")
        home.git("push", "--quiet", "origin", "gh-pages")
        remote.git("fetch", "--quiet")
        remote.git("reset", "--quiet", "--hard", "origin/gh-pages")
    remote.commit({"index.html": "theirs"}).git("push", "--quiet", "origin", "gh-pages")
    put(branch(home), {"index.html": b"ours"}, folder=tmp_path / "files")
    home.git("fetch", "--quiet", "origin")
    before = refs(home)
    with pytest.raises(RepositoryError) as caught:
        branch(home)
    hint = "look at both with git log; git branch -f gh-pages origin/gh-pages takes the remote's"
    assert str(caught.value) == f"gh-pages and origin/gh-pages have gone different ways ({hint})"
    assert refs(home) == before


def test_a_push_goes_on_top_and_never_by_force(
    home: RepositoryBuilder, remote: RepositoryBuilder, tmp_path: Path
) -> None:
    """Where the remote has moved, it stays as it is, and the branch here goes back to where it was."""
    old = put(branch(home), {"index.html": b"a"}, folder=tmp_path / "files")
    there = branch(home)
    there.push(old)
    remote.git("fetch", "--quiet")
    remote.git("reset", "--quiet", "--hard", "origin/gh-pages")
    remote.commit({"index.html": "theirs"}).git("push", "--quiet", "origin", "gh-pages")
    new = put(there, {"index.html": b"b"}, folder=tmp_path / "files")
    with pytest.raises(RepositoryError, match="origin did not take gh-pages, so nothing was published"):
        there.push(new)
    theirs = subprocess.check_output(["git", "-C", tmp_path / "remote.git", "rev-parse", "gh-pages"], text=True)
    assert (home.git("rev-parse", "gh-pages"), theirs.strip()) == (old, remote.git("rev-parse", "HEAD"))


def test_a_first_push_that_is_refused_leaves_no_branch(home: RepositoryBuilder, tmp_path: Path) -> None:
    """Where there was none, there is none afterwards."""
    home.git("remote", "add", "origin", str(tmp_path / "nowhere.git"))
    before = refs(home)
    there = branch(home)
    new = put(there, {"index.html": b"a"}, folder=tmp_path / "files")
    with pytest.raises(RepositoryError, match="so nothing was published"):
        there.push(new)
    assert refs(home) == before

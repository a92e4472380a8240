"""Publishing and sending it: on top of what others sent, or not at all."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from installed import milepost
from milepost.errors import RepositoryError
from places import (
    OnBranch,
    meanwhile,
    second,
)
from repository_builder import RepositoryBuilder


@pytest.fixture
def remote(branch: OnBranch, tmp_path: Path) -> RepositoryBuilder:
    """A bare repository that the other pushes to, and somebody else's clone of it."""
    path = branch.repository.path
    branch.repository.git("clone", "--quiet", "--bare", str(path), str(tmp_path / "remote.git"))
    branch.repository.git("remote", "add", "origin", str(tmp_path / "remote.git"))
    branch.repository.git("clone", "--quiet", str(tmp_path / "remote.git"), str(tmp_path / "theirs"))
    return RepositoryBuilder(tmp_path / "theirs")


def published(remote: RepositoryBuilder) -> str:
    """Where the remote's branch stands, empty where there is none."""
    return remote.git("ls-remote", "origin", "refs/heads/gh-pages").partition("\t")[0]


def theirs(remote: RepositoryBuilder, text: str) -> str:
    """Somebody else's commit on the remote's branch."""
    remote.git("fetch", "--quiet")
    start = "origin/gh-pages" if published(remote) else "origin/main"
    remote.git("checkout", "--quiet", "-B", "gh-pages", start)
    remote.commit({"CNAME": text}).git("push", "--quiet", "origin", "gh-pages")
    return remote.git("rev-parse", "HEAD")


def test_a_push_sends_what_is_published(branch: OnBranch, remote: RepositoryBuilder) -> None:
    """The remote's branch is the local one, and nothing else is sent."""
    done = branch.publish(push=True)
    assert (published(remote), branch.repository.git("rev-parse", "gh-pages")) == (done.commit, done.commit)
    before = remote.git("ls-remote", "origin").count("\n")
    second(branch.repository)
    then = branch.publish(push=True)
    assert (published(remote), remote.git("ls-remote", "origin").count("\n")) == (then.commit, before)


def test_what_was_published_without_a_push_is_sent_with_the_next(branch: OnBranch, remote: RepositoryBuilder) -> None:
    """Even where there is nothing new to publish."""
    done = branch.publish()
    assert (published(remote), branch.publish(push=True).commit, published(remote)) == ("", "", done.commit)


def test_a_push_goes_on_top_of_what_others_published(branch: OnBranch, remote: RepositoryBuilder) -> None:
    """It is fetched first, and their files are kept."""
    branch.publish(push=True)
    other = theirs(remote, "x")
    second(branch.repository)
    done = branch.publish(push=True)
    assert (branch.repository.git("rev-parse", f"{done.commit}~1"), done.changes.strangers) == (other, ("CNAME",))
    assert published(remote) == done.commit


def test_branches_that_have_gone_different_ways(branch: OnBranch, remote: RepositoryBuilder) -> None:
    """Neither is thrown away; both stay as they are."""
    branch.publish(push=True)
    second(branch.repository)
    branch.publish()
    other = theirs(remote, "x")
    here = branch.repository.git("rev-parse", "gh-pages")
    with pytest.raises(RepositoryError, match=r"^gh-pages and origin/gh-pages have gone different ways \(look at both"):
        branch.publish(push=True)
    assert (published(remote), branch.repository.git("rev-parse", "gh-pages")) == (other, here)


def test_a_push_that_comes_too_late_publishes_nothing(
    branch: OnBranch, remote: RepositoryBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else pushed after the fetch: theirs stays, the local branch goes back, and the next time goes on top."""
    first = branch.publish(push=True).commit
    second(branch.repository)
    came: list[str] = []
    meanwhile(monkeypatch, lambda: came.append(theirs(remote, "x")))
    with pytest.raises(RepositoryError, match=r"^origin did not take gh-pages, so nothing was published: .* \(publish"):
        branch.publish(push=True)
    assert (published(remote), branch.repository.git("rev-parse", "gh-pages")) == (came[0], first)
    done = branch.publish(push=True)
    assert (published(remote), branch.repository.git("rev-parse", f"{done.commit}~1")) == (done.commit, came[0])


@pytest.mark.skipif(sys.platform == "win32", reason="the hook is a shell script")
def test_a_remote_that_refuses(branch: OnBranch, remote: RepositoryBuilder, tmp_path: Path) -> None:
    """A protected branch stays as it is, and there is no local branch that says otherwise."""
    hook = tmp_path / "remote.git/hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(RepositoryError, match="so nothing was published"):
        branch.publish(push=True)
    assert (published(remote), branch.repository.git("branch", "--list", "gh-pages")) == ("", "")


def test_without_a_remote_nothing_is_published(branch: OnBranch) -> None:
    """A push that cannot begin does not half happen."""
    before = branch.state()
    with pytest.raises(RepositoryError):
        branch.publish(push=True)
    assert branch.state() == before


def test_the_command_says_how_to_send_it(branch: OnBranch, remote: RepositoryBuilder) -> None:
    """Without a push it says how, with one it does not."""
    done = milepost(branch.repository.path, "publish")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "Send it: git push origin gh-pages")
    second(branch.repository)
    pushed = milepost(branch.repository.path, "publish", "--push")
    assert (pushed.returncode, "Send it" in pushed.stdout, published(remote) != "") == (0, False, True)
    quiet = milepost(branch.repository.path, "publish", "-q")
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")


def test_a_folder_cannot_be_pushed(branch: OnBranch) -> None:
    """2 is for commands that cannot be understood."""
    done = milepost(branch.repository.path, "publish", "--to", "../public", "--push")
    assert (done.returncode, "--push and --branch go with a branch, and --to with a folder" in done.stderr) == (2, True)


def test_a_remote_that_is_not_there_is_told_with_its_remedy(branch: OnBranch) -> None:
    """Whoever misspelt its name, or is offline, reads what to look at; nothing is published."""
    done = milepost(branch.repository.path, "publish", "--push", "--remote", "nowhere")
    told = "there is no remote nowhere (git remote add nowhere ADDRESS, or --remote with one of git remote -v)\n"
    assert (done.returncode, done.stderr.endswith(told)) == (1, True), done.stderr
    branch.repository.git("remote", "add", "nowhere", "../nowhere")
    done = milepost(branch.repository.path, "publish", "--push", "--remote", "nowhere")
    remedy = "(are you online, and may you go there? git remote -v lists the places that this repository knows)\n"
    assert (done.returncode, done.stderr.endswith(remedy), "nowhere" in done.stderr) == (1, True, True)
    assert branch.repository.git("branch", "--list", "gh-pages") == ""

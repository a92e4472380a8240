"""The branch: one commit on top of what is there, without a working tree, or none."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from branches import WHO, branch, put, refs, tree
from milepost.errors import RepositoryError
from repository_builder import RepositoryBuilder


@pytest.fixture
def home(builder: RepositoryBuilder) -> RepositoryBuilder:
    """A repository with a commit on main."""
    return builder.commit({"README.md": "x"})


def test_a_new_branch_begins_with_one_commit(home: RepositoryBuilder, tmp_path: Path) -> None:
    """It has no parent, the files that were given, and the words, people and moment of its source."""
    new = put(branch(home), {"index.html": b"a", "plan/index.html": b"b"}, folder=tmp_path / "files")
    form = "--format=%P|%an <%ae>|%cn <%ce>|%ad|%cd|%s"
    assert home.git("log", form, "--date=iso", "gh-pages") == (
        f"|{WHO}|{WHO}|2026-03-06 12:00:00 +0000|2026-03-06 12:00:00 +0000|Publish 2026-03-06"
    )
    assert (home.git("rev-parse", "gh-pages"), tree(home)) == (new, ["100644 index.html", "100644 plan/index.html"])


def test_the_same_commit_has_the_same_id_everywhere(home: RepositoryBuilder, tmp_path: Path) -> None:
    """Nothing of the machine or its clock is in it."""
    first = put(branch(home), {"index.html": b"a"}, folder=tmp_path / "files")
    second = put(branch(home, "other"), {"index.html": b"a"}, folder=tmp_path / "files")
    assert first == second


def test_what_is_not_touched_stays_as_it_is(home: RepositoryBuilder, tmp_path: Path) -> None:
    """Scripts, links and submodules of somebody else's keep their kind and their object."""
    home.git("checkout", "--quiet", "-b", "gh-pages")
    home.write({"run.sh": "#!/bin/sh\n"})
    (home.path / "run.sh").chmod(0o755)
    (home.path / "latest").symlink_to("README.md")
    home.git("update-index", "--add", "--cacheinfo", f"160000,{'c' * 40},module")
    home.git("-c", "user.name=x", "-c", "user.email=x@example.org", "add", "run.sh", "latest")
    home.git("-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "--quiet", "--message", "Ours")
    before = home.git("ls-tree", "-r", "gh-pages").splitlines()
    home.git("checkout", "--quiet", "main")
    put(branch(home), {"index.html": b"a"}, folder=tmp_path / "files")
    assert [line for line in home.git("ls-tree", "-r", "gh-pages").splitlines() if "index.html" not in line] == before


def test_what_is_gone_is_gone_and_the_rest_is_on_top(home: RepositoryBuilder, tmp_path: Path) -> None:
    """A commit changes and removes files, and its parent is the commit before."""
    first = put(branch(home), {"a.html": b"a", "b/index.html": b"b", "c.html": b"c"}, folder=tmp_path / "files")
    put(branch(home), {"a.html": b"A"}, ("b/index.html",), folder=tmp_path / "files")
    assert home.git("rev-parse", "gh-pages~1") == first
    assert home.git("diff", "--name-status", first, "gh-pages") == "M\ta.html\nD\tb/index.html"


@pytest.mark.parametrize("path", ["R&D/it's.html", 'a "quote".html', "你好/ü.html", "back\\slash.html", " a b .html"])
def test_any_name_can_be_written(home: RepositoryBuilder, tmp_path: Path, path: str) -> None:
    """Spaces, quotes and every script."""
    put(branch(home), {path: b"a"}, folder=tmp_path / "files")
    assert list(branch(home).files()) == [path]


def test_files_are_told_with_the_objects_that_they_are(home: RepositoryBuilder, tmp_path: Path) -> None:
    """What is there can be compared with what a build gives, without reading it."""
    put(branch(home), {"b.html": b"b", "a.html": b"a"}, folder=tmp_path / "files")
    there = branch(home)
    assert dict(there.files()) == {"a.html": there.name_of(b"a"), "b.html": there.name_of(b"b")}
    assert there.name_of(b"a") == home.git("hash-object", str(tmp_path / "files/0"))


def test_a_branch_that_is_not_there_is_empty(home: RepositoryBuilder) -> None:
    """Nothing is made by looking."""
    before = refs(home)
    new = branch(home)
    assert (new.tip, dict(new.files()), refs(home)) == (None, {}, before)


def test_working_tree_and_head_stay_as_they_are(home: RepositoryBuilder, tmp_path: Path) -> None:
    """Whoever publishes may be in the middle of other work."""
    home.write({"README.md": "y", "new.md": "z"})
    home.git("add", "new.md")
    before = home.git("status", "--porcelain", "--branch")
    put(branch(home), {"index.html": b"a"}, folder=tmp_path / "files")
    assert home.git("status", "--porcelain", "--branch") == before
    assert refs(home).count("\n") == 1  # main and gh-pages: nothing of ours besides.


def test_a_branch_that_moved_meanwhile_is_left_alone(home: RepositoryBuilder, tmp_path: Path) -> None:
    """Somebody else has published: theirs stays, and the way on is to publish once more."""
    put(branch(home), {"index.html": b"a"}, folder=tmp_path / "files")
    ours, theirs = branch(home), branch(home)
    new = put(theirs, {"index.html": b"b"}, folder=tmp_path / "files")
    with pytest.raises(RepositoryError, match=r"gh-pages was moved while this was made: .* \(publish once more"):
        put(ours, {"index.html": b"c"}, folder=tmp_path / "files")
    assert (home.git("rev-parse", "gh-pages"), "refs/milepost" in refs(home)) == (new, False)


def test_a_branch_that_was_made_meanwhile_is_left_alone(home: RepositoryBuilder, tmp_path: Path) -> None:
    """The same holds for the very first publication."""
    ours = branch(home)
    home.git("branch", "gh-pages")
    before = refs(home)
    with pytest.raises(RepositoryError, match="gh-pages was moved while this was made"):
        put(ours, {"index.html": b"c"}, folder=tmp_path / "files")
    assert refs(home) == before


def test_a_lock_of_a_git_that_died(home: RepositoryBuilder, tmp_path: Path) -> None:
    """It is not said that somebody has published, and the file that is in the way is named."""
    put(branch(home), {"index.html": b"a"}, folder=tmp_path / "files")
    lock = home.path / ".git/refs/heads/gh-pages.lock"
    lock.touch()
    with pytest.raises(RepositoryError, match=r"^gh-pages cannot be written: .*gh-pages\.lock.* \(if no other git is"):
        put(branch(home), {"index.html": b"b"}, folder=tmp_path / "files")
    lock.unlink()
    put(branch(home), {"index.html": b"b"}, folder=tmp_path / "files")


def test_a_git_that_is_killed_has_not_answered(
    home: RepositoryBuilder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever takes its silence for "there is no such branch" begins a new one."""
    put(branch(home), {"index.html": b"a"}, folder=tmp_path / "files")
    there = branch(home)
    shim = tmp_path / "bin/git"
    shim.parent.mkdir()
    shim.write_text(
        '#!/bin/sh\ncase "$*" in *gh-pages*) kill -9 $$;; esac\nexec ' + str(shutil.which("git")) + ' "$@"\n'
    )
    shim.chmod(0o755)
    monkeypatch.setenv("PATH", f"{shim.parent}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(RepositoryError, match=r"^git rev-parse was ended from outside \(signal 9\)"):
        there._find("refs/heads/gh-pages")


@pytest.mark.parametrize("name", ["", "a b", "x..y", "a~1", "a.lock"])
def test_a_name_that_git_does_not_take(home: RepositoryBuilder, name: str) -> None:
    """It is told as what it is."""
    with pytest.raises(RepositoryError) as caught:
        branch(home, name)
    assert str(caught.value) == f"{name!r} is no name for a branch (choose another --branch)"


def test_the_branch_that_is_checked_out(home: RepositoryBuilder) -> None:
    """Publishing there would pull the ground from under the files that lie in the folder."""
    with pytest.raises(RepositoryError) as caught:
        branch(home, "main")
    hint = "publish from the branch that holds the content, or choose another --branch"
    assert str(caught.value) == f"main is checked out here ({hint})"


def test_a_branch_that_is_checked_out_elsewhere(home: RepositoryBuilder, tmp_path: Path) -> None:
    """It may be read; whoever would commit there would take back what was published, and is told how to leave it."""
    put(branch(home), {"index.html": b"a"}, folder=tmp_path / "files")
    branch(home).refuse_checkouts()
    other = tmp_path / "my site"
    home.git("worktree", "add", "--quiet", str(other), "gh-pages")
    with pytest.raises(RepositoryError) as caught:
        branch(home).refuse_checkouts()
    assert str(caught.value) == f"gh-pages is checked out in {other} (git -C '{other}' switch --detach)"
    assert list(branch(home).files()) == ["index.html"]
    shutil.rmtree(other)  # Whoever removes a folder does not always tell git.
    branch(home).refuse_checkouts()


def test_what_dead_processes_left_is_taken_away(home: RepositoryBuilder) -> None:
    """Temporary refs and reports of fast-import; not those of the living, and not those of others."""
    dead = subprocess.Popen(["true"])
    dead.wait()
    for name in (dead.pid, os.getpid()):
        home.git("update-ref", f"refs/milepost/{name}", "HEAD")
    home.write({".git/fast_import_crash_1": "refs/milepost/new", ".git/fast_import_crash_2": "refs/heads/theirs"})
    branch(home).tidy()
    left = sorted(path.name for path in (home.path / ".git").glob("fast_import_*"))
    assert left == ["fast_import_crash_2"]
    assert home.git("for-each-ref", "--format=%(refname)", "refs/milepost/") == f"refs/milepost/{os.getpid()}"


def test_a_repository_of_another_hash(tmp_path: Path) -> None:
    """The first commit of a branch, and the next one, where names are longer."""
    (tmp_path / "home").mkdir()
    subprocess.run(["git", "init", "-q", "--object-format=sha256", tmp_path / "home"], check=True)
    home = RepositoryBuilder(tmp_path / "home").commit({"README.md": "x"})
    put(branch(home), {"index.html": b"a"}, folder=tmp_path / "files")
    put(branch(home), {"plan.html": b"b"}, folder=tmp_path / "files")
    assert (list(branch(home).files()), home.git("rev-list", "--count", "gh-pages")) == (
        ["index.html", "plan.html"],
        "2",
    )


def test_a_detached_head_is_on_no_branch(home: RepositoryBuilder, tmp_path: Path) -> None:
    """CI checks out a commit, and may publish on any branch."""
    home.git("checkout", "--quiet", "--detach")
    put(branch(home), {"index.html": b"a"}, folder=tmp_path / "files")
    assert tree(home) == ["100644 index.html"]


def test_hooks_and_settings_of_the_repository_do_not_matter(home: RepositoryBuilder, tmp_path: Path) -> None:
    """Somebody's hook neither stops nor signs nor changes what is published."""
    home.write({".git/hooks/reference-transaction": "#!/bin/sh\nexit 1\n"})
    (home.path / ".git/hooks/reference-transaction").chmod(0o755)
    home.git("config", "commit.gpgSign", "true")
    home.git("config", "core.autocrlf", "true")
    put(branch(home), {"index.html": b"a\r\nb\n"}, folder=tmp_path / "files")
    shown = subprocess.check_output(["git", "-C", home.path, "cat-file", "blob", "gh-pages:index.html"])
    assert shown == b"a\r\nb\n"

"""What stops a build of every version is told, with a remedy, and leaves the tree whole."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fingerprint import fingerprint
from installed import FULL_DISK, milepost
from milepost.errors import ContentError, MilepostError, RepositoryError, SiteError
from places import future, mistake, tag_elsewhere, update
from repository_builder import SMALL, RepositoryBuilder
from two_versions import build, counts, third


def _two_tags(repository: RepositoryBuilder) -> None:
    repository.commit({"README.md": "x"}, on="2026-03-14")
    repository.git("tag", "status/go/live")
    repository.git("tag", "status/go+live")


def _strict(repository: RepositoryBuilder) -> None:
    files = {"content/wishes.yml": "[]\n", "mkdocs.yml": SMALL["mkdocs.yml"] + "strict: true\n"}
    repository.commit(files, on="2026-03-14")


def _occupied(repository: RepositoryBuilder) -> None:
    (repository.path / "site/404.html").unlink()
    (repository.path / "site/thesis.txt").write_text("mine")


@pytest.mark.parametrize(
    ("wrong", "error", "words"),
    [
        (mistake, ContentError, r"content/milestones.yml:1:3: the key 'due' is missing"),
        (future, RepositoryError, r"is dated 2026-04-10, and today is 2026-04-01: one clock is wrong \(set the"),
        (
            tag_elsewhere,
            RepositoryError,
            r"status/x stands on \w{10}, which is not on this branch \(build the",
        ),
        (_two_tags, RepositoryError, r"two tags status/\* would both be called 2026-03-14-go-live \(rename one"),
        (_strict, SiteError, "strict"),
        (_occupied, SiteError, r"is not empty and holds no site \(empty it, or choose another -d\)"),
    ],
)
def test_whatever_stops_a_build_leaves_the_tree_whole(
    repository: RepositoryBuilder,
    site: Path,
    wrong: Callable[[RepositoryBuilder], None],
    error: type[MilepostError],
    words: str,
) -> None:
    """It is told what and what to do; nothing is written, and no scratch folder stays."""
    wrong(repository)
    before, beside = fingerprint(site), sorted(path.name for path in site.parent.iterdir())
    with pytest.raises(error, match=words):
        build(repository)
    assert (fingerprint(site), sorted(path.name for path in site.parent.iterdir())) == (before, beside)


def test_a_commit_a_few_hours_ahead_is_no_future(repository: RepositoryBuilder) -> None:
    """Clocks differ, and so do time zones."""
    repository.commit({"content/updates/2026-04-01.md": update("Today")}, on="2026-04-01T23:00")
    assert counts(build(repository)) == (3, 0)


def test_a_shallow_clone_is_refused(repository: RepositoryBuilder, tmp_path: Path) -> None:
    """Without the history there are no versions to tell; CI is told what to set."""
    repository.git("clone", "--quiet", "--depth=1", repository.path.as_uri(), str(tmp_path / "clone"))
    with pytest.raises(RepositoryError, match=r"the clone is shallow, .*; in CI: fetch-depth: 0 on GitHub"):
        build(RepositoryBuilder(tmp_path / "clone"))
    assert not (tmp_path / "clone/site").exists()


def test_an_interrupted_build_leaves_the_tree_whole(repository: RepositoryBuilder, site: Path) -> None:
    """Somebody who loses patience loses nothing."""
    before = fingerprint(site)
    third(repository)

    def impatient(done: int, all_: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(repository, progress=impatient)
    names = sorted(path.name for path in repository.path.iterdir())
    assert (fingerprint(site), names) == (before, [".git", ".gitignore", "content", "mkdocs.yml", "site"])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit to set")
def test_a_disk_that_fills_up(repository: RepositoryBuilder, site: Path) -> None:
    """The message says so, the tree that was there is the tree that is there, and nothing else is left behind."""
    before, beside = fingerprint(site), sorted(path.name for path in repository.path.iterdir())
    third(repository)
    done = milepost(repository.path, "build", "--versions", before=FULL_DISK)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"error: {site}: cannot be written: File too large")
    assert (fingerprint(site), sorted(path.name for path in repository.path.iterdir())) == (before, beside)

"""The clone: what in it, in its clocks and in the content folder stands between the ledger and what was committed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from milepost.errors import Location, Problem, RepositoryError, Severity
from milepost.git.repository import Repository
from milepost.model.history import Commit

# So far may two clocks be apart.
GIT = "git"
"""Where problems stand that lie in no file."""
_AHEAD = timedelta(days=1)


def refuse_the_future(newest: Commit, now: datetime) -> None:
    """What is told keeps its date for ever, so a commit of the future is refused while it can still be mended."""
    problem = of_the_future(newest, now)
    if problem:
        raise RepositoryError(problem.message, problem.hint)


def clock_problems(repository: Repository, line: Sequence[Commit]) -> Iterator[Problem]:
    """The commits whose clock cannot have been right, as one problem: nobody can mend them any more."""
    wrong = repository.clocks
    found = [commit for commit in line if commit.sha in wrong]
    if found:
        first = found[0]
        more = f", and {len(found) - 1} more" if len(found) > 1 else ""
        is_newest = found[-1].sha == line[-1].sha
        yield Problem(
            Location(GIT, revision="" if is_newest else first.sha),
            f"the clock was wrong when {first.sha[:10]}{more} was committed, dated {_written(repository, first.sha)},"
            f" which cannot be; it is told as of {first.committed_at:%Y-%m-%d}",
            "set the clock right, then: git commit --amend --no-edit" if is_newest else "no commit after it is touched",
            Severity.WARNING,
        )


def _written(repository: Repository, sha: str) -> str:
    return f"{repository.written(sha):%Y-%m-%d}"


def repository_problems(repository: Repository, prefix: str) -> Iterator[Problem]:
    """What in a clone, or in the content folder, stands between the ledger and what was committed."""
    for overlay in repository.overlays():
        mend = f"git replace -d {overlay.rpartition('/')[2]}" if overlay.startswith("refs/") else f"rm {overlay}"
        yield Problem(
            Location(GIT),
            f"{overlay} makes git show another history than was committed; the site tells what was committed",
            mend,
            Severity.WARNING,
        )
    for path in repository.repositories_in("HEAD", prefix):
        yield Problem(
            Location(path),
            "is a repository of its own, so nothing in it is read, and what was told from it counts as deleted",
            f"git rm --cached {path} && rm -rf {path}/.git && git add {path} && git commit",
        )


def of_the_future(newest: Commit, now: datetime) -> Problem | None:
    """What is said of a commit that is dated ahead of now."""
    moment = newest.committed_at
    if moment <= now + _AHEAD:
        return None
    return Problem(
        Location(GIT),
        f"{newest.sha[:10]} is dated {moment:%Y-%m-%d}, and today is {now:%Y-%m-%d}: one clock is wrong",
        "set the clock of this machine, then: git commit --amend --no-edit --date=now; where it was pushed already:"
        " git commit --allow-empty -m 'The clock is right again'",
    )

"""The published line: whether this history goes on from what was told, and how to mend it where it does not.

A site tells the first-parent line. A merge that takes the published line as its side, a commit that was amended, a
squash, a rebase or a new root put another line in its place; one more commit that has the published one as its first
parent puts that right, whatever has been pushed: it moves every branch forward, and the files stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from milepost.errors import Location, Problem, RepositoryError, Severity
from milepost.git.repository import Repository
from milepost.model.history import Commit
from milepost.source.line.clone import GIT, clock_problems, of_the_future, repository_problems
from milepost.source.line.published import has_its_own_branch, is_named, published_revision


def refuse_another_line(repository: Repository, line: Sequence[Commit], published: Mapping[str, str]) -> None:
    """Stop where a line does not hold the published revisions, each by what was made of it, and say what mends it."""
    problem = _another_line(repository, [commit.sha for commit in line], published)
    if problem:
        raise RepositoryError(problem.message, problem.hint)


def line_problems(repository: Repository, prefix: str, now: datetime) -> Iterator[Problem]:
    """What will keep a publication from going on from the last one, or makes git tell another history than it holds."""
    line = repository.line()
    if not line:
        return
    if future := of_the_future(line[-1], now):
        yield future
    yield from clock_problems(repository, line)
    yield from repository_problems(repository, prefix)
    shas = [commit.sha for commit in line]
    before = published_revision(repository)
    if before and (problem := _another_line(repository, shas, {"today's site": before}, is_quiet=True)):
        if not has_its_own_branch(repository, before):
            yield problem
    else:
        yield from _pulled(repository, shas, before)


def _another_line(
    repository: Repository, line: Sequence[str], published: Mapping[str, str], *, is_quiet: bool = False
) -> Problem | None:
    """Why a line does not hold what is published; `is_quiet` about what a newer clone or checkout would hold."""
    here, tip = frozenset(line), line[-1]
    lost = {name: sha for name, sha in published.items() if sha not in here}
    unknown = {name: sha for name, sha in lost.items() if not repository.knows(sha)}
    if unknown:
        return None if is_quiet else Problem(
            Location(GIT),
            f"published from commits that are not in this clone: {_listed(unknown)}",
            "git fetch; if they are still missing, whoever published has not pushed them, or history was rewritten",
        )  # fmt: skip
    older = {name: sha for name, sha in lost.items() if repository.is_ancestor(tip, sha)}
    gone = {name: sha for name, sha in lost.items() if name not in older}
    if not gone:
        return None if is_quiet or not older else Problem(
            Location(GIT),
            f"this checkout is older than what is published: {_listed(older)}",
            "git switch to the newest state of the branch, or git pull",
        )  # fmt: skip
    newest = list(gone.values())[-1]
    aside = {name: sha for name, sha in gone.items() if repository.is_ancestor(sha, tip)}
    if newest not in aside.values():
        return Problem(
            Location(GIT),
            f"the history behind published versions was rewritten: {_listed(gone)} cannot be found on this branch",
            f"go on from what was published: {_joining(newest)}",
        )
    merge = _merge_of(repository, line, newest)
    return Problem(
        Location(GIT),
        f"the merge {merge[:10]} takes the published line for its side: {_listed(aside)} is behind its second parent,"
        " and what was told since would be told as one step",
        f"go on from it, now and whenever git pull has merged: {_joining(_side_of(repository, merge, newest))}",
    )


def _joining(published: str) -> str:
    """The command that lets the published line go on: one more commit on top of it, with the files as they are."""
    return (
        f"git reset --keep $(git commit-tree -p {published[:12]} -p HEAD"
        " -m 'Go on from what was published' 'HEAD^{tree}')"
    )


def _merge_of(repository: Repository, line: Sequence[str], published: str) -> str:
    """The first commit of a line that a commit beside it leads to."""
    low, high = 0, len(line) - 1
    while low < high:
        middle = (low + high) // 2
        if repository.is_ancestor(published, line[middle]):
            high = middle
        else:
            low = middle + 1
    return line[low]


def _side_of(repository: Repository, merge: str, published: str) -> str:
    """Where the published line stood when it was merged; failing that, what was published."""
    return next((p for p in repository.parents(merge)[1:] if published in repository.first_parents(p)), published)


def _pulled(repository: Repository, line: Sequence[str], published: str | None) -> Iterator[Problem]:
    """A merge that takes the remote's branch of the same name for its side, where that one is what is published."""
    here = repository.branch_here()
    remote = [name for name in repository.branches() if name.startswith("remotes/") and is_named(name, here)]
    for name in remote:
        theirs = repository.sha(name)
        leads = repository.first_parents(theirs)
        if theirs in line or not repository.is_ancestor(theirs, line[-1]) or (published and published not in leads):
            continue
        merge = _merge_of(repository, line, theirs)
        yield Problem(
            Location(GIT),
            f"the merge {merge[:10]} takes {name.removeprefix('remotes/')} for its side: what was told from there would"
            " be told as one step",
            f"before pushing: {_joining(theirs)}",
            Severity.WARNING,
        )


def _listed(lost: Mapping[str, str]) -> str:
    return ", ".join(f"{name} ({sha[:10]})" for name, sha in lost.items())

"""Saving: the commit of some files and no others, and sending the branch that is checked out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from milepost.errors import RepositoryError
from milepost.git.commands import Commands
from milepost.git.starting import commands_in


def save(root: Path, paths: Sequence[str], message: str) -> str:
    """Commit what some paths, told from the root, hold on the disk, deletions too; what else is staged stays so.

    The hooks of the repository run, as for a commit by hand; where one says no, all is as it was.
    """
    git = commands_in(root)
    _refuse_without_name(git)
    before = git.output("write-tree").strip()
    git.output("add", "--all", "--force", "--", *paths)
    try:
        git.output_as_typed("commit", "--quiet", "-m", message, "--", *(f":(top,literal){path}" for path in paths))
    except RepositoryError as error:
        git.output("read-tree", before)
        raise RepositoryError(f"nothing was committed: {error}", "git commit shows all that a hook says") from error
    return git.output("rev-parse", "--short=10", "HEAD").strip()


def remotes(root: Path) -> tuple[str, ...]:
    """The names of the remotes."""
    return tuple(commands_in(root).output("remote").split())


def unsent(root: Path, remote: str, branch: str) -> int:
    """How many commits of a branch a remote does not have, as far as this clone knows."""
    git = commands_in(root)
    known = git.output("for-each-ref", "--format=%(refname)", f"refs/remotes/{remote}/{branch}").split()
    return int(git.output("rev-list", "--count", branch, *(f"^{name}" for name in known)).strip())


def send(root: Path, remote: str, branch: str) -> None:
    """Send a branch to a remote; one that has gone on there is never overwritten.

    The repository's hooks run for the branch that is checked out, and not for the site, which nobody wrote by hand.
    """
    git = commands_in(root)
    is_ours = git.output("branch", "--show-current").strip() == branch
    push = git.output_as_typed if is_ours else git.output
    try:
        push("push", "--quiet", "--set-upstream", remote, f"{branch}:{branch}")
    except RepositoryError as error:
        raise RepositoryError(f"{remote} did not take {branch}: {error}", f"git pull {remote} {branch}") from error


def _refuse_without_name(git: Commands) -> None:
    """Git says who commits only when it does; by then files would have been staged."""
    try:
        git.output("var", "GIT_COMMITTER_IDENT")
        git.output("var", "GIT_AUTHOR_IDENT")
    except RepositoryError as error:
        hint = 'git config --global user.name "…" and user.email …'
        raise RepositoryError("git does not know who commits", hint) from error

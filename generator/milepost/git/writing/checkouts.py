"""Checkouts: a branch that is published to must be nobody's working tree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from milepost.errors import RepositoryError
from milepost.git.commands import Commands, SilenceError
from milepost.model.texts.typed import typed


def refuse_name(git: Commands, name: str) -> None:
    """Stop where a name is none for a branch, or that of the one that is checked out here."""
    try:
        git.output("check-ref-format", f"refs/heads/{name}")
    except RepositoryError as error:
        raise RepositoryError(f"{name!r} is no name for a branch", "choose another --branch") from error
    try:
        here = git.output("symbolic-ref", "--quiet", "--short", "HEAD").strip()
    except SilenceError:
        here = ""  # No branch is checked out, as in CI.
    if here == name:
        hint = "publish from the branch that holds the content, or choose another --branch"
        raise RepositoryError(f"{name} is checked out here", hint)


def refuse_working_trees(git: Commands, name: str) -> None:
    """Stop where a working tree of the repository has the branch checked out."""
    for place in _working_trees(git, name):
        hint = f"git -C {typed(Path(place))} switch --detach"
        raise RepositoryError(f"{name} is checked out in {place}", hint)


def _working_trees(git: Commands, name: str) -> Iterator[str]:
    for entry in git.output("worktree", "list", "--porcelain").split("\n\n"):
        lines = entry.splitlines()
        if f"branch refs/heads/{name}" in lines and not any(line.startswith("prunable") for line in lines):
            yield lines[0].removeprefix("worktree ")

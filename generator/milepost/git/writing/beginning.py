"""Beginning: what git knows of a folder before Milepost does, and the first commit of what was written there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from milepost.errors import RepositoryError
from milepost.frozen import dataclass
from milepost.git.starting import commands_in
from milepost.git.writing.fast_import import MAIN

# What git says where neither a setting nor the system tells who commits.
_NOBODY = re.compile(r"no (?:email|name) was given|auto-detect|empty ident|tell me who you are", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The repository around a folder: its root (None: there is none), the branch and its history, the remote."""

    root: Path | None = None
    branch: str = MAIN
    has_commits: bool = False
    remote: str = ""

    @property
    def host(self) -> str:
        """The host of the remote, in lower case; nothing where there is none."""
        address = self.remote if "://" in self.remote else f"ssh://{self.remote.replace(':', '/', 1)}"
        return (urlsplit(address).hostname or "").casefold() if self.remote else ""


def surroundings_of(folder: Path) -> Surroundings:
    """What git says of a folder, or of the nearest one above it that exists."""
    place = next(parent for parent in (folder, *folder.parents) if parent.is_dir())
    git = commands_in(place)

    def asked(*arguments: str) -> str:
        try:
            return git.output(*arguments).strip()
        except RepositoryError:
            return ""

    root = asked("rev-parse", "--show-toplevel")
    if not root:
        return Surroundings()
    branch = asked("symbolic-ref", "--quiet", "--short", "HEAD") or MAIN
    has_commits = bool(asked("rev-parse", "--verify", "--quiet", "HEAD"))
    return Surroundings(Path(root).resolve(), branch, has_commits, asked("remote", "get-url", "origin"))


def begin(root: Path, paths: Iterable[Path], message: str) -> None:
    """Commit files as the first ones, in a new repository where there is none; RepositoryError says why not."""
    git = commands_in(root)
    if not (root / ".git").exists():
        git.output("init", "--quiet", f"--initial-branch={MAIN}")
    names = [path.relative_to(root).as_posix() for path in paths]
    git.output("add", "--force", "--", *names)
    try:
        git.output_as_typed("commit", "--quiet", "-m", message, "--", *(f":(top,literal){name}" for name in names))
    except RepositoryError as error:
        if _NOBODY.search(str(error)):
            hint = 'git config --global user.name "…" and user.email …, then git commit'
            raise RepositoryError("git does not know who commits", hint) from error
        raise

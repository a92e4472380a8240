"""The repository: what git knows, asked in few and long-running commands."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from milepost.errors import NothingCommittedError, RepositoryError
from milepost.git.commands import Commands
from milepost.git.log.steps import Steps
from milepost.git.reading.around import Around, around
from milepost.git.reading.index import Index
from milepost.git.reading.refs import Refs
from milepost.git.reading.trees import folder_of, only
from milepost.git.starting import Place, place_of
from milepost.git.writing.branch import Branch


class Repository(Refs, Steps):
    """A git repository with a working tree, at least one commit and a whole history; read only."""

    has_commits = True

    def __init__(self, root: Path, commands: Commands) -> None:
        super().__init__(commands)
        self.root = root

    @classmethod
    def open(cls, path: str | Path) -> Repository:
        """Find the repository that a folder lies in, and make sure that it holds a whole history."""
        return cls.at(place_of(path))

    @classmethod
    def at(cls, place: Place) -> Repository:
        """A repository that was found, if it holds a whole history."""
        if not place.head:
            hint = "git add content && git commit"
            raise NothingCommittedError(f"{place.root}: nothing is committed on this branch yet", hint)
        if place.is_shallow:
            hint = "git fetch --unshallow; in CI: fetch-depth: 0 on GitHub, GIT_DEPTH: 0 on GitLab"
            raise RepositoryError(f"{place.root}: the clone is shallow, so the history is not there", hint)
        found = cls(place.root, place.commands)
        found._shas["HEAD"] = place.head
        return found

    def uncommitted(self, prefix: str) -> frozenset[str]:
        """The paths below `prefix` whose state on disk is not what is committed."""
        options = ("--porcelain", "-z", "--no-renames", "--untracked-files=all", "--ignore-submodules=all", "--")
        output = self._git.output("status", *options, *only(prefix))
        paths = {entry[3:].removeprefix(folder_of(prefix)) for entry in output.split("\0") if entry}
        return Index(self._git, self.root, folder_of(prefix)).changed() | paths

    def absent(self, prefix: str) -> frozenset[str]:
        """The committed paths below `prefix` that a sparse checkout leaves off the disk."""
        return Index(self._git, self.root, folder_of(prefix)).absent()

    @cached_property
    def objects(self) -> Path:
        """The folder that holds the objects."""
        return Path(self.root, self._git.output("rev-parse", "--git-path", "objects").strip()).resolve()

    def overlays(self) -> tuple[str, ...]:
        """What this clone alone has to make its history look another: a grafts file, and refs that replace objects."""
        grafts = Path(self.root, self._git.output("rev-parse", "--git-common-dir").strip(), "info/grafts")
        found = [str(grafts)] if grafts.is_file() and grafts.read_bytes().strip() else []
        return (*found, *self._git.output("for-each-ref", "--format=%(refname)", "refs/replace/").split())

    def around(self) -> Around:
        """Where all that git's answers rest on lies on the disk."""
        return around(self._git, self.root)

    def branch(self, name: str, remote: str) -> Branch:
        """A branch to write to."""
        return Branch(self._git, name, remote)

"""A repository before its first commit: git is asked about the disk, and there is no history to ask about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from milepost.git.log.raw_log import RawStep
from milepost.git.repository import Repository
from milepost.git.starting import place_of
from milepost.model.history import Commit, Revision

_NEVER = datetime.fromtimestamp(0, UTC)


class Unborn(Repository):
    """A git repository with a working tree and no commit on its branch; what is in it comes from the disk alone."""

    has_commits = False

    @classmethod
    def open(cls, path: str | Path) -> Repository:
        """Find the repository that a folder lies in, with its whole history, if it has begun."""
        place = place_of(path)
        return Repository.at(place) if place.head else cls(place.root, place.commands)

    def revision(self, ref: str = "HEAD") -> Revision:
        """The revision before any."""
        return Revision("", _NEVER, "")

    def line(self, ref: str = "HEAD") -> tuple[Commit, ...]:
        """No commits."""
        return ()

    @property
    def clocks(self) -> Mapping[str, datetime]:
        """No commit was made under a wrong clock."""
        return {}

    def steps(self, ref: str, prefix: str) -> Iterator[RawStep]:
        """No steps."""
        return iter(())

    def known_as(self, path: str, sha: str) -> str:
        """The name that a path has now."""
        return path

    def files_at(self, ref: str, prefix: str) -> dict[str, str | None]:
        """No files are committed."""
        return {}

    def repositories_in(self, ref: str, prefix: str) -> tuple[str, ...]:
        """No repositories are committed as such."""
        return ()

    def has_known(self, prefix: str) -> bool:
        """No content folder was ever committed."""
        return False

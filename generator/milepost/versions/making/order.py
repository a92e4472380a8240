"""What is asked for, and what is known before it is made."""

from __future__ import annotations

from pathlib import Path

from milepost.frozen import dataclass
from milepost.git.repository import Repository
from milepost.pipeline import Reading, read_report
from milepost.site.layout import Layout
from milepost.versions.sharing import Places
from milepost.versions.which.naming import Version


@dataclass(frozen=True, slots=True)
class Order:
    """What to build: a version of a repository with its layout, where the rest of it stands, and where it goes.

    `departed` is where pages stand that earlier versions had. `is_bound` says that only what the layout says is right,
    for that is how it was published.
    """

    root: Path
    version: Version
    layout: Layout
    elsewhere: Places
    departed: Places
    target: Path
    is_bound: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What a process knows already: a repository, and what it says at a revision with a content folder."""

    repository: Repository
    place: tuple[str, str] = ("", "")
    reading: Reading | None = None

    def reading_of(self, order: Order) -> Reading:
        """What the revision of a version says."""
        is_it = self.place == (order.version.revision, order.layout.prefix)
        if self.reading and is_it and self.reading.is_of_its_day:
            return self.reading
        return read_report(self.repository, order.layout.prefix, order.version.revision)

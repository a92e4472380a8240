"""The gate: which files of the content may go out, and as what. Whatever it does not name stays at home."""

from __future__ import annotations

from collections.abc import Iterable

from milepost.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Gate:
    """The content files that everybody may see, by path.

    `pages` are the author's own, `records` the updates and lessons, `files` what is copied as it is; `kept` are all the
    others. `internal` are the files with something internal in them, which nothing that builds a site should find.
    """

    pages: frozenset[str] = frozenset()
    records: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    internal: frozenset[str] = frozenset()

    def lets_through(self, path: str) -> bool:
        """Whether a file may be handed to whatever builds the site: rendered as a page, or copied."""
        return path in self.pages or path in self.files

    def let_through(self, paths: Iterable[str]) -> list[str]:
        """Those of some paths that may be, sorted."""
        return sorted(path for path in paths if self.lets_through(path))

"""Where the pages of a tree lead, and whether there is anything."""

from __future__ import annotations

import posixpath
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class References(HTMLParser):
    """Where a page leads, and what it shows."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the attributes of a tag lead to."""
        self.found += [value for name, value in attrs if name in {"href", "src", "poster"} and value]

    handle_startendtag = handle_starttag


def target_of(tree: Path, page: Path, reference: str) -> Path | None:
    """The file that a reference leads to; None where it leads out of the site."""
    parts = urlsplit(reference)
    if parts.scheme or parts.netloc or not parts.path:
        return None
    base = tree if parts.path.startswith("/") else page.parent
    place = Path(posixpath.normpath(base / unquote(parts.path).lstrip("/")))
    return place / "index.html" if parts.path.endswith("/") or place.is_dir() else place


def dead_ends(tree: Path) -> list[tuple[str, str]]:
    """Every page with each of its references that leads to no file of the tree."""
    ends = []
    for page in sorted(tree.rglob("*.html")):
        for reference in References(page).found:
            target = target_of(tree, page, reference)
            if target and not (target.is_file() and target.is_relative_to(tree)):
                ends.append((page.relative_to(tree).as_posix(), reference))
    return ends


def shown(tree: Path, page: str, ending: str) -> set[str]:
    """The files with an ending that a page refers to, by address."""
    targets = [target_of(tree, tree / page, reference) for reference in References(tree / page).found]
    return {target.relative_to(tree).as_posix() for target in targets if target and target.name.endswith(ending)}

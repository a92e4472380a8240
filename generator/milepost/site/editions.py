"""Editions: a version holds the pages that changed, and leads to earlier versions for the rest.

Every version tells its own state (overview, plan, promises, lists). A record, which is an update, a lesson, a page or
picture of the author's, stands where it was first told in these bytes of its source; the versions after it lead there
until it changes.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote, unquote

from milepost.site.receipts import digest

FOLDER = "versions"
# What every version tells anew.
STATE = ("index.html", "plan/index.html", "commitments/index.html", "updates/index.html", "lessons/index.html")
# Told once, at the root: whoever follows a feed follows the newest.
_ROOT_ONLY = frozenset({"feed.xml"})
_REFERENCE = re.compile(r"""(?P<lead>\s(?:href|src|poster)=(?P<mark>["']))(?P<address>[^"'#?]+)(?=["'#?])""")
_ITEM = re.compile(r"(updates|lessons)/(?:.*/)?([^/]+)\.md$")
_SCRIPT = re.compile(r'"(?P<address>(?:\.\./)*assets/[\w./-]+)"')
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|/", re.IGNORECASE)
_HASHED = re.compile(r"\.[0-9a-f]{8,}\.")


def folder_of(version: str) -> str:
    """The folder of a version, from the root of the site."""
    return f"{FOLDER}/{version}/"


def site_path(path: str) -> str:
    """Where a content file ends up on the site."""
    if item := _ITEM.match(path):
        return f"{item[1]}/{item[2]}/index.html"
    if not path.endswith(".md"):
        return path
    stem = path.removesuffix(".md")
    folder, name = posixpath.split(stem)
    return posixpath.join(folder, "index.html") if name in {"index", "README"} else f"{stem}/index.html"


Blobs = Mapping[str, str | None]
"""The blob of each content file by its path."""
Places = Mapping[str, str]
"""Where each record of a version stands, from the root of the site, by where it would stand in it."""


def unchanged(files: Blobs, files_before: Blobs, before: Places) -> Places:
    """The records whose source is what it was in the version before, and where they stand."""
    same = (site_path(path) for path, blob in files.items() if blob and files_before.get(path) == blob)
    return {path: before[path] for path in sorted(same) if path in before and path not in STATE}


def places_in(version: str, files: Blobs, elsewhere: Places) -> Places:
    """Where each record of a version stands, once it holds what is new in it."""
    paths = sorted(site_path(path) for path in files)
    return {path: elsewhere.get(path, folder_of(version) + path) for path in paths}


@dataclass(frozen=True, slots=True)
class Settled:
    """The files of a version by address, its own and those shared by all, and the addresses of those it leads to."""

    own: Mapping[str, Path]
    shared: Mapping[str, Path]
    leads_to: frozenset[str]


def settle(built: Path, version: str, elsewhere: Places) -> Settled:
    """Let the pages that were built for a version lead to where everything stands, and say what they consist of."""
    reader = _Reader(built, folder_of(version), elsewhere)
    for page in sorted((built / reader.folder).rglob("*.html")):
        address = page.relative_to(built).as_posix()
        page.write_text(reader.settled(page.read_text("utf-8"), address), "utf-8")
    files = sorted(file for file in (built / reader.folder).rglob("*") if file.is_file())
    own = {file.relative_to(built).as_posix(): file for file in files}
    return Settled(own, dict(sorted(reader.shared.items())), frozenset(reader.leads_to))


class _Reader:
    """Reads the references of pages and answers where they lead."""

    def __init__(self, built: Path, folder: str, elsewhere: Places) -> None:
        self.built = built
        self.folder = folder
        self.elsewhere = elsewhere
        self.shared: dict[str, Path] = {}
        self.leads_to: set[str] = set()

    def settled(self, text: str, address: str) -> str:
        """A page with every reference leading to where its target stands."""
        text = _SCRIPT.sub(partial(self._scripted, base=posixpath.dirname(address)), text)
        return _REFERENCE.sub(partial(self._referred, base=posixpath.dirname(address)), text)

    def _referred(self, found: re.Match[str], base: str) -> str:
        written = found["address"]
        if _ELSEWHERE.match(written):
            return found[0]
        is_folder = posixpath.basename(written) in {"", ".", ".."}
        target = self._answer(posixpath.normpath(posixpath.join(base, unquote(written))), is_folder)
        return found[0] if target is None else f"{found['lead']}{_relative(target, base)}"

    def _scripted(self, found: re.Match[str], base: str) -> str:
        target = self._answer(posixpath.normpath(posixpath.join(base, found["address"])), False)
        return f'"{_relative(target, base)}"' if target else found[0]

    def _answer(self, path: str, is_folder: bool) -> str | None:
        """Where a target stands; None where it stands where the page says."""
        file = posixpath.join(path, "index.html") if is_folder else path
        if file.startswith(self.folder):
            return self._record(file.removeprefix(self.folder))
        if is_folder or path.endswith(".html") or path == "..":
            return None  # A page of today's site.
        if (self.built / self.folder / path).is_file():
            return self.folder + path  # The author's own stylesheet or picture, named by the configuration.
        return self._record(path) or (self._share(path) if (self.built / path).is_file() else None)

    def _record(self, path: str) -> str | None:
        if path in _ROOT_ONLY:
            return path
        if path not in self.elsewhere:
            return None
        self.leads_to.add(self.elsewhere[path])
        return self.elsewhere[path].removesuffix("index.html")

    def _share(self, path: str) -> str:
        """A file that all versions may use, under a name that changes when it does."""
        file = self.built / path
        name = path
        if not _HASHED.search(posixpath.basename(path)):
            stem, ending = posixpath.splitext(path)
            name = f"{stem}.{digest(file.read_bytes())[:8]}{ending}"
        self.shared[name] = file
        return name


def _relative(target: str, base: str) -> str:
    relative = posixpath.relpath(target, base or ".")
    return quote(f"{relative}/" if target.endswith("/") else relative, safe="/.~-_!$&'()*+,;=:@")

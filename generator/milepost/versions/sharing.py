"""Sharing: a version holds the pages that changed, and leads to earlier versions for the rest.

Every version tells its own state (overview, plan, promises, lists). A record, which is an update, a lesson, a page or
picture of the author's, stands where it was first told in these bytes of its source; the versions after it lead there
until it changes.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from urllib.parse import quote, unquote

from milepost.frozen import dataclass
from milepost.model.places import ASKS, CALENDAR, FEED, VERSIONS, address_of
from milepost.model.registers import REGISTERS
from milepost.versions.receipts.manifests import digest

FOLDER = VERSIONS
# What every version tells anew.
STATE = ("index.html", *(address_of(register.page) for register in REGISTERS))
# Files that may name others.
_WITH_NAMES = (".md", ".css", ".js", ".html", ".svg")
AS_OF = "as-of"
# Told once, at the root: whoever follows a feed follows the newest.
_ROOT_ONLY = frozenset({FEED, CALENDAR, ASKS})
_REFERENCE = re.compile(r"""(?P<lead>\s(?:href|src|poster)=(?P<mark>["']))(?P<address>[^"'#?]+)(?=(?P<next>["'#?]))""")
_PAGES = "|".join(register.name for register in REGISTERS if not register.is_list)
_ITEM = re.compile(rf"({_PAGES})/(?:.*/)?([^/]+)\.md$")
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
    return address_of(path)


Texts = Mapping[str, bytes]
"""The bytes of blobs by name."""
Blobs = Mapping[str, str | None]
"""The blob of each content file by its path."""
Places = Mapping[str, str]
"""Where each record of a version stands, from the root of the site, by where it would stand in it."""


def unchanged(files: Blobs, files_before: Blobs, before: Places, texts: Callable[[Iterable[str]], Texts]) -> Places:
    """The records whose source, and whatever it names, is what it was in the version before; and where they stand.

    `texts` reads blobs. A record names a picture or stylesheet if it holds the name of the file.
    """
    same = {path: blob for path, blob in files.items() if blob and files_before.get(path) == blob}
    others = {path for path in {*files, *files_before} if not path.endswith((".md", ".yml", ".yaml"))}
    changed = {posixpath.basename(path) for path in others if files.get(path) != files_before.get(path)}
    if changed:
        readable = {path: blob for path, blob in same.items() if path.endswith(_WITH_NAMES)}
        held = texts(sorted(set(readable.values())))
        names = [form.encode() for name in sorted(changed) for form in {name, quote(name)}]
        for path, blob in readable.items():
            if any(name in held[blob] for name in names):
                del same[path]
    places = {site_path(path) for path in same} & before.keys() - set(STATE)
    return {path: before[path] for path in sorted(places)}


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


def settle(built: Path, version: str, elsewhere: Places, departed: Places) -> Settled:
    """Let the pages that were built for a version lead to where everything stands, and say what they consist of.

    `departed` are the pages that earlier versions had and this one has not: what is told of them leads there.
    """
    reader = _Reader(built, version, elsewhere, departed)
    for page in sorted((built / reader.folder).rglob("*.html")):
        address = page.relative_to(built).as_posix()
        page.write_text(reader.settled(page.read_text("utf-8"), address), "utf-8", newline="\n")
    files = sorted(file for file in (built / reader.folder).rglob("*") if file.is_file())
    own = {file.relative_to(built).as_posix(): file for file in files}
    return Settled(own, dict(sorted(reader.shared.items())), frozenset(reader.leads_to))


class _Reader:
    """Reads the references of pages and answers where they lead."""

    def __init__(self, built: Path, version: str, elsewhere: Places, departed: Places) -> None:
        self.built = built
        self.version = version
        self.folder = folder_of(version)
        self.elsewhere = elsewhere
        self.departed = departed
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
        if target is None:
            return found[0]
        # A page of an earlier version is told from which one the reader comes, so that it can lead back.
        comes_from = f"?{AS_OF}={quote(self.version)}" if target.endswith("/") and found["next"] != "?" else ""
        return f"{found['lead']}{_relative(target, base)}{comes_from}"

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
        is_here = (self.built / self.folder / path).is_file()
        place = self.elsewhere.get(path) or (None if is_here else self.departed.get(path))
        if place is None:
            return None
        self.leads_to.add(place)
        return place.removesuffix("index.html")

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

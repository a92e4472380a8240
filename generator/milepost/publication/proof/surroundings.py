"""Surroundings: what stands around the files that manifests vouch for, and what once stood in their place."""

from __future__ import annotations

import gzip
import json
import posixpath
import zlib
from collections.abc import Collection, Iterator, Mapping

from milepost.errors import ForgedError, SiteError
from milepost.frozen import dataclass
from milepost.git.repository import Repository
from milepost.model.places import TODAY
from milepost.versions.published.site import LIST, ReadableSite
from milepost.versions.receipts.manifests import Manifest, digest, read_manifest
from milepost.versions.sharing import FOLDER
from milepost.versions.which.naming import TAGS, Tag

_USUAL = "gh-pages"
# What file managers leave wherever somebody looked.
_CRUMBS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", ".directory"})
# What a host may serve in the place of the file of that name.
_PACKED = (".gz", ".br", ".zst")
_DAY = len("2026-03-06")


@dataclass(frozen=True, slots=True)
class Strangers:
    """The files and links that no manifest names: those that could pass for ours, and why; the others, left alone."""

    wrong: tuple[str, ...]
    beside: tuple[str, ...]


def strangers_in(library: ReadableSite, ours: frozenset[str], known: Mapping[str, str]) -> Strangers:
    """Whoever serves the site may serve more, but not among the site's own folders, nor in place of its files."""
    folders = {address.split("/", 1)[0] for address in ours if "/" in address} | {FOLDER}
    wrong, beside = [], []
    for link in library.links():
        if link in ours or any(address.startswith(f"{link}/") for address in ours) or _top(link) in folders:
            wrong.append(f"{link}: is a link, and nobody vouches for what it leads to")
        else:
            beside.append(link)
    for address in library.addresses() or ():
        if address in ours or address in beside or f"{address}: is a link" in wrong:
            continue
        name, packed = posixpath.splitext(address)
        if packed in _PACKED and name in known:
            wrong += _not_the_same(library, address, known[name])
        elif posixpath.basename(address) not in _CRUMBS and _top(address) in folders:
            wrong.append(f"{address}: nobody vouches for it")
        else:
            beside.append(address)
    return Strangers(tuple(wrong), tuple(beside))


def _top(address: str) -> str:
    return address.split("/", 1)[0]


def _not_the_same(library: ReadableSite, address: str, known: str) -> Iterator[str]:
    """A packed copy, which many hosts serve in the place of the file, if it holds something else."""
    try:
        if address.endswith(".gz") and digest(gzip.decompress(library.read(address) or b"")) == known:
            return
    except (OSError, EOFError, zlib.error):
        pass
    yield f"{address}: a host may serve it for {posixpath.splitext(address)[0]}, and nobody vouches for it"


def listed(library: ReadableSite) -> Mapping[str, tuple[str, ...]]:
    """The versions that the published list names, each with its further names; none where it is no list of ours."""
    try:
        entries = json.loads(library.read(LIST) or b"[]")
        return {str(entry["version"]): tuple(map(str, entry["aliases"])) for entry in entries}
    except (ValueError, TypeError, KeyError, RecursionError):  # Its manifest tells that it was altered.
        return {}


def published_tags(
    names: Mapping[str, tuple[str, ...]], manifests: Mapping[str, Manifest], tags: Mapping[str, str]
) -> Collection[Tag]:
    """The tags as they were when this was published, from the `names` published: `tags` come and go, and are moved."""
    revisions = {name: manifest.revision for name, manifest in manifests.items()}
    own = {(f"{TAGS}/{name[_DAY + 1 :]}", name) for name in {*names, *manifests} if _is_of_a_tag(name)}
    also = {(f"{TAGS}/{alias}", name) for name, aliases in names.items() for alias in aliases}
    known = {(tag, revisions.get(name) or tags.get(tag)) for tag, name in own | also}
    return sorted((tag, sha) for tag, sha in known if sha)


def _is_of_a_tag(name: str) -> bool:
    """Whether a version is named after a tag: further versions of a day have a number there."""
    return bool(name[_DAY + 1 :]) and not name[_DAY + 1 :].isdigit()


def rolled_back(repository: Repository, library: ReadableSite, today: Manifest) -> Iterator[str]:
    """That something newer was published, as far as this clone saw the branch on a remote, and is gone again.

    A folder may hold any publication; a branch, or a site that is served, holds the newest.
    """
    name = library.branch
    if name is None:
        return
    places = [(sha, TODAY) for sha in repository.once_on(name or _USUAL)]
    for text in repository.read_paths(places).values():
        try:
            newer = read_manifest(text, name) if text else None
        except SiteError:
            continue
        if newer and _is_later(repository, newer, today):
            yield (
                f"today's site: tells {today.status_date} ({today.revision[:10]}), and {newer.status_date}"
                f" ({newer.revision[:10]}) was published already: it was taken back, or has not arrived yet"
            )
            return


def _is_later(repository: Repository, newer: Manifest, today: Manifest) -> bool:
    if newer.revision == today.revision:
        return newer.status_date > today.status_date
    return repository.knows(newer.revision) and repository.is_ancestor(today.revision, newer.revision)


def as_receipt(written: str) -> str:
    """A hash as people write and copy it: in capitals, in groups, with the name of its kind before it."""
    return "".join(written.split()).lower().removeprefix("sha256").lstrip(":=-")


def manifests_of(library: ReadableSite) -> tuple[Manifest | None, Mapping[str, Manifest], tuple[str, ...]]:
    """Today's manifest and those of the versions; failing that, what stands in the place of one."""
    try:
        return library.today(), library.manifests(), ()
    except ForgedError as error:
        return None, {}, (str(error),)

"""Receipts: a manifest for each version, so that whoever has its hash can prove what the version said."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, field
from functools import cache, cached_property
from hashlib import sha1, sha256
from importlib import metadata
from pathlib import Path
from typing import Any

import milepost
from milepost import __version__
from milepost.errors import ForgedError, SiteError
from milepost.frozen import dataclass
from milepost.render.words.catalogue import theme_folder
from milepost.versions.receipts.shapes import refuse_odd_shapes

SCHEMA = 1
NAME = "manifest.json"
STAMP = f"{NAME}.tsr"
"""The time stamp of an authority, beside the manifest that it has signed."""
_AGAIN = "take that version away, and it is built again"
# Whatever has a hand in the bytes of a page.
_PARTS = (
    "babel", "cmarkgfm", "feedgen", "jieba", "jinja2", "markdown", "markupsafe", "merman", "mermaid-py", "mkdocs",
    "mkdocs-material", "nh3", "pygments", "pymdown-extensions",
)  # fmt: skip

# What a package is called once it is imported, where that is another name.
_MODULES = {"mkdocs-material": "material", "pymdown-extensions": "pymdownx"}


@dataclass(frozen=True, slots=True)
class Telling:
    """What a version says in a line: the two verdicts, and the news."""

    claimed: str | None
    computed: str
    headline: str | None


@dataclass(frozen=True, slots=True)
class Link:
    """The version before, and the hash of its manifest."""

    version: str
    manifest: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """How many entries of the ledger a version tells, with the digest of them all; what is told otherwise, too."""

    entries: int
    sha256: str
    otherwise: int
    otherwise_sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a version was made of, by what, and the sha256 of every file that it consists of, by address.

    `version` is None for today's site. `files` also holds what a version shares with those before it;
    `scripts` are the hashes of the scripts that stand in its own pages, for the headers of the site; `objects` are the
    names (sha1) that git has for the files that it brought along. `configured` is false where the configuration of the
    revision could not be used, and ours took its place; `left_out` is what it asked for and was not there, each as
    `plugins: name`. `ledger` is None where an older Milepost made it.
    """

    version: str | None
    revision: str
    tree: str
    status_date: str
    updates: tuple[str, ...]
    status: Telling
    generator: Mapping[str, str | None]
    previous: Link | None
    files: Mapping[str, str] = field(default_factory=dict)
    scripts: tuple[str, ...] = ()
    objects: Mapping[str, str] = field(default_factory=dict)
    configured: bool = True
    ledger: Ledger | None = None
    left_out: tuple[str, ...] = ()

    @cached_property
    def text(self) -> str:
        """The manifest as the one JSON text that it can be."""
        return json.dumps({"schema": SCHEMA, **asdict(self)}, ensure_ascii=False, indent=1) + "\n"

    @cached_property
    def receipt(self) -> str:
        """The sha256 of that text."""
        return sha256(self.text.encode()).hexdigest()


def read_manifest(data: bytes, where: str) -> Manifest:
    """A manifest from its text; one that is not ours to the byte is an error that names `where` it was found."""
    try:
        values: dict[str, Any] = json.loads(data)
        if values.pop("schema") != SCHEMA:
            raise SiteError(f"{where}: was written by a newer Milepost (install the newer one)")
        refuse_odd_shapes(values)
        link = values["previous"]
        values |= {"status": Telling(**values["status"]), "previous": Link(**link) if link else None}
        ledger = values.get("ledger")
        values["ledger"] = Ledger(**ledger) if ledger else None
        values |= {name: tuple(values.get(name, ())) for name in ("updates", "scripts", "left_out")}
        manifest = Manifest(**values)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ForgedError(
            f"{where}: is no manifest of Milepost's (take that version away, and it is built again)"
        ) from error
    vars(manifest)["text"] = data.decode()  # Its receipt is that of what stands there, to the byte.
    return manifest


def hashes(folder: Path) -> dict[str, str]:
    """The sha256 of every file below a folder by its address, sorted."""
    return {address: digest(file.read_bytes()) for address, file in sorted(_files(folder))}


def digest(data: bytes) -> str:
    """The sha256 of bytes, in hexadecimal."""
    return sha256(data).hexdigest()


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    root = str(folder)
    for at, _, names in os.walk(root):
        inside = at[len(root) + 1 :].replace(os.sep, "/")
        files = ((f"{inside}/{name}" if inside else name, Path(at, name)) for name in names)
        yield from ((address, file) for address, file in files if file.is_file())


def object_name(data: bytes) -> str:
    """The sha1 by which git knows these bytes."""
    return sha1(b"blob %d\0%b" % (len(data), data), usedforsecurity=False).hexdigest()


@cache
def generator() -> Mapping[str, str | None]:
    """The versions of whatever makes the pages; ours with a hash of its own files, so that no change goes unseen."""
    return {"milepost": f"{__version__}+{_fingerprint()}"} | {name: _version(name) for name in _PARTS}


def made_by(packages: Mapping[str, str]) -> dict[str, str | None]:
    """The generator of a site that these packages of others had a hand in."""
    return {**generator(), **{name: packages[name] for name in sorted(packages) if name not in generator()}}


def made_elsewhere(manifest: Manifest) -> list[str]:
    """What made a version and is another here, each with its version then; nothing where it can be made again here."""
    ours, made = generator(), manifest.generator
    others = [name for name, version in made.items() if (ours[name] if name in ours else _installed(name)) != version]
    missing = [name for name in ours if name not in made]
    return [f"{name} {made.get(name) or 'none'}" for name in (*others, *missing)]


def _installed(package: str) -> str | None:
    try:
        return metadata.version(package)
    except (metadata.PackageNotFoundError, ValueError):  # A manifest may name what no package can be called.
        return None


def _version(package: str) -> str | None:
    try:
        found = metadata.distribution(package)
    except metadata.PackageNotFoundError:
        found = None
    ran = _module_that_ran(package)
    if ran is None or (found and Path(str(found.locate_file(ran.parent.name))) == ran.parent):
        return found.version if found else None
    # Another distribution gave the module of this name, as ProperDocs gives that of MkDocs.
    others = metadata.packages_distributions().get(ran.parent.name, [])
    return ", ".join(f"{name} {metadata.version(name)}" for name in sorted(set(others))) or f"from {ran.parent.name}"


def _module_that_ran(package: str) -> Path | None:
    """Where the module of a package was loaded from, in this process, if it was."""
    module = sys.modules.get(_MODULES.get(package, package))
    file = getattr(module, "__file__", None)
    return Path(file) if file and Path(file).name == "__init__.py" else None


def _fingerprint() -> str:
    total = sha256()
    for root in (Path(milepost.__file__).parent, theme_folder()):
        for address, file in sorted(_files(Path(str(root)))):
            if "__pycache__" not in address:
                total.update(f"{address}\0{digest(file.read_bytes())}\n".encode())
    return total.hexdigest()[:12]

"""The shelf: the versions that are there already, wherever they stand."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from errno import ELOOP, ENAMETOOLONG, ENOTDIR
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from milepost.errors import ForgedError, SiteError
from milepost.git.branch import Branch
from milepost.git.repository import Repository
from milepost.model.places import TODAY
from milepost.versions.receipts.manifests import NAME, Manifest, digest, read_manifest
from milepost.versions.sharing import FOLDER

LIST = f"{FOLDER}/versions.json"
EVENTS = f"{FOLDER}/events.json"
# So many seconds may an answer take.
_PATIENCE = 30
_MANIFEST = re.compile(rf"{FOLDER}/[^/]+/{re.escape(NAME)}")


class Shelf(Protocol):
    """A published tree that can be asked for its versions."""

    def manifests(self) -> Mapping[str, Manifest]:
        """The manifest of each version by name, sorted."""

    def today(self) -> Manifest | None:
        """The manifest of the pages at the root."""

    def damaged(self, manifest: Manifest) -> list[str]:
        """The files of a version that are not there, or are not what its manifest says."""

    def read(self, address: str) -> bytes | None:
        """A file; None where there is none."""


class Library(Shelf, Protocol):
    """A shelf whose files can be read; `where` is what people call it."""

    where: str
    branch: str | None
    """The branch of which it is the newest state; empty where that is the usual one, None where it need not be."""

    def addresses(self) -> Collection[str] | None:
        """Every file there is; None where nobody can tell."""

    def links(self) -> Collection[str]:
        """Every link there is, to a file or a folder, as far as anybody can tell."""


class Only:
    """A shelf that holds these manifests and nothing else."""

    def __init__(self, manifests: Mapping[str, Manifest]) -> None:
        self._manifests = manifests

    def manifests(self) -> Mapping[str, Manifest]:
        """The manifest of each version by name."""
        return self._manifests

    def today(self) -> Manifest | None:
        """Nothing."""
        return None

    def damaged(self, manifest: Manifest) -> list[str]:
        """Whatever is here is taken as it is."""
        return []

    def read(self, address: str) -> bytes | None:
        """Nothing."""
        return None


class Folder:
    """A folder as a shelf; one that is not there is an empty one.

    Where it is merely `derived`, as a build is, what cannot be read is as good as not there.
    """

    def __init__(self, root: Path, *, derived: bool = False) -> None:
        self.root = root
        self.where = str(root)
        self.branch: str | None = None
        self._is_derived = derived
        self._digests: dict[str, str | None] = {}
        self._manifests: dict[str, Manifest] | None = None

    def read(self, address: str) -> bytes | None:
        """A file; None where there is none."""
        file = self.root / address
        try:
            return file.read_bytes() if file.is_file() else None
        except OSError as error:
            if error.errno in {ENAMETOOLONG, ELOOP, ENOTDIR}:  # No file can be there.
                return None
            raise

    def links(self) -> Collection[str]:
        """Every link there is."""
        entries = (Path(at, name) for at, folders, names in os.walk(self.root) for name in (*folders, *names))
        return sorted(entry.relative_to(self.root).as_posix() for entry in entries if entry.is_symlink())

    def addresses(self) -> Collection[str]:
        """Every file there is."""
        return sorted(file.relative_to(self.root).as_posix() for file in self.root.rglob("*") if file.is_file())

    def manifests(self) -> Mapping[str, Manifest]:
        """The manifest of each version by name, sorted."""
        if self._manifests is None:
            self._manifests = dict(self._found())
        return self._manifests

    def _found(self) -> Iterator[tuple[str, Manifest]]:
        for file in sorted((self.root / FOLDER).glob(f"*/{NAME}")):
            try:
                manifest = read_manifest(file.read_bytes(), str(file))
                if manifest.version == file.parent.name:  # A stranger's copy is no version.
                    yield file.parent.name, manifest
            except SiteError:
                if not self._is_derived:
                    raise

    def today(self) -> Manifest | None:
        """The manifest of the pages at the root."""
        file = self.root / TODAY
        return read_manifest(file.read_bytes(), str(file)) if file.is_file() else None

    def damaged(self, manifest: Manifest) -> list[str]:
        """The files of a version that are not there, or are not what its manifest says."""
        return [address for address, known in manifest.files.items() if self._digest(address) != known]

    def _digest(self, address: str) -> str | None:
        if address not in self._digests:
            data = self.read(address)
            self._digests[address] = None if data is None else digest(data)
        return self._digests[address]


class BranchShelf:
    """A branch as a shelf; one that is not there is an empty one."""

    def __init__(self, repository: Repository, branch: Branch) -> None:
        self._repository = repository
        self._branch = branch
        self._manifests: dict[str, Manifest] | None = None
        self.where = branch.name
        self.branch: str | None = branch.name

    def read(self, address: str) -> bytes | None:
        """A file; None where there is none."""
        return self._read([address])[address] if address in self._branch.files() else None

    def addresses(self) -> Collection[str]:
        """Every file there is."""
        return self._branch.files().keys()

    def links(self) -> Collection[str]:
        """None that is not among the files: git has a link as a file that says where it leads."""
        return ()

    def manifests(self) -> Mapping[str, Manifest]:
        """The manifest of each version by name, sorted."""
        if self._manifests is None:
            found = {place.split("/")[1]: place for place in self._branch.files() if _MANIFEST.fullmatch(place)}
            texts = self._read(found.values())
            where = self._branch.name
            read = {name: read_manifest(texts[place], f"{where}:{place}") for name, place in found.items()}
            self._manifests = {name: manifest for name, manifest in read.items() if manifest.version == name}
        return self._manifests

    def today(self) -> Manifest | None:
        """The manifest of the pages at the root."""
        if TODAY not in self._branch.files():
            return None
        return read_manifest(self._read([TODAY])[TODAY], f"{self._branch.name}:{TODAY}")

    def damaged(self, manifest: Manifest) -> list[str]:
        """The files of a version that are not there, or are other objects than its manifest says."""
        files = self._branch.files()
        changed = (
            a for a, name in manifest.objects.items() if files.get(a, name) != name and len(files[a]) == len(name)
        )
        return sorted({*(address for address in manifest.files if address not in files), *changed})

    def _read(self, places: Iterable[str]) -> dict[str, bytes]:
        blobs = {place: self._branch.files()[place] for place in places}
        data = dict(self._repository.read_blobs(sorted(set(blobs.values()))))
        return {place: data[blob] for place, blob in blobs.items()}


class Address:
    """A published site as a shelf, asked over the network; its list says which versions there are."""

    def __init__(self, url: str) -> None:
        self.where = url if url.endswith("/") else f"{url}/"
        self.branch: str | None = ""

    def manifests(self) -> Mapping[str, Manifest]:
        """The manifest of each version that the list names, by name, sorted."""
        try:
            found = json.loads(self.read(LIST) or b"[]")
            names = sorted(str(entry["version"]) for entry in found if "/" not in str(entry["version"]))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise ForgedError(f"{self.where}{LIST}: is no list of versions (publish once more)") from error
        texts = {name: self.read(f"{FOLDER}/{name}/{NAME}") for name in names}
        return {
            name: read_manifest(text, f"{self.where}{FOLDER}/{name}/{NAME}") for name, text in texts.items() if text
        }

    def today(self) -> Manifest | None:
        """The manifest of the pages at the root."""
        text = self.read(TODAY)
        return read_manifest(text, self.where + TODAY) if text else None

    def damaged(self, manifest: Manifest) -> list[str]:
        """The files of a version that are not there, or are not what its manifest says."""
        return [address for address, known in manifest.files.items() if digest(self.read(address) or b"") != known]

    def addresses(self) -> None:
        """Nobody can list what a server has."""
        return

    def links(self) -> Collection[str]:
        """None that anybody could see from here."""
        return ()

    def read(self, address: str) -> bytes | None:
        """A file; None where there is none."""
        from http.client import HTTPException
        from urllib.error import HTTPError
        from urllib.request import Request, urlopen  # Not before somebody asks: it brings the whole network along.

        request = Request(self.where + quote(address), headers={"User-Agent": "milepost"})  # noqa: S310, http or https
        try:
            with urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310, the same
                data: bytes = answer.read()
                return data
        except HTTPError as error:
            error.close()
            if error.code in {404, 410}:
                return None
            raise SiteError(f"{request.full_url}: the server answers {error.code} {error.reason}") from error
        except (OSError, HTTPException) as error:
            told = getattr(error, "reason", error)
            raise SiteError(f"{request.full_url}: cannot be reached: {told} (is the address right?)") from error


def library_at(repository: Repository, where: str | None, branch: str, remote: str) -> Library:
    """What somebody means by a place: an address, a folder, or (None) a branch."""
    if where is None:
        return BranchShelf(repository, repository.branch(branch, remote))
    if where.startswith(("http://", "https://")):
        return Address(where)
    if not Path(where).is_dir():
        raise SiteError(f"{where}: is neither a folder nor an address (http:// or https://)")
    return Folder(Path(where))

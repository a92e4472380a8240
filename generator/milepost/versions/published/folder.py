"""A site in a folder."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from errno import ELOOP, ENAMETOOLONG, ENOTDIR
from pathlib import Path

from milepost.errors import SiteError
from milepost.model.places import TODAY
from milepost.versions.receipts.manifests import NAME, Manifest, digest, read_manifest
from milepost.versions.sharing import FOLDER


class SiteFolder:
    """A folder with a site in it; one that is not there is an empty one.

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

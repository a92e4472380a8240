"""The shelf: the versions that are there already, wherever they stand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from milepost.site.editions import FOLDER
from milepost.site.receipts import NAME, Manifest, digest, read_manifest

TODAY = f"{FOLDER}/{NAME}"


class Shelf(Protocol):
    """A published tree that can be asked for its versions."""

    def manifests(self) -> Mapping[str, Manifest]:
        """The manifest of each version by name, sorted."""

    def today(self) -> Manifest | None:
        """The manifest of the pages at the root."""

    def is_whole(self, manifest: Manifest) -> bool:
        """Whether every file of a version is there, and is what its manifest says."""


class Folder:
    """A folder as a shelf; one that is not there is an empty one."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def manifests(self) -> Mapping[str, Manifest]:
        """The manifest of each version by name, sorted."""
        files = sorted((self.root / FOLDER).glob(f"*/{NAME}"))
        return {file.parent.name: read_manifest(file.read_bytes(), str(file)) for file in files}

    def today(self) -> Manifest | None:
        """The manifest of the pages at the root."""
        file = self.root / TODAY
        return read_manifest(file.read_bytes(), str(file)) if file.is_file() else None

    def is_whole(self, manifest: Manifest) -> bool:
        """Whether every file of a version is there, and is what its manifest says."""
        return all(
            (self.root / address).is_file() and digest((self.root / address).read_bytes()) == known
            for address, known in manifest.files.items()
        )

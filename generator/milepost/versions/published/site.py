"""A published site: the versions that are there already, wherever they stand."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol

from milepost.versions.receipts.manifests import Manifest
from milepost.versions.sharing import FOLDER

LIST = f"{FOLDER}/versions.json"
EVENTS = f"{FOLDER}/events.json"


class PublishedSite(Protocol):
    """A published site that can be asked for its versions."""

    def manifests(self) -> Mapping[str, Manifest]:
        """The manifest of each version by name, sorted."""

    def today(self) -> Manifest | None:
        """The manifest of the pages at the root."""

    def damaged(self, manifest: Manifest) -> list[str]:
        """The files of a version that are not there, or are not what its manifest says."""

    def read(self, address: str) -> bytes | None:
        """A file; None where there is none."""


class ReadableSite(PublishedSite, Protocol):
    """A published site whose files can be read; `where` is what people call it."""

    where: str
    branch: str | None
    """The branch of which it is the newest state; empty where that is the usual one, None where it need not be."""

    def addresses(self) -> Collection[str] | None:
        """Every file there is; None where nobody can tell."""

    def links(self) -> Collection[str]:
        """Every link there is, to a file or a folder, as far as anybody can tell."""


class TheseVersions:
    """A published site that holds these manifests and nothing else."""

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

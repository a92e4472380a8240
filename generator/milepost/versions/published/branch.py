"""A site on a branch."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from milepost.git.repository import Repository
from milepost.git.writing.branch import Branch
from milepost.model.places import TODAY
from milepost.versions.receipts.manifests import NAME, Manifest, read_manifest
from milepost.versions.sharing import FOLDER

_MANIFEST = re.compile(rf"{FOLDER}/[^/]+/{re.escape(NAME)}")


class SiteBranch:
    """A branch with a site on it; one that is not there is an empty one."""

    def __init__(self, repository: Repository, branch: Branch) -> None:
        self._repository = repository
        self._branch = branch
        self._manifests: dict[str, Manifest] | None = None
        self._today: Manifest | None = None
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
        if self._today is None and TODAY in self._branch.files():
            self._today = read_manifest(self._read([TODAY])[TODAY], f"{self._branch.name}:{TODAY}")
        return self._today

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

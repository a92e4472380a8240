"""A site at an address, and what else somebody may mean by a place."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from urllib.parse import quote

from milepost.errors import ForgedError, SiteError
from milepost.git.repository import Repository
from milepost.model.places import TODAY
from milepost.versions.published.branch import SiteBranch
from milepost.versions.published.folder import SiteFolder
from milepost.versions.published.site import LIST, ReadableSite
from milepost.versions.receipts.manifests import NAME, Manifest, digest, read_manifest
from milepost.versions.sharing import FOLDER

# So many seconds may an answer take.
_PATIENCE = 30


class SiteAddress:
    """A site at an address, asked over the network; its list says which versions there are."""

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


def site_at(repository: Repository, where: str | None, branch: str, remote: str) -> ReadableSite:
    """What somebody means by a place: an address, a folder, or (None) a branch."""
    if where is None:
        return SiteBranch(repository, repository.branch(branch, remote))
    if where.startswith(("http://", "https://")):
        return SiteAddress(where)
    if not Path(where).is_dir():
        raise SiteError(f"{where}: is neither a folder nor an address (http:// or https://)")
    return SiteFolder(Path(where))

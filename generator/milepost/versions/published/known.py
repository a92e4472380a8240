"""Known versions: every receipt that this clone knows, of whatever was ever put on a branch with versions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256

from milepost.frozen import dataclass
from milepost.git.repository import Repository
from milepost.model.places import MANIFEST, TODAY
from milepost.versions.sharing import FOLDER


@dataclass(frozen=True, slots=True)
class KnownVersion:
    """A version as it was published once: its name, and the day of which it tells."""

    name: str
    day: str


def known_versions(repository: Repository) -> dict[str, KnownVersion]:
    """Each version by each receipt that it ever had: one that another Milepost built again has more than one."""
    if not repository.has_commits:
        return {}
    branches = [name for name in repository.branches() if not name.endswith("/HEAD")]
    sites = repository.read_paths((name, TODAY) for name in branches)
    tips = dict.fromkeys(repository.sha(branch) for (branch, _), text in sites.items() if text is not None)
    blobs = dict.fromkeys(blob for tip in tips for blob in _manifests(repository, tip))
    texts = (text for _, text in repository.read_blobs(blobs))
    return {sha256(text).hexdigest(): version for text in texts if (version := _version(text))}


def _manifests(repository: Repository, tip: str) -> Iterator[str]:
    """Every manifest of a version that a branch holds, or ever held."""
    for step in repository.steps_up_to(tip, FOLDER):
        for file in step.files:
            if file.after and file.path.count("/") == 1 and file.path.endswith(f"/{MANIFEST}"):
                yield file.after


def _version(text: bytes) -> KnownVersion | None:
    """What a manifest tells of; one that nobody wrote is for `verify` to tell."""
    try:
        said = json.loads(text)
        return KnownVersion(str(said["version"]), str(said["status_date"]))
    except (ValueError, KeyError, TypeError):
        return None

"""Summaries: what a version says in short, before its receipt is known or long after."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from milepost.frozen import dataclass
from milepost.versions.receipts.manifests import Manifest, Telling
from milepost.versions.sharing import FOLDER, Places


@dataclass(frozen=True, slots=True)
class Summary:
    """The day and the verdict of a version, and where its records stand."""

    status_date: str
    telling: Telling
    places: Places


def summary_of(manifest: Manifest) -> Summary:
    """What the manifest of a version says."""
    return Summary(manifest.status_date, manifest.status, places_of(manifest.files))


def places_of(addresses: Iterable[str]) -> Places:
    """Where the records of a version stand, by where they would stand in it."""
    return {a.split("/", 2)[2]: a for a in addresses if a.startswith(f"{FOLDER}/")}


def token_of(version: str) -> str:
    """What stands for the receipt of a version in pages that are made before it is known; it looks like one."""
    return sha256(f"the receipt of {version}".encode()).hexdigest()

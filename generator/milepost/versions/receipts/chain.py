"""The chain: the manifest of every version, each resting on the one before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from milepost.errors import SiteError
from milepost.facts.telling.binding import Otherwise
from milepost.versions.making.result import BuiltVersion
from milepost.versions.receipts.account import Account
from milepost.versions.receipts.manifests import NAME, Link, Manifest, made_by
from milepost.versions.sharing import folder_of
from milepost.versions.which.naming import Version

OtherwiseOf = Callable[[str], tuple[Otherwise, ...]]
"""The entries that had been told otherwise when a version was built."""


def chain_of(
    versions: Iterable[Version],
    kept: Mapping[str, Manifest],
    built: Mapping[str, BuiltVersion],
    otherwise: OtherwiseOf,
) -> dict[str, Manifest]:
    """The manifest of each version by name, oldest first; a link that does not hold is an error."""
    manifests: dict[str, Manifest] = {}
    for version in versions:
        manifest = kept.get(version.name) or _manifest(version, built[version.name], manifests, otherwise)
        link = manifest.previous
        if link and link.version in manifests and manifests[link.version].receipt != link.manifest:
            raise SiteError(
                f"the chain of receipts is broken: {version.name} rests on another {link.version} than the one there"
                " (milepost verify tells what was altered; nothing was published)"
            )
        manifests[version.name] = manifest
    return manifests


def write_manifests(manifests: Mapping[str, Manifest], target: Path) -> None:
    """Write manifests to where their versions are."""
    for name, manifest in manifests.items():
        (target / folder_of(name) / NAME).write_text(manifest.text, "utf-8", newline="\n")


def _manifest(
    version: Version, built: BuiltVersion, before: Mapping[str, Manifest], otherwise: OtherwiseOf
) -> Manifest:
    known = before[version.before].files if version.before else {}
    # What MkDocs leaves out stands nowhere.
    elsewhere = {address: known[address] for address in built.elsewhere if address in known}
    return Manifest(
        version=version.name,
        revision=version.revision,
        tree=version.commit.tree,
        updates=tuple(update for update in version.updates if update in built.updates),
        status_date=built.status_date,
        status=built.telling,
        generator=made_by(built.packages),
        previous=Link(version.before, before[version.before].receipt) if version.before else None,
        scripts=built.scripts,
        objects=built.objects,
        configured=not built.is_plain,
        left_out=built.left_out,
        files=dict(sorted({**built.files, **elsewhere}.items())),
        ledger=Account(built.told, otherwise(version.name)).ledger,
    )

"""Policies: what becomes of the versions that are there already, and how the others come about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from milepost.errors import SiteError
from milepost.versions.published.site import PublishedSite, TheseVersions
from milepost.versions.receipts.manifests import Link, Manifest, made_elsewhere
from milepost.versions.which.naming import Version


class UnbuildableError(SiteError):
    """A version cannot be built here as it was published, and has to be."""


class Policy(Protocol):
    """What becomes of a site that is `there`; versions that are `bound` come about as they were published, or not."""

    @property
    def there(self) -> PublishedSite:
        """What is there."""

    @property
    def bound(self) -> Mapping[str, Manifest]:
        """The manifests of those versions."""

    @property
    def stays(self) -> bool:
        """Whether what is there was told for ever."""

    def kept(self, versions: Iterable[Version]) -> dict[str, Manifest]:
        """The versions that stay as they are, by name."""

    def without(self, unbuildable: Mapping[str, str]) -> Policy:
        """What becomes of it where bound versions cannot be built, by name and why; UnbuildableError to stop there."""


@dataclass(frozen=True)
class OfOneMake:
    """A folder that is built holds what this Milepost makes: what another made is built anew."""

    there: PublishedSite
    bound: Mapping[str, Manifest] = field(default_factory=dict)
    stays = False

    def kept(self, versions: Iterable[Version]) -> dict[str, Manifest]:
        """What need not be built: the same revision, by the same generator, on the same chain, and whole."""
        kept: dict[str, Manifest] = {}
        manifests = self.there.manifests()
        for version in versions:
            manifest, before = manifests.get(version.name), kept.get(version.before or "")
            link = Link(before.version or "", before.receipt) if before else None
            is_same = (
                manifest
                and manifest.revision == version.revision
                and not made_elsewhere(manifest)
                and manifest.previous == link
            )
            if manifest and is_same and not self.there.damaged(manifest):
                kept[version.name] = manifest
        return kept

    def without(self, unbuildable: Mapping[str, str]) -> Policy:
        """Nothing is bound here."""
        raise UnbuildableError(next(iter(unbuildable.values())))


@dataclass(frozen=True)
class AsPublished:
    """What was published stays, whatever built it; what is damaged can be built again by what built it."""

    there: PublishedSite
    stays = True

    @property
    def bound(self) -> Mapping[str, Manifest]:
        """Whatever is there."""
        return self.there.manifests()

    def kept(self, versions: Iterable[Version]) -> dict[str, Manifest]:
        """What is there and whole; what cannot be made whole is an error."""
        kept: dict[str, Manifest] = {}
        manifests = self.there.manifests()
        for version in versions:
            if (manifest := manifests.get(version.name)) is None:
                continue
            damaged = self.there.damaged(manifest)
            if damaged and (makers := made_elsewhere(manifest)):
                raise SiteError(
                    f"{damaged[0]}: is not what its manifest says, and {', '.join(makers)} made it (put the file"
                    " back, or publish with that installed)"
                )
            if not damaged:
                kept[version.name] = manifest
        return kept

    def without(self, unbuildable: Mapping[str, str]) -> Policy:
        """Nothing is published in which a version is not what it was."""
        raise UnbuildableError(next(iter(unbuildable.values())))


@dataclass(frozen=True)
class OnceMore:
    """What was published is built once more, to be compared; the versions in `taken` are taken as they are."""

    bound: Mapping[str, Manifest]
    taken: Mapping[str, Manifest]
    stays = True

    @property
    def there(self) -> PublishedSite:
        """The versions that nobody here can build."""
        return TheseVersions(self.taken)

    def kept(self, versions: Iterable[Version]) -> dict[str, Manifest]:
        """Those that are taken."""
        return {version.name: self.taken[version.name] for version in versions if version.name in self.taken}

    def without(self, unbuildable: Mapping[str, str]) -> OnceMore:
        """They are taken as they are, like those that others made."""
        known = {name: manifest for name, manifest in self.bound.items() if name in {*self.taken, *unbuildable}}
        return OnceMore(self.bound, known)

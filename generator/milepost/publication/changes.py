"""Changes: what a site that was built does to what is there already, decided before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from milepost.errors import SiteError
from milepost.frozen import dataclass
from milepost.model.places import TODAY
from milepost.versions.published.site import PublishedSite
from milepost.versions.receipts.manifests import NAME, STAMP, Manifest
from milepost.versions.sharing import folder_of
from milepost.versions.whole_site import WholeSite

# Without it GitHub's pages leave out what begins with an underscore.
NO_JEKYLL = ".nojekyll"
# So many names are told in one message.
_TOLD = 5


@dataclass(frozen=True, slots=True)
class FileChanges:
    """The addresses that are written, taken away and left alone, each sorted; strangers' files are left alone."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    strangers: tuple[str, ...]

    @property
    def written(self) -> tuple[str, ...]:
        """What is added or changed."""
        return tuple(sorted((*self.added, *self.changed)))


def changes_of(
    there: Mapping[str, str], ours: frozenset[str], grown: Mapping[str, str], kept: frozenset[str], where: str
) -> FileChanges:
    """What to do, from the hash of each file that is there and of each that was grown.

    `ours` are the addresses that earlier manifests name, `kept` those of versions that stay. A file of somebody else's
    in the way is an error.
    """
    strangers = [address for address in there if address not in ours]
    in_the_way = sorted({address for address in strangers if there[address] != grown.get(address, there[address])}
                        | set(_overlapping(strangers, grown)))  # fmt: skip
    if in_the_way:
        more = f" and {len(in_the_way) - _TOLD} more" if len(in_the_way) > _TOLD else ""
        raise SiteError(
            f"{where} holds files that are not Milepost's where the site would go:"
            f" {', '.join(in_the_way[:_TOLD])}{more} (move them away, or publish somewhere else; nothing was written)"
        )
    return FileChanges(
        added=tuple(sorted(address for address in grown if address not in there)),
        changed=tuple(sorted(address for address in grown if there.get(address, grown[address]) != grown[address])),
        removed=tuple(sorted(a for a in there if a in ours and a not in grown and a not in kept)),
        strangers=tuple(sorted(strangers)),
    )


def _overlapping(strangers: Iterable[str], grown: Iterable[str]) -> Iterable[str]:
    """Strangers' files that stand where we need a folder, or below a place where we need a file."""
    strangers, grown = set(strangers), set(grown)
    folders = {folder for address in grown for folder in _folders(address)}
    yield from (address for address in strangers if address in folders or not grown.isdisjoint(_folders(address)))


def _folders(address: str) -> Iterable[str]:
    parts = address.split("/")[:-1]
    return ("/".join(parts[: length + 1]) for length in range(len(parts)))


def addresses_of(manifests: Iterable[Manifest], today: Manifest | None) -> frozenset[str]:
    """Every address that manifests vouch for, with their own and those of their time stamps, had they any."""
    known = {address for manifest in manifests for address in manifest.files}
    folders = [folder_of(manifest.version) for manifest in manifests if manifest.version]
    known |= {f"{folder}{name}" for folder in folders for name in (NAME, STAMP)}
    return frozenset(known | ({TODAY, *today.files} if today else set()))


def kept_addresses(site: WholeSite) -> frozenset[str]:
    """The addresses of all versions that stay as they are."""
    return addresses_of([site.manifests[name] for name in sorted(site.kept)], None)


def links_in_the_way(links: Iterable[str], ours: frozenset[str], grown: Iterable[str]) -> dict[str, str]:
    """Strangers' links where a file or a folder of ours would go, each with a hash that nothing has."""
    own = ours | {folder for address in ours for folder in _folders(address)}
    wanted = {place for address in grown for place in (address, *_folders(address))}
    return {link: "a link" for link in links if link in wanted and link not in own}


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands at a place by that name: the hash of each file, and strangers' links, which no hash is of."""

    where: str
    hashes: Mapping[str, str]
    links: tuple[str, ...] = ()


def plan_of(there: PublishedSite, standing: Standing, site: WholeSite, grown: Mapping[str, str]) -> FileChanges:
    """What a site that was built changes of what is there, from the hash of each file that was grown."""
    ours = addresses_of(there.manifests().values(), there.today()) | {NO_JEKYLL}
    hashes = {**standing.hashes, **links_in_the_way(standing.links, ours, grown)}
    return changes_of(hashes, ours, grown, kept_addresses(site), standing.where)

"""Claims: what a published site says of itself, and where that contradicts itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from milepost.errors import SiteError
from milepost.facts.telling.binding import Otherwise
from milepost.frozen import dataclass
from milepost.publication.holding import published_account
from milepost.publication.proof.surroundings import as_receipt
from milepost.versions.published.site import ReadableSite
from milepost.versions.receipts.account import LEDGER, Account
from milepost.versions.receipts.manifests import Manifest


@dataclass(frozen=True, slots=True)
class Claims:
    """The manifests of a published site, those of its versions by name, and the account of what its ledger tells."""

    today: Manifest
    manifests: Mapping[str, Manifest]
    account: Account

    @property
    def all(self) -> tuple[Manifest, ...]:
        """Every manifest, today's last."""
        return (*self.manifests.values(), self.today)

    @property
    def files(self) -> Mapping[str, str]:
        """The sha256 of every file that some manifest vouches for, by address."""
        return {address: sha for manifest in self.all for address, sha in manifest.files.items()}

    def otherwise_then(self, name: str) -> tuple[Otherwise, ...]:
        """What had been told otherwise when a version was built."""
        manifest = self.manifests.get(name)
        return self.account.otherwise[: manifest.ledger.otherwise if manifest and manifest.ledger else None]


def claims_of(there: ReadableSite, today: Manifest, manifests: Mapping[str, Manifest]) -> Claims:
    """The claims of a site; without an account where there is none that could be right, which its manifest says."""
    try:
        account = published_account(there, today) if today.ledger else Account()
    except SiteError:
        account = Account()
    return Claims(today, manifests, account)


def broken_links(claims: Claims) -> Iterator[str]:
    """Each manifest holds the hash of the one before it."""
    for manifest in claims.all:
        link = manifest.previous
        if link is None:
            continue
        before = claims.manifests.get(link.version)
        if before is None:
            yield f"{link.version}: is gone, and {name_of(manifest)} rests on it"
        elif before.receipt != link.manifest:
            yield f"{link.version}: the chain is broken: {name_of(manifest)} rests on another manifest of it"


def unknown_receipts(receipts: Iterable[str], claims: Claims) -> Iterator[str]:
    """Each receipt that somebody holds is the hash of a manifest."""
    known = {manifest.receipt for manifest in claims.all}
    for receipt in receipts:
        if as_receipt(receipt) not in known:
            yield f"{receipt}: no manifest that is published has this hash"


def forgotten_entries(claims: Claims) -> Iterator[str]:
    """Whatever a manifest says is told otherwise, the newest account still says."""
    if claims.today.ledger and claims.account.ledger != claims.today.ledger:
        yield f"{LEDGER}: is not what today's manifest says of the ledger"
    for name, manifest in claims.manifests.items():
        then = Account((), claims.otherwise_then(name)).ledger
        known = manifest.ledger
        if known and (known.otherwise, known.otherwise_sha256) != (then.otherwise, then.otherwise_sha256):
            yield f"{name}: says of {known.otherwise} entries that they are told otherwise, and {LEDGER} does not"


def name_of(manifest: Manifest) -> str:
    """What a manifest is of."""
    return manifest.version or "today's site"

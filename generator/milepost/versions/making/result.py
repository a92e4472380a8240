"""What becomes of an order: a version, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping

from milepost.facts.telling.binding import Told
from milepost.frozen import dataclass
from milepost.versions.receipts.manifests import Telling
from milepost.versions.receipts.summaries import Summary, places_of


@dataclass(frozen=True, slots=True)
class BuiltVersion:
    """A version that was built: what it says, the sha256 of its files by address, and where its other records stand.

    `updates` are those that its readers may know, `told` the entries of its ledger, `packages` those of others that
    had a hand in it. `instead` says what took the place of its own configuration now, and why; `is_plain` that ours
    did, now or when it was published. `left_out` is what its own asks for and was not there then, and `needless` what
    of that is here.
    """

    status_date: str
    telling: Telling
    files: Mapping[str, str]
    elsewhere: tuple[str, ...]
    scripts: tuple[str, ...]
    objects: Mapping[str, str]
    told: tuple[Told, ...]
    updates: tuple[str, ...]
    packages: Mapping[str, str]
    is_plain: bool
    left_out: tuple[str, ...] = ()
    needless: tuple[str, ...] = ()
    instead: str = ""

    @property
    def summary(self) -> Summary:
        """What it says in short."""
        return Summary(self.status_date, self.telling, places_of((*self.files, *self.elsewhere)))


@dataclass(frozen=True, slots=True)
class Unreadable:
    """That a revision gives no version, and why."""

    reason: str

    @property
    def summary(self) -> Unreadable:
        """Nothing more."""
        return self


@dataclass(frozen=True, slots=True)
class Unbuildable:
    """That a version cannot be built here as it was published: what its configuration asks for cannot be had."""

    version: str
    reason: str

    @property
    def summary(self) -> Unbuildable:
        """Nothing more."""
        return self

    def __str__(self) -> str:
        return f"version {self.version} cannot be built here as it was: {self.reason}"


Result = BuiltVersion | Unreadable | Unbuildable
"""What becomes of an order."""

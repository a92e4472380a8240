"""The layout: where a revision keeps what a site is made of."""

from __future__ import annotations

from datetime import date

from milepost.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a revision keeps what a site is made of, from the root of the repository.

    `configuration` is None where the revision has none of its own, or one that knows nothing of us. `prefix` is the
    content folder, `needed` what the configuration rests on: what it inherits, its theme, its hooks. `status_date` is
    the day that the configuration fixes, if it does; `address` is its `site_url`. It `is_plain` where a
    configuration that is there is not used, and is used `without` what could not be had, each as `plugins: name`.
    """

    configuration: str | None
    prefix: str
    needed: tuple[str, ...] = ()
    status_date: date | None = None
    address: str | None = None
    is_plain: bool = False
    without: tuple[str, ...] = ()

    def plain(self) -> Layout:
        """The same without a configuration: what it asks for cannot be had."""
        return Layout(None, self.prefix, (), self.status_date, self.address, is_plain=True)

"""The second build: the site once more from what git has, and each file that differs."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from milepost.model.places import TODAY
from milepost.pipeline import AsOf
from milepost.project.opening import Project
from milepost.publication.proof.claims import Claims, name_of
from milepost.versions.every_version import Progress
from milepost.versions.published.policy import OnceMore
from milepost.versions.receipts.account import account_of, described, missing_from
from milepost.versions.receipts.manifests import NAME, Manifest, made_elsewhere
from milepost.versions.sharing import folder_of
from milepost.versions.which.naming import Tag
from milepost.versions.whole_site import Wanted, WholeSite, build_whole_site


def built_again(project: Project, claims: Claims, tags: Collection[Tag], room: Path, progress: Progress) -> WholeSite:
    """The site as git gives it; versions that cannot be built here are in it as they are published."""
    others = {name: manifest for name, manifest in claims.manifests.items() if made_elsewhere(manifest)}
    wanted = Wanted(
        project,
        OnceMore(claims.manifests, others),
        ref=claims.today.revision,
        as_of=AsOf(fixed=date.fromisoformat(claims.today.status_date)),  # never the day on which somebody verifies
        tags=tags,
        account_for=partial(account_of, otherwise=claims.account.otherwise),
        otherwise=claims.otherwise_then,
    )
    return build_whole_site(wanted, room, progress)


def differences_from(site: WholeSite, claims: Claims) -> Iterator[str]:
    """Each file is what git gives; what another generator made, or nobody here can make, is taken as it is."""
    again = site.manifests
    for name, manifest in claims.manifests.items():
        if name not in again:
            yield f"{name}: git does not give it"
        elif name not in site.unbuildable and not made_elsewhere(manifest):
            yield from _differences(manifest, again[name])
            if manifest.receipt != again[name].receipt:
                yield f"{folder_of(name)}{NAME}: is not what git gives"
    today = claims.today
    if not made_elsewhere(today):
        yield from _differences(today, site.today)
        if today.files == site.today.files and today.receipt != site.today.receipt:
            yield f"{TODAY}: is not what git gives"
    excused = [one.entry.digest for one in claims.account.otherwise]
    for name, entries in sorted(site.told.items()):
        if missing := missing_from(entries, site.reading.report, excused):
            yield f"{name}: told what today's site does not: {described(missing, site.reading.report)}"


def _differences(published: Manifest, again: Manifest) -> Iterator[str]:
    for address in sorted(published.files.keys() | again.files.keys()):
        there, here = published.files.get(address), again.files.get(address)
        if there is None:
            yield f"{address}: git gives it, and {name_of(published)} does not have it"
        elif here is None:
            yield f"{address}: {name_of(published)} has it, and git does not give it"
        elif there != here:
            yield f"{address}: is not what git gives"

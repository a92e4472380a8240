"""Building with versions: today's site and every version, written into a folder in one move."""

from __future__ import annotations

import os
import shutil
import time
from datetime import datetime
from pathlib import Path

from milepost.errors import SiteError
from milepost.frozen import dataclass
from milepost.project.checking import left_out
from milepost.project.opening import open_project
from milepost.publication.changes import addresses_of, changes_of, kept_addresses, links_in_the_way
from milepost.site.build import Built, target_of
from milepost.site.configuration import load_project_config
from milepost.site.host.log import Say, heard
from milepost.site.workshop.swap import beside, swap
from milepost.versions.every_version import Progress
from milepost.versions.published.folder import SiteFolder
from milepost.versions.published.policy import OfOneMake
from milepost.versions.receipts.manifests import Manifest, digest
from milepost.versions.sharing import FOLDER
from milepost.versions.whole_site import Wanted, build_whole_site


@dataclass(frozen=True, slots=True)
class BuiltVersions(Built):
    """What a build of all versions has made: so many there are, so many were taken as they were."""

    versions: int
    kept: int


@dataclass(frozen=True, slots=True)
class BuildTerms:
    """How to build: `now` guards against wrong clocks, today's pages are told for the `moment`.

    `say` hears what is told on the way, `progress` how far it is.
    """

    now: datetime
    say: Say
    progress: Progress
    moment: datetime | None = None
    strict: bool = False


def build_with_versions(config_file: Path | None, site_dir: Path | None, building: BuildTerms) -> BuiltVersions:
    """Build today's site and every version into a folder; whatever fails, the tree that was there stays whole."""
    began, say = time.monotonic(), building.say
    with heard(lambda level, message: None if level == "info" else say(level, message)):
        config = load_project_config(config_file, strict=building.strict or None)
        project = open_project(config.docs_dir, config.config_file_path)
        target = target_of(config, site_dir)
        with beside(target) as scratch:
            for path in sorted(project.repository.uncommitted(project.prefix)):
                say("warning", str(left_out(f"{project.prefix}/{path}")))
            there = SiteFolder(target, derived=True)
            wanted = Wanted(
                project,
                OfOneMake(there),
                now=building.now,
                moment=building.moment,
                strict=bool(config.strict),
                takes_over=True,
            )
            site = build_whole_site(wanted, scratch, building.progress)
            for name, why in sorted(site.unreadable.items()):
                say("info", f"{name[:10]} gave no version: {why}")
            for name, why in site.plain.items():
                say("warning", f"{name}: {why}")
            for address in kept_addresses(site):
                if not (scratch / address).exists() and (target / address).is_file():
                    bring(target / address, scratch / address)
            _keep_strangers(there, target, scratch)
            pages = sum(1 for address in site.today.files if address.endswith(".html"))
            swap(scratch, target)
    return BuiltVersions(target, pages, time.monotonic() - began, len(site.versions), len(site.kept))


def _keep_strangers(there: SiteFolder, target: Path, scratch: Path) -> None:
    """What somebody put beside the versions stays; where a site has no manifest, nobody can tell whose a file is."""
    today = _today(there)
    if today is None:
        return
    ours, grown = addresses_of(there.manifests().values(), today), files_in(scratch)
    strangers = {address: file for address, file in files_in(target).items() if address not in ours}
    # A version whose manifest is broken is nobody's, and made again: what is in it stands in nobody's way.
    hashes = {a: digest(file.read_bytes()) for a, file in strangers.items() if not a.startswith(f"{FOLDER}/")}
    hashes |= links_in_the_way(there.links(), ours, grown)
    new = {address: digest(file.read_bytes()) if address in hashes else "" for address, file in grown.items()}
    changes_of(hashes, ours, new, frozenset(), str(target))
    for address in sorted(strangers.keys() - grown.keys()):
        bring(strangers[address], scratch / address)
    bring_along(target, scratch)


def _today(there: SiteFolder) -> Manifest | None:
    try:
        return there.today()
    except SiteError:
        return None


def bring(file: Path, place: Path) -> None:
    """The same file in another place, without copying its bytes where the disk can."""
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(file, place)
    except OSError:
        shutil.copyfile(file, place)


def bring_along(target: Path, scratch: Path) -> None:
    """Strangers' links and empty folders, which no list of files has."""
    for folder, folders, names in os.walk(target):
        here = scratch / Path(folder).relative_to(target)
        for name in (*folders, *names):
            entry, place = Path(folder, name), here / name
            if entry.is_symlink() and not os.path.lexists(place):
                place.parent.mkdir(parents=True, exist_ok=True)
                place.symlink_to(entry.readlink())
        if folder != str(target) and not folders and not names:
            here.mkdir(parents=True, exist_ok=True)


def files_in(folder: Path) -> dict[str, Path]:
    """Every file below a folder by its address, but no links."""
    return {
        file.relative_to(folder).as_posix(): file
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.is_symlink()
    }

"""Building with versions: today's site and every version, written into a folder in one move."""

from __future__ import annotations

import os
import shutil
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from milepost.project import left_out, open_project
from milepost.publication.changes import kept_addresses
from milepost.site.build import Built, Say, heard, load_project_config, target_of
from milepost.site.workshop.swap import beside, swap
from milepost.versions.every_version import Progress
from milepost.versions.published.folder import SiteFolder
from milepost.versions.published.policy import OfOneMake
from milepost.versions.whole_site import Wanted, build_whole_site

PLAIN = "its own configuration cannot be used here, so that it was built with Milepost's"


@dataclass(frozen=True, slots=True)
class BuiltVersions(Built):
    """What a build of all versions has made: so many there are, so many were taken as they were."""

    versions: int
    kept: int


def build_with_versions(
    config_file: Path | None,
    site_dir: Path | None,
    *,
    strict: bool = False,
    now: datetime,
    moment: datetime | None = None,
    say: Say,
    progress: Progress,
) -> BuiltVersions:
    """Build today's site and every version into a folder; whatever fails, the tree that was there stays whole."""
    began = time.monotonic()
    with heard(lambda level, message: None if level == "info" else say(level, message)):
        config = load_project_config(config_file, strict=strict or None)
        project = open_project(config.docs_dir, config.config_file_path)
        target = target_of(config, site_dir)
        with beside(target) as scratch:
            for path in sorted(project.repository.uncommitted(project.prefix)):
                say("warning", str(left_out(f"{project.prefix}/{path}")))
            policy, strict = OfOneMake(SiteFolder(target, derived=True)), bool(config.strict)
            wanted = Wanted(project, policy, now=now, moment=moment, strict=strict)
            site = build_whole_site(wanted, scratch, progress)
            for name, why in sorted(site.unreadable.items()):
                say("info", f"{name[:10]} gave no version: {why}")
            for name, why in site.plain.items():
                say("warning", f"{name}: {PLAIN}: {why}")
            for address in kept_addresses(site):
                if not (scratch / address).exists() and (target / address).is_file():
                    bring(target / address, scratch / address)
            pages = sum(1 for address in site.today.files if address.endswith(".html"))
            swap(scratch, target)
    return BuiltVersions(target, pages, time.monotonic() - began, len(site.versions), len(site.kept))


def bring(file: Path, place: Path) -> None:
    """The same file in another place, without copying its bytes where the disk can."""
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(file, place)
    except OSError:
        shutil.copyfile(file, place)

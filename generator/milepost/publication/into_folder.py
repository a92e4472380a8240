"""Publishing into a folder, in one move, with all that others have in it."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from milepost.errors import SiteError
from milepost.project.opening import Project
from milepost.publication.build_versions import bring, bring_along, files_in
from milepost.publication.changes import Standing, kept_addresses, plan_of
from milepost.publication.publish import Published, Terms, build_on, outcome_of, warnings_of
from milepost.site.host.log import quiet
from milepost.site.workshop.swap import beside, recover, swap
from milepost.versions.published.folder import SiteFolder
from milepost.versions.receipts.manifests import digest


def publish_folder(project: Project, folder: Path, terms: Terms) -> Published:
    """Put the site in the place of a folder in one move, with the versions and strangers' files that are in it."""
    warnings = warnings_of(project, terms)
    target = folder.resolve()
    recover(target)
    _refuse_overlap(project, target)
    there = SiteFolder(target)
    before = _state(target)
    with quiet(), beside(target) as scratch:
        site, witnessed = build_on(project, there, scratch, terms)
        hashes = {address: digest(file.read_bytes()) for address, file in files_in(target).items()}
        grown = {address: digest(file.read_bytes()) for address, file in files_in(scratch).items()}
        plan = plan_of(there, Standing(str(target), hashes, tuple(there.links())), site, grown)
        has_work = bool(plan.written or plan.removed) and not terms.dry_run
        if has_work:
            for address in sorted({*plan.strangers, *kept_addresses(site)} - grown.keys()):
                if (target / address).is_file():
                    bring(target / address, scratch / address)
            bring_along(target, scratch)
        if not terms.dry_run and _state(target) != before:
            raise SiteError(f"{target}: somebody else has published or written there meanwhile (publish once more)")
        if has_work:
            swap(scratch, target)
    done = outcome_of(site, plan, "")
    return replace(done, warnings=(*warnings, *done.warnings), witnessed=witnessed)


def _state(target: Path) -> object:
    """What tells that a folder was replaced, or that somebody wrote into it."""
    if not target.exists():
        return None
    entries = (Path(folder, name) for folder, folders, names in os.walk(target) for name in (*folders, *names))
    marks = ((str(entry), entry.lstat()) for entry in entries)
    return target.stat().st_ino, {name: (mark.st_ino, mark.st_size, mark.st_mtime_ns) for name, mark in marks}


def _refuse_overlap(project: Project, target: Path) -> None:
    root = project.repository.root
    if target == root or target in root.parents or target == project.content or project.content in target.parents:
        raise SiteError(f"{target}: the site and the project lie in one another (choose another --to)")
    if target.exists() and not target.is_dir():
        raise SiteError(f"{target}: is a file (choose another --to)")

"""The tree: today's site with every version below it, and the receipts of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from milepost.errors import RepositoryError
from milepost.model.history import Commit
from milepost.pipeline import Reading, read_report
from milepost.site.collection import Collection, Progress, collect
from milepost.site.project import Project
from milepost.site.receipts import Manifest
from milepost.site.replica import layout_of
from milepost.site.shelf import Shelf
from milepost.site.today import Today, archive_of_all, build_today
from milepost.site.versions import TAGS, Version, refuse_the_future, versions_of
from milepost.source.days import days_of


@dataclass(frozen=True, slots=True)
class Tree:
    """What was grown below a folder: today's pages and the new versions; what was kept is not in it."""

    today: Manifest
    collection: Collection
    reading: Reading


def grow(
    project: Project,
    target: Path,
    shelf: Shelf,
    *,
    ref: str = "HEAD",
    keep_any: bool = False,
    strict: bool = False,
    now: datetime | None = None,
    progress: Progress,
) -> Tree:
    """Build into an empty folder what the state at `ref` adds to the shelf; `now` guards against wrong clocks."""
    repository = project.repository
    reading = read_report(repository, project.prefix, ref)
    line = repository.line(ref)
    versions = plan_versions(project, reading, line)
    if keep_any:
        versions = _with_shelved(versions, shelf, line)
    if now:
        refuse_the_future(versions, now)
    collection = collect(project, versions, shelf, target, keep_any=keep_any, progress=progress)
    archive = archive_of_all(collection, reading.report, line)
    layout = layout_of(repository, line[-1].sha, project.configuration, project.prefix)
    manifest = build_today(Today(repository, line[-1], layout, reading, collection, archive), target, strict=strict)
    return Tree(manifest, collection, reading)


def plan_versions(project: Project, reading: Reading, line: Sequence[Commit]) -> tuple[Version, ...]:
    """The versions that the history up to the end of a line gives; a tag further on is none of its business."""
    repository = project.repository
    known, whole = {commit.sha for commit in line}, {commit.sha for commit in repository.line()}
    tags = {tag: sha for tag, sha in repository.tags(TAGS).items() if sha in known or sha not in whole}
    marked = {publication.revision for publication in reading.report.publications} | set(tags.values())
    days = days_of(repository, (commit for commit in line if commit.sha in marked), project.prefix)
    return versions_of(line, reading.report.publications, tags, lambda commit: days[commit.sha])


def _with_shelved(versions: Sequence[Version], shelf: Shelf, line: Sequence[Commit]) -> tuple[Version, ...]:
    """The versions with those on the shelf whose tag is gone: what was told once stays told.

    A version on the shelf whose revision is not on the branch any more means that history was rewritten behind it.
    """
    places = {commit.sha: place for place, commit in enumerate(line)}
    planned = {version.name: version for version in versions}
    lost = []
    extra = []
    for name, manifest in shelf.manifests().items():
        if manifest.revision not in places or (name in planned and planned[name].revision != manifest.revision):
            lost.append(f"{name} ({manifest.revision[:10]})")
        elif name not in planned:
            before = manifest.previous.version if manifest.previous else None
            extra.append(Version(name, line[places[manifest.revision]], before=before))
    if lost:
        raise RepositoryError(
            f"the history behind published versions was rewritten: {', '.join(lost)} cannot be found on this branch",
            "put the old history back, or publish to another branch: nothing that was published is overwritten",
        )
    return tuple(sorted((*versions, *extra), key=lambda version: places[version.revision]))

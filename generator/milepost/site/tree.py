"""The tree: today's site with every version below it, and the receipts of all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from milepost.pipeline import Reading, read_report
from milepost.site.collection import Collection, Progress, collect
from milepost.site.planner import Planner
from milepost.site.project import Project
from milepost.site.receipts import Manifest
from milepost.site.replica import layout_of
from milepost.site.shelf import Shelf
from milepost.site.today import Today, archive_of_all, build_today


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
    planner = Planner(project, reading.report.publications, ref)
    collection = collect(
        project,
        lambda unreadable: planner.versions(unreadable, shelf if keep_any else None, now),
        planner.passed_over(shelf.manifests()),
        shelf,
        target,
        keep_any=keep_any,
        progress=progress,
    )
    line = planner.line
    archive = archive_of_all(collection, reading.report, line)
    layout = layout_of(repository, line[-1].sha, project.configuration, project.prefix)
    manifest = build_today(Today(repository, line[-1], layout, reading, collection, archive), target, strict=strict)
    return Tree(manifest, collection, reading)

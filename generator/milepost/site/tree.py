"""The tree: today's site with every version below it, and the receipts of all of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from milepost.errors import RepositoryError
from milepost.facts.archive import Archive, PastVersion, archive_of
from milepost.model.fields import Status
from milepost.model.history import Commit
from milepost.pipeline import Reading, read_report, render_site
from milepost.render.text import Words
from milepost.site import host
from milepost.site.build import make, replicated_config
from milepost.site.collection import Collection, Progress, collect
from milepost.site.one_edition import telling_of
from milepost.site.project import Draft, Project
from milepost.site.receipts import Link, Manifest, generator, hashes
from milepost.site.replica import layout_of, write_replica
from milepost.site.shelf import LIST, TODAY, Shelf
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
    archive = archive_of([_past(v, collection.manifests[v.name]) for v in collection.versions],
                         reading.report.events, [commit.sha for commit in line])  # fmt: skip
    with TemporaryDirectory(prefix=".today-", dir=target) as room:
        built = _build_today(project, line[-1], reading, archive, Path(room), strict=strict)
        (built / LIST).write_text(_list(archive, Words.of(reading.report.charter.language)), "utf-8")
        manifest = _manifest(line[-1], reading, collection, hashes(built))
        (built / TODAY).write_text(manifest.text(), "utf-8")
        _merge(built, target)
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


def _past(version: Version, manifest: Manifest) -> PastVersion:
    told = manifest.status
    return PastVersion(
        name=version.name,
        revision=version.revision,
        day=date.fromisoformat(manifest.status_date),
        claimed=Status(told.claimed) if told.claimed else None,
        computed=Status(told.computed),
        headline=told.headline,
        updates=version.updates,
        aliases=version.aliases,
        receipt=manifest.receipt,
    )


def _build_today(
    project: Project, commit: Commit, reading: Reading, archive: Archive, folder: Path, *, strict: bool
) -> Path:
    repository = project.repository
    layout = layout_of(repository, commit.sha, project.configuration, project.prefix)
    content = repository.files_at(commit.sha, layout.prefix)
    written = {path: blob for path, blob in content.items() if not host.is_data(path)}
    docs = write_replica(repository, commit.sha, layout, folder, written)
    config = replicated_config(folder, layout.configuration, docs)
    config.strict = strict or config.strict
    site = render_site(reading, config.site_url, archive)
    make(config, Draft(site, site.problems, {}, has_versions=True))
    return Path(config.site_dir)


def _list(archive: Archive, words: Words) -> str:
    """The versions as mike lists them, newest first: a public contract that others read too."""
    entries = [
        {"version": version.name, "title": _title(version, words), "aliases": list(version.aliases)}
        for version in archive.versions
    ]
    return json.dumps(entries, ensure_ascii=False, indent=1) + "\n"


def _title(version: PastVersion, words: Words) -> str:
    mark = version.name.removeprefix(version.day.isoformat()).strip("-")
    return f"{words.day(version.day)} ({mark})" if mark else words.day(version.day)


def _manifest(commit: Commit, reading: Reading, collection: Collection, files: Mapping[str, str]) -> Manifest:
    report = reading.report
    newest = next((v.name for v in reversed(collection.versions) if v.updates), None)
    return Manifest(
        version=None,
        revision=commit.sha,
        tree=commit.tree,
        status_date=report.status_date.isoformat(),
        updates=(),
        status=telling_of(report),
        generator=generator(),
        previous=Link(newest, collection.manifests[newest].receipt) if newest else None,
        files=files,
    )


def _merge(built: Path, target: Path) -> None:
    """Bring today's files to where the versions are."""
    for file in sorted(file for file in built.rglob("*") if file.is_file()):
        place = target / file.relative_to(built)
        place.parent.mkdir(parents=True, exist_ok=True)
        file.replace(place)

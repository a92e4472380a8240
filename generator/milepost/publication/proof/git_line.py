"""The line in git: whether each version was made from a revision of it, and each that it gives is published."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from milepost.model.history import Commit
from milepost.pipeline import read_report
from milepost.project.opening import Project
from milepost.publication.proof.claims import Claims, name_of
from milepost.source.line.line import refuse_another_line
from milepost.versions.receipts.manifests import Manifest
from milepost.versions.which.in_git import VersionsInGit
from milepost.versions.which.naming import Tag

Line = tuple[Commit, ...]
"""The commits of the branch, oldest first."""


def refuse_an_older_checkout(project: Project, today: Manifest, line: Line) -> None:
    """Whoever cannot see the commits that were published from must not call them rewritten."""
    if today.revision not in {commit.sha for commit in line}:
        repository = project.repository
        if not repository.knows(today.revision) or repository.is_ancestor(line[-1].sha, today.revision):
            refuse_another_line(repository, line, {"today's site": today.revision})


def rewritten(claims: Claims, line: Line) -> Iterator[str]:
    """Each version was made from a revision of this branch, and of the content that it has."""
    commits = {commit.sha: commit for commit in line}
    for manifest in claims.all:
        commit = commits.get(manifest.revision)
        if commit is None:
            yield f"{name_of(manifest)}: history was rewritten: {manifest.revision[:10]} is not on this branch"
        elif commit.tree != manifest.tree:
            yield f"{name_of(manifest)}: its manifest names another content of {manifest.revision[:10]} than git has"


def missing(
    project: Project, claims: Claims, line: Line, tags: Collection[Tag], names: Collection[str]
) -> Iterator[str]:
    """Each version that this branch gives is there, from its revision, and each that the list of them `names`."""
    commits, today, manifests = {commit.sha for commit in line}, claims.today, claims.manifests
    if today.revision not in commits:
        return
    prefix = project.repository.known_as(project.prefix, today.revision)
    reading = read_report(project.repository, prefix, today.revision)
    in_git = VersionsInGit(project, reading.report.published_updates, today.revision, tags)
    planned = in_git.versions(in_git.passed_over(manifests))
    for version in planned:
        published = manifests.get(version.name)
        if published is None:
            yield f"{version.name}: is gone: git has it at {version.revision[:10]}, and it is not published"
        elif published.revision != version.revision and published.revision in commits:
            yield f"{version.name}: was made from {published.revision[:10]}, and git says {version.revision[:10]}"
    for name in sorted({*names} - {*manifests} - {version.name for version in planned}):
        yield f"{name}: is gone, and the list of versions names it"

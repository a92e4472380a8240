"""The tree: today's site with every version below it, and the receipts of all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from milepost.facts.report import StatusReport
from milepost.pipeline import AsOf, Reading, read_report
from milepost.project import Project
from milepost.versions.checkout import layout_of
from milepost.versions.every_version import (
    Collection,
    OtherwiseOf,
    Progress,
    Request,
    UnforeseenError,
    collect,
    collecting,
)
from milepost.versions.newest import Today, archive_of_all, build_today
from milepost.versions.one_version import Known
from milepost.versions.receipts.account import Account, account_of
from milepost.versions.receipts.manifests import Manifest
from milepost.versions.receipts.published import Shelf
from milepost.versions.which.in_git import Planner

# With so many content files, today's pages take longer than starting a process that builds a version meanwhile.
_LARGE = 100


AccountFor = Callable[[StatusReport], Account]
"""Gives what is told of the ledger beside a report."""


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
    as_of: AsOf | None = None,
    moment: datetime | None = None,
    bound: Mapping[str, Manifest] | None = None,
    account_for: AccountFor = account_of,
    otherwise: OtherwiseOf | None = None,
    tags: Mapping[str, str] | None = None,
    progress: Progress,
) -> Tree:
    """Build into an empty folder what the state at `ref` adds to the shelf; `now` guards against wrong clocks.

    Today's site is told for the day of the `moment`, unless the revision fixes another or `as_of` names one.
    Versions that are `bound` (with `keep_any`, those on the shelf) were published, and come about as they were or not.
    `account_for` says what is told of the ledger beside that, `otherwise` what was told otherwise when a version was
    built (None: all that is), `tags` which there were (None: as git has them).
    """
    repository = project.repository
    layout = layout_of(repository, repository.sha(ref), project.configuration, project.prefix)
    as_of = as_of or AsOf(None, layout.status_date, moment)
    reading = read_report(repository, layout.prefix, ref, as_of, today=now.date() if now else None)
    planner = Planner(project, reading.report.publications, ref, tags)
    line = planner.line
    account = account_for(reading.report)
    request = Request(
        project,
        lambda unreadable: planner.versions(unreadable, shelf if keep_any else None, now),
        planner.passed_over(shelf.manifests()),
        shelf,
        target,
        Known(repository, (repository.sha(ref), layout.prefix), reading),
        keep_any,
        progress,
        bound if bound is not None else shelf.manifests() if keep_any else {},
        otherwise or (lambda version: account.otherwise),
    )

    def above(collection: Collection, finish: Callable[[], Collection]) -> Tree:
        archive = replace(archive_of_all(collection, reading.report, line), otherwise=account.otherwise)
        today = Today(repository, line[-1], layout, reading, collection, archive, account)
        return Tree(*build_today(today, target, finish, strict=strict), reading)

    if len(repository.files_at(line[-1].sha, layout.prefix)) >= _LARGE:
        with suppress(UnforeseenError), collecting(request) as (foreseen, finish):
            return above(foreseen, finish)
    collection = collect(request)
    return above(collection, lambda: collection)

"""Spans: the ledger from one state of the project to another, each named as git names it or as a version."""

from __future__ import annotations

from datetime import date, datetime

from milepost.errors import Location, Problem, RepositoryError, Severity
from milepost.pipeline import LAST_DAY, AsOf, read_report, read_today
from milepost.project.opening import Project
from milepost.render.data.changelog import changelog, events_in
from milepost.render.words.words import Words
from milepost.source.checks.judging import Judging
from milepost.versions.which.days import day_of
from milepost.versions.which.in_git import VersionsInGit


def changelog_of(
    project: Project, span: str, form: str, status_date: date | None, moment: datetime | None = None
) -> tuple[str, tuple[Problem, ...]]:
    """The ledger of a span of revisions such as `A..B` as text, Markdown or JSON, and what was wrong on the way.

    The clock's own entries are told up to the status date (None: that of the site, for an older B the day of B).
    """
    if "..." in span:
        raise RepositoryError(
            f"{span}: three dots are not understood here", "write A..B for what came after A, up to B"
        )
    start, dots, end = span.rpartition("..")
    start, end = (_known(project, name) for name in (start or ("HEAD" if dots else ""), end or "HEAD"))
    repository = project.repository
    if start and repository.sha(start) != repository.sha(end) and repository.is_ancestor(end, start):
        raise RepositoryError(
            f"{span}: B is older than A", f"turn it round: {span.partition('..')[2]}..{span.partition('..')[0]}"
        )
    is_newest = repository.sha(end) == repository.sha("HEAD")
    as_of = AsOf(status_date, project.status_date, moment) if status_date or is_newest else LAST_DAY
    lenient = Judging(is_lenient=True)
    reading = (
        read_today(repository, project.prefix, as_of, judging=lenient)
        if is_newest
        else read_report(repository, project.prefix, end, as_of, judging=lenient)
    )
    events = reading.report.events
    if start:
        since = day_of(repository, repository.sha(start), project.prefix)
        events = events_in(events, repository.shas_between(start, end), since, reading.report.status_date)
    left = _left_out(project) if is_newest else ()
    return changelog(events, form, Words.of(reading.report.charter.language)), (*reading.problems, *left)


def _left_out(project: Project) -> tuple[Problem, ...]:
    """The work that is not committed, which no ledger tells."""
    paths = sorted(project.repository.uncommitted(project.prefix))
    message = "is not committed as it is, so the ledger does not tell it"
    return tuple(Problem(Location(f"{project.prefix}/{p}"), message, "commit it", Severity.WARNING) for p in paths)


def _known(project: Project, name: str) -> str:
    """A name that git knows; a version's is that of its commit."""
    try:
        return project.repository.sha(name) if name else ""
    except RepositoryError as unknown:
        reading = read_report(project.repository, project.prefix, judging=Judging(is_lenient=True))
        versions = VersionsInGit(project, reading.report.published_updates).versions()
        names = {alias: version.revision for version in versions for alias in (version.name, *version.aliases)}
        if name in names:
            return names[name]
        newest = f"; the newest version is {versions[-1].name}" if versions else ""
        raise RepositoryError(f"{name}: no such revision or version", f"see git log, git tag{newest}") from unknown

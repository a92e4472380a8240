"""A project on disk: the repository, the content folder in it, and what they give: a site, a check, a changelog."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from milepost.errors import ContentError, Location, Problem, RepositoryError, Severity, in_order
from milepost.facts.events import Event
from milepost.facts.report import StatusReport
from milepost.git.repository import Repository
from milepost.git.unborn import Unborn
from milepost.model.fields import Kind
from milepost.model.kinds.charter import Language
from milepost.pipeline import AsOf, read_report, read_today
from milepost.source.checks.judging import Judging
from milepost.source.checks.line import line_problems
from milepost.source.checks.other_builders import found_by_others
from milepost.source.files.working_tree import read_working_tree
from milepost.source.history import Uncommitted, read_files, read_latest
from milepost.source.settings import plain_settings
from milepost.source.yaml.located_yaml import parse_yaml

_POINTER = b"version https://git-lfs.github.com/spec/"


@dataclass(frozen=True, slots=True)
class Project:
    """A repository, and the content folder in it (`prefix`, relative to its root, with `/`).

    `configuration` is the place of `mkdocs.yml` in the repository, None where it is not in there. `status_date` is the
    day that it fixes, if it does. `is_github` says that pages of one's own are in Markdown as on GitHub. `is_left_out`
    says which content files whoever builds with the author's configuration leaves out (None: there is none).
    """

    repository: Repository
    prefix: str
    content: Path
    configuration: str | None = None
    status_date: date | None = None
    is_github: bool = True
    is_left_out: Callable[[str], bool] | None = None


def open_project(
    content: str | Path,
    configuration: str | Path | None = None,
    status_date: date | None = None,
    *,
    has_begun: bool = True,
) -> Project:
    """Find the repository that a content folder lies in; unless it `has_begun`, one without a commit will do."""
    folder = Path(content).resolve()
    repository = _repository_of(folder, Repository if has_begun else Unborn)
    prefix = folder.relative_to(repository.root).as_posix()
    file = Path(configuration).resolve() if configuration else None
    inside = file is not None and file.is_relative_to(repository.root)
    place = file.relative_to(repository.root).as_posix() if file and inside else None
    return Project(repository, prefix, folder, place, status_date)


def plain_project(config_file: Path | None, *, has_begun: bool = False) -> Project | None:
    """The project that a folder lies in, for who only reads; None where MkDocs must be asked for it."""
    settings = plain_settings(config_file, Path.cwd())
    if settings is None:
        return None
    project = open_project(settings.content, settings.configuration, settings.status_date, has_begun=has_begun)
    return replace(project, is_left_out=_left_out_by(settings.exclude_docs)) if settings.configuration else project


def _left_out_by(patterns: str) -> Callable[[str], bool]:
    """Which files MkDocs leaves out, as it reads `exclude_docs`."""
    if not patterns:
        return lambda path: False
    from pathspec.gitignore import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(patterns.splitlines()).match_file


def _on_disk(project: Project) -> dict[str, bytes | None]:
    """The working tree, with what is committed and a sparse checkout leaves off the disk."""
    files = read_working_tree(project.content)
    if absent := project.repository.absent(project.prefix):
        committed = read_files(project.repository, "HEAD", project.prefix)
        files |= {path: committed[path] for path in sorted(absent) if path in committed}
    return dict(sorted(files.items()))


def work_of(project: Project, now: datetime) -> Uncommitted | None:
    """What is not committed, with all that lies beside it; None where everything is."""
    if project.repository.has_commits and not project.repository.uncommitted(project.prefix):
        return None
    return Uncommitted(_on_disk(project), now)


def authors_files(
    repository: Repository, blobs: Mapping[str, str | None], is_wanted: Callable[[str], bool]
) -> dict[str, bytes]:
    """The bytes of the author's own pages and pictures by path, as MkDocs would find them: an index hides a README."""
    wanted = {path: blob for path, blob in blobs.items() if blob and is_wanted(path)}
    hidden = {
        path for path in wanted if path.endswith("README.md") and f"{path.removesuffix('README.md')}index.md" in wanted
    }
    data = dict(repository.read_blobs(sorted(set(wanted.values()))))
    return {path: data[blob] for path, blob in wanted.items() if path not in hidden}


def left_out(path: str) -> Problem:
    """What is said of a file that a build does not show as it lies on disk."""
    return Problem(
        Location(path), "is not committed as it is, so this site does not show it", "commit it", Severity.WARNING
    )


def _repository_of(content: Path, kind: type[Repository]) -> Repository:
    """The repository that a content folder is told from: not one that was begun within what another has told."""
    repository = kind.open(content)
    if repository.root != content:
        return repository
    try:
        around = Repository.open(content.parent)
    except RepositoryError:
        return repository
    prefix = content.relative_to(around.root).as_posix()
    return around if around.has_known(prefix) else repository


def nested_in(project: Project) -> Iterator[Problem]:
    """The repositories that lie on disk within the content, where git would keep what is committed to themselves."""
    for folder, folders, names in os.walk(project.content):
        place = Path(folder)
        if ".git" in (*folders, *names) and place != project.repository.root:
            where = place.relative_to(project.repository.root).as_posix()
            yield Problem(
                Location(where),
                "holds a repository of its own; what is committed there is not told",
                f"if nothing in its history is needed: rm -rf {where}/.git",
                Severity.WARNING,
            )
        folders[:] = sorted(name for name in folders if not name.startswith("."))


def check_project(project: Project, now: datetime, moment: datetime | None = None) -> tuple[Problem, ...]:
    """Every problem of the working tree and of its history; while content has errors, only those are told.

    What is uncommitted is of `now`; advice is given for the day of the `moment` (None: of the last revision).
    """
    from milepost.facts.advice.advice import advise
    from milepost.facts.advice.advocate import advocate

    files = _on_disk(project)
    repository = project.repository
    judging = Judging(now.date(), advise=True, is_github=project.is_github)
    snapshot, problems = read_latest(repository, "HEAD", project.prefix, files, judging)
    if snapshot is None:
        return in_order(problems)
    as_of, work = AsOf(None, project.status_date, moment), work_of(project, now)
    reading = read_today(repository, project.prefix, as_of, work)
    is_left_out, gate = project.is_left_out, snapshot.gate
    outside = found_by_others(gate, is_left_out, project.prefix) if is_left_out else ()
    content = authors_files(repository, repository.files_at("HEAD", project.prefix), gate.files.__contains__)
    pointers = _pointers(content, project.prefix)
    line = (*line_problems(repository, project.prefix, now), *nested_in(project), *_not_begun(project))
    told = (*advise(reading.report), *advocate(reading.report))
    return in_order([*problems, *reading.problems, *line, *told, *outside, *pointers])


def report_of_work(project: Project, now: datetime, moment: datetime) -> StatusReport:
    """What the site would say if all that is on disk were committed now; ContentError where that has errors."""
    as_of = AsOf(None, project.status_date, moment)
    return read_today(project.repository, project.prefix, as_of, work_of(project, now)).report


def news_of_work(project: Project, now: datetime, moment: datetime) -> tuple[Language, tuple[Event, ...]]:
    """What the ledger will say of all that is not committed once it is, and in which language."""
    report = report_of_work(project, now, moment)
    return report.charter.language, tuple(event for event in report.events if event.revision == "")


def ids_that_were(project: Project, kind: Kind) -> frozenset[str]:
    """Every id that an item of a kind has or had, as far as the site tells; the content on disk may have errors."""
    if not project.repository.has_commits:
        return frozenset()
    try:
        events = read_report(project.repository, project.prefix, judging=Judging(is_lenient=True)).report.events
    except ContentError:  # Nothing was ever told that could be read.
        return frozenset()
    return frozenset(name for event in events if event.kind is kind for name in (event.id, event.origin))


def day_ends(project: Project, now: datetime) -> datetime:
    """Up to when it is the same day as now, by UTC and by the charters that are committed and on the disk.

    That is now where nobody can tell, and while the newest commit is from the future.
    """
    repository, charter = project.repository, f"{project.prefix}/project.yml"
    if repository.revision().committed_at > now:
        return now
    texts = [*repository.read_paths([("HEAD", charter)]).values(), _bytes_of(project.content / "project.yml")]
    try:
        zones = {_zone_in(text) for text in texts if text is not None}
        return min(_midnight(now, zone) for zone in {UTC, *zones})
    except (ValueError, KeyError, OSError, OverflowError):
        return now


def _zone_in(charter: bytes) -> tzinfo:
    value = parse_yaml(charter.decode(), "").value
    said = value.get("timezone") if isinstance(value, dict) else None
    return ZoneInfo(str(said)) if said else UTC


def _midnight(now: datetime, zone: tzinfo) -> datetime:
    return datetime.combine(now.astimezone(zone).date() + timedelta(days=1), time.min, zone)


def _bytes_of(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None


def _not_begun(project: Project) -> Iterator[Problem]:
    if project.repository.has_commits:
        return
    message = "nothing is committed yet, so nothing is promised: this is told from what lies on the disk"
    yield Problem(Location(project.prefix), message, f"git add {project.prefix} && git commit", Severity.ADVICE)


def _pointers(content: Mapping[str, bytes], prefix: str) -> Iterator[Problem]:
    """Files of which git itself has no more than a note on where they are."""
    for path, data in content.items():
        if data.startswith(_POINTER):
            message = "git has only a pointer of Git LFS, and that is what is published"
            hint = "commit the file itself: git lfs untrack, then git add --renormalize"
            yield Problem(Location(f"{prefix}/{path}"), message, hint, Severity.WARNING)

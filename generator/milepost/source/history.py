"""History: a repository's commits become the steps by which the content came to be what it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from milepost.errors import ContentError, Location, Problem, RepositoryError, Severity, errors_in
from milepost.model.history import History, Revision, Step, changes_between
from milepost.model.snapshot import AnyItem, Key, Snapshot
from milepost.source.content import Files, read_content
from milepost.source.files import FileReading, read_file, role_of
from milepost.source.repository import Repository

_GOES_ON = "the ledger goes on with the last state that could be read"


def read_history(
    repository: Repository,
    ref: str,
    prefix: str = "content",
    *,
    uncommitted: Files | None = None,
    now: datetime | None = None,
) -> History:
    """Read where the content stands, strictly, and how it came there, leniently; `uncommitted` work is the last step."""
    revision = repository.revision(ref)
    files = uncommitted if uncommitted is not None else read_files(repository, revision.sha, prefix)
    latest, problems = read_content(files, f"{prefix}/")
    if latest is None:
        raise ContentError(problems)
    zone = ZoneInfo(latest.charter.timezone)
    if uncommitted is not None:
        assert now is not None, "uncommitted work needs the moment it was read"
        revision = Revision("", now, "", None)
    found = list(problems)
    steps = _steps(repository, ref, prefix, zone, found, latest if uncommitted is not None else None, revision)
    return History(latest, revision, _day(revision, zone), steps, found)


def read_files(repository: Repository, ref: str, prefix: str) -> dict[str, bytes | None]:
    """The content files at a revision; what is no text of ours comes without its bytes."""
    blobs = repository.files_at(ref, prefix)
    if not blobs:
        raise RepositoryError(
            f"{prefix}/ is not in the repository at {ref[:10]}", "commit it, or set docs_dir in mkdocs.yml"
        )
    wanted = {path: blob for path, blob in blobs.items() if blob and path.endswith((".yml", ".yaml", ".md"))}
    data = dict(repository.read_blobs(sorted(set(wanted.values()))))
    return {path: None if blob is None else data.get(blob, b"") for path, blob in sorted(blobs.items())}


def _steps(
    repository: Repository,
    ref: str,
    prefix: str,
    zone: ZoneInfo,
    problems: list[Problem],
    draft: Snapshot | None,
    revision: Revision,
) -> Iterator[Step]:
    state: dict[Key, AnyItem] = {}
    by_file: dict[str, Mapping[Key, AnyItem]] = {}
    for raw in repository.steps(ref, prefix):
        wanted = [change for change in raw.files if role_of(change.path).holds_items]
        data = dict(repository.read_blobs(sorted({c.after for c in wanted if c.after and not c.is_link})))
        for change in wanted:
            if change.after is None or change.is_link:
                by_file.pop(change.path, None)
                continue
            reading = read_file(role_of(change.path), change.path, data[change.after], f"{prefix}/")
            if errors_in(reading.problems):
                problems += _old(reading, raw.revision)
            else:
                by_file[change.path] = {(s.item.kind, s.item.id): s.item for s in reading.items}
        after = {key: item for path in sorted(by_file) for key, item in by_file[path].items()}
        yield Step(raw.revision, _day(raw.revision, zone), changes_between(state, after))
        state = after
    if draft is not None:
        yield Step(revision, _day(revision, zone), changes_between(state, draft.items))


def _old(reading: FileReading, revision: Revision) -> Iterator[Problem]:
    for problem in errors_in(reading.problems)[:1]:
        place = problem.location
        where = Location(place.path, place.line, place.column, revision.sha)
        yield Problem(where, problem.message, _GOES_ON, Severity.WARNING)


def _day(revision: Revision, zone: ZoneInfo) -> date:
    return revision.committed_at.astimezone(zone).date()

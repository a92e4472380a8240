"""History: a repository's commits become the steps by which the content came to be what it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from milepost.errors import ContentError, Problem, Severity
from milepost.frozen import dataclass
from milepost.git.log.raw_log import RawStep
from milepost.git.repository import Repository
from milepost.model.history import History, Revision, Step, changes_between
from milepost.model.kinds.charter import Channel, Charter
from milepost.model.snapshot import Snapshot
from milepost.source.checks.judging import AS_IT_WAS, Judging
from milepost.source.content import Files
from milepost.source.latest import latest_kept, read_files, read_latest
from milepost.source.past import Past
from milepost.source.reader import Reader, with_data


@dataclass(frozen=True, slots=True)
class Uncommitted:
    """The working tree as it stands: every content file, and the moment it was read."""

    files: Files
    at: datetime


@dataclass(frozen=True, slots=True)
class _Line:
    """A folder of a repository up to a commit, and the past from which its history is read, with what came since."""

    repository: Repository
    ref: str
    prefix: str
    past: Past
    since: tuple[RawStep, ...] = ()

    @property
    def folder(self) -> str:
        """What stands before the paths of the content."""
        return "" if self.prefix in {"", "."} else f"{self.prefix}/"


def read_history(
    repository: Repository,
    ref: str = "HEAD",
    prefix: str = "content",
    uncommitted: Uncommitted | None = None,
    judging: Judging = AS_IT_WAS,
) -> History:
    """Where the content stands, judged as asked, and how it came there, read leniently.

    What is uncommitted is its last step. Raises ContentError where the latest content has errors, RepositoryError where
    git cannot tell.
    """
    return _read(_Line(repository, ref, prefix, Past(Reader("", []))), uncommitted, judging)


def read_on(
    repository: Repository,
    prefix: str,
    past: Past,
    uncommitted: Uncommitted | None = None,
    judging: Judging = AS_IT_WAS,
) -> History:
    """As `read_history` of HEAD, and its steps are only those after the past, if HEAD's line leads there (`goes_on`).

    Once they are walked the past, or else the one that began here, has come to HEAD.
    """
    since = past.fresh_in(repository, prefix) if past.sha else None
    line = _Line(repository, "HEAD", prefix, past, since or ())
    if since is None:
        line = replace(line, past=Past(Reader("", []), reached=past.reached, is_first=past.is_first))
    return _read(line, uncommitted, judging)


def _read(line: _Line, uncommitted: Uncommitted | None, judging: Judging) -> History:
    revision = line.repository.revision(line.ref)
    if judging.today:
        # A commit from a clock ahead of ours tells of days that this one has not seen.
        judging = replace(judging, today=max(judging.today, revision.committed_at.date()))
    latest, problems = _latest(line, revision.sha, uncommitted, judging)
    if latest is None and judging.is_lenient:
        return _told_by_history(line, revision, problems)
    if latest is None:
        raise ContentError(problems)
    zone, reader, goes_on = ZoneInfo(latest.charter.timezone), line.past.reader, bool(line.past.sha)
    reader.folder, reader.problems = line.folder, [*problems, *reader.problems]
    steps = _steps(line, revision.sha, len(problems))
    if uncommitted:
        revision = Revision("", uncommitted.at, "")
        steps = _and_draft(steps, reader, latest, Step(revision, _day(revision, zone), (), latest.charter))
    return History(latest, revision, _day(revision, zone), steps, reader.problems, reader.written, goes_on)


def _told_by_history(line: _Line, revision: Revision, problems: Iterable[Problem]) -> History:
    """The history of a content with errors, which are told as warnings: each item as it could be read last."""
    past = Past(Reader(line.folder, []))
    steps = list(_steps(replace(line, past=past), revision.sha, 0))
    charter = steps[-1].charter if steps else None
    if charter is None:
        raise ContentError(problems)
    told = [replace(p, severity=Severity.WARNING) if p.severity is Severity.ERROR else p for p in problems]
    latest = Snapshot(charter, MappingProxyType(dict(past.reader.items)))
    day = _day(revision, ZoneInfo(charter.timezone))
    return History(latest, revision, day, steps, [*told, *past.reader.problems], past.reader.written)


def _latest(
    line: _Line, sha: str, uncommitted: Uncommitted | None, judging: Judging
) -> tuple[Snapshot | None, tuple[Problem, ...]]:
    """The content as it stands; where a past is kept, this is kept too."""
    repository, prefix = line.repository, line.prefix
    if line.past.reached is not None:
        judging = replace(judging, takes_over=True)
        if not uncommitted:
            return latest_kept(repository, sha, prefix, judging)
    files = uncommitted.files if uncommitted else read_files(repository, sha, prefix)
    return read_latest(repository, sha, prefix, files, judging)


def _steps(line: _Line, sha: str, told: int) -> Iterator[Step]:
    """Each revision that changed items, judged by the charter that it came with: settings do not reach back.

    One that changed none is a step only where it is dated later than what follows: the ledger's clock has been there;
    or where it changed what was agreed about who is told what when.
    """
    past, count = line.past, 0
    reader = past.reader
    raws = iter(line.since) if past.sha else line.repository.steps(sha, line.prefix)
    for raw, data in with_data(line.repository, raws, reader.note_pages):
        count += max(1, len(raw.files))
        plan = _plan_of(reader.charter)
        changes = reader.changes(raw, data)
        past.day = _day(raw.revision, reader.zone)
        step = Step(raw.revision, past.day, changes, reader.charter)
        if changes or plan != _plan_of(reader.charter):
            if past.quiet and past.quiet.day > past.day:
                yield past.quiet
            yield step
            past.quiet = None
        elif past.quiet is None or past.quiet.day <= past.day:
            past.quiet = step
    past.arrived(line.repository, sha, told, count)
    # The newest commit may have touched no file of ours, and be dated before the last that did.
    if past.quiet and past.quiet.day > min(past.day, _day(line.repository.revision(sha), reader.zone)):
        yield past.quiet


def _and_draft(steps: Iterator[Step], reader: Reader, latest: Snapshot, draft: Step) -> Iterator[Step]:
    yield from steps
    changes = changes_between(reader.items, latest.items)
    if changes or _plan_of(draft.charter) != _plan_of(reader.charter):
        yield Step(draft.revision, draft.day, changes, draft.charter)


def _plan_of(charter: Charter | None) -> tuple[Channel, ...]:
    return charter.communication if charter else ()


def _day(revision: Revision, zone: ZoneInfo) -> date:
    return revision.committed_at.astimezone(zone).date()

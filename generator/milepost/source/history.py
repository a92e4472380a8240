"""History: a repository's commits become the steps by which the content came to be what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from itertools import islice
from types import MappingProxyType
from zoneinfo import ZoneInfo

from milepost.errors import ContentError, Problem, RepositoryError, Severity
from milepost.frozen import dataclass
from milepost.git.log.raw_log import RawStep
from milepost.git.repository import Repository
from milepost.memory.records import remembered
from milepost.model.history import History, Revision, Step, changes_between
from milepost.model.kinds.charter import Channel, Charter
from milepost.model.snapshot import Snapshot
from milepost.source.checks.judging import AS_IT_WAS, Judging
from milepost.source.content import Files, read_content
from milepost.source.past import Past
from milepost.source.reader import Reader, our_files

# So many steps are read ahead.
_BATCH = 200


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


def read_latest(
    repository: Repository,
    ref: str,
    prefix: str,
    files: Files,
    judging: Judging = AS_IT_WAS,
) -> tuple[Snapshot | None, tuple[Problem, ...]]:
    """The content files as a snapshot, or what is wrong; where something is, history may know what a link leads to."""
    folder = "" if prefix in {"", "."} else f"{prefix}/"
    latest, problems = read_content(files, folder, judging=judging)
    if latest is not None and not any(problem.message.startswith("unknown ") for problem in problems):
        return latest, problems
    reader = Reader(folder, [])
    seen = {
        (item.kind, item.id)
        for raw, data in _with_data(repository, repository.steps(ref, prefix))
        for change in reader.changes(raw, data)
        for item in (change.before, change.after)
        if item is not None and item.is_public
    }
    return read_content(files, folder, frozenset(seen), judging)


def read_files(repository: Repository, ref: str, prefix: str) -> dict[str, bytes | None]:
    """The content files at a revision; what is no text of ours comes without its bytes."""
    blobs = repository.files_at(ref, prefix)
    if not blobs:
        if prefix in repository.repositories_in(ref, prefix):
            raise RepositoryError(
                f"{prefix}/ became a repository of its own, so nothing in it is read",
                f"git rm --cached {prefix} && rm -rf {prefix}/.git && git add {prefix} && git commit",
            )
        hint = "commit it, or set docs_dir in mkdocs.yml"
        raise RepositoryError(f"{prefix}/ is not in the repository at {ref[:10]}", hint)
    wanted = {path: blob for path, blob in blobs.items() if blob and path.endswith((".yml", ".yaml", ".md"))}
    data = dict(repository.read_blobs(sorted(set(wanted.values()))))
    return {path: None if blob is None else data.get(blob, b"") for path, blob in sorted(blobs.items())}


def _latest(
    line: _Line, sha: str, uncommitted: Uncommitted | None, judging: Judging
) -> tuple[Snapshot | None, tuple[Problem, ...]]:
    """The content as it stands; where a past is kept, this is kept too, unless it rests on what was."""
    repository, prefix = line.repository, line.prefix
    if uncommitted:
        return read_latest(repository, sha, prefix, uncommitted.files, judging)

    def read() -> tuple[Snapshot | None, tuple[Problem, ...]]:
        return read_latest(repository, sha, prefix, read_files(repository, sha, prefix), judging)

    if line.past.reached is None:
        return read()
    return remembered(("latest", prefix, repository.files_at(sha, prefix), judging), read, _rests_on_itself)


def _rests_on_itself(read: tuple[Snapshot | None, tuple[Problem, ...]]) -> bool:
    return read[0] is not None and not any(problem.message.startswith("unknown ") for problem in read[1])


def _steps(line: _Line, sha: str, told: int) -> Iterator[Step]:
    """Each revision that changed items, judged by the charter that it came with: settings do not reach back.

    One that changed none is a step only where it is dated later than what follows: the ledger's clock has been there;
    or where it changed what was agreed about who is told what when.
    """
    past, count = line.past, 0
    reader = past.reader
    raws = iter(line.since) if past.sha else line.repository.steps(sha, line.prefix)
    for raw, data in _with_data(line.repository, raws, reader.note_pages):
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


def _with_data(
    repository: Repository, raws: Iterator[RawStep], note: Callable[[RawStep], None] = lambda raw: None
) -> Iterator[tuple[RawStep, Mapping[str, bytes]]]:
    """Each step with the bytes of the files it wrote that we read, by blob; a few steps are in memory at a time.

    Every step is given to `note` before, also one that wrote nothing that we read.
    """
    steps = map(_noted(note), raws)
    batch = list(islice(steps, _BATCH))
    if not batch:
        return
    with repository.blobs() as blobs:
        while batch:
            wanted = [[c.after for c in our_files(raw) if c.after and not c.is_link] for raw in batch]
            found = blobs.read(blob for names in wanted for blob in names)
            for raw, names in zip(batch, wanted, strict=True):
                yield raw, dict(islice(found, len(names)))
            batch = list(islice(steps, _BATCH))


def _noted(note: Callable[[RawStep], None]) -> Callable[[RawStep], RawStep]:
    def noted(raw: RawStep) -> RawStep:
        note(raw)
        return raw

    return noted


def _day(revision: Revision, zone: ZoneInfo) -> date:
    return revision.committed_at.astimezone(zone).date()

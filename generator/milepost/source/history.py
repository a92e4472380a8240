"""History: a repository's commits become the steps by which the content came to be what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from types import MappingProxyType
from zoneinfo import ZoneInfo

from milepost.errors import ContentError, Location, Problem, RepositoryError, Severity, errors_in
from milepost.git.log.raw_log import FileChange, RawStep
from milepost.git.repository import Repository
from milepost.model.history import Change, History, Revision, Step, changes_between
from milepost.model.kinds.charter import Charter
from milepost.model.registers import Register
from milepost.model.snapshot import AnyItem, Key, Snapshot
from milepost.source.changed_items import Version, read_version
from milepost.source.checks.judging import AS_IT_WAS, Judging
from milepost.source.content import Files, read_charter, read_content
from milepost.source.files.roles import Role, register_at, role_of, symbolic_link

_GOES_ON = "the ledger goes on with the last state that could be read"
# What is agreed as long as no charter says otherwise.
_BEFORE_ANY = Charter(name="-")
# So many steps are read ahead.
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Uncommitted:
    """The working tree as it stands: every content file, and the moment it was read."""

    files: Files
    at: datetime


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
    folder = "" if prefix in {"", "."} else f"{prefix}/"
    revision = repository.revision(ref)
    files = uncommitted.files if uncommitted else read_files(repository, revision.sha, prefix)
    if judging.today:
        # A commit from a clock ahead of ours tells of days that this one has not seen.
        judging = replace(judging, today=max(judging.today, revision.committed_at.date()))
    latest, problems = read_latest(repository, revision.sha, prefix, files, judging)
    if latest is None and judging.is_lenient:
        return _told_by_history(repository, revision, prefix, problems)
    if latest is None:
        raise ContentError(problems)
    zone = ZoneInfo(latest.charter.timezone)
    reader = _Reader(folder, list(problems))
    steps = _steps(repository, revision.sha, prefix, reader)
    if uncommitted:
        revision = Revision("", uncommitted.at, "")
        steps = _and_draft(steps, reader, latest, Step(revision, _day(revision, zone), (), latest.charter))
    return History(latest, revision, _day(revision, zone), steps, reader.problems, reader.written)


def _told_by_history(repository: Repository, revision: Revision, prefix: str, problems: Iterable[Problem]) -> History:
    """The history of a content with errors, which are told as warnings: each item as it could be read last."""
    reader = _Reader("" if prefix in {"", "."} else f"{prefix}/", [])
    steps = list(_steps(repository, revision.sha, prefix, reader))
    charter = steps[-1].charter if steps else None
    if charter is None:
        raise ContentError(problems)
    told = [replace(p, severity=Severity.WARNING) if p.severity is Severity.ERROR else p for p in problems]
    latest = Snapshot(charter, MappingProxyType(dict(reader.items)))
    day = _day(revision, ZoneInfo(charter.timezone))
    return History(latest, revision, day, steps, [*told, *reader.problems], reader.written)


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
    reader = _Reader(folder, [])
    seen = {
        (item.kind, item.id)
        for raw, data in _with_data(repository, ref, prefix)
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


def _steps(repository: Repository, ref: str, prefix: str, reader: _Reader) -> Iterator[Step]:
    """Each revision that changed items, judged by the charter that it came with: settings do not reach back.

    One that changed none is a step only where it is dated later than what follows: the ledger's clock has been there.
    """
    quiet: Step | None = None
    day = date.min
    for raw, data in _with_data(repository, ref, prefix, reader.note_pages):
        changes = reader.changes(raw, data)
        day = _day(raw.revision, reader.zone)
        step = Step(raw.revision, day, changes, reader.charter)
        if changes:
            if quiet and quiet.day > day:
                yield quiet
            yield step
            quiet = None
        elif quiet is None or quiet.day <= day:
            quiet = step
    if quiet and quiet.day > day:
        yield quiet


def _and_draft(steps: Iterator[Step], reader: _Reader, latest: Snapshot, draft: Step) -> Iterator[Step]:
    yield from steps
    if changes := changes_between(reader.items, latest.items):
        yield Step(draft.revision, draft.day, changes, draft.charter)


def _with_data(
    repository: Repository, ref: str, prefix: str, note: Callable[[RawStep], None] = lambda raw: None
) -> Iterator[tuple[RawStep, Mapping[str, bytes]]]:
    """Each step with the bytes of the files it wrote that we read, by blob; a few steps are in memory at a time.

    Every step is given to `note` before, also one that wrote nothing that we read.
    """
    steps = map(_noted(note), repository.steps(ref, prefix))
    with repository.blobs() as blobs:
        while batch := list(islice(steps, _BATCH)):
            wanted = [[c.after for c in _our_files(raw) if c.after and not c.is_link] for raw in batch]
            found = blobs.read(blob for names in wanted for blob in names)
            for raw, names in zip(batch, wanted, strict=True):
                yield raw, dict(islice(found, len(names)))


def _noted(note: Callable[[RawStep], None]) -> Callable[[RawStep], RawStep]:
    def noted(raw: RawStep) -> RawStep:
        note(raw)
        return raw

    return noted


def _our_files(raw: RawStep) -> list[FileChange]:
    """The files of a step that hold items, or the charter."""
    roles = [(change, role_of(change.path)) for change in raw.files]
    return [change for change, role in roles if isinstance(role, Register) or role is Role.CHARTER]


class _Reader:
    """The state of the content as the history is walked; a version that cannot be read leaves its file as it was.

    `items` is the content as a whole; where several files claim an id, the last of them by path has it. `charter` is
    the last one that could be read, `zone` its time zone.
    """

    def __init__(self, folder: str, problems: list[Problem]) -> None:
        self.folder = folder
        self.problems = problems
        self.items: dict[Key, AnyItem] = {}
        self.written: dict[str, date] = {}
        self.charter = _BEFORE_ANY
        self.zone = ZoneInfo(_BEFORE_ANY.timezone)
        self._files: dict[str, Version] = {}
        self._claims: dict[Key, dict[str, AnyItem]] = {}

    def note_pages(self, raw: RawStep) -> None:
        """Remember the day on which pages of the author's own were written; it is told in UTC, as sitemaps are."""
        pages = (change.path for change in raw.files if change.path.endswith(".md"))
        self.written |= dict.fromkeys(pages, raw.revision.committed_at.date())

    def changes(self, raw: RawStep, data: Mapping[str, bytes]) -> tuple[Change, ...]:
        """What a step did to each item."""
        touched: set[Key] = set()
        for change in _our_files(raw):
            if role_of(change.path) is Role.CHARTER:
                self._read_charter(data.get(change.after or ""))
            elif change.is_link:
                self._refuse(symbolic_link(Location(self.folder + change.path)), raw.revision)
            elif change.after is None:
                touched |= self._replace(change.path, None)
            else:
                touched |= self._read(change.path, data[change.after], raw.revision)
        before = {key: self.items.pop(key) for key in touched if key in self.items}
        after = {key: claims[max(claims)] for key in touched if (claims := self._claims[key])}
        self.items.update(after)
        return changes_between(before, after)

    def _read_charter(self, data: bytes | None) -> None:
        """Take over a new charter; without one, or with one that cannot be read, the last one stays in force."""
        charter, _ = read_charter({"project.yml": data}, self.folder, []) if data is not None else (None, None)
        if charter is not None and charter != self.charter:
            self.charter, self.zone = charter, ZoneInfo(charter.timezone)

    def _read(self, path: str, data: bytes, revision: Revision) -> set[Key]:
        register = register_at(path)
        assert register is not None, "only files of ours are read"
        version = read_version(register, path, data, self.folder, self._files.get(path))
        errors = errors_in(version.problems)
        if errors:
            self._refuse(min(errors, key=lambda problem: problem.location), revision)
            return set()
        return self._replace(path, version)

    def _replace(self, path: str, version: Version | None) -> set[Key]:
        """Put a new version in the place of the one before; the keys whose items are other records now."""
        known = self._files.pop(path, None)
        old, new = known.items if known else {}, version.items if version else {}
        if version:
            self._files[path] = version
        touched = {key for key in old if key not in new}
        for key in touched:
            del self._claims[key][path]
        for key, item in new.items():
            if old.get(key) is not item:
                self._claims.setdefault(key, {})[path] = item
                touched.add(key)
        return touched

    def _refuse(self, problem: Problem, revision: Revision) -> None:
        place = problem.location
        where = Location(place.path, place.line, place.column, revision.sha)
        self.problems.append(Problem(where, problem.message, _GOES_ON, Severity.WARNING))


def _day(revision: Revision, zone: ZoneInfo) -> date:
    return revision.committed_at.astimezone(zone).date()

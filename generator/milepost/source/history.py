"""History: a repository's commits become the steps by which the content came to be what it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import islice
from zoneinfo import ZoneInfo

from milepost.errors import ContentError, Location, Problem, RepositoryError, Severity, errors_in
from milepost.model.history import Change, History, Revision, Step, changes_between
from milepost.model.snapshot import AnyItem, Key, Snapshot
from milepost.source.content import Files, read_content
from milepost.source.files import role_of
from milepost.source.raw_log import FileChange, RawStep
from milepost.source.repository import Repository
from milepost.source.windows import Version, read_version

_GOES_ON = "the ledger goes on with the last state that could be read"
# So many steps are read ahead.
_BATCH = 200


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
    reader = _Reader(f"{prefix}/", problems)
    for raw, data in _with_data(repository, ref, prefix):
        if changes := reader.changes(raw, data):
            yield Step(raw.revision, _day(raw.revision, zone), changes)
    if draft is not None:
        yield Step(revision, _day(revision, zone), changes_between(reader.items, draft.items))


def _with_data(repository: Repository, ref: str, prefix: str) -> Iterator[tuple[RawStep, Mapping[str, bytes]]]:
    """Each step with the bytes of the item files it wrote; a few steps are in memory at a time."""
    steps = repository.steps(ref, prefix)
    with repository.blobs() as blobs:
        while batch := list(islice(steps, _BATCH)):
            wanted = [[c.after for c in _item_files(raw) if c.after and not c.is_link] for raw in batch]
            found = blobs.read(blob for names in wanted for blob in names)
            for raw, names in zip(batch, wanted, strict=True):
                yield raw, dict(islice(found, len(names)))


def _item_files(raw: RawStep) -> list[FileChange]:
    return [change for change in raw.files if role_of(change.path).holds_items]


class _Reader:
    """The state of the content as the history is walked; a version that cannot be read leaves its file as it was."""

    def __init__(self, prefix: str, problems: list[Problem]) -> None:
        self.prefix = prefix
        self.problems = problems
        self.items: dict[Key, AnyItem] = {}
        self._files: dict[str, Version] = {}

    def changes(self, raw: RawStep, data: Mapping[str, bytes]) -> tuple[Change, ...]:
        """What a step did to each item."""
        for change in _item_files(raw):
            if change.after is None or change.is_link:
                self._files.pop(change.path, None)
            else:
                self._read(change.path, data[change.after], raw.revision)
        before, self.items = self.items, self._merged()
        old = {key: item for key, item in before.items() if self.items.get(key) is not item}
        new = {key: item for key, item in self.items.items() if before.get(key) is not item}
        return changes_between(old, new)

    def _read(self, path: str, data: bytes, revision: Revision) -> None:
        version = read_version(role_of(path), path, data, self.prefix, self._files.get(path))
        errors = errors_in(version.problems)
        if not errors:
            self._files[path] = version
            return
        place = errors[0].location
        where = Location(place.path, place.line, place.column, revision.sha)
        self.problems.append(Problem(where, errors[0].message, _GOES_ON, Severity.WARNING))

    def _merged(self) -> dict[Key, AnyItem]:
        merged: dict[Key, AnyItem] = {}
        for path in sorted(self._files):
            merged.update(self._files[path].items)
        return merged


def _day(revision: Revision, zone: ZoneInfo) -> date:
    return revision.committed_at.astimezone(zone).date()

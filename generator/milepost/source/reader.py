"""The reader: the state of the content as its history is walked, and the bytes that each step wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import islice
from zoneinfo import ZoneInfo

from milepost.errors import Location, Problem, Severity, errors_in
from milepost.git.log.raw_log import FileChange, RawStep
from milepost.git.repository import Repository
from milepost.model.history import Change, Revision, changes_between
from milepost.model.kinds.charter import Charter
from milepost.model.registers import Register
from milepost.model.snapshot import AnyItem, Key
from milepost.source.changed_items import Version, read_version
from milepost.source.content import read_charter
from milepost.source.files.roles import Role, register_at, role_of, symbolic_link

_GOES_ON = "the ledger goes on with the last state that could be read"
# What is agreed as long as no charter says otherwise.
_BEFORE_ANY = Charter(name="-")
# So many steps are read ahead.
_BATCH = 200


class Reader:
    """The state of the content as the history is walked; a version that cannot be read leaves its file as it was.

    `items` is the content as a whole; where several files claim an id, the last of them by path has it. `charter` is
    the last one that could be read.
    """

    def __init__(self, folder: str, problems: list[Problem]) -> None:
        self.folder = folder
        self.problems = problems
        self.items: dict[Key, AnyItem] = {}
        self.written: dict[str, date] = {}
        self.charter = _BEFORE_ANY
        self._files: dict[str, Version] = {}
        self._claims: dict[Key, dict[str, AnyItem]] = {}

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the charter."""
        return ZoneInfo(self.charter.timezone)

    def note_pages(self, raw: RawStep) -> None:
        """Remember the day on which pages of the author's own were written; it is told in UTC, as sitemaps are."""
        pages = (change.path for change in raw.files if change.path.endswith(".md"))
        self.written |= dict.fromkeys(pages, raw.revision.committed_at.date())

    def changes(self, raw: RawStep, data: Mapping[str, bytes]) -> tuple[Change, ...]:
        """What a step did to each item."""
        touched: set[Key] = set()
        for change in our_files(raw):
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
        charter = read_charter(data, self.folder)[0] if data is not None else None
        if charter is not None and charter != self.charter:
            self.charter = charter

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


def our_files(raw: RawStep) -> list[FileChange]:
    """The files of a step that hold items, or the charter."""
    roles = [(change, role_of(change.path)) for change in raw.files]
    return [change for change, role in roles if isinstance(role, Register) or role is Role.CHARTER]


def with_data(
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

"""Files: what each file under `content/` is by its path, and what one file says by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from functools import lru_cache
from pathlib import PurePosixPath

from milepost.errors import Location, Problem, Severity
from milepost.model.days import day_from
from milepost.model.fields import Item, Kind
from milepost.model.kinds.commitments import Commitment
from milepost.model.kinds.lessons import Lesson, LessonMatter
from milepost.model.kinds.milestones import Milestone
from milepost.model.kinds.updates import Update, UpdateMatter
from milepost.model.snapshot import AnyItem
from milepost.source.prose.body import read_body
from milepost.source.yaml.decoding import decode
from milepost.source.yaml.front_matter import split_front_matter
from milepost.source.yaml.located_yaml import Document, Path, parse_yaml
from milepost.source.yaml.validation import guess_date, validate

# The front matter of an update says how things stand.
_STATUS = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n(?:(?!---).*\n)*?status[ \t]*:")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-[^/]+)?")


class Role(Enum):
    """What a file is for."""

    CHARTER = "project.yml"
    MILESTONES = "milestones"
    COMMITMENTS = "commitments"
    UPDATE = "updates"
    LESSON = "lessons"
    GLOSSARY = "glossary.yml"
    PAGE = "page"
    OTHER = "other"

    @property
    def holds_items(self) -> bool:
        """Whether the ledger follows what is in it."""
        return self in {Role.MILESTONES, Role.COMMITMENTS, Role.UPDATE, Role.LESSON}


RECORDS: dict[Role, type[Milestone] | type[Commitment]] = {Role.MILESTONES: Milestone, Role.COMMITMENTS: Commitment}
KINDS = {
    Role.MILESTONES: Kind.MILESTONE,
    Role.COMMITMENTS: Kind.COMMITMENT,
    Role.UPDATE: Kind.UPDATE,
    Role.LESSON: Kind.LESSON,
}


def role_of(path: str) -> Role:
    """What the file at a path under `content/` is for."""
    parts = path.split("/")
    if any(part.startswith(".") for part in parts):
        return Role.OTHER
    if path in {"project.yml", "glossary.yml"}:
        return Role(path)
    if path.endswith(".yml") and len(parts) <= 2:
        folder = parts[0] if len(parts) == 2 else parts[0].removesuffix(".yml")
        return {"milestones": Role.MILESTONES, "commitments": Role.COMMITMENTS}.get(folder, Role.OTHER)
    if path.endswith(".md"):
        if len(parts) == 2 and parts[1] not in {"index.md", "README.md"}:
            return {"updates": Role.UPDATE, "lessons": Role.LESSON}.get(parts[0], Role.PAGE)
        return Role.PAGE
    return Role.OTHER


@dataclass(frozen=True, slots=True)
class Sourced:
    """An item with the document and the path in it that it was read from."""

    item: AnyItem
    document: Document
    at: Path = ()

    def locate(self, *path: str | int, key: bool = False) -> Location:
        """Where the item, or a value in it, stands."""
        return self.document.locate((*self.at, *path), key=key)


@dataclass(frozen=True, slots=True)
class FileReading:
    """What one file says: its items in order, and what is wrong with it.

    `ids` holds the ids that items with mistakes claim too; None where the file is too broken to tell.
    """

    items: tuple[Sourced, ...]
    problems: tuple[Problem, ...]
    ids: frozenset[str] | None = frozenset()


def read_file(role: Role, path: str, data: bytes | None, prefix: str = "") -> FileReading:
    """Read a file that holds items; no data is a symbolic link."""
    location = Location(prefix + path)
    if data is None:
        return FileReading((), (symbolic_link(location),), None)
    if not is_utf_8(path):
        return FileReading((), (unnameable(location),))
    text = decode(data, location.path, yaml=role in RECORDS)
    if isinstance(text, Problem):
        return FileReading((), (text,), None)
    if role in RECORDS:
        return read_items(role, parse_yaml(text, location.path))
    return _read_page(role, text, path, prefix)


# A build reads most pages twice, once as they stand and once in history: remembering them halves that.
@lru_cache(maxsize=1024)
def _read_page(role: Role, text: str, path: str, prefix: str) -> FileReading:
    reading = _read_update(text, path, prefix) if role is Role.UPDATE else _read_lesson(text, path, prefix)
    return replace(reading, ids=frozenset({PurePosixPath(path).stem}))


def home_of_update(path: str, data: bytes | None) -> str | None:
    """Where an update belongs that lies, or is called, as if it were none; None where nothing is wrong."""
    name = PurePosixPath(path)
    folder, stem = name.parent.as_posix(), name.name.partition(".")[0]
    if role_of(path) is Role.UPDATE or not _DATED.fullmatch(stem) or folder == "meetings":
        return None
    has_words = name.suffix.casefold() in {".md", ".markdown", ".txt"}
    is_meant = folder.casefold() in {"updates", "update"} or bool(data and _STATUS.match(data))
    return f"updates/{stem}.md" if has_words and is_meant else None


def is_utf_8(path: str) -> bool:
    """Whether the name of a file is text; one of an old disk may be bytes, and no address can hold it."""
    return not _SURROGATE.search(path)


def unnameable(location: Location, severity: Severity = Severity.ERROR) -> Problem:
    """What a file gets whose name is no text."""
    return Problem(location, "the name is not UTF-8, so the file is not published", "rename it", severity)


def symbolic_link(location: Location) -> Problem:
    """What a symbolic link gets: it could lead anywhere."""
    return Problem(location, "a symbolic link is not followed", "put the file itself here")


def read_items(role: Role, document: Document) -> FileReading:
    """The milestones or commitments that a document lists."""
    value = document.value
    problems = list(document.problems)
    if value is None:
        return FileReading((), tuple(problems), None if problems else frozenset())
    if not isinstance(value, list):
        hint = "begin each item with '- id: …'"
        problems.append(Problem(document.locate(), f"expected a list of {role.value}", hint))
        return FileReading((), tuple(problems), None)
    found: list[Sourced] = []
    for index in range(len(value)):
        item, troubles = validate(RECORDS[role], document, (index,))
        problems += troubles
        if item is not None:
            found.append(Sourced(item, document, (index,)))
    problems += repeated(found)
    ids = frozenset(str(entry.get("id", "")) for entry in value if isinstance(entry, dict))
    return FileReading(tuple(found), tuple(problems), ids)


def repeated(found: Iterable[Sourced]) -> list[Problem]:
    """A problem at each id that another item of the same kind has taken before."""
    first: dict[tuple[str, str], Sourced] = {}
    problems = []
    for sourced in found:
        item = sourced.item
        taken = first.setdefault((item.kind, item.id), sourced)
        if taken is not sourced:
            message = f"the {item.kind} {item.id!r} is here twice"
            where = sourced.locate("id") if isinstance(item, Item) else sourced.locate()
            hint = f"{taken.locate('id')} has this id; give each item its own"
            problems.append(Problem(where, message, hint))
    return problems


def _read_update(text: str, path: str, prefix: str) -> FileReading:
    name = PurePosixPath(path).stem
    day, problems = _day_of(name, prefix + path)
    document, body_line, body = split_front_matter(text, prefix + path)
    matter, troubles = validate(UpdateMatter, document) if document.root else (None, ())
    problems += [*document.problems, *troubles]
    if day is None or matter is None:
        return FileReading((), tuple(problems))
    update = Update(name, day, path, matter, read_body(body, body_line))
    return FileReading((Sourced(update, document),), tuple(problems))


def _day_of(name: str, path: str) -> tuple[date | None, list[Problem]]:
    found = _DATED.fullmatch(name)
    if found:
        try:
            return day_from(found[1]), []
        except ValueError as error:
            return None, [Problem(Location(path), f"{found[1]!r} in the file's name is not a date: {error}")]
    digits = re.match(r"[0-9]+([-._][0-9]+)*", name)
    guess = guess_date(digits[0].replace("_", "-")) if digits else None
    hint = f"name it {guess or 'YYYY-MM-DD'}.md or {guess or 'YYYY-MM-DD'}-a-few-words.md"
    return None, [Problem(Location(path), "the name of an update begins with its date", hint)]


def _read_lesson(text: str, path: str, prefix: str) -> FileReading:
    document, body_line, body = split_front_matter(text, prefix + path)
    matter, troubles = validate(LessonMatter, document) if document.root else (None, ())
    problems = (*document.problems, *troubles)
    if matter is None:
        return FileReading((), problems)
    lesson = Lesson(PurePosixPath(path).stem, path, matter, read_body(body, body_line))
    return FileReading((Sourced(lesson, document),), problems)

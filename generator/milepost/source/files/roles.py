"""Roles: what each file under `content/` is for, by its path."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from functools import lru_cache
from pathlib import PurePosixPath

from milepost.errors import Location, Problem, Severity
from milepost.model.registers import REGISTERS, Form, Register, register_named

# The front matter of an update says how things stand.
_STATUS = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n(?:(?!---).*\n)*?status[ \t]*:")
_SURROGATE = re.compile("[\ud800-\udfff]")
DATED = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-[^/]+)?")
"""The name of a page that begins with its day."""


class Role(Enum):
    """What a file is for that is in no register."""

    CHARTER = "project.yml"
    GLOSSARY = "glossary.yml"
    PAGE = "page"
    OTHER = "other"


@lru_cache(maxsize=4096)  # Asked of every path by each who reads it.
def register_at(path: str) -> Register | None:
    """The register whose items stand in the file at a path under `content/`."""
    parts = path.split("/")
    if len(parts) > 2 or is_hidden(path):
        return None
    ending = path.rpartition(".")[2]
    register = register_named(parts[0] if len(parts) == 2 else parts[0].removesuffix(f".{ending}"))
    if register is None or ending != ("yml" if register.is_list else "md"):
        return None
    if register.form is Form.PAGE:
        return register if len(parts) == 1 else None
    is_item = register.is_list or (len(parts) == 2 and parts[1] not in {"index.md", "README.md"})
    return register if is_item else None


def empty_pages(paths: Iterable[str]) -> frozenset[str]:
    """The pages of the registers that have no file: an empty register leaves no trace."""
    used = {register_at(path) for path in paths}
    return frozenset(
        register.page for register in REGISTERS if (register.is_record or register.in_record) and register not in used
    )


def role_of(path: str) -> Role | Register:
    """What the file at a path under `content/` is for: its register, or what else it holds."""
    if is_hidden(path):
        return Role.OTHER
    if path in {"project.yml", "glossary.yml"}:
        return Role(path)
    return register_at(path) or (Role.PAGE if path.endswith(".md") else Role.OTHER)


def home_of_update(path: str, data: bytes | None) -> str | None:
    """Where an update belongs that lies, or is called, as if it were none; None where nothing is wrong."""
    register = register_at(path)
    if register and register.form is Form.DATED_PAGES:
        return None
    name = PurePosixPath(path)
    folder, stem = name.parent.as_posix(), name.name.partition(".")[0]
    if not DATED.fullmatch(stem):
        return None
    has_words = name.suffix.casefold() in {".md", ".markdown", ".txt"}
    is_meant = folder.casefold() in {"updates", "update"} or bool(data and _STATUS.match(data))
    return f"updates/{stem}.md" if has_words and is_meant else None


def is_hidden(path: str) -> bool:
    """Whether a file, or a folder that it lies in, has a name that begins with a dot."""
    return path.startswith(".") or "/." in path


def is_utf_8(path: str) -> bool:
    """Whether the name of a file is text; one of an old disk may be bytes, and no address can hold it."""
    return not _SURROGATE.search(path)


def unnameable(location: Location, severity: Severity = Severity.ERROR) -> Problem:
    """What a file gets whose name is no text."""
    return Problem(location, "the name is not UTF-8, so the file is not published", "rename it", severity)


def symbolic_link(location: Location) -> Problem:
    """What a symbolic link gets: it could lead anywhere."""
    return Problem(location, "a symbolic link is not followed", "put the file itself here")

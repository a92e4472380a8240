"""What can go wrong, said for people: a place, what is wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum, StrEnum
from typing import Self

from milepost.frozen import dataclass


class ExitCode(IntEnum):
    """How a command ends: 1 is the author's to mend, 3 is ours; 4 and 5 are what `verify` has found."""

    meaning: str

    def __new__(cls, number: int, meaning: str) -> Self:
        """Make a number that knows what it means."""
        code = int.__new__(cls, number)
        code._value_, code.meaning = number, meaning
        return code

    OK = 0, "All is well."
    PROBLEMS = 1, "Something is yours to mend."
    USAGE = 2, "The command was misspelt."
    BUG = 3, "A bug of ours; a file that is named holds all that its makers need."
    DIFFERS = 4, "From `verify`: something differs from what git gives."
    UNPROVEN = 5, "From `verify`: nothing differs, but not all of it could be built again."
    INTERRUPTED = 130, "Interrupted; what was there before is whole."


class Severity(StrEnum):
    """How much a problem weighs: only an error stops a build; `--strict` stops at warnings too."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file, lines and columns counted from 1 (0: the file as a whole)."""

    path: str
    line: int = 0
    column: int = 0
    revision: str = ""

    def __str__(self) -> str:
        parts = [self.revision[:10], self.path]
        parts += [str(number) for number in (self.line, self.column) if number]
        return ":".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one place; printed as `path:line:column: what (what to do)`."""

    location: Location
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.location}: {self.message}{f' ({self.hint})' if self.hint else ''}"


class MilepostError(Exception):
    """A reason to stop that a person can act on."""


class RepositoryError(MilepostError):
    """Git cannot give the evidence: no repository, no commits, a shallow clone, no git."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message}{f' ({hint})' if hint else ''}")


class NothingCommittedError(RepositoryError):
    """A repository that has no history yet."""


class SiteError(MilepostError):
    """The site cannot be written where it was asked to go."""


class ForgedError(SiteError):
    """What stands in the place of a file of ours was written by nobody of ours."""


class ContentError(MilepostError):
    """The content has errors; `problems` holds every one of them, warnings too."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n".join(map(str, self.problems)))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems without repeats, by place."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda p: (p.location, p.severity, p.message)))


def errors_in(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that stop a build."""
    return tuple(p for p in problems if p.severity is Severity.ERROR)

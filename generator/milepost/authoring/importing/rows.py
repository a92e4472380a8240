"""Rows: what an export says of one item, and what of it cannot be used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from datetime import date

from milepost.errors import MilepostError
from milepost.frozen import dataclass


class UnusableError(MilepostError):
    """An export that cannot be read at all."""


@dataclass(frozen=True, slots=True)
class Row:
    """One item of an export; `key` is the source's own, `number` where it stands there.

    `due` is the date it has now, `first` the first one that the source knows (a baseline, its history), None where it
    knows of no other. `after` are the keys of what it waits for.
    """

    key: str
    title: str
    due: date
    number: int
    start: date | None = None
    done: date | None = None
    first: date | None = None
    progress: int | None = None
    owner: str | None = None
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unusable:
    """A row that cannot be used, the column that is the reason, and why."""

    number: int
    column: str
    reason: str

    def __str__(self) -> str:
        return f"row {self.number}, {self.column}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Export:
    """What was read: the tool that it comes from, the rows that can be used, and the others."""

    tool: str
    rows: Sequence[Row]
    unusable: Sequence[Unusable] = field(default_factory=tuple)

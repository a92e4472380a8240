"""Rows: a line for each promise that opens to its story, and on which page of a register it stands.

A page stays light however long the project lasts: what has no room on it stands on pages of its years.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import field
from itertools import groupby

from markupsafe import Markup

from milepost.facts.promises.promises import PromiseFacts, State
from milepost.frozen import dataclass

IN_SIGHT = 50
"""How many open ones stand unfolded: about seven screens of a phone."""
MOST_ELEMENTS, MOST_BYTES = 4_600, 190_000
"""What the rows of one page may weigh, beside its frame."""
_ELEMENT = re.compile(r"<[a-z]")


@dataclass(frozen=True, slots=True)
class Row:
    """One promise as HTML, as its line in a chart where it has one, and what both weigh."""

    promise: PromiseFacts
    html: Markup
    drawn: Markup = field(default_factory=Markup)

    @property
    def elements(self) -> int:
        """How many elements a browser makes of it."""
        return len(_ELEMENT.findall(self.html + self.drawn))

    @property
    def size(self) -> int:
        """How many bytes it is."""
        return len((self.html + self.drawn).encode())

    @property
    def year(self) -> int:
        """The year in which it ended, or else is due."""
        return (self.promise.closed_on or self.promise.due).year

    @property
    def quarter(self) -> tuple[int, int]:
        """The year and the quarter of the same day."""
        day = self.promise.closed_on or self.promise.due
        return day.year, (day.month + 2) // 3


@dataclass(frozen=True, slots=True)
class Quarter:
    """The rows of three months."""

    year: int
    number: int
    rows: tuple[Row, ...]

    @property
    def late(self) -> int:
        """How many of them were kept late, are overdue or were removed without a word."""
        return sum(row.promise.state in {State.KEPT_LATE, State.OVERDUE, State.VANISHED} for row in self.rows)


@dataclass(frozen=True, slots=True)
class Year:
    """A page of rows that have no room on the page of their register; `name` is that of its folder."""

    year: int
    name: str
    part: int
    rows: tuple[Row, ...]


def by_quarter(rows: Iterable[Row]) -> tuple[Quarter, ...]:
    """Rows that stand in the order of their days, by quarter."""
    grouped = groupby(rows, key=lambda row: row.quarter)
    return tuple(Quarter(year, number, tuple(group)) for (year, number), group in grouped)


def placed(rows: Sequence[Row]) -> tuple[tuple[Row, ...], tuple[Year, ...]]:
    """The rows that have room on one page, the first ones first, and the pages of the others, the newest year first."""
    here, others = _fitting(rows)
    if others:
        return here, _years(others)
    return here, ()


def elsewhere_json(years: Iterable[Year]) -> str:
    """Which promise stands on which page, for the script that leads an old address there."""
    return json.dumps({year.name: [row.promise.item.id for row in year.rows] for year in years})


def _years(rows: Sequence[Row]) -> tuple[Year, ...]:
    by_year: dict[int, list[Row]] = {}
    for row in rows:
        by_year.setdefault(row.year, []).append(row)
    pages: list[Year] = []
    for year in sorted(by_year, reverse=True):
        rest, part = tuple(by_year[year]), 0
        while rest:
            here, rest = _fitting(rest)
            part += 1
            pages.append(Year(year, f"{year}-{part}" if part > 1 else str(year), part, here))
    return tuple(pages)


def _fitting(rows: Sequence[Row]) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """As many of the first rows as a page bears, but one at least; and the others."""
    elements = size = 0
    for n, row in enumerate(rows):
        elements, size = elements + row.elements, size + row.size
        if n and (elements > MOST_ELEMENTS or size > MOST_BYTES):
            return tuple(rows[:n]), tuple(rows[n:])
    return tuple(rows), ()

"""Prose: a page's Markdown with what can be read off it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from milepost.frozen import dataclass
from milepost.model.fields import Kind

_NAME = re.compile(rf"\b({'|'.join(Kind)}):([A-Za-z0-9][A-Za-z0-9._-]{{0,63}})")


@dataclass(frozen=True, slots=True)
class ItemLink:
    """A link such as `[the beta](milestone:beta)` or `<commitment:C-014>`, and where it stands.

    `is_seen`: a reader of the page sees it, so it tells of the item.
    """

    kind: str
    id: str
    line: int
    column: int
    is_seen: bool = True

    @property
    def target(self) -> tuple[Kind, str] | None:
        """What it points at, or None where the kind is unknown."""
        return (Kind(self.kind), self.id) if self.kind in set(Kind) else None


@dataclass(frozen=True, slots=True)
class Section:
    """The part of a page under one second-level heading; `name` is the known section it is, if any."""

    heading: str
    name: str | None
    markdown: str


@dataclass(frozen=True, slots=True)
class Body:
    """A page's Markdown; `lede` is what stands before the first heading, `line` where it begins in the file."""

    markdown: str
    line: int = 1
    lede: str = ""
    sections: tuple[Section, ...] = ()
    links: tuple[ItemLink, ...] = ()

    def section(self, name: str) -> Section | None:
        """The known section of that name, such as `needed`."""
        return next((section for section in self.sections if section.name == name), None)


def names_in(markdown: str) -> Iterator[tuple[tuple[Kind, str], int]]:
    """The items that a text names in the way of links, also where it is no link, each with its offset."""
    if any(f"{kind}:" in markdown for kind in Kind):  # To look for the words costs less than for the pattern.
        yield from (((Kind(found[1]), found[2].rstrip(".-_")), found.start()) for found in _NAME.finditer(markdown))


def keys_in(markdown: str) -> frozenset[tuple[Kind, str]]:
    """The items that a text names in the way of links."""
    return frozenset(key for key, _ in names_in(markdown))

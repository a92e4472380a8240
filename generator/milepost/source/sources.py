"""Sources: what was read, together with where it stands, for the checks that look across files."""

from __future__ import annotations

from dataclasses import dataclass

from milepost.model.charter import Charter
from milepost.model.prose import Body
from milepost.model.snapshot import FreePage
from milepost.source.files import Sourced
from milepost.source.located_yaml import Document


@dataclass(frozen=True, slots=True)
class PageSource:
    """A free page and its body."""

    page: FreePage
    body: Body


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that could be read; `paths` are all files there are, `prefix` what their locations begin with."""

    charter: Charter | None
    charter_document: Document | None
    items: tuple[Sourced, ...]
    pages: tuple[PageSource, ...]
    paths: frozenset[str]
    prefix: str

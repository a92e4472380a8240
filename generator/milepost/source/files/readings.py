"""Sources: what was read, together with where it stands, for the checks that look across files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from milepost.frozen import dataclass
from milepost.model.fields import Kind
from milepost.model.items import Item
from milepost.model.kinds.charter import Charter
from milepost.model.kinds.glossary import Term
from milepost.model.snapshot import FreePage, Key
from milepost.model.texts.prose import Body
from milepost.source.files.items import Sourced
from milepost.source.yaml.nodes import Document


@dataclass(frozen=True, slots=True)
class PageSource:
    """A free page, its body, and its front matter."""

    page: FreePage
    body: Body
    document: Document


@dataclass(frozen=True)
class Sources:
    """Everything that could be read, and the prefix of its locations.

    `ids` are all the names that items claim, those with mistakes too; a kind is missing where a file of it is too
    broken to tell, so that one mistake is not told again at every place that rests on it. `gone` are items that history
    knows and the files do not, `paths` all the files there are.
    """

    charter: Charter | None
    charter_document: Document | None
    items: tuple[Sourced, ...]
    pages: tuple[PageSource, ...]
    ids: Mapping[Kind, frozenset[str]]
    prefix: str
    gone: frozenset[Key] = frozenset()
    paths: frozenset[str] = frozenset()
    glossary: tuple[Term, ...] = ()

    @cached_property
    def heirs(self) -> Mapping[Key, Key]:
        """The item that each former id belongs to now."""
        items = [sourced.item for sourced in self.items if isinstance(sourced.item, Item)]
        return {(item.kind, name): (item.kind, item.id) for item in items for name in item.was}

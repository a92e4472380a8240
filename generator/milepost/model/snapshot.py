"""The snapshot: everything the content says at one revision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date
from types import MappingProxyType

from milepost.errors import Location
from milepost.frozen import dataclass
from milepost.model.fields import Kind, Record
from milepost.model.gate import Gate
from milepost.model.items import PageItem, RegisterItem
from milepost.model.kinds.charter import Charter
from milepost.model.kinds.commitments import Commitment
from milepost.model.kinds.glossary import Term
from milepost.model.kinds.lessons import Lesson
from milepost.model.kinds.milestones import Milestone
from milepost.model.kinds.updates import Update

Promise = Milestone | Commitment
ListItem = Promise | RegisterItem
AnyItem = ListItem | PageItem
Key = tuple[Kind, str]


def written_of(item: AnyItem) -> Record:
    """What is written down of an item: the entry of its list, or the front matter of its page."""
    return item.matter if isinstance(item, PageItem) else item


def keys_named(name: str, kinds: Iterable[Kind]) -> tuple[Key, ...]:
    """Which items a name in a field can mean: an id, or `kind:id`."""
    said, _, item_id = name.rpartition(":")
    return tuple((kind, item_id) for kind in kinds if said in ("", kind))


@dataclass(frozen=True, slots=True)
class FreePage:
    """A page of the author's own, shown as it is unless it is internal; `changed` is when it last was, if known."""

    path: str
    title: str | None
    is_public: bool
    changed: date | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The charter and every item by kind and id, in the order of the files; `places` tells where each stands.

    `glossary` holds the terms by name, `gate` the files that may go out.
    """

    charter: Charter
    items: Mapping[Key, AnyItem]
    pages: tuple[FreePage, ...] = ()
    places: Mapping[Key, Location] = field(default_factory=lambda: MappingProxyType({}))
    glossary: tuple[Term, ...] = ()
    gate: Gate = field(default_factory=Gate)

    @property
    def milestones(self) -> tuple[Milestone, ...]:
        """The plan, in the order of the files."""
        return tuple(item for item in self.items.values() if isinstance(item, Milestone))

    @property
    def commitments(self) -> tuple[Commitment, ...]:
        """The promises, in the order of the files."""
        return tuple(item for item in self.items.values() if isinstance(item, Commitment))

    @property
    def updates(self) -> tuple[Update, ...]:
        """The updates, oldest first."""
        return tuple(sorted((i for i in self.items.values() if isinstance(i, Update)), key=lambda u: (u.date, u.id)))

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        """The lessons, newest first."""
        found = (item for item in self.items.values() if isinstance(item, Lesson))
        return tuple(sorted(found, key=lambda lesson: (-lesson.matter.date.toordinal(), lesson.id)))

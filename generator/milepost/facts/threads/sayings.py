"""Sayings: what each item that is there says it was, and since when, whoever may see it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from milepost.model.history import Change
from milepost.model.snapshot import AnyItem, Key


class Saying(NamedTuple):
    """How an item says what it was: in this step first, and by the last name that it had."""

    anew: bool
    by_last_name: bool


class Sayings:
    """The items that are there, and which of them say `was` of which id."""

    def __init__(self) -> None:
        self.heirs: dict[Key, set[Key]] = {}
        self._present: dict[Key, AnyItem] = {}
        self._said: dict[Key, tuple[Key, ...]] = {}

    def received(self, changes: Iterable[Change]) -> dict[Key, AnyItem | None]:
        """Each changed key with what it holds now; who says `was` of what is remembered."""
        changes = tuple(changes)
        states: dict[Key, AnyItem | None] = {_key(c.before): None for c in changes if c.before}
        states |= {_key(c.after): c.after for c in changes if c.after}
        self._said = {key: _former(self._present.pop(key, None)) for key in states}
        for key, item in states.items():
            for former in self._said[key]:
                self.heirs[former].discard(key)
                if not self.heirs[former]:
                    del self.heirs[former]
            if item is not None:
                self._present[key] = item
                for former in _former(item):
                    self.heirs.setdefault(former, set()).add(key)
        return states

    def named(self, key: Key) -> list[tuple[Key, Key]]:
        """The keys that an item says it had, each with what it calls it itself: what is internal passes on.

        What is in use, for all to see, is idle.
        """
        named = [(former, former) for former in _former(self._present.get(key))]
        for former, said in named:  # grows while it is walked
            if self.is_internal(former):
                known = {name for name, _ in named}
                named += [(other, said) for other in _former(self._present[former]) if other not in known]
        return [(former, said) for former, said in named if former not in self._present or self.is_internal(former)]

    def is_internal(self, key: Key) -> bool:
        """Whether an item is there that only the team may see."""
        item = self._present.get(key)
        return item is not None and not item.is_public

    def item(self, key: Key) -> AnyItem:
        """The item that is there under a key."""
        return self._present[key]

    def already(self, key: Key) -> tuple[Key, ...]:
        """What an item said that it was, before this step."""
        return self._said.get(key, _former(self._present.get(key)))

    def heirs_of(self, asked: list[Key]) -> set[Key]:
        """Who says that they were one of some ids; what is internal hands the question on."""
        found: set[Key] = set()
        for former in asked:  # grows while it is walked
            heirs = self.heirs.get(former, set()) - found
            found |= heirs
            asked += [heir for heir in heirs if self.is_internal(heir)]
        return found


def _former(item: AnyItem | None) -> tuple[Key, ...]:
    """The keys that an item says it had, each once."""
    return tuple((item.kind, name) for name in dict.fromkeys(getattr(item, "was", ()))) if item else ()


def _key(item: AnyItem) -> Key:
    return item.kind, item.id

"""Once: what an earlier run read of a file is taken over, as long as the file holds the same."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TypeVar

from milepost.memory.folder import VARIABLE
from milepost.memory.works import Works, name_of

T = TypeVar("T")
# What a process that reads on has of so many projects.
_HELD: dict[tuple[str | None, ...], Works] = {}
_MOST = 8


class Once:
    """What was read of each file of a project; without works, everything is read."""

    def __init__(self, works: Works | None = None) -> None:
        self._works = works

    @classmethod
    def of(cls, *project: str) -> Once:
        """What is kept of a project; in a process that reads on, as a preview's does, what that has read itself."""
        return cls(_works_of(os.environ.get(VARIABLE), *project))

    def read(self, read: Callable[[], T], data: bytes | None, *words: str) -> T:
        """What `read` makes of data and words, and of nothing else."""
        if self._works is None or data is None:
            return read()
        name = name_of(*words, data)
        found: T | None = self._works.taken(name)
        if found is None:
            found = read()
            self._works.put(name, found)
        return found

    def all_read(self) -> None:
        """Keep what was read or taken over since the last time, and forget the rest."""
        if self._works:
            self._works.turn()


def _works_of(*named: str | None) -> Works | None:
    """What is kept of a project in the folder that is named; while nothing may be, that is asked anew each time."""
    held = _HELD.get(named) or Works.of(*map(str, named[1:]), kind="readings")
    if held and named not in _HELD:
        if len(_HELD) == _MOST:
            _HELD.clear()
        _HELD[named] = held
    return held

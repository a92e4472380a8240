"""Works: what was made in an earlier build, by a name for all that it was made from, to be taken over in the next.

Nothing in it can be out of date: whatever is made from anything else has another name. After a build that made little
anew only that is written, beside what there was; once that is much, or much of what there was is of no use any more,
all that the last build made or took over is written as one, and the rest forgotten.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

from milepost.memory.folder import LARGEST, drop, is_new, keep, kept_folder
from milepost.memory.records import frozen, named, recalled

_KIND = "works"
# What was made since all was written as one, and which part of that it may come to.
_LATER, _LITTLE = "-later", 8


def name_of(*origin: str | bytes) -> str:
    """A name for what is made of all this, and nothing else."""
    total = blake2b(digest_size=20)
    for part in origin:
        data = part.encode(errors="surrogatepass") if isinstance(part, str) else part
        total.update(b"%d:" % len(data))
        total.update(data)
    return total.hexdigest()


class Works:
    """What the builds of one site made, in plain values; `name` is what it is kept under (None: in this process).

    Each `kind` has a folder of its own.
    """

    def __init__(self, name: str | None = None, kind: str = _KIND) -> None:
        self._name, self._kind = name, kind
        self._whole, self._later = (_recalled(kind, name), _recalled(kind, name + _LATER)) if name else ({}, {})
        self._before: dict[str, Any] = self._whole | self._later
        self._now: dict[str, Any] = {}

    @classmethod
    def of(cls, *site: str, kind: str = _KIND) -> Works | None:
        """What was kept of a site; None where nothing may be, and in the first build on a machine without people.

        What a build has made may be as large as its site, and CI would never ask for it again.
        """
        is_first = is_new(kind)
        name = named((kind, *site)) if kept_folder(kind) and not is_first else None
        return cls(name, kind) if name else None

    @classmethod
    def here(cls) -> Works | None:
        """What is kept as long as this process goes on; None where nothing may be."""
        return cls() if kept_folder(_KIND) else None

    def taken(self, name: str) -> Any:
        """What was made from the same; None where nothing was."""
        found = self._now.get(name) or self._before.get(name)
        if found is not None:
            self._now[name] = found
        return found

    def put(self, name: str, made: Any) -> None:
        """Remember what was made."""
        self._now[name] = made

    def turn(self) -> None:
        """A build is done: what it made is there for the next one."""
        name = self._name if self._now.keys() != self._before.keys() else None
        self._before = {}  # It would stand in memory beside what is written.
        if name:
            self._write(name)
        self._before, self._now = self._now, {}

    def _write(self, name: str) -> None:
        later = {work: made for work, made in self._now.items() if work not in self._whole}
        left = len(self._whole) - (len(self._now) - len(later))
        if len(later) + left <= len(self._whole) // _LITTLE:
            keep(self._kind, name + _LATER, frozen(later))
        else:
            keep(self._kind, name, _kept(self._now))
            drop(self._kind, name + _LATER)


def _recalled(kind: str, name: str) -> dict[str, Any]:
    found = recalled(kind, name)
    return found if isinstance(found, dict) else {}


def _kept(made: dict[str, Any]) -> bytes:
    """What was made, as bytes; of more than may be kept what came first, for a build tells the newest first."""
    data, room = frozen(made), LARGEST
    if len(data) <= LARGEST:
        return data
    fitting: dict[str, Any] = {}
    for name, work in made.items():
        room -= len(frozen((name, work)))
        if room < 0:
            break
        fitting[name] = work
    return frozen(fitting)

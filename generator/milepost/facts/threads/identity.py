"""Identity: which item is which, through renames, returns and joins, as the public has seen them.

An internal item is as good as absent: it neither begins a thread nor gives one anything. A thread keeps every id under
which it was ever public, so that an id that was used before is the same item again, unless the content says that the
thread goes on elsewhere. `was` can only add to a thread, never take one from an item that is still here. Of a step,
all items are known before any of them is joined.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from milepost.facts.threads.sayings import Saying, Sayings
from milepost.facts.threads.threads import PageThread, PromiseThread, RecordThread, Thread
from milepost.model.history import Change
from milepost.model.registers import register_of
from milepost.model.snapshot import AnyItem, Key


class Turn(NamedTuple):
    """What a step does to a thread: its item as it now is (None: it left the public eye), and what joined it."""

    thread: Thread
    item: AnyItem | None
    merged: tuple[Thread, ...] = ()


class Threads:
    """Every thread there ever was, and which of them each id belongs to."""

    def __init__(self) -> None:
        self.all: list[Thread] = []
        self._owners: dict[Key, Thread] = {}
        self._shown: dict[Key, Thread] = {}
        self._ever: set[Key] = set()
        self._sayings = Sayings()

    def find(self, key: Key) -> Thread | None:
        """The item that has this name now, or failing that the one that last had it."""
        thread = self._shown.get(key) or self._owners.get(key)
        return thread.root if thread else None

    def was_shown(self, key: Key) -> bool:
        """Whether anything was ever public under this name."""
        return key in self._ever

    def turns(self, changes: Iterable[Change], day: date) -> list[Turn]:
        """What a step does to each thread it concerns, promises before the pages that tell of them."""
        changed = self._sayings.received(changes)
        public = {key: item for key, item in changed.items() if item is not None and item.is_public}
        if len(changed) == 1 and public and public.keys() <= self._shown.keys() and not self._sayings.heirs:
            return [Turn(self._shown[key], item) for key, item in public.items()]
        left = {key: self._shown.pop(key) for key in sorted(changed) if key in self._shown and key not in public}
        heirs = self._heirs_of(left, changed)
        claimed = _Claims(self, left, public, heirs)
        turns = [self._shown_by(key, item, claimed) for key, item in sorted(public.items())]
        turns += self._joined_by_loss(heirs - public.keys(), claimed)
        self._hide(changed.keys() | heirs, claimed, day)
        turns += [Turn(thread, None) for thread in left.values() if thread not in claimed.taken]
        return sorted(turns, key=_order)

    def _shown_by(self, key: Key, item: AnyItem, claims: _Claims) -> Turn:
        """The turn of an item that is public now: its thread goes on, returns, changes its name, or begins."""
        thread = self._shown.get(key)
        found = [other for other in claims.of(key) if other is not thread]
        if thread is None:
            thread = found.pop(0) if found else self._begun(item)
            thread.id = item.id
            self._shown[key] = self._owners[key] = thread
            self._ever.add(key)
        for other in found:
            other.joined = thread
        return Turn(thread, item, tuple(found))

    def _begun(self, item: AnyItem) -> Thread:
        register = register_of(item.kind)
        make = PromiseThread if register.is_promise else RecordThread if register.is_record else PageThread
        thread = make(item.kind, item.id, origin=item.id)
        self.all.append(thread)
        return thread

    def _heirs_of(self, left: Mapping[Key, Thread], changed: Iterable[Key]) -> set[Key]:
        """Who said before that they were what went only now, under whichever name, or what is internal and new."""
        gone = set(left.values())
        said = self._sayings
        asked = [former for former in said.heirs if self.find(former) in gone]
        asked += [key for key in changed if key in said.heirs and said.is_internal(key)]
        return said.heirs_of(asked)

    def _joined_by_loss(self, heirs: Iterable[Key], claims: _Claims) -> Iterator[Turn]:
        """Items that stand as they stood, and said before of one that went only now that they were it."""
        for heir in sorted(heirs):
            thread, found = self._shown.get(heir), tuple(claims.of(heir))
            if thread is not None and found:
                for other in found:
                    other.joined = thread
                yield Turn(thread, self._sayings.item(heir), found)

    def free(self, key: Key, claims: _Claims) -> Iterator[tuple[Saying, Thread]]:
        """The threads that an item says it was, as far as they are nobody else's: by `was`, in its order, by name."""
        seen: set[Thread] = set()
        already = self._sayings.already(key)
        for former, named in self._sayings.named(key):
            thread = self.find(former)
            if thread is not None and thread not in seen and claims.is_free(thread):
                seen.add(thread)
                yield Saying(named not in already, former[1] == thread.id), thread

    def own(self, key: Key, claims: _Claims) -> Thread | None:
        """The thread that was public under this id before, unless it goes on elsewhere."""
        thread = self.find(key)
        return thread if thread is not None and claims.is_free(thread) else None

    def shown_at(self, key: Key) -> Thread | None:
        """The thread that is public under a name."""
        return self._shown.get(key)

    def shows(self, thread: Thread) -> bool:
        """Whether a thread is public now, under whatever name."""
        return self._shown.get((thread.kind, thread.id)) is thread

    def _hide(self, keys: Iterable[Key], claims: _Claims, day: date) -> None:
        """Withhold the whole history of each thread that an internal item goes on with."""
        for key in sorted(keys):
            if not self._sayings.is_internal(key):
                continue
            own = self.own(key, claims)
            back = [own] if own is not None and own.id == key[1] else []
            for thread in (*back, *(other for _, other in self.free(key, claims))):
                thread.hidden_on = thread.hidden_on or day
                self._owners[key] = thread


class _Claims:
    """Who gets which thread: who is back under its last name, then whom `was` gives it, then an earlier name.

    What `was` said already, while the old id was still in use, comes last; there `heirs`, which stand as they stood,
    ask as those do that the step changes, so that a change of something else decides nothing.
    """

    def __init__(
        self, threads: Threads, left: Mapping[Key, Thread], public: Mapping[Key, AnyItem], heirs: set[Key]
    ) -> None:
        self._threads = threads
        self.taken: set[Thread] = set()
        asking = public.keys() | {key for key in heirs if threads.shown_at(key) is not None}
        self._given: dict[Key, list[Thread]] = {key: [] for key in asking}
        came = [key for key in sorted(public) if threads.shown_at(key) is None]
        for key in came:
            thread = threads.own(key, self)
            if thread is not None and thread.id == key[1]:
                self._give(key, thread)
        self._by_was(sorted(public), anew=True)
        for key in came:
            thread = threads.own(key, self)
            if thread is not None:
                self._give(key, thread)
        self._by_was(sorted(asking), anew=False)
        for given in self._given.values():
            given.sort(key=lambda thread: thread not in left.values())  # What was here until now goes on.

    def _by_was(self, asking: Iterable[Key], *, anew: bool) -> None:
        for is_last_name in (True, False):
            for key in asking:
                for saying, thread in list(self._threads.free(key, self)):
                    if saying.anew == anew and saying.by_last_name >= is_last_name:
                        self._give(key, thread)

    def _give(self, key: Key, thread: Thread) -> None:
        self.taken.add(thread)
        self._given[key].append(thread)

    def of(self, key: Key) -> list[Thread]:
        """The threads that an item goes on with, the one that it is first."""
        return list(self._given.get(key, ()))

    def is_free(self, thread: Thread) -> bool:
        """Whether a thread is neither public nor given to anybody."""
        return thread not in self.taken and not self._threads.shows(thread)


def _order(turn: Turn) -> tuple[bool, str, str]:
    return isinstance(turn.thread, PageThread), turn.thread.kind, turn.thread.id

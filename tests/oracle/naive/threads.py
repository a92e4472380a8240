"""Threads: what the public was told under joined ids, and which item goes on with which."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from oracle.naive.states import Item
from oracle.naive.values import agreement, is_public, names_of


@dataclass(eq=False)
class Thread:
    """What the public was told under joined ids; `called` is the last of them, `consent` how it was ever agreed to."""

    kind: str
    called: str
    last: Item
    first: date | None
    public_since: date
    grace: timedelta
    here: bool = True
    hidden: bool = False
    missed: bool = False
    countdown: Item | None = None
    deemed: bool = False
    consent: str | None = None
    degrees: Item = field(default_factory=dict)
    stands: Item | None = None
    events: list[Item] = field(default_factory=list)
    joined_to: Thread | None = None

    @property
    def final(self) -> Thread:
        """The thread that it became a part of, or itself."""
        return self.joined_to.final if self.joined_to else self

    @property
    def agreed(self) -> date | None:
        """The date that judges it."""
        return agreement(self.last) or self.first

    def count(self, event: str) -> int:
        """How many entries of a name it has."""
        return sum(entry["event"] == event for entry in self.events)


class Threads:
    """Every thread of a kind, which ids are public now or were ever, and who bore which id last."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.all: list[Thread] = []
        self.shown: set[str] = set()
        self.ever: set[str] = set()
        self.before: dict[str, list[str]] = {}
        self.bearers: dict[str, Thread] = {}

    def find(self, name: str) -> Thread | None:
        """The thread that has an id, or had it last."""
        return self.bearers.get(name)

    def claimed(self, items: dict[str, Item]) -> dict[str, list[Thread]]:
        """The threads of each public item, the one that it goes on with first: the best claims first.

        What is still there goes on; what is back under its last name comes back; then comes what `was` says anew, a
        last name before an older one; then an old id of one's own; then what `was` said already, and idly so far.
        """
        public = {name: item for name, item in items.items() if is_public(item)}
        claims: list[tuple[tuple[int, bool], str, int, Thread]] = []
        for name, item in public.items():
            if own := self.find(name):
                order = 1 if name in self.shown else 2 if own.called == name else 4
                claims.append(((order, False), name, 0, own))
            for place, (old, said, thread) in enumerate(self.said(item, items)):
                order = 5 if said in self.before.get(name, ()) else 3
                claims.append(((order, thread.called != old), name, place, thread))
        given: dict[str, list[Thread]] = {name: [] for name in public}
        taken: set[Thread] = set()
        for _, name, _, thread in sorted(claims, key=lambda claim: claim[:3]):
            if thread not in taken:
                taken.add(thread)
                given[name].append(thread)
        for threads in given.values():
            threads.sort(key=lambda thread: not thread.here)
        return given

    def hidden(self, items: dict[str, Item], given: dict[str, list[Thread]]) -> dict[str, list[Thread]]:
        """The threads that internal items go on with: what no public item does."""
        taken = [thread for threads in given.values() for thread in threads]
        held: dict[str, list[Thread]] = {}
        for name in sorted(name for name in items if not is_public(items[name])):
            threads = [thread for _, _, thread in self.said(items[name], items)]
            own = [thread for thread in self.all if thread.called == name and self.find(name) is thread]
            held[name] = [thread for thread in own + threads if thread not in taken]
        return held

    def said(self, item: Item, items: dict[str, Item]) -> list[tuple[str, str, Thread]]:
        """The names of `was` that say something, each with the name that the item uses, and their threads.

        An id that every reader can see says nothing. What an internal item says it was is said by whoever says to have
        been that item.
        """
        named = [(name, name) for name in names_of(item)]
        for name, said in named:  # grows while it is walked
            if name in items and not is_public(items[name]):
                known = {name for name, _ in named}
                named += [(other, said) for other in names_of(items[name]) if other not in known]
        found = [(name, said, self.find(name)) for name, said in named if not is_public(items.get(name))]
        return [(name, said, thread) for name, said, thread in found if thread]

    def merge(self, thread: Thread, other: Thread) -> None:
        """Join one thread to another: the earliest first promise stands, no entry is lost."""
        self.all.remove(other)
        other.joined_to = thread
        thread.events += other.events
        if thread.first and other.first and other.first < thread.first:
            thread.first, thread.degrees = other.first, thread.degrees | other.degrees
        self.bearers.update({name: thread for name, bearer in self.bearers.items() if bearer is other})

    def hold(self, items: dict[str, Item], shown: dict[str, Thread], hidden: dict[str, list[Thread]]) -> None:
        """Note who holds which thread after a step; a thread is called what the public last called it."""
        for name, threads in hidden.items():
            for thread in threads:
                thread.hidden = True
                self.bearers[name] = thread
        for name, thread in shown.items():
            self.bearers[name] = thread
            thread.hidden = False
            thread.called = name
        self.shown = set(shown)
        self.ever |= self.shown
        self.before = {name: names_of(item) for name, item in items.items()}

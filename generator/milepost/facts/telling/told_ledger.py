"""The ledger as it may be told: walked once, without what nobody may read, with what was announced."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from milepost.facts.events import Event, EventName
from milepost.facts.ledger.ledger import Ledger, Walked
from milepost.facts.promises.promises import PromiseFacts
from milepost.facts.promises.schedule import promise_facts
from milepost.facts.registers import RecordFacts, record_facts
from milepost.facts.telling.announcements import Announcements
from milepost.facts.telling.binding import told
from milepost.facts.telling.discretion import Discretion
from milepost.facts.threads.threads import Entry, PageThread, PromiseThread, RecordThread, Thread
from milepost.frozen import dataclass
from milepost.model.fields import Kind
from milepost.model.history import History
from milepost.model.snapshot import Key, Snapshot


@dataclass(frozen=True, slots=True)
class Withheld:
    """That something public was made internal, and when; what it was is not told."""

    kind: Kind
    recorded: date


@dataclass(frozen=True, slots=True)
class PublishedUpdate:
    """That a revision made an update public, whatever became of it since; `is_withheld`: it is internal now."""

    update: str
    revision: str
    is_withheld: bool = False


@dataclass(frozen=True, slots=True)
class ToldLedger:
    """What the ledger tells on a day: `events` oldest first, and those `of` each thread that may be told of.

    `unsaid` are the digests of entries that are not told, or not in full, because of what is internal now, `hidden` the
    items that are.
    """

    day: date
    latest: Snapshot
    events: tuple[Event, ...]
    of: Mapping[Thread, Sequence[Event]]
    unsaid: frozenset[str]
    hidden: frozenset[Key]
    withheld: tuple[Withheld, ...]
    published_updates: tuple[PublishedUpdate, ...]
    discretion: Discretion
    ledger: Ledger

    @property
    def pages(self) -> Sequence[PageThread]:
        """The updates, lessons and meetings that are there."""
        return [thread for thread in self.of if isinstance(thread, PageThread) and thread.is_shown]

    def promises(self, kind: Kind) -> tuple[PromiseFacts, ...]:
        """The promises of a kind in the order of the files, then those that vanished, first gone first."""
        listed, gone = self._threads(kind)
        facts = [
            promise_facts(self.discretion.states(t.states), tuple(self.of[t]), _made_on(self.of[t]), self.day)
            for t in (*listed, *gone)
            if isinstance(t, PromiseThread)
        ]
        vanished = sorted(facts[len(listed) :], key=lambda p: (p.closed_on or date.max, p.item.id))
        return (*facts[: len(listed)], *vanished)

    def records(self, kind: Kind) -> tuple[RecordFacts, ...]:
        """The items of a register in the order of the files, then those that vanished, first gone first."""
        listed, gone = self._threads(kind)
        facts = [
            record_facts(thread, self.discretion.states(thread.states), self.of[thread], self.day)
            for thread in (*listed, *gone)
            if isinstance(thread, RecordThread)
        ]
        vanished = sorted(facts[len(listed) :], key=lambda r: (r.gone_on or date.max, r.item.id))
        return (*facts[: len(listed)], *vanished)

    def _threads(self, kind: Kind) -> tuple[list[Thread | None], list[Thread]]:
        """The threads of the items that are listed, in the order of the files, and of those that are gone."""
        items = self.latest.items.items()
        listed = [self.ledger.find(key) for key, item in items if key[0] is kind and item.is_public]
        if None in listed:
            raise ValueError("the steps of this history do not end where its content stands")
        return listed, [thread for thread in self.of if thread.kind is kind and not thread.is_shown]


def tell(history: History, status_date: date | None, today: date, past: Walked | None = None) -> ToldLedger:
    """Walk a history, and tell what may be told of it on the status date (None: `today` or the last day of a step).

    Where it goes on from a past, what was walked of that comes first; it then has the entries of what is walked now.
    """
    ledger, walked = (past or Walked()).on(history, status_date, today)
    standing = [thread for thread in ledger.threads if not thread.is_withheld and not thread.joined]
    announcements = Announcements(standing)
    discretion = Discretion(ledger.find, ledger.was_shown, history.latest.gate)
    of: dict[Thread, list[Event]] = {thread: [] for thread in standing}
    events: list[Event] = []
    for entry in walked:
        discreet = None if entry.thread.root.is_withheld else discretion.entry(entry)
        if discreet is not None:
            event = announcements.told(discreet)
            events.append(event)
            of[entry.thread.root].append(event)
    return ToldLedger(
        day=ledger.today,
        latest=history.latest,
        events=tuple(events),
        of=of,
        unsaid=_unsaid(walked, discretion) - {told(event).digest for event in events},
        hidden=frozenset((e.event.kind, e.event.origin) for e in walked if e.thread.root.is_withheld),
        withheld=_withheld(ledger.threads),
        published_updates=_published_updates(ledger.threads),
        discretion=discretion,
        ledger=ledger,
    )


def _unsaid(walked: Iterable[Entry], discretion: Discretion) -> frozenset[str]:
    return frozenset(told(event).digest for entry in walked for event in discretion.tellings(entry))


def _made_on(events: Iterable[Event]) -> date:
    return next(event.on for event in events if event.event is EventName.MADE)


def _published_updates(threads: Sequence[Thread]) -> tuple[PublishedUpdate, ...]:
    updates = (thread for thread in threads if isinstance(thread, PageThread) and thread.kind is Kind.UPDATE)
    return tuple(
        PublishedUpdate(thread.id, thread.first_revision, thread.is_withheld)
        for thread in updates
        if thread.first_revision
    )


def _withheld(threads: Sequence[Thread]) -> tuple[Withheld, ...]:
    hidden = [(thread.hidden_on, thread.kind) for thread in threads if thread.hidden_on and not thread.joined]
    return tuple(Withheld(kind, day) for day, kind in sorted(hidden))

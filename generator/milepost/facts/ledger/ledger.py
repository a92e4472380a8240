"""The ledger: what was promised, moved, kept or broken, and when.

It folds the steps of history into events, one step at a time, and remembers one `Thread` for each item. It rests on
these rules: an internal item is treated as absent; nothing that is gone is forgotten; every difference between two
public states of an item is told by an event; what was told once stays told, whatever is agreed or entered later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from milepost.facts.contact.plans import Plan
from milepost.facts.events import EventName
from milepost.facts.ledger.page_entries import page_entries
from milepost.facts.ledger.promise_entries import merge_entries, passed_by, promise_entries
from milepost.facts.ledger.record_entries import joined, lapsed_by, record_entries
from milepost.facts.rhythm import cadence_of
from milepost.facts.threads.identity import Threads, Turn
from milepost.facts.threads.renamed import in_names_of
from milepost.facts.threads.threads import Entry, Moment, PageThread, PromiseThread, RecordThread, Thread
from milepost.model.history import History, Step
from milepost.model.items import PageItem, RegisterItem
from milepost.model.kinds.charter import AcceptanceTerms, Charter
from milepost.model.kinds.commitments import Commitment
from milepost.model.kinds.milestones import Milestone
from milepost.model.kinds.updates import Update
from milepost.model.records.decisions import Decision
from milepost.model.snapshot import Key


class Ledger:
    """The fold: `walk` yields the entries step by step, `threads` holds every item the public ever saw.

    `plans` are the communication plans that were agreed one after the other.
    """

    def __init__(self, status_date: date | None, charter: Charter, day: date = date.min) -> None:
        """Tell the clock's own entries up to `status_date` (None: the latest day of a step, and `day` at least).

        `charter` judges the steps that bring none of their own.
        """
        self.status_date = status_date or date.max
        self.today = status_date or day
        self._charter = charter
        self._first_update: date | None = None
        self.plans: list[Plan] = []
        self._threads = Threads()
        self._clock, self._sequence = date.min, 0
        self._is_any_renamed = False

    @property
    def threads(self) -> list[Thread]:
        """Every thread, in the order in which they began."""
        return self._threads.all

    def walk(self, steps: Iterable[Step]) -> Iterator[Entry]:
        """The entries of all steps, then those of the dates that passed since; `in_order` sorts the clock's own in.

        The entries of withheld threads are among them: they are known only at the end.
        """
        yield from self.fold(steps)
        yield from self.passed()

    def go_on(self, charter: Charter, day: date) -> None:
        """Take up a ledger that was folded before, on another day."""
        self._charter, self.today = charter, day

    def fold(self, steps: Iterable[Step]) -> Iterator[Entry]:
        """The entries of steps that come after those that were folded before."""
        for step in steps:
            self._clock = max(self._clock, step.day)
            revision = step.revision
            cadence = cadence_of(step.charter or self._charter, self._first_update)
            self._remember_plan(step.charter or self._charter, self._clock)
            told = (revision.sha, revision.author, revision.reason)
            terms = (step.charter or self._charter).acceptance or AcceptanceTerms()
            moment = Moment(step.day, *told, self._clock, self._sequence, cadence, terms)
            turns = self._threads.turns(step.changes, moment.day)
            self._is_any_renamed |= any(getattr(change.after, "was", ()) for change in step.changes)
            for turn in turns if self._is_any_renamed else ():
                self._call_alike(turn)
            earlier = {turn.thread: turn.thread.item for turn in turns if isinstance(turn.thread, RecordThread)}
            for turn in turns:
                yield from self._entries(turn, moment)
            for record, old in earlier.items():
                yield from self._superseded(record, old, moment)
            self._sequence += 1

    def passed(self) -> Iterator[Entry]:
        """The entries of the dates that passed since the last step; nothing can be folded after them."""
        # A commit dated earlier than the one before takes no breach back that the clock had told.
        self.today = self.status_date if self.status_date != date.max else max(self.today, self._clock)
        for thread in self.threads:
            if isinstance(thread, PromiseThread) and not thread.joined:
                yield from passed_by(thread, self.today)
            elif isinstance(thread, RecordThread) and not thread.joined:
                yield from lapsed_by(thread, self.today)

    def _remember_plan(self, charter: Charter, day: date) -> None:
        if not self.plans or self.plans[-1].lines != charter.communication:
            self.plans.append(Plan(day, charter.communication))

    def find(self, key: Key) -> Thread | None:
        """The item that has this name now, or failing that the one that last had it; None: nobody ever saw one."""
        return self._threads.find(key)

    def was_shown(self, key: Key) -> bool:
        """Whether anything was ever public under this name."""
        return self._threads.was_shown(key)

    def _call_alike(self, turn: Turn) -> None:
        """Let what an item said before name other items as it names them now: a renaming changes nothing in it."""
        thread: Any = turn.thread
        if thread.item is not None and turn.item is not None:
            thread.item = in_names_of(thread.item, turn.item, self.find)

    def _entries(self, turn: Turn, moment: Moment) -> Iterator[Entry]:
        thread, item = turn.thread, turn.item
        if item is not None:
            thread.hidden_on = None
        if isinstance(thread, PromiseThread):
            promise = item if isinstance(item, Milestone | Commitment) else None
            for other in turn.merged:
                if promise and isinstance(other, PromiseThread):
                    yield from merge_entries(thread, other, promise, moment, self.status_date)
            yield from promise_entries(thread, promise, moment, self.status_date)
        elif isinstance(thread, RecordThread):
            record = item if isinstance(item, RegisterItem) else None
            for other in turn.merged:
                if record and isinstance(other, RecordThread):
                    yield joined(thread, other, record, moment)
            yield from record_entries(thread, record, moment, self.status_date)
        elif isinstance(thread, PageThread):
            page = item if isinstance(item, PageItem) else None
            if isinstance(page, Update):
                self._first_update = min(page.date, self._first_update or page.date)
            yield from page_entries(thread, page, moment, self.find)
        thread.is_shown = item is not None

    def _superseded(self, thread: RecordThread, old: RegisterItem | None, moment: Moment) -> Iterator[Entry]:
        """The entry of a decision in whose place another one stands from this step on."""
        item = thread.item
        if not isinstance(item, Decision) or not thread.is_shown:
            return
        was = old.supersedes if isinstance(old, Decision) else None
        other = self.find((item.kind, item.supersedes)) if item.supersedes and item.supersedes != was else None
        if isinstance(other, RecordThread) and other is not thread and other.item:
            told = moment.event(other, other.item, EventName.SUPERSEDED, field="supersedes", after=item.id)
            yield Entry(other, moment.clock, moment.sequence, told, cadence=moment.cadence)


@dataclass(slots=True)
class Walked:
    """How far a history was walked: the ledger that was folded, if any was, and its entries so far."""

    ledger: Ledger | None = None
    entries: list[Entry] = field(default_factory=list)

    def on(
        self, history: History, status_date: date | None = None, today: date = date.min
    ) -> tuple[Ledger, list[Entry]]:
        """Walk on to the end of a history: the ledger, and all entries up to the day, in order."""
        charter, day = history.latest.charter, max(history.day, today)
        ledger = self.ledger = self.ledger or Ledger(status_date, charter, day)
        ledger.go_on(charter, day)
        for entry in ledger.fold(history.steps):
            self.entries.append(entry)
        return ledger, in_order([*self.entries, *ledger.passed()])


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Entries as the ledger tells them: by day, step, kind, id and a fixed order of events."""
    return sorted(entries, key=_place)


_NAMES = {
    name: place
    for place, name in enumerate(
        (
            EventName.MADE,
            EventName.RAISED,
            EventName.MERGED,
            EventName.RETURNED,
            EventName.REOPENED,
            EventName.MOVED,
            EventName.START_MOVED,
            EventName.REBASELINED,
            EventName.REWORDED,
            EventName.REASSIGNED,
            EventName.RATED,
            EventName.REWRITTEN,
            EventName.CHANGED,
            EventName.SPENT,
            EventName.PROGRESSED,
            EventName.DELIVERED,
            EventName.MISSED,
            EventName.KEPT,
            EventName.KEPT_LATE,
            EventName.REJECTED,
            EventName.ACCEPTED,
            EventName.DEEMED_ACCEPTED,
            EventName.STEPPED,
            EventName.DECIDED,
            EventName.SUPERSEDED,
            EventName.CLOSED,
            EventName.WITHDRAWN,
            EventName.CANCELLED,
            EventName.VANISHED,
            EventName.PUBLISHED,
            EventName.EDITED,
        )
    )
}


def _place(entry: Entry) -> tuple[date, int, str, str, int, str]:
    event = entry.event
    return entry.clock, entry.sequence, event.kind, event.id, _NAMES[event.event], event.field or event.merged or ""

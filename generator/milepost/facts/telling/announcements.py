"""Announcements: which update told a change, and how much notice it gave.

An update tells what it links to. Only updates that still stand count, and only their text as it stood within the grace
after they were first recorded: nobody can announce afterwards. What counts is the day on which a reader could know, not
the day in an update's name; and how long there was time for it is what was agreed when the change was made.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from milepost.facts.events import Announcement, Event, EventName
from milepost.facts.rhythm import Cadence
from milepost.facts.threads.threads import Entry, PageThread, Thread
from milepost.model.fields import Kind

_WITH_NOTICE = {EventName.MOVED, EventName.REBASELINED, EventName.WITHDRAWN, EventName.CANCELLED}

_Telling = tuple[date, str]
"""The day on which an update's link to an item became public, and the update."""


class Announcements:
    """What the updates of a project told, by item."""

    def __init__(self, threads: Iterable[Thread]) -> None:
        self._tellings: dict[Thread, list[_Telling]] = {}
        for thread in threads:
            if isinstance(thread, PageThread) and thread.kind is Kind.UPDATE and thread.is_shown and thread.item:
                for told, day in thread.told.items():
                    self._tellings.setdefault(told.root, []).append((day, thread.id))
        for tellings in self._tellings.values():
            tellings.sort()

    def told(self, entry: Entry) -> Event:
        """The event with its item's present name, the update that announced it and the notice given."""
        event, thread = entry.event, entry.thread.root
        if isinstance(thread, PageThread):
            return event
        announced = self._announcement(thread, event.recorded, entry.cadence)
        notice = _notice_days(entry, announced.on if announced else event.recorded)
        if announced is None and notice is None and event.id == thread.id:
            return event
        return replace(event, id=thread.id, announced=announced, notice_days=notice)

    def _announcement(self, thread: Thread, recorded: date, cadence: Cadence | None) -> Announcement | None:
        """The first update published with the change or after it, and no later than the next rhythm day and grace."""
        tellings = self._tellings.get(thread, [])
        found = bisect_left(tellings, (recorded, ""))
        if cadence is None or found == len(tellings) or tellings[found][0] > cadence.closes(recorded):
            return None
        day, update = tellings[found]
        return Announcement(update, day)


def _notice_days(entry: Entry, told: date) -> int | None:
    """Days from the telling to the old date, or for a re-baselining the old agreement: negative is after the fact."""
    event, due = entry.event, entry.due
    if event.event is EventName.REBASELINED and isinstance(event.before, date):
        due = event.before
    return (due - told).days if due and event.event in _WITH_NOTICE else None

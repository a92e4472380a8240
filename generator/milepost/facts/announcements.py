"""Announcements: which update told a change, and how much notice it gave.

An update tells what it links to. Only updates that still stand count, and only their text as it stood within the grace
after they were first recorded: nobody can announce afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from milepost.facts.events import Announcement, Event, EventName
from milepost.facts.page_entries import written_on
from milepost.facts.rhythm import Cadence
from milepost.facts.tracks import Entry, PageTrack, PromiseTrack, Track
from milepost.model.fields import Kind

_WITH_NOTICE = {EventName.MOVED, EventName.REBASELINED, EventName.WITHDRAWN, EventName.CANCELLED}

_Telling = tuple[date, str, date]
"""The date of an update, its id, and the day on which its link to an item was recorded."""


class Announcements:
    """What the updates of a project told, by item."""

    def __init__(self, tracks: Iterable[Track], cadence: Cadence) -> None:
        self._cadence = cadence
        self._tellings: dict[Track, list[_Telling]] = {}
        for track in tracks:
            if isinstance(track, PageTrack) and track.kind is Kind.UPDATE and track.is_shown and track.item:
                for told, day in track.told.items():
                    self._tellings.setdefault(told.root, []).append((written_on(track.item), track.id, day))

    def told(self, entry: Entry) -> Event:
        """The event with its item's present name, the update that announced it and the notice given."""
        event, track = entry.event, entry.track.root
        if not isinstance(track, PromiseTrack):
            return event
        announced = self._announcement(track, event.recorded)
        notice = _notice_days(entry, announced.on if announced else event.recorded)
        if announced is None and notice is None and event.id == track.id:
            return event
        return replace(event, id=track.id, announced=announced, notice_days=notice)

    def _announcement(self, track: Track, recorded: date) -> Announcement | None:
        found = []
        for dated, update, linked in self._tellings.get(track, ()):
            if dated <= self._cadence.closes(recorded) and self._is_after(recorded, dated, linked):
                in_time = linked <= dated + self._grace
                found.append((max(dated if in_time else linked, recorded), dated, update))
        if not found:
            return None
        on, _, update = min(found)
        return Announcement(update, on)

    def _is_after(self, recorded: date, dated: date, linked: date) -> bool:
        """Whether an update tells what was recorded: dated no earlier, or written with it and dated in the grace."""
        return dated >= recorded or (linked >= recorded and dated >= recorded - self._grace)

    @property
    def _grace(self) -> timedelta:
        return timedelta(self._cadence.grace_days)


def _notice_days(entry: Entry, told: date) -> int | None:
    """Days from the telling to the old date, or for a re-baselining the old agreement: negative is after the fact."""
    event, due = entry.event, entry.due
    if event.event is EventName.REBASELINED:
        due = date.fromisoformat(str(event.before))
    return (due - told).days if due and event.event in _WITH_NOTICE else None

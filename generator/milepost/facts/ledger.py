"""The ledger: what was promised, moved, kept or broken, and when.

It folds the steps of history into events, one step at a time, and remembers one `Track` for each item. It rests on
these rules: an internal item is treated as absent; nothing that is gone is forgotten; every difference between two
public states of a promise is told by an event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from milepost.facts.events import EventName
from milepost.facts.page_entries import page_entries
from milepost.facts.promise_entries import join, missed_by, promise_entries
from milepost.facts.tracks import Entry, Moment, PageTrack, PromiseTrack, Track
from milepost.model.commitments import Commitment
from milepost.model.history import Change, Step
from milepost.model.lessons import Lesson
from milepost.model.plan import Milestone
from milepost.model.snapshot import AnyItem, Key
from milepost.model.updates import Update


class Ledger:
    """The fold: `walk` yields the entries step by step, `tracks` holds every item there ever was."""

    def __init__(self, status_date: date | None, grace_days: int, day: date = date.min) -> None:
        """Tell the clock's own entries up to `status_date` (None: the latest day of a step, and `day` at least)."""
        self.status_date = status_date or date.max
        self.today = status_date or day
        self.grace_days = grace_days
        self.tracks: list[Track] = []
        self._by_key: dict[Key, Track] = {}
        self._former: dict[Key, Track] = {}

    def walk(self, steps: Iterable[Step]) -> Iterator[Entry]:
        """The entries of all steps, then those of the dates that passed since; `in_order` sorts the clock's own in.

        The entries of withheld tracks are among them: they are known only at the end.
        """
        clock = date.min
        for sequence, step in enumerate(steps):
            clock = max(clock, step.day)
            revision = step.revision
            moment = Moment(step.day, revision.sha, revision.author, revision.reason, clock, sequence)
            for track, item in self._recorded(step.changes, moment):
                yield from self._entries(track, item, moment)
        # A commit dated earlier than the one before takes no breach back that the clock had told.
        self.today = self.status_date if self.status_date != date.max else max(self.today, clock)
        for track in self.tracks:
            if isinstance(track, PromiseTrack) and not track.joined:
                yield from missed_by(track, self.today)

    def find(self, key: Key) -> Track | None:
        """The item that has this name now, or failing that the one that last had it."""
        return self._by_key.get(key) or self._former.get(key)

    def _entries(self, track: Track, item: AnyItem | None, moment: Moment) -> Iterator[Entry]:
        track.exists = item is not None
        public = item if item is not None and item.is_public else None
        if public is not None:
            track.hidden_on = None
            track.origin = track.origin or public.id
        elif item is not None and track.origin and not track.is_withheld:
            track.hidden_on = moment.day
        if isinstance(track, PromiseTrack):
            promise = public if isinstance(public, Milestone | Commitment) else None
            yield from promise_entries(track, promise, moment, self.status_date)
        elif isinstance(track, PageTrack):
            page = public if isinstance(public, Update | Lesson) else None
            yield from page_entries(track, page, moment, self.grace_days, self.find)
        track.is_shown = public is not None

    def _recorded(self, changes: tuple[Change, ...], moment: Moment) -> list[tuple[Track, AnyItem | None]]:
        """Each changed item with its thread, promises before the pages that tell of them."""
        if len(changes) == 1 and (only := changes[0]).before and only.after and only.before.id == only.after.id:
            return [(self._thread(only.after), only.after)]
        ordered = _paired(sorted(changes, key=_order))
        # Every old name is given up before any new one is taken, so that two items may swap names.
        renamed = {
            index: self._by_key.pop((change.before.kind, change.before.id), None)
            for index, change in enumerate(ordered)
            if change.before and change.after and change.before.id != change.after.id
        }
        recorded: list[tuple[Track, AnyItem | None]] = []
        for index, change in enumerate(ordered):
            if item := change.after or change.before:
                recorded.append((self._thread(item, renamed.get(index)), change.after))
        return recorded

    def _thread(self, item: AnyItem, renamed: Track | None = None) -> Track:
        key = (item.kind, item.id)
        if renamed is not None:
            self._former[renamed.kind, renamed.id] = renamed
            renamed.id = item.id
            self._by_key[key] = renamed
        track = self._by_key.get(key)
        older = self._tombstone_of(item, track)
        if older is not None:
            if isinstance(track, PromiseTrack):
                join(track, older)
            self._former[older.kind, older.id] = older
            del self._by_key[older.kind, older.id]
            older.id = item.id
            self._by_key[key] = track = older
        if track is None:
            track = _new_track(item)
            self.tracks.append(track)
            self._by_key[key] = track
        return track

    def _tombstone_of(self, item: AnyItem, track: Track | None) -> PromiseTrack | None:
        """The vanished item that this one says it was, where git did not show it as a renaming."""
        for name in getattr(item, "was", ()):
            older = self._by_key.get((item.kind, name))
            if isinstance(older, PromiseTrack) and older is not track and not older.exists:
                return older
        return None


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Entries as the ledger tells them: by day, step, kind, id and a fixed order of events."""
    return sorted(entries, key=_place)


_NAMES = {
    name: place
    for place, name in enumerate(
        (
            EventName.MADE,
            EventName.RETURNED,
            EventName.REOPENED,
            EventName.MOVED,
            EventName.START_MOVED,
            EventName.REBASELINED,
            EventName.REWORDED,
            EventName.REASSIGNED,
            EventName.PROGRESSED,
            EventName.MISSED,
            EventName.KEPT,
            EventName.KEPT_LATE,
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
    return entry.clock, entry.sequence, event.kind, entry.track.root.id, _NAMES[event.event], event.field or ""


def _order(change: Change) -> tuple[bool, str, str]:
    item = change.after or change.before
    return not isinstance(item, Milestone | Commitment), item.kind if item else "", item.id if item else ""


def _paired(changes: list[Change]) -> list[Change]:
    """Changes in which an item that went and one that says `was` of it are the renaming they are."""
    gone = {(c.before.kind, c.before.id): c for c in changes if c.before and not c.after}
    if not gone:
        return changes
    paired = []
    for change in changes:
        item = change.after
        names = getattr(item, "was", ()) if item and not change.before else ()
        former = next((c for name in names if item and (c := gone.pop((item.kind, name), None))), None)
        paired.append(Change(former.before, item) if former else change)
    return [change for change in paired if change.after or (change.before and _key(change.before) in gone)]


def _key(item: AnyItem) -> Key:
    return item.kind, item.id


def _new_track(item: AnyItem) -> Track:
    make = PromiseTrack if isinstance(item, Milestone | Commitment) else PageTrack
    return make(item.kind, item.id)

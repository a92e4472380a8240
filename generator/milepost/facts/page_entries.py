"""What the ledger says of updates and lessons: that they were published, and what was changed in them afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from milepost.facts.edits import difference
from milepost.facts.events import Edit, Event, EventName
from milepost.facts.tracks import Entry, Moment, PageTrack, Track
from milepost.model.lessons import Lesson
from milepost.model.snapshot import Key
from milepost.model.updates import Update

PageItem = Update | Lesson


def page_entries(
    track: PageTrack, item: PageItem | None, moment: Moment, grace_days: int, find: Callable[[Key], Track | None]
) -> Iterator[Entry]:
    """The entries by which an update or lesson comes to be `item`, or (None) leaves the public eye."""
    linked = _links(track.item) | _links(item)
    for event in _events(track, item, moment, grace_days):
        yield Entry(track, moment.clock, moment.sequence, event, linked=linked)
    if item is None:
        return
    track.item = item
    if moment.day <= track.first_recorded + timedelta(grace_days):
        _remember_links(track, item, moment.day, find)


def _links(item: PageItem | None) -> frozenset[Key]:
    return frozenset(link.target for link in item.body.links if link.target) if item else frozenset()


def _remember_links(track: PageTrack, item: PageItem, day: date, find: Callable[[Key], Track | None]) -> None:
    for link in item.body.links:
        told = find(link.target) if link.target else None
        if told is not None:
            track.told.setdefault(told, day)


def _events(track: PageTrack, item: PageItem | None, moment: Moment, grace_days: int) -> Iterator[Event]:
    old = track.item
    if item is None:
        if track.is_shown and old is not None:
            yield _event(track, old, moment, EventName.VANISHED, reason=moment.reason)
        return
    if old is None:
        track.first_recorded, track.first_revision = moment.day, moment.revision
        yield _event(track, item, moment, EventName.PUBLISHED, on=written_on(item))
        return
    if not track.is_shown:
        yield _event(track, item, moment, EventName.RETURNED, reason=moment.reason)
    if moment.day > track.first_recorded + timedelta(grace_days):
        words, edits = _edited(old, item)
        if words:
            yield _event(track, item, moment, EventName.EDITED, reason=moment.reason, words=words, edits=edits)


def written_on(item: PageItem) -> date:
    """The day an update or lesson gives itself."""
    return item.date if isinstance(item, Update) else item.matter.date


def _edited(old: PageItem, item: PageItem) -> tuple[int, tuple[Edit, ...]]:
    words, edits = 0, []
    if isinstance(old, Update) and isinstance(item, Update) and old.matter.status != item.matter.status:
        words, edits = 1, [Edit(f"status: {old.matter.status}", f"status: {item.matter.status}")]
    for before, after in zip(_texts(old), _texts(item), strict=True):
        changed = difference(before, after)
        words += changed.words
        edits += changed.edits
    return words, tuple(edits)


def _texts(item: PageItem) -> tuple[str, ...]:
    if isinstance(item, Update):
        return item.matter.headline or "", item.matter.title or "", item.matter.why or "", item.body.markdown
    return item.matter.title, item.body.markdown


def _event(
    track: PageTrack, item: PageItem, moment: Moment, name: EventName, *, on: date | None = None, **facts: Any
) -> Event:
    return Event(
        kind=item.kind,
        id=item.id,
        origin=track.origin,
        title=item.title,
        event=name,
        on=on or moment.day,
        recorded=moment.day,
        revision=moment.revision,
        author=moment.author,
        **facts,
    )

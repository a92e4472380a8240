"""What the ledger says of a promise when it changes from one public state to the next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from milepost.facts.edits import same_words
from milepost.facts.events import Event, EventName
from milepost.facts.tracks import Entry, Moment, PromiseTrack
from milepost.model.commitments import Commitment
from milepost.model.plan import Milestone

Promise = Milestone | Commitment

# The clock's own entry stands at the break of its day, before every step of that day.
_DAYBREAK = -1

# What each kind says in words, and whom it names: the YAML key and the attribute.
_WORDS = {Milestone: ("title", "acceptance"), Commitment: ("promise",)}
_PEOPLE = {Milestone: (("owner", "owner"),), Commitment: (("from", "from_"), ("owner", "owner"), ("to", "to"))}


def promise_entries(track: PromiseTrack, item: Promise | None, moment: Moment, status_date: date) -> Iterator[Entry]:
    """The entries by which a promise comes to be `item`, or (None) leaves the public eye."""
    yield from _end_of_stand(track, item, moment, status_date)
    due = track.item.due if track.item else None
    for event in _events(track, item, moment):
        yield Entry(track, moment.clock, moment.sequence, event, due)
    if item is not None:
        track.item = item
    _begin_of_stand(track, item, moment)


def missed_by(track: PromiseTrack, day: date) -> Iterator[Entry]:
    """The clock's own entry, if the due date that stands has passed by `day` and was not yet told to have."""
    due, item = track.standing, track.item
    if due is None or item is None or track.is_missed:
        return
    told = due + timedelta(1)
    recorded, sequence = (told, _DAYBREAK) if told > track.stood[0] else track.stood
    if recorded > day:
        return
    track.is_missed = True
    event = Event(
        item.kind, item.id, track.origin, item.title, EventName.MISSED, told, recorded, before=due.isoformat()
    )
    yield Entry(track, recorded, sequence, event)


def join(newer: PromiseTrack, older: PromiseTrack) -> None:
    """Tie a thread to the vanished one it says it was: moves add up, and the date that stands goes on standing."""
    newer.joined = older
    older.moves += newer.moves
    older.exists = newer.exists
    older.standing, older.stood, older.is_missed = newer.standing, newer.stood, newer.is_missed
    newer.standing = None


def _end_of_stand(track: PromiseTrack, item: Promise | None, moment: Moment, status_date: date) -> Iterator[Entry]:
    """Ends the time in which a due date stood, when it moved or the promise was kept, given up or lost."""
    due = track.standing
    if due is None or (item is not None and item.due == due and not item.fulfilled and not item.ended):
        return
    in_time = item is not None and any(day is not None and day <= due for day in (item.fulfilled, item.ended))
    if not in_time:
        yield from missed_by(track, min(moment.clock, status_date))
    track.standing = None


def _begin_of_stand(track: PromiseTrack, item: Promise | None, moment: Moment) -> None:
    if track.standing is None and item is not None and not item.fulfilled and not item.ended:
        track.standing, track.stood = item.due, (moment.clock, moment.sequence)


def _events(track: PromiseTrack, item: Promise | None, moment: Moment) -> Iterator[Event]:
    old = track.item
    if item is None:
        if track.is_shown and old is not None:
            due = old.due.isoformat()
            yield _event(track, old, moment, EventName.VANISHED, before=due, reason=moment.reason)
        return
    why = _reason(old, item, moment)
    if old is None:
        track.first_due = track.baseline = item.due
        made = getattr(item, "made", None) or moment.day
        yield _event(track, item, moment, EventName.MADE, on=made, after=item.due.isoformat(), **why)
    elif not track.is_shown:
        yield _event(track, item, moment, EventName.RETURNED, before=_iso(old.ended), after=item.due.isoformat(), **why)
    if old is not None:
        if old.due != item.due:
            yield _moved(track, old, item, moment, why)
        yield from _worded(track, old, item, moment, why)
    if isinstance(item, Milestone):
        yield from _planned(track, old if isinstance(old, Milestone) else None, item, moment, why)
    yield from _settled(track, old, item, moment, why)


def _moved(track: PromiseTrack, old: Promise, item: Promise, moment: Moment, why: dict[str, Any]) -> Event:
    track.moves += 1
    track.is_missed = False
    return _event(
        track,
        item,
        moment,
        EventName.MOVED,
        before=old.due.isoformat(),
        after=item.due.isoformat(),
        days=(item.due - old.due).days,
        days_from_first=(item.due - track.first_due).days,
        moves=track.moves,
        **why,
    )


def _worded(track: PromiseTrack, old: Promise, item: Promise, moment: Moment, why: dict[str, Any]) -> Iterator[Event]:
    for name in _WORDS[type(item)]:
        before, after = getattr(old, name), getattr(item, name)
        if before != after and not same_words(before, after):
            yield _event(track, item, moment, EventName.REWORDED, field=name, before=before, after=after, **why)
    for name, attribute in _PEOPLE[type(item)]:
        before, after = getattr(old, attribute), getattr(item, attribute)
        if before != after:
            before, after = before and str(before), after and str(after)
            yield _event(track, item, moment, EventName.REASSIGNED, field=name, before=before, after=after, **why)


def _planned(
    track: PromiseTrack, old: Milestone | None, item: Milestone, moment: Moment, why: dict[str, Any]
) -> Iterator[Event]:
    if old is not None and old.start != item.start:
        days = (item.start - old.start).days if item.start and old.start else None
        before, after = _iso(old.start), _iso(item.start)
        yield _event(track, item, moment, EventName.START_MOVED, before=before, after=after, days=days, **why)
    if old is not None and old.progress != item.progress:
        yield _event(track, item, moment, EventName.PROGRESSED, before=old.progress, after=item.progress)
    agreed = item.rebaselined
    if agreed != (old.rebaselined if old else None):
        # An agreement that is taken out again puts the first promise back in force, and that is told as well.
        so_far, track.baseline = track.baseline, agreed.due if agreed else track.first_due
        yield _event(
            track,
            item,
            moment,
            EventName.REBASELINED,
            on=agreed.on if agreed else None,
            before=so_far.isoformat(),
            after=track.baseline.isoformat(),
            days=(track.baseline - so_far).days,
            approved_by=agreed.approved_by if agreed else None,
            **why,
        )


def _settled(
    track: PromiseTrack, old: Promise | None, item: Promise, moment: Moment, why: dict[str, Any]
) -> Iterator[Event]:
    was_done, done = old.fulfilled if old else None, item.fulfilled
    if was_done != done:
        if was_done:
            yield _event(track, item, moment, EventName.REOPENED, before=was_done.isoformat(), **why)
        if done:
            name = EventName.KEPT if done <= item.due else EventName.KEPT_LATE
            yield _event(
                track,
                item,
                moment,
                name,
                on=done,
                after=done.isoformat(),
                days=(done - item.due).days,
                days_from_first=(done - track.first_due).days,
                **why,
            )
    was_ended, ended = old.ended if old and track.is_shown else None, item.ended
    if was_ended != ended:
        if ended:
            name = EventName.CANCELLED if isinstance(item, Milestone) else EventName.WITHDRAWN
            before, after = _iso(was_ended), ended.isoformat()
            yield _event(track, item, moment, name, on=ended, before=before, after=after, **why)
        else:
            yield _event(
                track, item, moment, EventName.RETURNED, before=_iso(was_ended), after=item.due.isoformat(), **why
            )


def _event(
    track: PromiseTrack, item: Promise, moment: Moment, name: EventName, *, on: date | None = None, **facts: Any
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


def _reason(old: Promise | None, item: Promise, moment: Moment) -> dict[str, Any]:
    """Why: the item's own words if they are new, or else the revision's; never an old reason for a new change."""
    own = item.reason if item.reason != (old.reason if old else None) else None
    new_cause = item.cause != (old.cause if old else None)
    return {"reason": own or moment.reason, "cause": item.cause if own or new_cause else None}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None

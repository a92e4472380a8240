"""What the ledger says of milestones and commitments: every difference between one public state and the next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from milepost.facts.acceptance.entries import count_down, deemed_by, handed_over, is_same_word
from milepost.facts.events import Event, EventName
from milepost.facts.ledger.reasons import Why, explained, reason_of
from milepost.facts.threads.states import PromiseState, remember
from milepost.facts.threads.threads import Entry, Moment, PromiseThread
from milepost.facts.wording.item_fields import differences, linked_in, other_differences, text_of
from milepost.model.kinds.milestones import Milestone
from milepost.model.marks import Mark
from milepost.model.snapshot import Promise

# The clock's own entry stands at the break of its day, before every step of that day.
_DAYBREAK = -1


def promise_entries(thread: PromiseThread, item: Promise | None, moment: Moment, status_date: date) -> Iterator[Entry]:
    """The entries by which a promise comes to be `item`, or (None) leaves the public eye."""
    yield from passed_by(thread, min(moment.clock, status_date))  # in the words that stood until now
    _end_of_stand(thread, item)
    due = thread.item.due if thread.item else None
    for event in _events(thread, item, moment):
        yield Entry(thread, moment.clock, moment.sequence, event, due, linked_in(event), moment.cadence)
    if item is not None:
        thread.item = item
    _begin_of_stand(thread, item, moment)
    count_down(thread, item, moment)
    _remember(thread, item, moment)


def merge_entries(
    thread: PromiseThread, other: PromiseThread, item: Promise, moment: Moment, status_date: date
) -> Iterator[Entry]:
    """The entries by which another promise becomes part of this one: both histories stay, and the earliest promise."""
    yield from passed_by(other, min(moment.clock, status_date))
    _end_of_stand(other, None)
    assert other.item is not None, "only what was public is joined"
    thread.moves += other.moves
    thread.rebaselinings += other.rebaselinings
    thread.first_due = min(thread.first_due, other.first_due)
    if getattr(thread.item, "rebaselined", None) is None:
        thread.baseline = thread.first_due
    event = moment.event(
        thread,
        item,
        EventName.MERGED,
        before=other.id,
        after=item.id,
        merged=other.origin,
        days=(item.due - other.item.due).days,
        days_from_first=(item.due - thread.first_due).days,
        reason=moment.reason,
    )
    yield Entry(thread, moment.clock, moment.sequence, event, other.item.due, cadence=moment.cadence)


def passed_by(thread: PromiseThread, day: date) -> Iterator[Entry]:
    """The clock's own entries: a due date, or the days for a word on a delivery, that have passed by `day`."""
    yield from missed_by(thread, day)
    yield from deemed_by(thread, day)


def missed_by(thread: PromiseThread, day: date) -> Iterator[Entry]:
    """The clock's own entry, if the due date that stands has passed by `day` and was not yet told to have."""
    due, item = thread.standing, thread.item
    if due is None or item is None or thread.is_missed or due == date.max:
        return
    told = due + timedelta(1)
    recorded, sequence = (told, _DAYBREAK) if told > thread.stood[0] else thread.stood
    if recorded > day:
        return
    thread.is_missed = True
    event = Event(item.kind, item.id, thread.origin, item.title, EventName.MISSED, told, recorded, before=due)
    yield Entry(thread, recorded, sequence, event, cadence=thread.cadence)


def _end_of_stand(thread: PromiseThread, item: Promise | None) -> None:
    """Ends the time in which a due date stood, when it moved or the promise was kept, given up or lost.

    What the clock has told by then stays told, whatever day is entered now.
    """
    due = thread.standing
    if item is None or item.due != due or item.fulfilled or item.ended:
        thread.standing = None


def _begin_of_stand(thread: PromiseThread, item: Promise | None, moment: Moment) -> None:
    if thread.standing is None and item is not None and not item.fulfilled and not item.ended:
        thread.standing, thread.stood = item.due, (moment.clock, moment.sequence)
        thread.cadence = moment.cadence


def _remember(thread: PromiseThread, item: Promise | None, moment: Moment) -> None:
    """What is known of it now; an item that is back is no longer gone."""
    assert thread.item is not None, "only what is public gets entries"
    gone_on = moment.day if item is None else None
    known = PromiseState(
        moment.clock,
        thread.item,
        gone_on,
        thread.first_due,
        thread.baseline,
        thread.moves,
        thread.rebaselinings,
        thread.countdown,
    )
    remember(thread.states, known)


def _events(thread: PromiseThread, item: Promise | None, moment: Moment) -> Iterator[Event]:
    old = thread.item
    if item is None:
        if thread.is_shown and old is not None:
            settled = old.fulfilled or old.ended
            yield moment.event(thread, old, EventName.VANISHED, before=old.due, after=settled, reason=moment.reason)
        return
    why = reason_of(old, item, moment)
    told = [*_appeared(thread, old, item, moment, why)]
    if old is not None:
        if old.due != item.due:
            told.append(_moved(thread, old, item, moment, why))
        told += _worded(thread, old, item, moment, why)
    if isinstance(item, Milestone):
        told += _planned(thread, old if isinstance(old, Milestone) else None, item, moment, why)
    told += _settled(thread, old, item, moment, why)
    if isinstance(item, Milestone):
        told += handed_over(thread, old if isinstance(old, Milestone) else None, item, moment, why)
    if old is not None:
        told += tuple(explained(thread, old, item, moment, told))
    yield from told


def _appeared(thread: PromiseThread, old: Promise | None, item: Promise, moment: Moment, why: Why) -> Iterator[Event]:
    if old is None:
        thread.first_due = thread.baseline = item.due
        made = getattr(item, "made", None) or moment.day
        yield moment.event(thread, item, EventName.MADE, on=made, after=item.due, **why)
    elif not thread.is_shown:
        yield moment.event(thread, item, EventName.RETURNED, before=old.ended, after=item.due, **why)


def _moved(thread: PromiseThread, old: Promise, item: Promise, moment: Moment, why: Why) -> Event:
    thread.moves += 1
    thread.is_missed = False
    anew = getattr(item, "rebaselined", None) if _is_agreed_anew(old, item) else None
    agreed = anew.due if anew else thread.baseline
    return moment.event(
        thread,
        item,
        EventName.MOVED,
        before=old.due,
        after=item.due,
        days=(item.due - old.due).days,
        days_from_first=(item.due - thread.first_due).days,
        days_from_agreed=(item.due - agreed).days,
        moves=thread.moves,
        **why,
    )


def _worded(thread: PromiseThread, old: Promise, item: Promise, moment: Moment, why: Why) -> Iterator[Event]:
    """Words, people and all other fields of which no event of their own tells the change."""
    for name, before, after in differences(old, item, Mark.TITLE, Mark.WORDS):
        yield moment.event(thread, item, EventName.REWORDED, field=name, before=before, after=after, **why)
    for name, before, after in differences(old, item, Mark.PERSON):
        yield moment.event(thread, item, EventName.REASSIGNED, field=name, before=before, after=after, **why)
    for name, before, after in other_differences(old, item):
        if _is_told_by_itself(name, old, item) and not (name == "evidence" and _proof(old, item)):
            yield moment.event(thread, item, EventName.CHANGED, field=name, before=before, after=after, **why)


def _is_told_by_itself(name: str, old: Promise, item: Promise) -> bool:
    """Whether a part of an agreement changed by itself: a new agreement tells all its parts."""
    if name in {"approved_by", "change"}:
        return bool(getattr(old, "rebaselined", None)) and not _is_agreed_anew(old, item)
    if "." in name:
        return is_same_word(old, item, name.partition(".")[0])
    return name != "agreed_with" or (old.ended is not None and old.ended == item.ended)


def _is_agreed_anew(old: Promise | None, item: Promise) -> bool:
    was, agreed = getattr(old, "rebaselined", None), getattr(item, "rebaselined", None)
    return (was and (was.on, was.due)) != (agreed and (agreed.on, agreed.due))


def _planned(
    thread: PromiseThread, old: Milestone | None, item: Milestone, moment: Moment, why: Why
) -> Iterator[Event]:
    if old is not None and old.start != item.start:
        days = (item.start - old.start).days if item.start and old.start else None
        was, now = old.start, item.start
        yield moment.event(thread, item, EventName.START_MOVED, before=was, after=now, days=days, **why)
    if old is not None and old.progress != item.progress:
        yield moment.event(thread, item, EventName.PROGRESSED, before=old.progress, after=item.progress)
    if not _is_agreed_anew(old, item):
        return
    # An agreement that is taken out again puts the first promise back in force, and that is told as well.
    agreed = item.rebaselined
    thread.rebaselinings += 1
    so_far, thread.baseline = thread.baseline, agreed.due if agreed else thread.first_due
    yield moment.event(
        thread,
        item,
        EventName.REBASELINED,
        on=agreed.on if agreed else None,
        before=so_far,
        after=thread.baseline,
        days=(thread.baseline - so_far).days,
        approved_by=agreed.approved_by if agreed else None,
        **why,
    )


def _settled(thread: PromiseThread, old: Promise | None, item: Promise, moment: Moment, why: Why) -> Iterator[Event]:
    was_done, done = old.fulfilled if old else None, item.fulfilled
    if was_done and not done:
        yield moment.event(thread, item, EventName.REOPENED, before=was_done, **why)
    if done and was_done != done:
        yield _kept(thread, item, moment, done, before=was_done, evidence=_proof(old, item), **why)
    was, ended = old.ended if old and thread.is_shown else None, item.ended
    if was == ended:
        return
    if ended is None:
        yield moment.event(thread, item, EventName.RETURNED, before=was, after=item.due, **why)
        return
    name = EventName.CANCELLED if isinstance(item, Milestone) else EventName.WITHDRAWN
    agreed_with = text_of(item, "agreed_with")
    yield moment.event(thread, item, name, on=ended, before=was, after=ended, approved_by=agreed_with, **why)


def _proof(old: Promise | None, item: Promise) -> str | None:
    """The evidence that first comes with the keeping, and is told with it."""
    is_first = item.fulfilled and not (old and (old.fulfilled or text_of(old, "evidence")))
    return text_of(item, "evidence") if is_first else None


def _kept(thread: PromiseThread, item: Promise, moment: Moment, done: date, **facts: Any) -> Event:
    """That a promise was kept, judged by the date that was agreed: moving a date makes nothing punctual."""
    return moment.event(
        thread,
        item,
        EventName.KEPT if done <= thread.baseline else EventName.KEPT_LATE,
        on=done,
        after=done,
        days=(done - thread.baseline).days,
        days_from_due=(done - item.due).days,
        days_from_first=(done - thread.first_due).days,
        **facts,
    )

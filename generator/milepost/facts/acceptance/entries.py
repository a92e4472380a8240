"""What the ledger says of deliveries: handed over, accepted, rejected, taken back; and the clock's own word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from milepost.facts.acceptance.handover import Stage, stage_of
from milepost.facts.events import Event, EventName
from milepost.facts.ledger.reasons import Why
from milepost.facts.threads.states import Countdown
from milepost.facts.threads.threads import Entry, Moment, PromiseThread
from milepost.facts.wording.markup import without_comments
from milepost.model.kinds.milestones import Milestone
from milepost.model.snapshot import Promise

# The clock's own entry stands at the break of its day, before every step of that day.
_DAYBREAK = -1


def handed_over(
    thread: PromiseThread, old: Milestone | None, item: Milestone, moment: Moment, why: Why
) -> Iterator[Event]:
    """That it was delivered, accepted or rejected, on another day than told, or that this was taken back."""
    was, now = old.delivered if old else None, item.delivered
    if was and not now:
        yield moment.event(thread, item, EventName.REOPENED, field="delivered", before=was, **why)
    elif now and was != now:
        # After a rejection it is handed over again; else only the day is put right.
        before = None if _is_again(old, item) else was
        yield moment.event(thread, item, EventName.DELIVERED, on=now, before=before, after=now, **why)
    yield from _rejected(thread, old, item, moment, why)
    yield from _accepted(thread, old, item, moment, why)


def _rejected(
    thread: PromiseThread, old: Milestone | None, item: Milestone, moment: Moment, why: Why
) -> Iterator[Event]:
    was, now = old.rejected if old else None, item.rejected
    if was and not now and not _is_followed(was.on, item):
        yield moment.event(thread, item, EventName.REOPENED, field="rejected", before=was.on, **why)
    elif now and (was is None or was.on != now.on):
        # Rejected anew after another delivery is no correction of the day.
        before = was.on if was and stage_of(old) == (Stage.REJECTED, was.on) else None
        told = {**why, "reason": without_comments(now.why) or why["reason"]}
        yield moment.event(thread, item, EventName.REJECTED, on=now.on, before=before, after=now.on, **told)


def _accepted(
    thread: PromiseThread, old: Milestone | None, item: Milestone, moment: Moment, why: Why
) -> Iterator[Event]:
    was, now = old.accepted if old else None, item.accepted
    if was and not now:
        yield moment.event(thread, item, EventName.REOPENED, field="accepted", before=was.on, **why)
    elif now and (was is None or was.on != now.on):
        told = {**why, "cause": now.how, "approved_by": now.by}
        before = was.on if was else None
        yield moment.event(thread, item, EventName.ACCEPTED, on=now.on, before=before, after=now.on, **told)


def is_same_word(old: Promise, item: Promise, name: str) -> bool:
    """Whether a word of the client's stands on the day on which it was told, so that its parts change by themselves."""
    was, now = getattr(old, name, None), getattr(item, name, None)
    return bool(was and now and was.on == now.on)


def count_down(thread: PromiseThread, item: Promise | None, moment: Moment) -> None:
    """Begins, keeps or ends the days that the client has for a word, after a step.

    They begin when a reader could know of the delivery, and begin anew when it is put on another day or was not to be
    seen for a while: nobody is deemed to have accepted in less time than was agreed.
    """
    if item is None:
        thread.countdown = thread.countdown if thread.is_deemed else None
        return
    found = stage_of(item)
    if found is None or found[0] is not Stage.DELIVERED or item.ended:
        thread.countdown, thread.is_deemed = None, False
    elif thread.countdown is None or thread.countdown.delivered != found[1]:
        begins = max(found[1], moment.clock)
        thread.countdown = Countdown(found[1], _after(begins, moment.terms.days), moment.terms.deemed)
        thread.is_deemed = False


def deemed_by(thread: PromiseThread, day: date) -> Iterator[Entry]:
    """The clock's own entry, if by `day` the days for a word have passed in silence, and that was agreed to accept."""
    countdown, item = thread.countdown, thread.item
    if countdown is None or item is None or thread.is_deemed or not countdown.silence_accepts:
        return
    if countdown.until >= day or not thread.is_shown:
        return
    thread.is_deemed = True
    told = countdown.until + timedelta(1)
    event = Event(
        item.kind,
        item.id,
        thread.origin,
        item.title,
        EventName.DEEMED_ACCEPTED,
        told,
        told,
        before=countdown.delivered,
        after=told,
    )
    yield Entry(thread, told, _DAYBREAK, event, cadence=thread.cadence)


def _is_again(old: Milestone | None, item: Milestone) -> bool:
    """Whether a rejection lay between two deliveries."""
    found = stage_of(old)
    return found is not None and found[0] is Stage.REJECTED and item.delivered is not None and item.delivered > found[1]


def _is_followed(rejected: date, item: Milestone) -> bool:
    """Whether another delivery or an acceptance stands in the place of a rejection."""
    found = stage_of(item)
    return found is not None and found[1] >= rejected and found[:1] != (Stage.REJECTED,)


def _after(day: date, days: int) -> date:
    return day + timedelta(min(days, (date.max - day).days))

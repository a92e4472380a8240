"""Milestones as drawings show them: how each stands, its story in a line, and its day."""

from __future__ import annotations

from datetime import date

from milepost.facts.promises.promises import PromiseFacts, State
from milepost.render.drawing.measures import clean
from milepost.render.words.words import Words


def status_of(promise: PromiseFacts) -> str:
    """Done, active, planned, at-risk (forecast after the agreed date), late (overdue) or cancelled."""
    if promise.state in {State.KEPT, State.KEPT_LATE}:
        return "done"
    if promise.state in {State.CANCELLED, State.WITHDRAWN, State.VANISHED}:
        return "cancelled"
    if promise.state is State.OVERDUE:
        return "late"
    if promise.state is State.MOVED or promise.variance_days > 0:
        return "at-risk"
    return "active" if promise.state is State.ACTIVE else "planned"


def story_of(promise: PromiseFacts, words: Words) -> str:
    """A milestone in one line: its title, what was agreed, and what is or was."""
    agreed, now, title = words.day(promise.agreed), words.day(promise.forecast), clean(promise.item.title)
    if promise.state in {State.KEPT, State.KEPT_LATE}:
        state = words("{title}: agreed {agreed}, reached {now}", title=title, agreed=agreed, now=now)
    elif promise.state is State.OVERDUE:
        due = words.was_due(now, promise.overdue_days)
        return words("{title}: agreed {agreed}, {due}", title=title, agreed=agreed, due=due)
    elif promise.state is State.CANCELLED:
        state = words("{title}: agreed {agreed}, cancelled", title=title, agreed=agreed)
    elif promise.agreed == promise.forecast:
        state = words("{title}: agreed {agreed}", title=title, agreed=agreed)
    else:
        state = words("{title}: agreed {agreed}, now {now}", title=title, agreed=agreed, now=now)
    stands = [words.state(promise.state, promise.item.kind)]
    stands += [words.stage(promise.handover.stage)] if promise.handover else []
    return words("{words} ({state})", words=state, state=words(", ").join(stands))


def day_of(promise: PromiseFacts, today: date, words: Words) -> str:
    """The day beside a milestone's name; one that has passed is not said as if it were to come."""
    day = words.near_day(promise.forecast, today)
    return words("was due {day}", day=day) if promise.state is State.OVERDUE else day

"""Handover: how far the acceptance of a milestone is, in a line for its row and in a sentence for its story."""

from __future__ import annotations

from datetime import date, timedelta

from markupsafe import Markup

from milepost.facts.acceptance.handover import Handover, Stage
from milepost.model.fields import Kind
from milepost.render.context import Context


def handover_line(context: Context, handover: Handover | None) -> str:
    """What every reader sees of it without opening a row: a word that is awaited, or that it was rejected."""
    words = context.words
    if handover is None:
        return ""
    if handover.stage is Stage.REJECTED:
        return words("rejected on {day}", day=_day(context, handover.on))
    if handover.stage is not Stage.DELIVERED or handover.until is None:
        return ""
    if handover.overdue_days:
        return words("delivered; your word was due {day}", day=_day(context, handover.until))
    if handover.silence_accepts:
        day = _day(context, handover.until + timedelta(1))
        return words("delivered; accepted on {day} if you say nothing", day=day)
    return words("delivered; your word is due {day}", day=_day(context, handover.until))


def handover_told(context: Context, handover: Handover | None) -> str:
    """The whole of it in a sentence or two; why it was rejected is told apart."""
    if handover is None:
        return ""
    words, on = context.words, _day(context, handover.on)
    told = [_delivered(context, handover)]
    match handover.stage:
        case Stage.ACCEPTED:
            told.append(_accepted(context, handover, on))
        case Stage.DEEMED:
            told.append(
                words(
                    "It has counted as accepted since {day}: nobody had said a word in the days agreed for it.", day=on
                )
            )
        case Stage.REJECTED:
            told.append(words("Rejected on {day}.", day=on))
        case Stage.DELIVERED:
            told.append(_awaited(context, handover))
    return Markup(words.gap).join(part for part in told if part)  # noqa: S704, a blank or nothing


def _delivered(context: Context, handover: Handover) -> str:
    if handover.delivered is None:
        return ""
    return context.words("Delivered on {day}.", day=_day(context, handover.delivered))


def _accepted(context: Context, handover: Handover, on: str) -> str:
    words = context.words
    how = words.value(Kind.MILESTONE, "accepted.how", handover.how) if handover.how else ""
    if handover.by:
        told = words("Accepted on {day} by {who}", day=on, who=handover.by)
    else:
        told = words("Accepted on {day}", day=on)
    return told + (words(", ") + how if how else "") + words(".")


def _awaited(context: Context, handover: Handover) -> str:
    words = context.words
    if handover.until is None:
        return ""
    day = _day(context, handover.until)
    if handover.overdue_days:
        days = handover.overdue_days
        return words.plural(
            "The client’s word was due {day}, {n} day ago.",
            "The client’s word was due {day}, {n} days ago.",
            days,
            day=day,
        )
    if handover.silence_accepts:
        after = _day(context, handover.until + timedelta(1))
        return words(
            "The client has until {day} to accept or reject it; without a word it counts as accepted on {after}.",
            day=day,
            after=after,
        )
    return words("The client has until {day} to accept or reject it.", day=day)


def _day(context: Context, day: date) -> str:
    return context.time(day, context.report.status_date)

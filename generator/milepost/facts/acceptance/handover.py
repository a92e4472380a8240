"""Handover: what was delivered to the client and what its word was, as far as that was known on a day."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from milepost.facts.threads.states import PromiseState
from milepost.frozen import dataclass
from milepost.model.kinds.milestones import Milestone
from milepost.model.snapshot import Promise


class Stage(StrEnum):
    """How far a handover is; `deemed` is accepted by silence, as had been agreed."""

    DELIVERED = "delivered"
    REJECTED = "rejected"
    ACCEPTED = "accepted"
    DEEMED = "deemed"


@dataclass(frozen=True, slots=True)
class Handover:
    """A milestone that was handed over, and since when it is at its stage.

    `until` is the last day for a word while there is none, `overdue_days` those since; `silence_accepts` says that it
    counts as accepted on the day after. Who accepted it, by which means, or why it was rejected, where that is said.
    """

    stage: Stage
    on: date
    delivered: date | None
    until: date | None = None
    silence_accepts: bool = False
    overdue_days: int = 0
    by: str | None = None
    how: str | None = None
    why: str | None = None


def stage_of(item: Promise | None) -> tuple[Stage, date] | None:
    """The last word on a milestone by its own fields, and its day; None where it was never handed over.

    A word holds until it is delivered again; of an acceptance and a rejection the later one holds.
    """
    if not isinstance(item, Milestone):
        return None
    accepted, rejected, delivered = item.accepted, item.rejected, item.delivered
    if accepted and (not rejected or rejected.on <= accepted.on):
        return Stage.ACCEPTED, accepted.on
    if rejected and (not delivered or delivered <= rejected.on):
        return Stage.REJECTED, rejected.on
    return (Stage.DELIVERED, delivered) if delivered else None


def handover_of(known: PromiseState, day: date) -> Handover | None:
    """How far the handover of a milestone was on a day; None where there was none, or it is gone or given up."""
    item, found = known.item, stage_of(known.item)
    if found is None or not isinstance(item, Milestone) or item.ended or known.gone_on:
        return None
    stage, on = found
    if stage is Stage.ACCEPTED and item.accepted:
        is_deemed = item.accepted.how == "deemed"
        stage = Stage.DEEMED if is_deemed else stage
        return Handover(stage, on, item.delivered, by=item.accepted.by, how=item.accepted.how)
    if stage is Stage.REJECTED and item.rejected:
        return Handover(stage, on, item.delivered, why=item.rejected.why)
    countdown = known.countdown
    if countdown is None:
        return Handover(stage, on, item.delivered)
    late = (day - countdown.until).days
    if late > 0 and countdown.silence_accepts:
        return Handover(Stage.DEEMED, countdown.until + timedelta(1), item.delivered, how="deemed")
    return Handover(stage, on, item.delivered, countdown.until, countdown.silence_accepts, max(0, late))

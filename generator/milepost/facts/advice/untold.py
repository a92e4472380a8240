"""Untold: what moved or was given up of late, and no update has told."""

from __future__ import annotations

from datetime import date

from milepost.facts.events import Event, EventName
from milepost.facts.promises.promises import PromiseFacts
from milepost.facts.report.report import StatusReport

NEED_A_REASON = {EventName.MOVED, EventName.WITHDRAWN, EventName.CANCELLED, EventName.REOPENED}
NEED_TELLING = NEED_A_REASON | {EventName.REBASELINED}


def untold(report: StatusReport, promise: PromiseFacts, since: date) -> Event | None:
    """What happened to a promise since a day and no update tells, not even too late; None where all is told."""
    event = latest(promise, NEED_TELLING, since)
    if not event or event.announced or _is_mentioned(report, promise, event.recorded):
        return None
    return event


def latest(promise: PromiseFacts, names: set[EventName], since: date) -> Event | None:
    """The newest of such events, if it is recent; what was said of the older ones no longer matters."""
    return next((e for e in reversed(promise.events) if e.event in names and e.recorded >= since), None)


def _is_mentioned(report: StatusReport, promise: PromiseFacts, since: date) -> bool:
    """Whether some update tells of it after all, even if too late to count as announced."""
    target = (promise.item.kind, promise.item.id)
    return any(
        link.target == target
        for facts in report.updates
        if facts.update.date >= since
        for link in facts.update.body.links
    )

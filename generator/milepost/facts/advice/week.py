"""The week: what the manager must do until the next update."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from milepost.facts.acceptance.asks import AcceptanceAsk, asks_for_acceptance
from milepost.facts.acceptance.closing import ClosingFacts
from milepost.facts.advice.untold import untold
from milepost.facts.contact.waiting import Waiting
from milepost.facts.events import Event
from milepost.facts.health.rules import RECENT_DAYS
from milepost.facts.promises.promises import PromiseFacts, State
from milepost.facts.registers import RecordFacts, review_of
from milepost.facts.report.report import StatusReport
from milepost.facts.rhythm import Awaited
from milepost.frozen import dataclass
from milepost.model.fields import Kind, Side
from milepost.model.kinds.commitments import Commitment
from milepost.model.records.feedback import Feedback


@dataclass(frozen=True, slots=True)
class Week:
    """What is to be done up to a day.

    `overdue` and `due` are promises of ours, `owed` those of the client that are overdue or due, each soonest first.
    `untold` is what no update has told yet, `questions` the questions and problems whose day has come, `reviews` what
    is to be looked at again, `update` the update to come. `asked` is what the client is asked for, of every kind, as
    far as it is due, or dates wait for it, the first of these days first. `to_accept` is what was delivered and waits
    for its word, `closing` the closing report, while that does. `unanswered` is what the client said, oldest first.
    """

    until: date
    overdue: tuple[PromiseFacts, ...]
    due: tuple[PromiseFacts, ...]
    owed: tuple[PromiseFacts, ...]
    untold: tuple[Event, ...]
    questions: tuple[RecordFacts, ...]
    reviews: tuple[RecordFacts, ...]
    update: Awaited | None
    asked: tuple[Waiting, ...] = ()
    to_accept: tuple[AcceptanceAsk, ...] = ()
    closing: ClosingFacts | None = None
    unanswered: tuple[RecordFacts, ...] = ()


def week_of(report: StatusReport) -> Week:
    """What is to be done until the next update, or in the next seven days where none is to come."""
    today, awaited, closing = report.status_date, report.awaited, report.closing
    until = max(awaited.day, today) if awaited else today + timedelta(7)
    promises = (*report.milestones, *report.commitments)
    near = _soonest(p for p in promises if p.state.is_open and p.due <= until)
    ours = [p for p in near if not _is_the_clients(p)]
    recent = today - timedelta(RECENT_DAYS)
    silent = (untold(report, promise, recent) for promise in promises if promise.state is not State.VANISHED)
    return Week(
        until=until,
        overdue=tuple(p for p in ours if p.state is State.OVERDUE),
        due=tuple(p for p in ours if p.state is not State.OVERDUE),
        owed=tuple(p for p in near if _is_the_clients(p)),
        untold=tuple(sorted(filter(None, silent), key=lambda event: (event.recorded, event.id))),
        questions=tuple(_dated(report, due_day, until)),
        reviews=tuple(_dated(report, review_day, until)),
        update=awaited,
        asked=tuple(sorted((one for one in report.waiting if _presses(one, until)), key=_soonest_or_moves_first)),
        to_accept=tuple(
            sorted(asks_for_acceptance(report.milestones), key=lambda ask: (ask.due or until, ask.item.id))
        ),
        closing=closing if closing and not closing.closing.matter.accepted else None,
        unanswered=_unanswered(report.records.get(Kind.FEEDBACK, ())),
    )


def review_day(facts: RecordFacts) -> date | None:
    """When an item of a register is to be looked at again, as far as it says so and still stands."""
    found = review_of(facts)
    return found[1] if found else None


def due_day(facts: RecordFacts) -> date | None:
    """When a question is to be decided, or a problem to be solved; None where that has happened, or no day is named."""
    item = facts.item
    is_settled = not facts.is_open or getattr(item, "decided", None) or getattr(item, "resolved", None)
    day = None if is_settled else getattr(item, "due", None)
    return day if isinstance(day, date) else None


def _dated(report: StatusReport, day_of: Callable[[RecordFacts], date | None], until: date) -> list[RecordFacts]:
    found = [
        (day, facts.item.id, facts)
        for records in report.records.values()
        for facts in records
        if (day := day_of(facts)) and day <= until
    ]
    return [facts for _, _, facts in sorted(found, key=lambda one: one[:2])]


def _presses(one: Waiting, until: date) -> bool:
    """Whether an answer is due, holds a date up, or is the word on what was delivered."""
    return bool(one.behind) or isinstance(one.ask, AcceptanceAsk) or bool(one.ask.due and one.ask.due <= until)


def _soonest_or_moves_first(one: Waiting) -> tuple[date, str]:
    days = [day for day in (one.ask.due, *(behind.last for behind in one.behind[:1])) if day]
    return min(days, default=date.max), one.ask.item.id


def _unanswered(records: Iterable[RecordFacts]) -> tuple[RecordFacts, ...]:
    """What the client said and nobody has answered yet."""
    found = [r for r in records if r.is_open and isinstance(r.item, Feedback) and not r.item.is_silent]
    return tuple(sorted(found, key=lambda facts: (facts.item.raised or facts.raised_on, facts.item.id)))


def _soonest(promises: Iterable[PromiseFacts]) -> list[PromiseFacts]:
    return sorted(promises, key=lambda p: (p.due, p.item.kind, p.item.id))


def _is_the_clients(promise: PromiseFacts) -> bool:
    return isinstance(promise.item, Commitment) and promise.item.from_ is Side.CLIENT

"""The week for programs: how the project stands, and what the manager must do."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from milepost.facts.acceptance.asks import AcceptanceAsk
from milepost.facts.acceptance.closing import ClosingFacts
from milepost.facts.advice.week import Week, due_day, review_day
from milepost.facts.promises.promises import PromiseFacts
from milepost.facts.registers import RecordFacts
from milepost.facts.report.report import StatusReport
from milepost.render.data.changelog import event_data
from milepost.render.data.registers import waiting_data

DayOf = Callable[[RecordFacts], date | None]


def week_json(report: StatusReport, week: Week) -> str:
    """The same for whoever writes a message, or a draft, of it."""
    newest, health, finish = report.updates[0] if report.updates else None, report.health, report.finish
    data = {
        "project": report.charter.name,
        "today": report.status_date.isoformat(),
        "status": health.claimed,
        "rules": health.computed,
        "headline": newest.update.title if newest else None,
        "update": newest.update.id if newest else None,
        "finish": _promise(finish.promise) if finish else None,
        "key_dates": [_promise(trend.promise) for trend in report.key_dates],
        "until": week.until.isoformat(),
        "overdue": [_promise(promise) for promise in week.overdue],
        "due": [_promise(promise) for promise in week.due],
        "owed_by_client": [_promise(promise) for promise in week.owed],
        "untold": [event_data(event) for event in week.untold],
        "questions": [_record(facts, due_day) for facts in week.questions],
        "unanswered": [_record(facts, lambda facts: facts.item.raised or facts.raised_on) for facts in week.unanswered],
        "reviews": [_record(facts, review_day) for facts in week.reviews],
        "waiting": [waiting_data(one) for one in report.waiting],
        "to_accept": [_delivery(ask) for ask in week.to_accept],
        "closing": _closing(week.closing) if week.closing else None,
        "next_update": week.update.day.isoformat() if week.update else None,
    }
    return json.dumps(data, ensure_ascii=False, indent=2, default=date.isoformat) + "\n"


def _promise(promise: PromiseFacts) -> dict[str, Any]:
    item = promise.item
    return {
        "kind": item.kind.value,
        "id": item.id,
        "title": item.title,
        "state": promise.state.value,
        "due": promise.due.isoformat(),
        "agreed": promise.agreed.isoformat(),
        "overdue_days": promise.overdue_days,
    }


def _delivery(ask: AcceptanceAsk) -> dict[str, Any]:
    delivered, due = ask.delivered, ask.due
    return {
        "kind": ask.item.kind.value,
        "id": ask.item.id,
        "title": ask.item.title,
        "delivered": delivered.isoformat() if delivered else None,
        "accept_by": due.isoformat() if due else None,
        "overdue_days": ask.overdue_days,
    }


def _closing(facts: ClosingFacts) -> dict[str, Any]:
    closing = facts.closing
    return {"id": closing.id, "title": closing.matter.title, "on": closing.matter.on.isoformat()}


def _record(facts: RecordFacts, day_of: DayOf) -> dict[str, Any]:
    day, item = day_of(facts), facts.item
    return {"kind": item.kind.value, "id": item.id, "title": item.title, "day": day.isoformat() if day else None}

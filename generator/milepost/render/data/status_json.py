"""The site's knowledge as data: `status.json`, a public contract with a version of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic_core import to_json

from milepost import __version__
from milepost.facts.contact.communication import KeptPlan
from milepost.facts.health.assessment import Health
from milepost.facts.promises.effects import effects_of, followed_by_item
from milepost.facts.promises.trend import Trend
from milepost.facts.report.report import StatusReport
from milepost.facts.telling.binding import Otherwise
from milepost.facts.wording.markup import without_comments
from milepost.model.kinds.charter import Charter
from milepost.model.registers import register_of
from milepost.render.data.changelog import event_data
from milepost.render.data.registers import item_data, promise_data, registers_data, waiting_data
from milepost.render.data.status_pages import pages_data

SCHEMA = 2


def status_json(report: StatusReport, site_url: str | None, otherwise: Sequence[Otherwise] = ()) -> str:
    """Everything public that the report knows, with keys in a fixed order; absent values are null."""
    base = site_url if not site_url or site_url.endswith("/") else f"{site_url}/"
    told = {**_report(report, base), "told_otherwise": [_otherwise(one) for one in otherwise]}
    return to_json(told, indent=1).decode() + "\n"


def _charter(charter: Charter) -> dict[str, Any]:
    """What `project.yml` says; in how many days we answer, only where it says so."""
    said: dict[str, Any] = charter.model_dump(mode="json", by_alias=True)
    said["summary"] = without_comments(charter.summary)
    said["outcomes"] = said["goals"]
    said["goals"] = [goal.goal for goal in charter.goals]
    if charter.feedback and "answer_days" not in charter.feedback.model_fields_set:
        del said["feedback"]["answer_days"]
    return said


def _report(report: StatusReport, base: str | None) -> dict[str, Any]:
    charter = report.charter
    effects = {key: effects_of(followed) for key, followed in followed_by_item(report.events).items()}
    return {
        "schema": SCHEMA,
        "generator": f"milepost {__version__}",
        "project": _charter(charter),
        "status_date": report.status_date,
        "revision": report.revision.sha or None,
        "health": _health(report.health),
        "rhythm": {"next_due": report.rhythm.next_due, "overdue_days": report.rhythm.overdue_days},
        "finish": _finish(report.finish),
        "key_dates": [_finish(trend) for trend in report.key_dates],
        "asks": [waiting_data(waiting) for waiting in report.waiting],
        "milestones": [promise_data(promise, base) for promise in report.milestones],
        "commitments": [promise_data(promise, base) for promise in report.commitments],
        **{
            register_of(kind).name: [item_data(f, base, effects) for f in found]
            for kind, found in report.records.items()
            if found
        },
        **registers_data(report),
        **pages_data(report, base),
        **_communication(report.communication),
        "glossary": [{"term": term.term, "explanation": term.explanation} for term in report.glossary],
        "events": [event_data(event) for event in report.events],
        "withheld": [{"kind": held.kind, "recorded": held.recorded} for held in report.withheld],
    }


def _otherwise(one: Otherwise) -> dict[str, Any]:
    entry = one.entry
    return {
        "since": one.since,
        "kind": entry.kind,
        "id": entry.id or None,
        "event": entry.event,
        "recorded": entry.recorded,
        "digest": entry.digest,
    }


def _health(health: Health) -> dict[str, Any]:
    areas = [
        {
            "name": area.name,
            "status": area.status,
            "findings": [finding.code for finding in area.findings],
            "items": [f"{facts.item.kind}:{facts.item.id}" for facts in area.items],
        }
        for area in health.areas
    ]
    return {"claimed": health.claimed, "computed": health.computed, "why": without_comments(health.why), "areas": areas}


def _finish(finish: Trend | None) -> dict[str, Any] | None:
    if finish is None:
        return None
    promise = finish.promise
    points = [{"on": point.on, "forecast": point.forecast} for point in finish.points]
    return {
        "milestone": promise.item.id,
        "forecast": promise.forecast,
        "agreed": promise.agreed,
        "first": promise.first_due,
        "days": promise.variance_days,
        "trend": points,
    }


def _communication(kept: KeptPlan) -> dict[str, Any]:
    """The plan beside what happened; only where something was due, or minutes were written."""
    lines = [
        {
            "what": line.line.what,
            "due": len(line.occasions),
            "kept": line.kept,
            "missed": [{"on": one.day, "why": one.why, "said": one.said} for one in line.missed],
        }
        for line in kept.lines
    ]
    minutes = {"within_days": kept.within_days, "meetings": kept.meetings, "in_time": kept.in_time}
    return ({"communication": lines} if lines else {}) | ({"minutes": minutes} if kept.meetings else {})

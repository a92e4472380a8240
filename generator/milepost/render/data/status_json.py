"""The site's knowledge as data: `status.json`, a public contract with a version of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic_core import to_json

from milepost import __version__
from milepost.facts.contact.communication import KeptPlan
from milepost.facts.promises.effects import effects_of, followed_by_item
from milepost.facts.promises.promises import PromiseFacts
from milepost.facts.promises.waterfall import waterfall
from milepost.facts.registers import RecordFacts
from milepost.facts.report import ClosingFacts, Health, LessonFacts, MeetingFacts, StatusReport, Trend, UpdateFacts
from milepost.facts.telling.binding import Otherwise
from milepost.facts.wording.plain_text import without_comments
from milepost.model.fields import Kind
from milepost.model.kinds.charter import Charter
from milepost.model.kinds.commitments import Commitment
from milepost.model.kinds.milestones import Milestone
from milepost.model.marks import Mark, fields_of
from milepost.model.places import address
from milepost.model.registers import register_of
from milepost.model.snapshot import Key
from milepost.render.data.changelog import event_data
from milepost.render.data.registers import part_data, registers_data, waiting_data

SCHEMA = 2
Effects = Mapping[Key, Mapping[Key, int]]


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
        "milestones": [_promise(promise, base) for promise in report.milestones],
        "commitments": [_promise(promise, base) for promise in report.commitments],
        **{
            register_of(kind).name: [_record(f, base, effects) for f in found]
            for kind, found in report.records.items()
            if found
        },
        **registers_data(report),
        "updates": [_update(update, base) for update in report.updates],
        "lessons": [_lesson(lesson, base) for lesson in report.lessons],
        **({"meetings": [_meeting(meeting, base) for meeting in report.meetings]} if report.meetings else {}),
        **({"closing": _closing(report.closing, base)} if report.closing else {}),
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


def _promise(promise: PromiseFacts, base: str | None) -> dict[str, Any]:
    item = promise.item
    return {
        "id": item.id,
        "url": _url(base, address(item.kind, item.id)),
        "title": item.title,
        **(_milestone(item, promise) if isinstance(item, Milestone) else _commitment(item)),
        "owner": item.owner,
        "state": promise.state,
        "made": promise.made_on,
        "first_due": promise.first_due,
        "agreed": promise.agreed,
        "due": promise.due,
        "closed": promise.closed_on,
        "variance_days": promise.variance_days,
        "moves": promise.moves,
        "rebaselinings": promise.rebaselinings,
        "note": without_comments(item.note),
        "reason": without_comments(item.reason),
        "cause": item.cause,
        "because": list(item.because),
        "waterfall": [part_data(part) for part in waterfall(promise).parts],
    }


def _record(facts: RecordFacts, base: str | None, effects: Effects) -> dict[str, Any]:
    """An item of another register: what was written of it, and what history says."""
    item = facts.item
    said = {
        field.name: without_comments(value) if field.has(Mark.MARKDOWN) else value
        for field in fields_of(type(item))
        for value in [item.model_dump(mode="json", by_alias=True)[field.name]]
        if field.name not in {"id", "was", "visibility", "raised"}
    }
    return {
        "id": item.id,
        "url": _url(base, address(item.kind, item.id)),
        "raised": facts.raised_on,
        "open": facts.is_open,
        "gone": facts.gone_on,
        **said,
        "first": facts.first,
        "closed_on": facts.closed_on,
        "overdue_days": facts.overdue_days,
        "effects": [
            {"kind": kind, "id": name, "days": days}
            for (kind, name), days in effects.get((item.kind, item.id), {}).items()
        ],
    }


def _milestone(item: Milestone, promise: PromiseFacts) -> dict[str, Any]:
    accepted = item.accepted.model_dump(mode="json") if item.accepted else None
    rejected = item.rejected
    handover = promise.handover
    return {
        "phase": item.phase,
        "after": list(item.after),
        "start": item.start,
        "progress": item.progress,
        "acceptance": without_comments(item.acceptance),
        "key": item.key,
        "handover": handover.stage if handover else None,
        "delivered": item.delivered,
        "accepted": accepted,
        "rejected": {"on": rejected.on, "why": without_comments(rejected.why)} if rejected else None,
        "accept_by": handover.until if handover else None,
        "silence_accepts": bool(handover and handover.silence_accepts),
    }


def _commitment(item: Commitment) -> dict[str, Any]:
    withdrawn = item.withdrawn.model_dump(mode="json") if item.withdrawn else None
    return {
        "from": item.from_,
        "to": item.to,
        "milestone": item.milestone,
        "evidence": item.evidence,
        "withdrawn": withdrawn,
    }


def _update(facts: UpdateFacts, base: str | None) -> dict[str, Any]:
    update = facts.update
    return {
        "id": update.id,
        "url": _url(base, address(update.kind, update.id)),
        "number": facts.number,
        "date": update.date,
        "recorded": facts.recorded,
        "late_days": facts.late_days,
        "edits": len(facts.edits),
        "status": update.matter.status,
        "headline": update.title,
        "author": update.matter.author,
        "period": update.matter.period,
        "asks": [ask.item.id for ask in facts.asks if ask.item.kind is Kind.COMMITMENT],
        "asked": [{"kind": ask.item.kind, "id": ask.item.id, "due": ask.due} for ask in facts.asks],
    }


def _lesson(facts: LessonFacts, base: str | None) -> dict[str, Any]:
    lesson = facts.lesson
    matter = lesson.matter.model_dump(mode="json", by_alias=True, exclude={"visibility"})
    return {
        "id": lesson.id,
        "url": _url(base, address(lesson.kind, lesson.id)),
        **matter,
        "in_practice": facts.in_practice,
    }


def _meeting(facts: MeetingFacts, base: str | None) -> dict[str, Any]:
    meeting = facts.meeting
    said = meeting.matter.model_dump(mode="json", by_alias=True, exclude={"visibility"})
    return {
        "id": meeting.id,
        "url": _url(base, address(meeting.kind, meeting.id)),
        "title": said.pop("title"),
        "kind": said.pop("kind"),
        "date": meeting.date,
        "recorded": facts.recorded,
        "days": facts.days,
        **said,
        "edits": len(facts.edits),
        "edits_after_approval": len(facts.edits_after_approval),
    }


def _closing(facts: ClosingFacts, base: str | None) -> dict[str, Any]:
    closing, matter = facts.closing, facts.closing.matter
    return {
        "url": _url(base, address(closing.kind, closing.id)),
        "title": matter.title,
        "on": matter.on,
        "recorded": facts.recorded,
        "accepted": matter.accepted.model_dump(mode="json") if matter.accepted else None,
        "edits": len(facts.edits),
        "edits_after_acceptance": len(facts.edits_after_acceptance),
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


def _url(base: str | None, path: str) -> str:
    return f"{base or ''}{path}"

"""What registers of lists say, as data: each of their items, and what they say together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from milepost.facts.contact.satisfaction import satisfaction_of
from milepost.facts.contact.waiting import Waiting
from milepost.facts.foresight import foresight
from milepost.facts.promises.promises import PromiseFacts
from milepost.facts.promises.waterfall import Part, waterfall
from milepost.facts.registers import RecordFacts
from milepost.facts.report.report import StatusReport
from milepost.facts.wording.markup import without_comments
from milepost.model.fields import Kind
from milepost.model.kinds.commitments import Commitment
from milepost.model.kinds.milestones import Milestone
from milepost.model.marks import Mark, fields_of
from milepost.model.places import address
from milepost.model.snapshot import AnyItem, Key

Effects = Mapping[Key, Mapping[Key, int]]
"""How far each item moved each date."""


def promise_data(promise: PromiseFacts, base: str | None) -> dict[str, Any]:
    """A milestone or a commitment: what was written of it, and where it stands."""
    item = promise.item
    return {
        "id": item.id,
        "url": url_of(item, base),
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


def item_data(facts: RecordFacts, base: str | None, effects: Effects) -> dict[str, Any]:
    """An item of another register: what was written of it, and what history says."""
    item = facts.item
    written = item.model_dump(mode="json", by_alias=True, exclude={"id", "was", "visibility"})
    said = {
        field.name: without_comments(written[field.name]) if field.has(Mark.MARKDOWN) else written[field.name]
        for field in fields_of(type(item))
        if field.name in written and field.name != "raised"
    }
    return {
        "id": item.id,
        "url": url_of(item, base),
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


def url_of(item: AnyItem, base: str | None) -> str:
    """The address of an item; without a base, counted from the root of the site."""
    return f"{base or ''}{address(item.kind, item.id)}"


def registers_data(report: StatusReport) -> dict[str, Any]:
    """What the registers of a project say together; nothing of those that are empty."""
    risks, problems = report.records.get(Kind.RISK, ()), report.records.get(Kind.PROBLEM, ())
    voices = satisfaction_of(report.charter, report.records.get(Kind.FEEDBACK, ()))
    seen = foresight(risks, problems)
    told: dict[str, Any] = {}
    if problems:
        told["foresight"] = {
            "problems": seen.problems,
            "foreseen": [
                {"problem": one.problem.item.id, "risk": one.risk.item.id, "days": one.days} for one in seen.foreseen
            ],
            "unlikely": [risk.item.id for risk in seen.unlikely],
        }
    if risks:
        told["exposure"] = [{"on": day, "weight": weight} for day, weight in report.exposure]
    if voices:
        told["satisfaction"] = [
            {"phase": one.phase.id, "ratings": list(one.ratings), "asked": one.asked, "silent": one.silent}
            for one in voices
        ]
    return told


def part_data(part: Part) -> dict[str, Any]:
    """A part of a slip: how far, and what it is named by."""
    return {
        "days": part.days,
        "because": list(part.because),
        "cause": part.cause,
        "told": part.is_told,
        "arrival": part.is_arrival,
    }


def waiting_data(waiting: Waiting) -> dict[str, Any]:
    """An answer that is asked for; the first date to move stands first."""
    ask, item = waiting.ask, waiting.ask.item
    return {
        "kind": item.kind,
        "id": item.id,
        "title": item.title,
        "due": ask.due,
        "overdue_days": ask.overdue_days,
        "asked": waiting.since,
        "days": waiting.days,
        "moves": [
            {"kind": one.promise.item.kind, "id": one.promise.item.id, "after": one.last} for one in waiting.behind
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

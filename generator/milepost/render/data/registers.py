"""What registers say together, as data: foresight, what was at stake, satisfaction, parts of a slip, what is asked."""

from __future__ import annotations

from typing import Any

from milepost.facts.contact.satisfaction import satisfaction_of
from milepost.facts.contact.waiting import Waiting
from milepost.facts.foresight import foresight
from milepost.facts.promises.waterfall import Part
from milepost.facts.report import StatusReport
from milepost.model.fields import Kind


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

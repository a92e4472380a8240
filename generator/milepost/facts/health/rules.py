"""The rules of health, as the site prints them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from types import MappingProxyType

from milepost.frozen import dataclass
from milepost.model.fields import Kind, Status

RECENT_DAYS = 30
"""How long a slip that nobody announced, or a promise that vanished, weighs on health."""


class Topic(StrEnum):
    """What an area of health is about."""

    MILESTONES = "milestones"
    COMMITMENTS = "commitments"
    NOTICE = "notice"
    RHYTHM = "rhythm"
    RISKS = "risks"
    PROBLEMS = "problems"


class Code(StrEnum):
    """What a rule of health looks for."""

    MILESTONE_OVERDUE = "milestone-overdue"
    FINISH_LATE = "finish-late"
    MILESTONE_LATE = "milestone-late"
    COMMITMENT_OVERDUE = "commitment-overdue"
    CLIENT_OVERDUE = "client-overdue"
    VANISHED = "vanished"
    SLIP_UNANNOUNCED = "slip-unannounced"
    UPDATE_OVERDUE = "update-overdue"
    RISK_HIGH = "risk-high"
    REVIEW_OVERDUE = "review-overdue"
    PROBLEM_GRAVE = "problem-grave"
    PROBLEM_OVERDUE = "problem-overdue"


@dataclass(frozen=True, slots=True)
class Rule:
    """What turns an area amber or red: at least `count` cases of `code`, each of more than `days` days.

    `is_agreed` says that its days are the tolerance that both sides agreed to.
    """

    area: Topic
    status: Status
    code: Code
    days: int = 0
    count: int = 1
    is_agreed: bool = False


_FINISH_LATE = 28
RULES = (
    Rule(Topic.MILESTONES, Status.RED, Code.MILESTONE_OVERDUE, days=14),
    Rule(Topic.MILESTONES, Status.AMBER, Code.MILESTONE_OVERDUE),
    Rule(Topic.MILESTONES, Status.RED, Code.FINISH_LATE, days=_FINISH_LATE),
    Rule(Topic.MILESTONES, Status.AMBER, Code.MILESTONE_LATE, days=7),
    Rule(Topic.COMMITMENTS, Status.RED, Code.COMMITMENT_OVERDUE, days=14),
    Rule(Topic.COMMITMENTS, Status.AMBER, Code.COMMITMENT_OVERDUE),
    Rule(Topic.COMMITMENTS, Status.AMBER, Code.CLIENT_OVERDUE),
    Rule(Topic.NOTICE, Status.RED, Code.VANISHED),
    Rule(Topic.NOTICE, Status.RED, Code.SLIP_UNANNOUNCED, count=3),
    Rule(Topic.NOTICE, Status.AMBER, Code.SLIP_UNANNOUNCED),
    Rule(Topic.RHYTHM, Status.RED, Code.UPDATE_OVERDUE, count=2),
    Rule(Topic.RHYTHM, Status.AMBER, Code.UPDATE_OVERDUE),
    Rule(Topic.RISKS, Status.AMBER, Code.RISK_HIGH),
    Rule(Topic.RISKS, Status.AMBER, Code.REVIEW_OVERDUE, days=7),
    Rule(Topic.PROBLEMS, Status.RED, Code.PROBLEM_GRAVE, days=14),
    Rule(Topic.PROBLEMS, Status.AMBER, Code.PROBLEM_GRAVE),
    Rule(Topic.PROBLEMS, Status.AMBER, Code.PROBLEM_OVERDUE),
)
"""The rules, worst first within a code. `count` of `update-overdue` counts rhythm days; days of slips and vanished
promises are days since they were recorded, within `RECENT_DAYS`."""

HIGH = 15
"""From which likelihood times impact on, of at most 25, a risk is high."""
AREAS = tuple(dict.fromkeys(rule.area for rule in RULES))
AREA_OF: Mapping[Kind, Topic | None] = MappingProxyType(
    {
        Kind.MILESTONE: Topic.MILESTONES,
        Kind.COMMITMENT: Topic.COMMITMENTS,
        Kind.UPDATE: Topic.RHYTHM,
        Kind.LESSON: None,
        Kind.RISK: Topic.RISKS,
        Kind.PROBLEM: Topic.PROBLEMS,
        Kind.DECISION: None,
        Kind.CHANGE: None,
        Kind.FEEDBACK: None,
        Kind.MEETING: None,
        Kind.BUDGET: None,
        Kind.CLOSING: None,
    }
)
"""The area that the items of each kind weigh on; None where a rule of ours could not tell good from bad."""


def rules_for(tolerance: int | None) -> tuple[Rule, ...]:
    """The rules, with the days of tolerance that were agreed in place of our own for a date that is forecast later."""
    if tolerance is None:
        return RULES
    days = {Code.MILESTONE_LATE: tolerance, Code.FINISH_LATE: max(tolerance, _FINISH_LATE)}
    return tuple(
        replace(rule, days=days[rule.code], is_agreed=rule.code is Code.MILESTONE_LATE) if rule.code in days else rule
        for rule in RULES
    )

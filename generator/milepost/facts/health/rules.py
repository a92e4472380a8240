"""The rules of health, as the site prints them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from milepost.model.fields import Status

RECENT_DAYS = 30
"""How long a slip that nobody announced, or a promise that vanished, weighs on health."""


class Topic(StrEnum):
    """What an area of health is about."""

    MILESTONES = "milestones"
    COMMITMENTS = "commitments"
    NOTICE = "notice"
    RHYTHM = "rhythm"


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


@dataclass(frozen=True, slots=True)
class Rule:
    """What turns an area amber or red: at least `count` cases of `code`, each of more than `days` days."""

    area: Topic
    status: Status
    code: Code
    days: int = 0
    count: int = 1


RULES = (
    Rule(Topic.MILESTONES, Status.RED, Code.MILESTONE_OVERDUE, days=14),
    Rule(Topic.MILESTONES, Status.AMBER, Code.MILESTONE_OVERDUE),
    Rule(Topic.MILESTONES, Status.RED, Code.FINISH_LATE, days=28),
    Rule(Topic.MILESTONES, Status.AMBER, Code.MILESTONE_LATE, days=7),
    Rule(Topic.COMMITMENTS, Status.RED, Code.COMMITMENT_OVERDUE, days=14),
    Rule(Topic.COMMITMENTS, Status.AMBER, Code.COMMITMENT_OVERDUE),
    Rule(Topic.COMMITMENTS, Status.AMBER, Code.CLIENT_OVERDUE),
    Rule(Topic.NOTICE, Status.RED, Code.VANISHED),
    Rule(Topic.NOTICE, Status.RED, Code.SLIP_UNANNOUNCED, count=3),
    Rule(Topic.NOTICE, Status.AMBER, Code.SLIP_UNANNOUNCED),
    Rule(Topic.RHYTHM, Status.RED, Code.UPDATE_OVERDUE, count=2),
    Rule(Topic.RHYTHM, Status.AMBER, Code.UPDATE_OVERDUE),
)
"""The rules, worst first within a code. `count` of `update-overdue` counts rhythm days; days of slips and vanished
promises are days since they were recorded, within `RECENT_DAYS`."""

AREAS = tuple(dict.fromkeys(rule.area for rule in RULES))

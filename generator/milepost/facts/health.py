"""Health: the manager's word, and beside it what rules that everybody can read make of the facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from milepost.facts.ledger.events import Event, EventName
from milepost.facts.promises.promises import PromiseFacts, State
from milepost.facts.promises.schedule import finish_of
from milepost.facts.rhythm import Cadence, RhythmFacts, periods_overdue
from milepost.model.fields import Side, Status
from milepost.model.kinds.commitments import Commitment

RECENT_DAYS = 30
"""How long a slip that nobody announced, or a promise that vanished, weighs on health."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What turns an area amber or red: at least `count` cases of `code`, each of more than `days` days."""

    area: str
    status: Status
    code: str
    days: int = 0
    count: int = 1


RULES = (
    Rule("milestones", Status.RED, "milestone-overdue", days=14),
    Rule("milestones", Status.AMBER, "milestone-overdue"),
    Rule("milestones", Status.RED, "finish-late", days=28),
    Rule("milestones", Status.AMBER, "milestone-late", days=7),
    Rule("commitments", Status.RED, "commitment-overdue", days=14),
    Rule("commitments", Status.AMBER, "commitment-overdue"),
    Rule("commitments", Status.AMBER, "client-overdue"),
    Rule("notice", Status.RED, "vanished"),
    Rule("notice", Status.RED, "slip-unannounced", count=3),
    Rule("notice", Status.AMBER, "slip-unannounced"),
    Rule("rhythm", Status.RED, "update-overdue", count=2),
    Rule("rhythm", Status.AMBER, "update-overdue"),
)
"""The rules, worst first within a code. `count` of `update-overdue` counts rhythm days; days of slips and vanished
promises are days since they were recorded, within `RECENT_DAYS`."""

AREAS = tuple(dict.fromkeys(rule.area for rule in RULES))


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found by a rule: how many cases, the days of the worst, and the promises concerned.

    `code` and `status` are the rule's; render makes the sentence.
    """

    code: str
    count: int
    days: int
    items: tuple[PromiseFacts, ...] = ()
    status: Status = Status.AMBER


@dataclass(frozen=True, slots=True)
class Area:
    """One area of health: its colour, what gave it, and the rules it follows; render translates `name`."""

    name: str
    status: Status
    findings: tuple[Finding, ...]
    items: tuple[PromiseFacts, ...] = ()
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Health:
    """The manager's word as it stands (None before the first update), and beside it what the rules compute."""

    claimed: Status | None
    computed: Status
    areas: tuple[Area, ...]
    why: str | None

    @property
    def is_contested(self) -> bool:
        """Whether the rules see it worse than the manager says."""
        return self.claimed is not None and _rank(self.computed) > _rank(self.claimed)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What health is judged by, as known on `day`."""

    day: date
    milestones: Sequence[PromiseFacts]
    commitments: Sequence[PromiseFacts]
    events: Sequence[Event]
    cadence: Cadence
    rhythm: RhythmFacts


_Case = tuple[int, PromiseFacts | None]
"""A number of days, and the promise concerned."""


def assess(facts: Circumstances, claimed: Status | None = None, why: str | None = None) -> Health:
    """The manager's word beside what the rules make of the facts; neither changes the other."""
    cases = _cases(facts)
    areas = tuple(_area(name, cases) for name in AREAS)
    return Health(claimed, max((area.status for area in areas), key=_rank), areas, why)


def _area(name: str, cases: Mapping[str, list[_Case]]) -> Area:
    rules = tuple(rule for rule in RULES if rule.area == name)
    codes = dict.fromkeys(rule.code for rule in rules)
    findings = tuple(f for code in codes if (f := _finding([r for r in rules if r.code == code], cases[code])))
    items = {(item.item.kind, item.item.id): item for finding in findings for item in finding.items}
    status = max((finding.status for finding in findings), key=_rank, default=Status.GREEN)
    return Area(name, status, findings, tuple(items.values()), rules)


def _finding(rules: list[Rule], cases: list[_Case]) -> Finding | None:
    """What the worst rule that holds makes of the cases; every case that any of the rules counts is told."""
    holding = [rule for rule in rules if sum(days > rule.days for days, _ in cases) >= rule.count]
    if not holding:
        return None
    counted = sorted((case for case in cases if case[0] > min(rule.days for rule in rules)), key=lambda case: -case[0])
    items = tuple(item for _, item in counted if item)
    return Finding(rules[0].code, len(counted), counted[0][0], items, holding[0].status)


def _cases(facts: Circumstances) -> dict[str, list[_Case]]:
    day = facts.day
    ours = [c for c in facts.commitments if not _is_the_clients(c)]
    theirs = [c for c in facts.commitments if _is_the_clients(c)]
    finish = finish_of(facts.milestones)
    return {
        "milestone-overdue": _overdue(facts.milestones, day),
        "finish-late": [(finish.late_days, finish)] if finish and finish.state.is_open else [],
        # What is overdue has no forecast any more: it counts as overdue.
        "milestone-late": [
            (m.variance_days, m) for m in facts.milestones if m.state.is_open and m.state is not State.OVERDUE
        ],
        "commitment-overdue": _overdue(ours, day),
        "client-overdue": _overdue(theirs, day),
        "vanished": _vanished(facts),
        "slip-unannounced": _unannounced(facts),
        "update-overdue": [(facts.rhythm.overdue_days, None)] * periods_overdue(facts.cadence, facts.rhythm, day),
    }


def _overdue(promises: Sequence[PromiseFacts], day: date) -> list[_Case]:
    return [((day - p.due).days, p) for p in promises if p.state is State.OVERDUE]


def _vanished(facts: Circumstances) -> list[_Case]:
    """Promises that were still open when they went, without a word."""
    return [
        ((facts.day - p.closed_on).days + 1, p)
        for p in (*facts.milestones, *facts.commitments)
        if p.state is State.VANISHED and p.closed_on
        if is_recent(p.closed_on, facts.day)
    ]


def _unannounced(facts: Circumstances) -> list[_Case]:
    by_key = {(p.item.kind, p.item.id): p for p in (*facts.milestones, *facts.commitments)}
    return [
        ((facts.day - event.recorded).days, by_key.get((event.kind, event.id)))
        for event in facts.events
        if is_slip(event) and event.announced is None
        if is_recent(event.recorded, facts.day) and facts.cadence.closes(event.recorded) < facts.day
    ]


def is_slip(event: Event) -> bool:
    """Whether something promised will come later than was said, or not at all."""
    if event.event is EventName.MOVED:
        return (event.days or 0) > 0
    return event.event in {EventName.WITHDRAWN, EventName.CANCELLED}


def is_recent(recorded: date, day: date) -> bool:
    """Whether it still weighs on health."""
    return day - timedelta(RECENT_DAYS) <= recorded <= day


def _is_the_clients(promise: PromiseFacts) -> bool:
    return isinstance(promise.item, Commitment) and promise.item.from_ is Side.CLIENT


def _rank(status: Status) -> int:
    return list(Status).index(status)

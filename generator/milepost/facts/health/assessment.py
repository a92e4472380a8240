"""The assessment: the manager's word beside what the rules make of the facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from milepost.facts.health.cases import Case, Circumstances, cases_in
from milepost.facts.health.rules import AREA_OF, AREAS, Code, Rule, Topic, rules_for
from milepost.facts.promises.promises import PromiseFacts
from milepost.facts.registers import RecordFacts
from milepost.frozen import dataclass
from milepost.model.fields import Kind, Status
from milepost.model.registers import register_of


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found by a rule: how many cases, the days of the worst, and the promises concerned.

    `code` and `status` are the rule's; render makes the sentence.
    """

    code: Code
    count: int
    days: int
    items: tuple[PromiseFacts | RecordFacts, ...] = ()
    status: Status = Status.AMBER


@dataclass(frozen=True, slots=True)
class Area:
    """One area of health: its colour, what gave it, and the rules it follows; render translates `name`."""

    name: Topic
    status: Status
    findings: tuple[Finding, ...]
    items: tuple[PromiseFacts | RecordFacts, ...] = ()
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
        return self.claimed is not None and is_worse(self.computed, self.claimed)


def assess(facts: Circumstances, claimed: Status | None = None, why: str | None = None) -> Health:
    """The manager's word beside what the rules make of the facts; neither changes the other."""
    cases = cases_in(facts)
    rules = rules_for(facts.tolerance)
    # An empty register leaves no trace.
    names = [name for name in AREAS if all(map(facts.records.get, _registers_of(name)))]
    areas = tuple(_area([rule for rule in rules if rule.area is name], name, cases) for name in names)
    return Health(claimed, max((area.status for area in areas), key=_rank), areas, why)


def _registers_of(area: Topic) -> list[Kind]:
    """The kinds of record that an area is about; none where it is about promises and updates."""
    return [kind for kind, weighs_on in AREA_OF.items() if weighs_on is area and register_of(kind).is_record]


def _area(rules: Sequence[Rule], name: Topic, cases: Mapping[Code, list[Case]]) -> Area:
    codes = dict.fromkeys(rule.code for rule in rules)
    findings = tuple(f for code in codes if (f := _finding([r for r in rules if r.code == code], cases[code])))
    items = {(item.item.kind, item.item.id): item for finding in findings for item in finding.items}
    status = max((finding.status for finding in findings), key=_rank, default=Status.GREEN)
    return Area(name, status, findings, tuple(items.values()), tuple(rules))


def _finding(rules: list[Rule], cases: list[Case]) -> Finding | None:
    """What the worst rule that holds makes of the cases; every case that any of the rules counts is told."""
    holding = [rule for rule in rules if sum(days > rule.days for days, _ in cases) >= rule.count]
    if not holding:
        return None
    counted = sorted((case for case in cases if case[0] > min(rule.days for rule in rules)), key=lambda case: -case[0])
    items = tuple(item for _, item in counted if item)
    return Finding(rules[0].code, len(counted), counted[0][0], items, holding[0].status)


def is_worse(status: Status, other: Status) -> bool:
    """Whether a status is worse than another."""
    return _rank(status) > _rank(other)


def _rank(status: Status) -> int:
    return list(Status).index(status)

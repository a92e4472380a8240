"""Foresight: which problems had been seen before, which risks came true, and how much was at stake when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from milepost.facts.ledger.verdicts import closing_of
from milepost.facts.registers import RecordFacts
from milepost.facts.threads.states import known_by
from milepost.frozen import dataclass
from milepost.model.items import RegisterItem
from milepost.model.records.problems import ProblemRecord
from milepost.model.records.risks import Risk


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A problem that had stood in the risks before, and for how many days."""

    problem: RecordFacts
    risk: RecordFacts
    days: int


@dataclass(frozen=True, slots=True)
class Foresight:
    """How many problems there were, which of them were foreseen, and which risks came true that had been rated 1.

    `too_late` are the problems whose risk was written down no earlier than they were.
    """

    problems: int
    foreseen: tuple[Foreseen, ...]
    unlikely: tuple[RecordFacts, ...]
    too_late: tuple[RecordFacts, ...] = ()


def foresight(risks: Sequence[RecordFacts], problems: Sequence[RecordFacts]) -> Foresight:
    """What was seen before it happened: by the first risk that a problem names, or that says that it became it."""
    found, too_late = [], []
    for problem in problems:
        risk = min(_risks_of(problem, risks), key=lambda one: (one.raised_on, one.item.id), default=None)
        days = (problem.raised_on - risk.raised_on).days if risk else 0
        if risk and days > 0:
            found.append(Foreseen(problem, risk, days))
        elif risk:
            too_late.append(problem)
    unlikely = tuple(risk for risk in risks if _occurred(risk.item) and _last_likelihood(risk) == 1)
    return Foresight(len(problems), tuple(found), unlikely, tuple(too_late))


def heaviest_first(risks: Iterable[RecordFacts]) -> tuple[RecordFacts, ...]:
    """The risks that are open, the heaviest first; of several that weigh the same, the oldest."""
    return tuple(
        sorted((r for r in risks if r.is_open), key=lambda r: (-weight_of(r.item), r.raised_on, r.item.id)),
    )


def gravest_first(problems: Iterable[RecordFacts]) -> tuple[RecordFacts, ...]:
    """The problems that are open, the gravest first; of several that are as grave, the oldest."""
    return tuple(sorted((p for p in problems if p.is_open), key=_gravity))


def exposures(risks: Sequence[RecordFacts], days: Iterable[date]) -> tuple[tuple[date, int], ...]:
    """What was at stake on each of some days: likelihood times impact, summed over the threats that were open then."""
    return tuple((day, sum(_weight_on(risk, day) for risk in risks)) for day in days)


def weight_of(item: RegisterItem) -> int:
    """How much a risk weighs: its likelihood times its impact, 0 where one of them is not known."""
    if not isinstance(item, Risk) or item.risk_kind != "threat":
        return 0
    return (item.probability or 0) * (item.impact or 0)


def _risks_of(problem: RecordFacts, risks: Iterable[RecordFacts]) -> Iterator[RecordFacts]:
    """The risks that a problem was: either may name the other."""
    named = problem.item.risk if isinstance(problem.item, ProblemRecord) else None
    return (risk for risk in risks if risk.item.id == named or _became(risk.item) == problem.item.id)


def _gravity(facts: RecordFacts) -> tuple[int, date, str]:
    order = {"high": 0, "medium": 1, "low": 2, None: 1}
    item = facts.item
    return order[item.severity if isinstance(item, ProblemRecord) else None], facts.raised_on, item.id


def _weight_on(risk: RecordFacts, day: date) -> int:
    states = known_by(risk.states, day)
    state = states[-1] if states else None
    if state is None or state.gone_on or not isinstance(state.item, Risk):
        return 0
    closing = closing_of(state.item)
    return 0 if closing and closing[1] <= day else weight_of(state.item)


def _occurred(item: RegisterItem) -> bool:
    return isinstance(item, Risk) and item.closed is not None and item.closed.because == "occurred"


def _became(item: RegisterItem) -> str | None:
    return item.closed.problem if isinstance(item, Risk) and item.closed and _occurred(item) else None


def _last_likelihood(risk: RecordFacts) -> int | None:
    return risk.item.probability if isinstance(risk.item, Risk) else None

"""Standing: how an item of a register stands, in a word and a tone, and what was decided about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from milepost.facts.events import EventName
from milepost.facts.ledger.verdicts import day_of
from milepost.facts.registers import RecordFacts
from milepost.frozen import dataclass
from milepost.model.fields import Kind
from milepost.model.items import RegisterItem
from milepost.model.marks import Mark, marked
from milepost.model.records.budget import BudgetLine
from milepost.model.records.changes import ChangeRequest
from milepost.model.records.decisions import Decision
from milepost.model.records.feedback import Feedback
from milepost.model.records.problems import ProblemRecord
from milepost.render.words.words import Words

Standing = tuple[str, str]
"""A word, and how it looks."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided, when and by whom, why, and which options were not taken; `fields` are those that it tells."""

    said: str
    on: date
    by: str | None
    why: str | None
    not_taken: tuple[str, ...] = ()
    fields: frozenset[str] = frozenset()


_TOLD = frozenset({"decision", "by", "why"})


def standing_of(words: Words, facts: RecordFacts) -> Standing:
    """How an item stands."""
    if facts.gone_on and not facts.closed_on:
        return words("Removed without a word"), "bad"
    own = _BY_KIND.get(facts.item.kind)
    if own:
        return own(words, facts, facts.item)
    return (words("Still open"), "idle") if facts.is_open else (words("Closed"), "gone")


def stands_since(facts: RecordFacts) -> date | None:
    """The day on which an item came to stand as it does: decided, closed or gone; None while it waits."""
    replaced = next((event.on for event in facts.events if event.event is EventName.SUPERSEDED), None)
    decided = (day_of(facts.item, field) for field in marked(type(facts.item), Mark.DECIDES))
    return replaced or facts.closed_on or facts.gone_on or next(filter(None, decided), None)


def verdict_of(words: Words, item: RegisterItem) -> Verdict | None:
    """What was decided about an item; None where nothing was, or nothing is to be decided."""
    if isinstance(item, Decision) and item.decided:
        taken = (item.decision or "").casefold()
        options = [option for option in item.options if option.casefold() != taken]
        # Which option a decision in other words takes, nobody can tell.
        left = tuple(options) if len(options) < len(item.options) else ()
        return Verdict(item.decision or words("Decided"), item.decided, item.by, item.why, left, _TOLD)
    if isinstance(item, ChangeRequest) and item.decided:
        verdict = item.decided
        return Verdict(words.ending(None, verdict.outcome) or "", verdict.on, verdict.by, verdict.why)
    if isinstance(item, Feedback) and item.answered:
        return Verdict(item.answer or words("Answered"), item.answered, None, None, (), frozenset({"answer"}))
    return None


def _problem(words: Words, facts: RecordFacts, item: ProblemRecord) -> Standing:
    if item.resolved:
        return words("Resolved"), "ok"
    if facts.overdue_days:
        return words("Overdue"), "bad"
    state = words.ending(None, item.thread[-1].state) if item.thread else None
    return state or words("Still open"), "warn"


def _decision(words: Words, facts: RecordFacts, item: Decision) -> Standing:
    if any(event.event is EventName.SUPERSEDED for event in facts.events):
        return words("Superseded"), "gone"
    if item.decided:
        return words("Decided"), "ok"
    if item.withdrawn:
        return words("Withdrawn"), "gone"
    return (words("Overdue"), "bad") if facts.overdue_days else (words("Still open"), "idle")


def _change(words: Words, facts: RecordFacts, item: ChangeRequest) -> Standing:
    if item.withdrawn:
        return words("Withdrawn"), "gone"
    if item.implemented:
        return words("Carried out"), "ok"
    if item.decided:
        tones = {"approved": "info", "rejected": "gone", "deferred": "idle"}
        return words.ending(None, item.decided.outcome) or "", tones[item.decided.outcome]
    return (words("To be decided"), "warn") if facts.is_asked_of_client else (words("To be assessed"), "idle")


def _feedback(words: Words, facts: RecordFacts, item: Feedback) -> Standing:
    if item.is_agreement and not item.answered:
        return words("Seen and agreed"), "ok"
    if item.answered:
        tones = {"done": "ok", "planned": "info", "declined": "gone", None: "ok"}
        ends = {"done": words("Done"), "planned": words("Planned"), "declined": words("Not done")}
        return ends.get(item.outcome or "", words("Answered")), tones[item.outcome]
    return (words("Asked, no answer yet"), "idle") if item.is_silent else (words("To be answered"), "warn")


def _budget(words: Words, facts: RecordFacts, item: BudgetLine) -> Standing:
    if item.percent is None:
        return words("nothing reported yet"), "idle"
    tone = "bad" if item.percent >= 100 else "warn" if item.percent >= 80 else "idle"
    return words("{n}% used", n=item.percent), tone


_BY_KIND: Mapping[Kind, Callable[[Words, RecordFacts, Any], Standing]] = {
    Kind.PROBLEM: _problem,
    Kind.DECISION: _decision,
    Kind.CHANGE: _change,
    Kind.FEEDBACK: _feedback,
    Kind.BUDGET: _budget,
}

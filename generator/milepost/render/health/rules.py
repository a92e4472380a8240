"""Rules: when a rule of health holds, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from milepost.facts.health.rules import HIGH, RECENT_DAYS, Code, Rule
from milepost.render.words.terms import message
from milepost.render.words.words import Words


def rule_text(rule: Rule, words: Words) -> str:
    """When a rule holds, after the word for its colour."""
    return _RULES[rule.code](rule, words)


def _rule_milestone_overdue(it: Rule, words: Words) -> str:
    return _overdue(it, words, message("a milestone is overdue"), message("a milestone is overdue by more than {days}"))


def _rule_finish_late(it: Rule, words: Words) -> str:
    return words("the project is forecast to end more than {days} later than agreed", days=words.days(it.days))


def _rule_milestone_late(it: Rule, words: Words) -> str:
    if it.is_agreed:
        return words(
            "a milestone is forecast more than {days} later than agreed, the tolerance both sides agreed to",
            days=words.days(it.days),
        )
    return words("a milestone is forecast more than {days} later than agreed", days=words.days(it.days))


def _rule_commitment_overdue(it: Rule, words: Words) -> str:
    return _overdue(
        it,
        words,
        message("a commitment of the vendor is overdue"),
        message("a commitment of the vendor is overdue by more than {days}"),
    )


def _rule_client_overdue(it: Rule, words: Words) -> str:
    return words("a commitment of the client is overdue")


def _rule_vanished(it: Rule, words: Words) -> str:
    return words("an open promise was removed without a word in the last {days}", days=words.days(RECENT_DAYS))


def _rule_slip_unannounced(it: Rule, words: Words) -> str:
    return words.plural(
        "a change for the worse in the last {days} was announced in no update",
        "{n} changes for the worse in the last {days} were announced in no update",
        it.count,
        days=words.days(RECENT_DAYS),
    )


def _rule_update_overdue(it: Rule, words: Words) -> str:
    return words.plural("an update is overdue", "{n} updates in a row are overdue", it.count)


def _rule_risk_high(it: Rule, words: Words) -> str:
    return words("an open risk is high: likelihood times impact is {n} or more, of 25", n=HIGH)


def _rule_review_overdue(it: Rule, words: Words) -> str:
    return words("an open risk was not looked at again for more than {days} after its day", days=words.days(it.days))


def _rule_problem_grave(it: Rule, words: Words) -> str:
    return _overdue(
        it, words, message("a grave problem is open"), message("a grave problem is open for more than {days}")
    )


def _rule_problem_overdue(it: Rule, words: Words) -> str:
    return words("a problem was not solved by the day that was named")


def _overdue(rule: Rule, words: Words, any_time: str, longer: str) -> str:
    return words(longer, days=words.days(rule.days)) if rule.days else words(any_time)


_RULES: Mapping[Code, Callable[[Rule, Words], str]] = {
    Code.MILESTONE_OVERDUE: _rule_milestone_overdue,
    Code.FINISH_LATE: _rule_finish_late,
    Code.MILESTONE_LATE: _rule_milestone_late,
    Code.COMMITMENT_OVERDUE: _rule_commitment_overdue,
    Code.CLIENT_OVERDUE: _rule_client_overdue,
    Code.VANISHED: _rule_vanished,
    Code.SLIP_UNANNOUNCED: _rule_slip_unannounced,
    Code.UPDATE_OVERDUE: _rule_update_overdue,
    Code.RISK_HIGH: _rule_risk_high,
    Code.REVIEW_OVERDUE: _rule_review_overdue,
    Code.PROBLEM_GRAVE: _rule_problem_grave,
    Code.PROBLEM_OVERDUE: _rule_problem_overdue,
}

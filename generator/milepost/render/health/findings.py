"""Findings: what the rules of health found, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from milepost.facts.health.assessment import Finding
from milepost.facts.health.rules import RECENT_DAYS, Code
from milepost.facts.promises.promises import State
from milepost.facts.rhythm import LONG_OVERDUE
from milepost.render.words.words import Words


def finding_text(finding: Finding, words: Words) -> str:
    """What was found, as a sentence without a full stop."""
    return _FINDINGS[finding.code](finding, words)


def _found_milestone_overdue(it: Finding, words: Words) -> str:
    return words.plural(
        "{n} milestone overdue by {days}", "{n} milestones overdue, by up to {days}", it.count, days=words.days(it.days)
    )


def _found_finish_late(it: Finding, words: Words) -> str:
    if any(promise.state is State.OVERDUE for promise in it.items):
        return words("the project has not ended, {days} after the agreed date", days=words.days(it.days))
    return words("the project ends {days} later than agreed", days=words.days(it.days))


def _found_milestone_late(it: Finding, words: Words) -> str:
    return words.plural(
        "{n} milestone forecast {days} later than agreed",
        "{n} milestones forecast up to {days} later than agreed",
        it.count,
        days=words.days(it.days),
    )


def _found_commitment_overdue(it: Finding, words: Words) -> str:
    return words.plural(
        "{n} of our commitments overdue by {days}",
        "{n} of our commitments overdue, by up to {days}",
        it.count,
        days=words.days(it.days),
    )


def _found_client_overdue(it: Finding, words: Words) -> str:
    return words.plural(
        "{n} of your commitments overdue by {days}",
        "{n} of your commitments overdue, by up to {days}",
        it.count,
        days=words.days(it.days),
    )


def _found_vanished(it: Finding, words: Words) -> str:
    return words.plural(
        "{n} open promise removed without a word in the last {days}",
        "{n} open promises removed without a word in the last {days}",
        it.count,
        days=words.days(RECENT_DAYS),
    )


def _found_slip_unannounced(it: Finding, words: Words) -> str:
    return words.plural(
        "{n} change for the worse in the last {days} not announced",
        "{n} changes for the worse in the last {days} not announced",
        it.count,
        days=words.days(RECENT_DAYS),
    )


def _found_update_overdue(it: Finding, words: Words) -> str:
    if it.days > LONG_OVERDUE:
        return words("no update has come for more than {days}", days=words.days(LONG_OVERDUE))
    return words("an update is overdue by {days}", days=words.days(it.days))


def _found_risk_high(it: Finding, words: Words) -> str:
    return words.plural("{n} risk is high", "{n} risks are high", it.count)


def _found_review_overdue(it: Finding, words: Words) -> str:
    return words.plural(
        "{n} risk not looked at since its day, {days} ago",
        "{n} risks not looked at since their day, up to {days} ago",
        it.count,
        days=words.days(it.days),
    )


def _found_problem_grave(it: Finding, words: Words) -> str:
    return words.plural(
        "{n} grave problem open for {days}",
        "{n} grave problems open, for up to {days}",
        it.count,
        days=words.days(it.days),
    )


def _found_problem_overdue(it: Finding, words: Words) -> str:
    return words.plural(
        "{n} problem not solved by its day, {days} ago",
        "{n} problems not solved by their day, up to {days} ago",
        it.count,
        days=words.days(it.days),
    )


_FINDINGS: Mapping[Code, Callable[[Finding, Words], str]] = {
    Code.MILESTONE_OVERDUE: _found_milestone_overdue,
    Code.FINISH_LATE: _found_finish_late,
    Code.MILESTONE_LATE: _found_milestone_late,
    Code.COMMITMENT_OVERDUE: _found_commitment_overdue,
    Code.CLIENT_OVERDUE: _found_client_overdue,
    Code.VANISHED: _found_vanished,
    Code.SLIP_UNANNOUNCED: _found_slip_unannounced,
    Code.UPDATE_OVERDUE: _found_update_overdue,
    Code.RISK_HIGH: _found_risk_high,
    Code.REVIEW_OVERDUE: _found_review_overdue,
    Code.PROBLEM_GRAVE: _found_problem_grave,
    Code.PROBLEM_OVERDUE: _found_problem_overdue,
}

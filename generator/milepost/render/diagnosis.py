"""Diagnosis: what the rules of health found, and the rules themselves, in words."""

from __future__ import annotations

from milepost.facts.health import RECENT_DAYS, Finding, Rule
from milepost.facts.rhythm import LONG_OVERDUE, RhythmFacts
from milepost.render.text import Words, message

_AREAS = {
    "milestones": message("Milestones"),
    "commitments": message("Commitments"),
    "notice": message("Notice"),
    "rhythm": message("Updates"),
}
_ALL_WELL = {
    "milestones": message("None overdue, none more than a week later than agreed"),
    "commitments": message("None overdue on either side"),
    "notice": message("Every change was announced, and nothing vanished"),
    "rhythm": message("Updates come when they should"),
}


def area_name(name: str, words: Words) -> str:
    """What an area is called."""
    return words(_AREAS.get(name, name))


def all_well(name: str, words: Words, rhythm: RhythmFacts | None = None) -> str:
    """What is said of an area in which nothing was found; of a rhythm that nobody agreed, that there is none."""
    if name == "rhythm" and rhythm and rhythm.next_due is None:
        return words("No rhythm is agreed, and no update has been written yet")
    return words(_ALL_WELL.get(name, message("Nothing found")))


def finding_text(finding: Finding, words: Words) -> str:
    """What was found, as a sentence without a full stop."""
    n, days = finding.count, words.days(finding.days)
    match finding.code:
        case "milestone-overdue":
            return words.plural(
                "{n} milestone overdue by {days}", "{n} milestones overdue, by up to {days}", n, days=days
            )
        case "finish-late":
            return words("the project ends {days} later than agreed", days=days)
        case "milestone-late":
            return words.plural(
                "{n} milestone forecast {days} later than agreed",
                "{n} milestones forecast up to {days} later than agreed",
                n,
                days=days,
            )
        case "commitment-overdue":
            return words.plural(
                "{n} of our commitments overdue by {days}",
                "{n} of our commitments overdue, by up to {days}",
                n,
                days=days,
            )
        case "client-overdue":
            return words.plural(
                "{n} answer from you overdue by {days}", "{n} answers from you overdue, by up to {days}", n, days=days
            )
        case "vanished":
            return words.plural("{n} promise vanished from the plan", "{n} promises vanished from the plan", n)
        case "slip-unannounced":
            return words.plural("{n} change for the worse not announced", "{n} changes for the worse not announced", n)
        case "update-overdue" if finding.days > LONG_OVERDUE:
            return words("no update has come for more than {days}", days=words.days(LONG_OVERDUE))
        case "update-overdue":
            return words("an update is overdue by {days}", days=days)
    return finding.code


def rule_text(rule: Rule, words: Words) -> str:
    """When a rule holds, after the word for its colour."""
    days, recent = words.days(rule.days), words.days(RECENT_DAYS)
    match rule.code:
        case "milestone-overdue":
            return _overdue(
                rule, words, message("a milestone is overdue"), message("a milestone is overdue by more than {days}")
            )
        case "finish-late":
            return words("the project is forecast to end more than {days} later than agreed", days=days)
        case "milestone-late":
            return words("a milestone is forecast more than {days} later than agreed", days=days)
        case "commitment-overdue":
            return _overdue(
                rule,
                words,
                message("a commitment of the vendor is overdue"),
                message("a commitment of the vendor is overdue by more than {days}"),
            )
        case "client-overdue":
            return words("an answer from the client is overdue")
        case "vanished":
            return words("an open promise vanished from the plan in the last {days}", days=recent)
        case "slip-unannounced":
            return words.plural(
                "a change for the worse in the last {days} was announced in no update",
                "{n} changes for the worse in the last {days} were announced in no update",
                rule.count,
                days=recent,
            )
        case "update-overdue":
            return words.plural("an update is overdue", "{n} updates in a row are overdue", rule.count)
    return rule.code


def _overdue(rule: Rule, words: Words, any_time: str, longer: str) -> str:
    return words(longer, days=words.days(rule.days)) if rule.days else words(any_time)

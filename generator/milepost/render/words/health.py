"""Diagnosis: what the rules of health found, and the rules themselves, in words."""

from __future__ import annotations

from collections.abc import Sequence

from milepost.facts.health import RECENT_DAYS, RULES, Area, Finding, Rule, is_recent, is_slip
from milepost.facts.promises.promises import PromiseFacts, State
from milepost.facts.report import StatusReport
from milepost.facts.rhythm import LONG_OVERDUE
from milepost.render.words.tally import tally
from milepost.render.words.words import Words, message

_AREAS = {
    "milestones": message("Milestones"),
    "commitments": message("Commitments"),
    "notice": message("Notice"),
    "rhythm": message("Updates"),
}


def area_name(name: str, words: Words) -> str:
    """What an area is called."""
    return words(_AREAS.get(name, name))


def is_empty(area: Area, report: StatusReport) -> bool:
    """Whether an area has nothing open in which anything could be found."""
    listed = {"milestones": report.milestones, "commitments": report.commitments}.get(area.name)
    return listed is not None and not area.findings and not any(promise.state.is_open for promise in listed)


def all_well(name: str, report: StatusReport, words: Words) -> str:
    """What is said of an area in which the rules found nothing: what was looked at, and no more than that."""
    match name:
        case "milestones":
            return _milestones_well(report, words)
        case "commitments":
            return _commitments_well(report, words)
        case "notice":
            return _notice_well(report, words)
        case "rhythm":
            return _rhythm_well(report, words)
    return words("Nothing found")


def _milestones_well(report: StatusReport, words: Words) -> str:
    still = [m for m in report.milestones if m.state.is_open]
    if not still:
        return words("No milestone is open") + _tallied(report.milestones, words)
    days = max((rule.days for rule in RULES if rule.code == "milestone-late"), default=0)
    return words.plural(
        "{n} milestone is open: it is not overdue, and not more than {days} later than agreed",
        "{n} milestones are open: none is overdue, and none more than {days} later than agreed",
        len(still),
        days=words.days(days),
    )


def _commitments_well(report: StatusReport, words: Words) -> str:
    still = sum(c.state.is_open for c in report.commitments)
    if not still:
        return words("No commitment is open") + _tallied(report.commitments, words)
    return words.plural("{n} commitment is open, and not overdue", "{n} commitments are open, none overdue", still)


def _tallied(promises: Sequence[PromiseFacts], words: Words) -> str:
    return words(": ") + tally(promises, words) if promises else ""


def _notice_well(report: StatusReport, words: Words) -> str:
    """What the last days held, and that something was removed before them."""
    day = report.status_date
    promises = (*report.milestones, *report.commitments)
    slips = [e for e in report.events if is_slip(e) and is_recent(e.recorded, day)]
    waiting = sum(e.announced is None for e in slips)
    told = words("In the last {days} nothing open was removed without a word", days=words.days(RECENT_DAYS))
    if not slips:
        told += words(", no date was moved later, and nothing was given up")
    elif waiting:
        told += words(", ") + words.plural(
            "{n} change for the worse is still to be announced",
            "{n} changes for the worse are still to be announced",
            waiting,
        )
    else:
        told += words(", ") + words.plural(
            "{n} change for the worse was announced", "{n} changes for the worse were announced", len(slips)
        )
    before = sum(p.state is State.VANISHED for p in promises)
    if before:
        told += words("; ") + words.plural("before that {n} was", "before that {n} were", before)
    return told


def _rhythm_well(report: StatusReport, words: Words) -> str:
    next_due, today = report.rhythm.next_due, report.status_date
    if report.is_finished:
        return words("No more updates are due: nothing is open")
    if next_due is None:
        return words("No rhythm is agreed, and no update has been written yet")
    due = words.near_day(next_due, today)
    if next_due < today:
        grace = words.days(report.charter.rhythm.grace_days)
        return words("An update was due {day}; it counts as late after {days}", day=due, days=grace)
    return words("No update is overdue; the next one is due {day}", day=due)


def finding_text(finding: Finding, words: Words) -> str:
    """What was found, as a sentence without a full stop."""
    n, days = finding.count, words.days(finding.days)
    match finding.code:
        case "milestone-overdue":
            return words.plural(
                "{n} milestone overdue by {days}", "{n} milestones overdue, by up to {days}", n, days=days
            )
        case "finish-late":
            if any(promise.state is State.OVERDUE for promise in finding.items):
                return words("the project has not ended, {days} after the agreed date", days=days)
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
                "{n} of your commitments overdue by {days}",
                "{n} of your commitments overdue, by up to {days}",
                n,
                days=days,
            )
        case "vanished":
            return words.plural(
                "{n} open promise removed without a word in the last {days}",
                "{n} open promises removed without a word in the last {days}",
                n,
                days=words.days(RECENT_DAYS),
            )
        case "slip-unannounced":
            return words.plural(
                "{n} change for the worse in the last {days} not announced",
                "{n} changes for the worse in the last {days} not announced",
                n,
                days=words.days(RECENT_DAYS),
            )
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
            return words("a commitment of the client is overdue")
        case "vanished":
            return words("an open promise was removed without a word in the last {days}", days=recent)
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

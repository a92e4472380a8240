"""Areas of health: what they are called, and what is said where all is well."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from milepost.facts.health.assessment import Area, is_worse
from milepost.facts.health.cases import is_recent, is_slip
from milepost.facts.health.rules import RECENT_DAYS, Code, Topic
from milepost.facts.promises.promises import PromiseFacts, State
from milepost.facts.report.report import StatusReport
from milepost.model.fields import Kind, Status
from milepost.render.words.tally import tally
from milepost.render.words.terms import message
from milepost.render.words.words import Words, timed

_AREAS = {
    Topic.MILESTONES: message("Milestones"),
    Topic.COMMITMENTS: message("Commitments"),
    Topic.NOTICE: message("Told in time?"),
    Topic.RHYTHM: message("Updates"),
    Topic.RISKS: message("Risks"),
    Topic.PROBLEMS: message("Problems"),
}


def area_name(topic: Topic, words: Words) -> str:
    """What an area is called."""
    return words(_AREAS[topic])


def verdict(claimed: Status, computed: Status | None, words: Words) -> str:
    """What was said, and what our rules said where they were stricter: `On track · by our rules: off track`."""
    said = words.status(claimed)
    if computed is None or not is_worse(computed, claimed):
        return said
    ruled = words.status(computed)
    return words("{said} · by our rules: {ruled}", said=said, ruled=ruled[:1].lower() + ruled[1:])


def is_empty(area: Area, report: StatusReport) -> bool:
    """Whether an area has nothing open in which anything could be found."""
    listed = {Topic.MILESTONES: report.milestones, Topic.COMMITMENTS: report.commitments}.get(area.name)
    return listed is not None and not area.findings and not any(promise.state.is_open for promise in listed)


def all_well(topic: Topic, report: StatusReport, words: Words) -> str:
    """What is said of an area in which the rules found nothing: what was looked at, and no more than that."""
    return _WELL[topic](report, words)


def _milestones_well(report: StatusReport, words: Words) -> str:
    still = [m for m in report.milestones if m.state.is_open]
    if not still:
        return words("No milestone is open") + _tallied(report.milestones, words)
    rules = (rule for area in report.health.areas for rule in area.rules)
    days = max((rule.days for rule in rules if rule.code is Code.MILESTONE_LATE), default=0)
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
    if report.is_closed:
        return words("No more updates are due: the project is closed")
    if report.is_finished:
        return words("No more updates are due: nothing is open")
    if next_due is None:
        return words("No rhythm is agreed, and no update has been written yet")
    due = timed(next_due, words.near_day(next_due, today))
    if next_due < today:
        grace = words.days(report.charter.rhythm.grace_days)
        return words("An update was due {day}; it counts as late after {days}", day=due, days=grace)
    return words("No update is overdue; the next one is due {day}", day=due)


def _risks_well(report: StatusReport, words: Words) -> str:
    still = sum(risk.is_open for risk in report.records.get(Kind.RISK, ()))
    if not still:
        return words("No risk is open")
    return words.plural("{n} risk is open, and not high", "{n} risks are open, none of them high", still)


def _problems_well(report: StatusReport, words: Words) -> str:
    still = sum(problem.is_open for problem in report.records.get(Kind.PROBLEM, ()))
    if not still:
        return words("No problem is open")
    return words.plural("{n} problem is open, and not grave", "{n} problems are open, none of them grave", still)


_WELL: Mapping[Topic, Callable[[StatusReport, Words], str]] = {
    Topic.MILESTONES: _milestones_well,
    Topic.COMMITMENTS: _commitments_well,
    Topic.NOTICE: _notice_well,
    Topic.RHYTHM: _rhythm_well,
    Topic.RISKS: _risks_well,
    Topic.PROBLEMS: _problems_well,
}

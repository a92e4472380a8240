"""Checks by kind: what only one kind of item can have wrong, beside what its marks say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from milepost.errors import Problem, Severity
from milepost.model.fields import Kind, Side
from milepost.model.kinds.commitments import Commitment
from milepost.model.kinds.meetings import Meeting
from milepost.model.kinds.milestones import Milestone
from milepost.model.kinds.updates import Update
from milepost.model.records.changes import ChangeRequest
from milepost.model.records.closing import Closing
from milepost.model.records.decisions import Decision
from milepost.model.records.feedback import Feedback
from milepost.model.records.problems import ProblemRecord
from milepost.model.records.risks import Risk
from milepost.source.files.items import Sourced


def by_kind(sourced: Sourced) -> Iterator[Problem]:
    """What is wrong with an item that only its kind can have; most kinds have nothing of the sort."""
    check = _CHECKS.get(sourced.item.kind)
    if check:
        yield from check(sourced, sourced.item)


def _milestone(sourced: Sourced, item: Milestone) -> Iterator[Problem]:
    if item.start and item.start > item.due:
        hint = f"it is due on {item.due}"
        yield Problem(sourced.locate("start"), f"it starts on {item.start}, after it is due", hint, Severity.WARNING)
    if item.done and item.cancelled:
        yield Problem(sourced.locate("cancelled"), "it is both done and cancelled", "keep the one that is true")
    yield from _without_keys(sourced, "rebaselined", "{on: 2026-02-20, due: 2026-03-06, approved_by: …}")
    yield from _handover(sourced, item)
    if item.rebaselined and not item.reason:
        hint = "add reason: why both sides agreed to it"
        yield Problem(sourced.locate("rebaselined", key=True), "a new baseline needs a reason", hint)


def _handover(sourced: Sourced, item: Milestone) -> Iterator[Problem]:
    """What cannot be of a delivery, its acceptance and its rejection."""
    yield from _without_keys(sourced, "accepted", "{on: 2026-03-09, by: Steering group, how: signed}")
    yield from _without_keys(sourced, "rejected", "{on: 2026-03-09, why: …}")
    accepted, rejected, delivered = item.accepted, item.rejected, item.delivered
    if accepted and delivered and accepted.on < delivered:
        message = f"it was accepted on {accepted.on}, before it was delivered on {delivered}"
        yield Problem(sourced.locate("accepted", "on"), message, "put the day right that is wrong")
    if accepted and not delivered:
        hint = "add delivered: the day on which it was handed over"
        yield Problem(sourced.locate("accepted", key=True), "it is accepted, and was never delivered", hint)
    if rejected and not delivered:
        hint = "add delivered: the day on which it was handed over"
        yield Problem(sourced.locate("rejected", key=True), "it is rejected, and was never delivered", hint)
    if accepted and rejected and accepted.on == rejected.on:
        message = "it is accepted and rejected on one day"
        yield Problem(sourced.locate("rejected", "on"), message, "keep the one that is true")
    if accepted and not item.done and not item.cancelled:
        hint = f"add done: {delivered or accepted.on}"
        yield Problem(sourced.locate("accepted", key=True), "it is accepted, and not done", hint, Severity.WARNING)
    if rejected and not rejected.why:
        hint = "add why: what is missing, in the client's words"
        yield Problem(
            sourced.locate("rejected", key=True), "it is rejected, and nothing says why", hint, Severity.ADVICE
        )


def _commitment(sourced: Sourced, item: Commitment) -> Iterator[Problem]:
    if item.made and item.made > item.due:
        hint = f"it is due on {item.due}"
        yield Problem(sourced.locate("made"), f"it was made on {item.made}, after it is due", hint, Severity.WARNING)
    yield from _without_keys(sourced, "withdrawn", "{on: 2026-03-20, agreed_with: …}")
    if item.kept and item.withdrawn:
        yield Problem(sourced.locate("withdrawn", key=True), "it is both kept and withdrawn", "keep what is true")
    if item.from_ is Side.CLIENT and not item.owner and not item.fulfilled and not item.ended:
        hint = "add owner: who at the client's side answers for it"
        yield Problem(sourced.locate(), "this promise of the client has no owner", hint, Severity.ADVICE)


def _update(sourced: Sourced, item: Update) -> Iterator[Problem]:
    if not item.matter.headline:
        hint = "add headline: the news in one plain sentence"
        yield Problem(sourced.locate(), "this update has no headline", hint, Severity.ADVICE)


def _meeting(sourced: Sourced, item: Meeting) -> Iterator[Problem]:
    matter = item.matter
    if matter.approved and matter.approved.on < item.date:
        message = f"the minutes were agreed to on {matter.approved.on}, before the meeting of {item.date}"
        yield Problem(sourced.locate("approved", "on"), message, "put the day right that is wrong")
    if matter.next and matter.next <= item.date:
        message = f"the next meeting is on {matter.next}, and this one was on {item.date}"
        yield Problem(sourced.locate("next"), message, "put the day right that is wrong")
    yield from _without_keys(sourced, "approved", "{on: 2026-03-20, by: …}")
    for index, who in enumerate(matter.absent):
        if who in matter.present:
            hint = "take it out of present: or of absent:"
            yield Problem(sourced.locate("absent", index), f"{who!r} was both present and absent", hint)


def _decision(sourced: Sourced, item: Decision) -> Iterator[Problem]:
    if item.decided and not item.decision:
        hint = "add decision: what was decided, as a sentence"
        yield Problem(sourced.locate("decided", key=True), "it is decided, and nothing says what", hint)
    if item.decided and not item.by:
        hint = "add by: who decided, by name or role"
        yield Problem(sourced.locate("decided", key=True), "nobody is named who decided", hint, Severity.WARNING)
    if item.decided and item.raised and item.decided < item.raised:
        message = f"it was decided on {item.decided}, before it was asked on {item.raised}"
        yield Problem(sourced.locate("decided"), message, "put the day right that is wrong")
    if item.decided and item.withdrawn:
        yield Problem(sourced.locate("withdrawn", key=True), "it is both decided and withdrawn", "keep what is true")
    if not item.decided and not item.withdrawn and not item.due:
        hint = "add due: the day by which it is needed"
        yield Problem(sourced.locate(), "this decision has no day by which it is needed", hint, Severity.ADVICE)


def _change(sourced: Sourced, item: ChangeRequest) -> Iterator[Problem]:
    verdict = item.decided
    yield from _without_keys(sourced, "decided", "{on: 2026-02-20, outcome: approved, by: …}")
    yield from _without_keys(sourced, "impact", "{days: 7, cost: …}")
    if verdict and not verdict.by:
        hint = "add by: who decided, by name or role"
        yield Problem(sourced.locate("decided", key=True), "nobody is named who decided", hint, Severity.WARNING)
    if verdict and item.raised and verdict.on < item.raised:
        message = f"it was decided on {verdict.on}, before it was asked for on {item.raised}"
        yield Problem(sourced.locate("decided", "on"), message, "put the day right that is wrong")
    if item.implemented and (verdict is None or verdict.outcome != "approved"):
        said = f"it was {verdict.outcome}" if verdict else "nothing says that it was approved"
        hint = "add decided: {on: …, outcome: approved, by: …}"
        yield Problem(sourced.locate("implemented", key=True), f"it is carried out, and {said}", hint, Severity.WARNING)
    if item.implemented and item.withdrawn:
        message = "it is both carried out and withdrawn"
        yield Problem(sourced.locate("withdrawn", key=True), message, "keep the one that is true")


def _risk(sourced: Sourced, item: Risk) -> Iterator[Problem]:
    closing = item.closed
    if closing and closing.because == "occurred" and not closing.problem:
        hint = "add problem: the id of the problem that it became, in problems.yml"
        yield Problem(sourced.locate("closed", "because"), "it occurred, and no problem is named", hint)
    if closing and closing.problem and closing.because != "occurred":
        hint = "write because: occurred, or leave the problem out"
        yield Problem(sourced.locate("closed", "problem"), "a problem is named, and it did not occur", hint)


def _problem(sourced: Sourced, item: ProblemRecord) -> Iterator[Problem]:
    yield from _without_keys(sourced, "thread", "[{on: 2026-05-22, state: investigating, text: …}]")
    days = [step.on for step in item.thread]
    for index, (earlier, later) in enumerate(pairwise(days), 1):
        if later < earlier:
            hint = "put the entries in order, oldest first"
            message = f"this entry is of {later}, before the one above it"
            yield Problem(sourced.locate("thread", index, "on"), message, hint)
    if days and item.raised and days[0] < item.raised:
        message = f"this entry is of {days[0]}, before the problem was raised on {item.raised}"
        yield Problem(sourced.locate("thread", 0, "on"), message, "put the day right that is wrong")


def _feedback(sourced: Sourced, item: Feedback) -> Iterator[Problem]:
    if item.answered and not item.answer:
        hint = "add answer: what we answered, as a sentence"
        yield Problem(sourced.locate("answered", key=True), "it is answered, and nothing says what", hint)
    if item.answer and not item.answered:
        hint = "add answered: the day of the answer"
        yield Problem(sourced.locate("answer", key=True), "the answer has no day", hint)
    if item.is_agreement and not item.affects and not item.version:
        hint = "add affects: and the id of an item, or version: and the name of a version"
        yield Problem(sourced.locate("kind"), "nothing says what was agreed to", hint, Severity.WARNING)
    if item.is_agreement and not item.raised_by:
        hint = "add raised_by: the role that agreed"
        yield Problem(sourced.locate("kind"), "nobody is named who agreed", hint, Severity.WARNING)
    began = item.raised or item.asked
    if item.answered and began and item.answered < began:
        message = f"it was answered on {item.answered}, before it was said on {began}"
        yield Problem(sourced.locate("answered"), message, "put the day right that is wrong")
    if item.raised and item.asked and item.raised < item.asked:
        message = f"it was said on {item.raised}, before we asked on {item.asked}"
        yield Problem(sourced.locate("on"), message, "put the day right that is wrong")


def _closing(sourced: Sourced, item: Closing) -> Iterator[Problem]:
    accepted = item.matter.accepted
    yield from _without_keys(sourced, "accepted", "{on: 2026-05-12, by: Steering group}")
    if accepted and accepted.on < item.matter.on:
        message = f"the closing report was accepted on {accepted.on}, before the project was closed on {item.matter.on}"
        yield Problem(sourced.locate("accepted", "on"), message, "put the day right that is wrong")


def _without_keys(sourced: Sourced, name: str, example: str) -> Iterator[Problem]:
    """A mapping that was begun, and holds nothing: whoever wrote it meant something."""
    node = sourced.document.node(sourced.at)
    if node is not None and isinstance(node.value, dict) and name in node.value and node.value[name] is None:
        message = f"{name!r} has no value, so it says nothing"
        yield Problem(sourced.locate(name, key=True), message, f"write {name}: {example}")


_CHECKS: Mapping[Kind, Callable[[Sourced, Any], Iterator[Problem]]] = {
    Kind.MILESTONE: _milestone,
    Kind.COMMITMENT: _commitment,
    Kind.UPDATE: _update,
    Kind.RISK: _risk,
    Kind.PROBLEM: _problem,
    Kind.DECISION: _decision,
    Kind.CHANGE: _change,
    Kind.FEEDBACK: _feedback,
    Kind.MEETING: _meeting,
    Kind.CLOSING: _closing,
}

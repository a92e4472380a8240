"""The closing report beside the rest: a project that is not at its end, and what the report leaves to nobody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from milepost.errors import Problem, Severity
from milepost.model.kinds.charter import AcceptanceTerms
from milepost.model.kinds.commitments import Commitment
from milepost.model.kinds.milestones import Milestone
from milepost.model.records.closing import Closing
from milepost.model.records.problems import ProblemRecord
from milepost.model.records.risks import Risk
from milepost.model.snapshot import AnyItem
from milepost.source.files.items import Sourced
from milepost.source.files.readings import Sources

_MOST = 3
_SECTIONS = {
    "achieved": ("what was achieved", "## What was achieved"),
    "not-achieved": ("what was not achieved", "## What was not achieved"),
    "follows": ("what follows", "## Thanks and what follows"),
}


def closing(sources: Sources, today: date | None) -> Iterator[Problem]:
    """What does not fit a closing report, where there is one."""
    for sourced in sources.items:
        if isinstance(sourced.item, Closing):
            yield from _of(sourced, sourced.item, sources, today)


def _of(sourced: Sourced, item: Closing, sources: Sources, today: date | None) -> Iterator[Problem]:
    yield from _days(sourced, item, sources)
    yield from _unsaid(sourced, item)
    still = [stone.id for stone in _milestones(sources) if not stone.done and not stone.cancelled]
    if still:
        yield _too_early(sourced, still)
        return
    yield from _left_to_nobody(sources)
    charter = sources.charter
    days = ((charter.acceptance if charter else None) or AcceptanceTerms()).days
    if today and not item.matter.accepted and today > item.matter.on + timedelta(days):
        hint = "ask the client, and add accepted: {on: …, by: …}"
        message = f"nobody has accepted the closing report of {item.matter.on} yet"
        yield Problem(sourced.locate("on"), message, hint, Severity.ADVICE)


def _too_early(sourced: Sourced, still: Sequence[str]) -> Problem:
    """That milestones are still open."""
    named = ", ".join(map(repr, still[:_MOST]))
    named += f" and {len(still) - _MOST} more" if len(still) > _MOST else ""
    message = f"this is the closing report of an open project: {named} {'is' if len(still) == 1 else 'are'} still open"
    hint = "give each done: or cancelled:, or keep closing.md back until then"
    return Problem(sourced.locate("on"), message, hint, Severity.WARNING)


def _days(sourced: Sourced, item: Closing, sources: Sources) -> Iterator[Problem]:
    """A project that was closed before it started, or before its last milestone was reached."""
    on, start = item.matter.on, sources.charter.start if sources.charter else None
    if start and on < start:
        message = f"the project was closed on {on}, before it started on {start}"
        yield Problem(sourced.locate("on"), message, "put the day right that is wrong")
    done = [(stone.done, stone.id) for stone in _milestones(sources) if stone.done and stone.done > on]
    if done:
        day, name = max(done)
        message = f"the project was closed on {on}, and {name!r} was reached on {day}"
        yield Problem(sourced.locate("on"), message, "put the day right that is wrong", Severity.WARNING)


def _unsaid(sourced: Sourced, item: Closing) -> Iterator[Problem]:
    lacks = [said for name, said in _SECTIONS.items() if item.body.section(name) is None]
    if lacks:
        message = f"the closing report does not say {', nor '.join(what for what, _ in lacks)}"
        hint = f"add {', '.join(heading for _, heading in lacks)}"
        yield Problem(sourced.locate(), message, hint, Severity.ADVICE)


def _left_to_nobody(sources: Sources) -> Iterator[Problem]:
    """What is open still, and nobody is named who takes it."""
    for sourced in sources.items:
        item = sourced.item
        if item.is_public and _is_open(item) and not getattr(item, "owner", None):
            message = f"the closing report leaves {item.id!r} open, and nobody is named who takes it"
            yield Problem(sourced.locate(), message, "add owner:, or close it", Severity.WARNING)
    charter, document = sources.charter, sources.charter_document
    for index, goal in enumerate(charter.goals if charter else ()):
        if document and not goal.result:
            message = f"there is a closing report, and nothing says what came of {goal.goal!r}"
            yield Problem(document.locate(("goals", index)), message, "add result: to the goal", Severity.ADVICE)


def _milestones(sources: Sources) -> list[Milestone]:
    return [s.item for s in sources.items if isinstance(s.item, Milestone) and s.item.is_public]


def _is_open(item: AnyItem) -> bool:
    if isinstance(item, Commitment):
        return not item.kept and not item.withdrawn
    if isinstance(item, ProblemRecord):
        return item.resolved is None
    return isinstance(item, Risk) and item.closed is None

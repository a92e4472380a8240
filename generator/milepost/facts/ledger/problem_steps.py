"""Steps: what the ledger says of the thread of a problem, entry by entry, and of what was told and changed later."""

from __future__ import annotations

from collections.abc import Iterator

from milepost.facts.events import Edit, Event, EventName
from milepost.facts.ledger.reasons import Why
from milepost.facts.threads.threads import Moment, RecordThread
from milepost.facts.wording.edits import same_words
from milepost.facts.wording.markup import without_comments
from milepost.model.items import RegisterItem
from milepost.model.records.problems import ProblemRecord, ProblemStep


def steps_taken(
    thread: RecordThread, old: RegisterItem | None, item: RegisterItem, moment: Moment, why: Why
) -> Iterator[Event]:
    """The entries that are new, those that were told and read otherwise now, and that it is open again."""
    if not isinstance(item, ProblemRecord):
        return
    before, after = old.thread if isinstance(old, ProblemRecord) else (), item.thread
    told = [step for step in before if not any(_is_same(step, other) for other in after)]
    new = [step for step in after if not any(_is_same(step, other) for other in before)]
    edits = []
    for step in told:
        heir = next((other for other in new if other.on == step.on), None)
        if heir:
            new.remove(heir)
        edits.append(Edit(_words(step), _words(heir) if heir else ""))
    if edits:
        yield moment.event(thread, item, EventName.EDITED, field="thread", edits=tuple(edits), words=len(edits), **why)
    was, now = old.resolved if isinstance(old, ProblemRecord) else None, item.resolved
    if was and not now:
        yield moment.event(thread, item, EventName.REOPENED, field="thread", before=was, **why)
    if now and now != was and item.thread[-1] not in new:
        new.append(item.thread[-1])  # An entry that was told says so now, or is the last one now.
    for step in new:
        yield _step(thread, item, step, moment)


def _step(thread: RecordThread, item: ProblemRecord, step: ProblemStep, moment: Moment) -> Event:
    """A new entry in its own words; the last one that says so resolves the problem."""
    is_end = step is item.thread[-1] and step.state == "resolved"
    days = max(0, (step.on - thread.raised_on).days) if is_end else None
    name = EventName.CLOSED if is_end else EventName.STEPPED
    after = step.on if is_end else None
    said = without_comments(step.text)
    return moment.event(
        thread, item, name, on=step.on, field="thread", after=after, cause=step.state, days=days, reason=said
    )


def _is_same(step: ProblemStep, other: ProblemStep) -> bool:
    return (step.on, step.state) == (other.on, other.state) and same_words(step.text, other.text)


def _words(step: ProblemStep) -> str:
    """An entry as a line of text, to be told beside what it became."""
    return f"{step.on} {step.state}: {' '.join((without_comments(step.text) or '').split())}"

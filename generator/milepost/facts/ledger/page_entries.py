"""What the ledger says of updates and lessons: that they were published, and what was changed in them afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from milepost.facts.events import Edit, Event, EventName
from milepost.facts.threads.threads import Entry, Moment, PageThread, Thread
from milepost.facts.wording.edits import difference, line_difference
from milepost.model.kinds.lessons import Lesson
from milepost.model.kinds.updates import Update
from milepost.model.marks import Mark, values_of
from milepost.model.snapshot import Key, keys_named
from milepost.model.texts.prose import keys_in

PageItem = Update | Lesson


def page_entries(
    thread: PageThread, item: PageItem | None, moment: Moment, find: Callable[[Key], Thread | None]
) -> Iterator[Entry]:
    """The entries by which an update or lesson comes to be `item`, or (None) leaves the public eye."""
    linked = _links(thread.item) | _links(item)
    for event in _events(thread, item, moment):
        yield Entry(thread, moment.clock, moment.sequence, event, linked=linked)
    if item is None:
        return
    thread.item = item
    if moment.day <= _end_of_grace(thread):
        _remember_links(thread, item, moment.day, find)


def _end_of_grace(thread: PageThread) -> date:
    """Until when a change is part of publishing: by the grace that was agreed when it was published."""
    return thread.first_recorded + timedelta(thread.grace_days)


def _links(item: PageItem | None) -> frozenset[Key]:
    """The items that a page names or links to."""
    if item is None:
        return frozenset()
    found = set(keys_in(item.body.markdown))
    for _, field, value in values_of(item.matter):
        if field.has(Mark.MARKDOWN):
            found |= keys_in(value)
        elif field.kinds:
            names = value if field.is_list else (value,)
            found |= {key for name in names for key in keys_named(name, field.kinds)}
    return frozenset(found)


def _remember_links(thread: PageThread, item: PageItem, day: date, find: Callable[[Key], Thread | None]) -> None:
    """The items that a reader is shown a link to, which is what tells of them."""
    for link in item.body.links:
        told = find(link.target) if link.target and link.is_seen else None
        if told is not None and all(known.root is not told for known in thread.told):
            thread.told[told] = day


def _events(thread: PageThread, item: PageItem | None, moment: Moment) -> Iterator[Event]:
    old = thread.item
    if item is None:
        if thread.is_shown and old is not None:
            yield moment.event(thread, old, EventName.VANISHED, reason=moment.reason)
        return
    if old is None:
        thread.first_recorded, thread.first_revision = moment.day, moment.revision
        thread.grace_days = moment.cadence.grace_days
        yield moment.event(thread, item, EventName.PUBLISHED, on=written_on(item))
        return
    if not thread.is_shown:
        yield moment.event(thread, item, EventName.RETURNED, reason=moment.reason)
    if moment.day > _end_of_grace(thread):
        words, edits = _edited(old, item)
        if words:
            yield moment.event(thread, item, EventName.EDITED, reason=moment.reason, words=words, edits=edits)


def written_on(item: PageItem) -> date:
    """The day an update or lesson gives itself."""
    return item.date if isinstance(item, Update) else item.matter.date


def _edited(old: PageItem, item: PageItem) -> tuple[int, tuple[Edit, ...]]:
    words, edits = 0, []
    for name, before, after in _named(old, item):
        words += 1
        edits.append(Edit(before and f"{name}: {before}", after and f"{name}: {after}"))
    for is_line, before, after in _texts(old, item):
        changed = line_difference(before, after) if is_line else difference(before, after)
        words += changed.words
        is_body = after == item.body.markdown
        edits += changed.edits if is_body else [replace(edit, near=None) for edit in changed.edits]
    return words, tuple(edits)


def _named(old: PageItem, item: PageItem) -> Iterator[tuple[str, str, str]]:
    """The front matter that says something else now, beside the words; a new proof of use is no edit of a lesson."""
    was, now = _front(old), _front(item)
    for name in was:
        if was[name] != now[name]:
            yield name, was[name], now[name]
    kept = item.matter.applied if isinstance(item, Lesson) else ()
    for proof in old.matter.applied if isinstance(old, Lesson) else ():
        if proof not in kept:
            yield "applied", f"{proof.on} {proof.where}", ""


def _front(item: PageItem) -> dict[str, str]:
    matter = item.matter
    facts: dict[str, object]
    if isinstance(item, Update):
        facts = {"status": item.matter.status, "author": matter.author, "period": item.matter.period}
    else:
        facts = {
            "date": item.matter.date,
            "kind": item.matter.lesson_kind,
            "phase": item.matter.phase,
            "tags": ", ".join(item.matter.tags),
            "milestone": item.matter.milestone,
            "author": matter.author,
        }
    return {name: str(value or "") for name, value in facts.items()}


def _texts(old: PageItem, item: PageItem) -> Iterator[tuple[bool, str, str]]:
    """The words of both, and whether they are plain words on a line."""
    yield True, old.matter.title or "", item.matter.title or ""
    if isinstance(old, Update) and isinstance(item, Update):
        yield True, old.matter.headline or "", item.matter.headline or ""
        yield False, old.matter.why or "", item.matter.why or ""
    yield False, old.body.markdown, item.body.markdown

"""What the ledger says of pages: that they were published, were agreed to, and what was changed in them afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from milepost.facts.events import Edit, Event, EventName
from milepost.facts.threads.threads import Entry, Moment, PageThread, Thread
from milepost.facts.wording.edits import difference, line_difference
from milepost.model.items import PageItem
from milepost.model.kinds.lessons import Lesson
from milepost.model.kinds.meetings import Meeting
from milepost.model.marks import Mark, fields_of, marked, values_of
from milepost.model.registers import REGISTERS
from milepost.model.snapshot import Key, keys_named
from milepost.model.texts.prose import keys_in

# What of a page both sides agree to is called by.
_CONSENTS = {
    register.kind: field.name
    for register in REGISTERS
    if register.front is not None
    for field in marked(register.front, Mark.CLOSES)
}
# Of these a part that comes is no edit: it is told by itself, or proves that a lesson was used.
_TOLD_APART = frozenset({"visibility", "applied", *_CONSENTS.values()})


def page_entries(
    thread: PageThread, item: PageItem | None, moment: Moment, find: Callable[[Key], Thread | None]
) -> Iterator[Entry]:
    """The entries by which a page comes to be `item`, or (None) leaves the public eye."""
    linked = _links(thread.item) | _links(item)
    for event in _events(thread, item, moment):
        yield Entry(thread, moment.clock, moment.sequence, event, linked=linked)
    if item is None:
        return
    thread.item = item
    if moment.clock <= _end_of_grace(thread):
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
        on = item.written_on
        after = {"days": max(0, (moment.day - on).days)} if isinstance(item, Meeting) else {}
        yield moment.event(thread, item, EventName.PUBLISHED, on=on, **after)
    elif not thread.is_shown:
        yield moment.event(thread, item, EventName.RETURNED, reason=moment.reason)
    if old is not None and (_is_agreed(thread, item, moment) or moment.clock > _end_of_grace(thread)):
        yield from _edit(thread, old, item, moment)
    yield from _approved(thread, old, item, moment)
    if has := item.consent:
        thread.approved_by = has.by


def _is_agreed(thread: PageThread, item: PageItem, moment: Moment) -> bool:
    """Whether somebody had agreed to a page before this step, also where it is this step that says so."""
    return bool(thread.approved_by) or (item.consent is not None and item.consent.on < moment.day)


def _edit(thread: PageThread, old: PageItem, item: PageItem, moment: Moment) -> Iterator[Event]:
    """That a page says something else; of what had been agreed to, be it taken back since, also by whom."""
    words, edits = _edited(old, item)
    if words:
        by = thread.approved_by
        told: dict[str, Any] = {"field": _CONSENTS[item.kind], "approved_by": by} if by else {}
        yield moment.event(thread, item, EventName.EDITED, reason=moment.reason, words=words, edits=edits, **told)


def _approved(thread: PageThread, old: PageItem | None, item: PageItem, moment: Moment) -> Iterator[Event]:
    """That minutes or the closing report were agreed to, on another day than told, or are not any more."""
    had, has = old and old.consent, item.consent
    was, now = had.on if had else None, has.on if has else None
    told: dict[str, Any] = {"field": _CONSENTS.get(item.kind), "before": was, "reason": moment.reason}
    if has and now != was:
        yield moment.event(thread, item, EventName.CLOSED, on=now, after=now, approved_by=has.by, **told)
    elif was and not now:
        yield moment.event(thread, item, EventName.REOPENED, **told)


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
    had, has = old and old.consent, item.consent
    if had and has and had.on == has.on and had.by != has.by:
        yield f"{_CONSENTS[item.kind]}.by", had.by, has.by
    kept = item.matter.applied if isinstance(item, Lesson) else ()
    for proof in old.matter.applied if isinstance(old, Lesson) else ():
        if proof not in kept:
            yield "applied", f"{proof.on} {proof.where}", ""


def _front(item: PageItem) -> dict[str, str]:
    """What the front matter says beside words and titles, by key."""
    said: dict[str, str] = {}
    for field in fields_of(type(item.matter)):
        if field.name not in _TOLD_APART and not field.has(Mark.TITLE, Mark.MARKDOWN):
            value = getattr(item.matter, field.attribute)
            said[field.name] = ", ".join(value) if field.is_list else str(value or "")
    return said


def _texts(old: PageItem, item: PageItem) -> Iterator[tuple[bool, str, str]]:
    """The words of both, and whether they are plain words on a line."""
    for name in ("title", "headline", "why"):
        before, after = getattr(old.matter, name, None), getattr(item.matter, name, None)
        yield name != "why", before or "", after or ""
    yield False, old.body.markdown, item.body.markdown

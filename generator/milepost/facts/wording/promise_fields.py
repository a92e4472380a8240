"""The fields of promises: which of them are words, people or references, and what each says, for telling its change.

Together with those that have an event of their own (`due`, `start`, `progress`, `rebaselined`, `done`, `kept`,
`cancelled`, `withdrawn`) they are all that the public can see of a promise; a test holds that.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from milepost.facts.ledger.events import Event, EventName
from milepost.facts.wording.edits import same_line, same_words
from milepost.facts.wording.plain_text import without_comments
from milepost.model.fields import Kind
from milepost.model.kinds.commitments import Commitment
from milepost.model.kinds.milestones import Milestone
from milepost.model.prose import keys_in
from milepost.model.snapshot import Key, Promise

Value = str | date | None
Difference = tuple[str, Value, Value]
"""A field by its name in YAML, what it said, and what it says."""

_WORDS = {Milestone: ("title", "acceptance"), Commitment: ("promise",)}
_PEOPLE = {Milestone: ("owner",), Commitment: ("from", "owner", "to")}
FIELDS = {
    Milestone: ("phase", "after", "note", "approved_by", "change"),
    Commitment: ("made", "milestone", "evidence", "note", "agreed_with"),
}
"""The fields whose change is told as `changed`."""
MARKDOWN = frozenset({"acceptance", "note", "reason"})
_LINES = frozenset({"title", "promise", "evidence"})
REFERENCES = frozenset({"after", "milestone"})
"""The fields that name milestones."""

_PARTS = {"approved_by": "rebaselined", "change": "rebaselined", "agreed_with": "withdrawn"}
_ATTRIBUTES = {"from": "from_"}


def value_of(item: Promise, name: str) -> Value:
    """What a field says, in words or as a day; None where it says nothing."""
    holder = getattr(item, _PARTS[name], None) if name in _PARTS else item
    value = getattr(holder, _ATTRIBUTES.get(name, name), None)
    if isinstance(value, date):
        return value
    if isinstance(value, tuple):
        return ", ".join(value) or None
    text = None if value is None else str(value)
    return without_comments(text) if name in MARKDOWN else text


def text_of(item: Promise, name: str) -> str | None:
    """What a field of words says."""
    value = value_of(item, name)
    return None if value is None else str(value)


def words_of(old: Promise, item: Promise) -> Iterator[Difference]:
    """The words that read otherwise now."""
    for name in _WORDS[type(item)]:
        before, after = value_of(old, name), value_of(item, name)
        if before != after and not is_same(name, before, after):
            yield name, before, after


def people_of(old: Promise, item: Promise) -> Iterator[Difference]:
    """Who is somebody else now."""
    for name in _PEOPLE[type(item)]:
        before, after = value_of(old, name), value_of(item, name)
        if before != after:
            yield name, before, after


def is_same(name: str, before: Value, after: Value) -> bool:
    """Whether a field reads the same, as far as case, white space and markup do not count."""
    if isinstance(before, date) or isinstance(after, date):
        return before == after
    if name in MARKDOWN:
        return same_words(before, after)
    return same_line(before, after) if name in _LINES else before == after


def linked_in(event: Event) -> frozenset[Key]:
    """The items that the words of an event name or link to."""
    if event.event not in {EventName.REWORDED, EventName.CHANGED}:
        return frozenset()
    texts = [value for value in (event.before, event.after) if isinstance(value, str)]
    if event.field in REFERENCES:
        return frozenset((Kind.MILESTONE, name) for text in texts for name in text.split(", "))
    return frozenset(key for text in texts for key in keys_in(text))

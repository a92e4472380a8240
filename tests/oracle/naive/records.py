"""What differs between two public states of an item that is no promise, as entries without their revision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from oracle.naive.differences import entry, explained, same
from oracle.naive.states import Item
from oracle.naive.values import listed

WORDS = {"risk": ("title", "effect", "response", "plan")}
PEOPLE = {"risk": ("owner", "raised_by")}
DEGREES = {"risk": ("probability", "impact")}
CHANGED = {"risk": ("note", "kind", "near", "review", "raised", "affects")}
UNSAID = {"kind": "threat"}
"""What a field means that is not there."""


def record_differences(kind: str, old: Item, new: Item, first: Item, why: Item, back: bool = False) -> list[Item]:
    """Every difference, with its reason; `first` is what each degree was first."""
    entries = [why | row for row in (*worded(kind, old, new), *rated(kind, old, new, first), *closed(old, new))]
    return entries + explained(old, new, why, entries, back)


def worded(kind: str, old: Item, new: Item) -> Iterator[Item]:
    """Its words, its people, or anything else that a reader sees."""
    for key in WORDS[kind]:
        if not same(key, old, new):
            yield entry("reworded", old.get(key), new.get(key), field=key)
    for key in PEOPLE[kind]:
        if old.get(key) != new.get(key):
            yield entry("reassigned", old.get(key), new.get(key), field=key)
    for key in CHANGED[kind]:
        was, now = (listed(item[key]) if key == "affects" and key in item else said(item, key) for item in (old, new))
        if not same(key, {key: was}, {key: now}):
            yield entry("changed", was, now, field=key)


def said(item: Item, key: str) -> object:
    """What a field says, or what it means that it says nothing."""
    return item.get(key, UNSAID.get(key))


def rated(kind: str, old: Item, new: Item, first: Item) -> Iterator[Item]:
    """How likely it is, or how much it would change, was judged otherwise."""
    for key in DEGREES[kind]:
        if old.get(key) != new.get(key):
            yield entry("rated", old.get(key), new.get(key), field=key, first=first.get(key))


def closed(old: Item, new: Item) -> Iterator[Item]:
    """It ended, on another day than told, or for another reason, or it is open again."""
    was, now = old.get("closed") or {}, new.get("closed") or {}
    if now and was.get("on") != now["on"]:
        yield entry("closed", was.get("on"), now["on"], on=now["on"], cause=now["because"], field="closed")
    elif was and not now:
        yield entry("reopened", was["on"], field="closed")
    elif was != now:
        yield entry("changed", was["because"], now["because"], field="closed.because")


def raised_on(item: Item, day: date) -> date:
    """Since when it is known."""
    return item.get("raised") or day


def degrees(kind: str, item: Item) -> Item:
    """The degrees that it says."""
    return {key: item[key] for key in DEGREES[kind] if key in item}

"""What differs between two public states of an item, as entries without their revision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from oracle.naive.handover import handed_over
from oracle.naive.states import Item
from oracle.naive.values import agreement, ended, fulfilled, text, words

CHANGED = ("note", "evidence", "phase", "after", "milestone", "made", "key")
REFERENCES = ("after", "milestone", "affects", "change", "closed.problem", "risk", "lesson", "supersedes", "actions")
ENDS = ("done", "kept", "cancelled", "withdrawn", "rebaselined", "delivered", "accepted", "rejected")


def differences(old: Item, new: Item, first: date, why: Item, fresh: bool = False, back: bool = False) -> list[Item]:
    """Every difference of a promise, with its reason.

    `first` is its first promise, `fresh` says that it is new, and `back` that it had vanished: whoever is back is not
    given up any more, so that an end which stands is told again.
    """
    entries = [
        *moved(old, new, first),
        *agreed(old, new, first),
        *finished(old, new, first),
        *given_up({**old, "cancelled": None, "withdrawn": None} if back else old, new, fresh),
        *planned(old, new),
        *worded(old, new),
        *handed_over(old, new),
    ]
    entries = [row if row["event"] == "progressed" else why | row for row in entries]
    return entries if fresh else entries + explained(old, new, why, entries, back)


def explained(old: Item, new: Item, why: Item, entries: list[Item], back: bool) -> list[Item]:
    """A reason, a cause or an origin that changed by itself: a new one is in the other entries of the step."""
    telling = [row for row in [*([why] if back else []), *entries] if row.get("field") not in REFERENCES]
    return [
        entry("changed", old.get(key), new.get(key), field=key)
        for key in ("reason", "cause", "because")
        if not same(key, old, new) and not any(says(row, key, new.get(key)) for row in telling)
    ]


def says(row: Item, key: str, value: Any) -> bool:
    """Whether an entry gives a reason, a cause or an origin, or there is none any more."""
    if key == "because":
        return not value or set(value) <= set(row.get(key) or ())
    return value in (None, row.get(key))


def same(key: str, old: Item, new: Item) -> bool:
    """Whether a field reads the same."""
    was, now = (None if (said := item.get(key)) == [] or said is False else said for item in (old, new))
    return words(was) == words(now)


def untold(item: Item) -> Item:
    """The part of a new item that `made` tells; how it ended and what was agreed anew is told beside it."""
    proof = ("evidence",) if fulfilled(item) else ()
    return {key: value for key, value in item.items() if key not in (*ENDS, *proof)}


def proof(old: Item, new: Item) -> Any:
    """The evidence that first comes with the keeping."""
    return new.get("evidence") if fulfilled(new) and not fulfilled(old) and not old.get("evidence") else None


def entry(event: str, source: Any = None, target: Any = None, **more: Any) -> Item:
    """An entry, with both sides as written; several ids stand in a line."""
    return {"event": event, "from": text(source), "to": text(target), **more}


def moved(old: Item, new: Item, first: date) -> Iterator[Item]:
    """The date promised now is another one."""
    if old["due"] != new["due"]:
        days, from_first = (new["due"] - old["due"]).days, (new["due"] - first).days
        yield entry("moved", old["due"], new["due"], days=days, days_from_first=from_first) | {
            "old_due": old["due"],
            "field": "due",
            "first": first,
        }


def agreed(old: Item, new: Item, first: date) -> Iterator[Item]:
    """Both sides agreed to another date, or took that back."""
    was, now = old.get("rebaselined") or {}, new.get("rebaselined") or {}
    before, after = agreement(old) or first, agreement(new) or first
    if (was.get("on"), was.get("due")) != (now.get("on"), now.get("due")):
        yield entry("rebaselined", before, after, on=now.get("on"), days=(after - before).days, old_due=before)
    elif was != now:
        for key in ("approved_by", "change"):
            if was.get(key) != now.get(key):
                yield entry("changed", was.get(key), now.get(key), field=key)


def finished(old: Item, new: Item, first: date) -> Iterator[Item]:
    """It was reached or kept, on another day than told, or it is open again; the agreed date judges."""
    before, after = fulfilled(old), fulfilled(new)
    if before != after and after:
        days = (after - (agreement(new) or first)).days
        event = "kept" if days <= 0 else "kept-late"
        beside = {"days_from_due": (after - new["due"]).days, "days_from_first": (after - first).days}
        yield entry(event, before, after, on=after, days=days, evidence=text(proof(old, new)), **beside)
    elif before != after:
        yield entry("reopened", before)


def given_up(old: Item, new: Item, fresh: bool) -> Iterator[Item]:
    """It was given up in the open, or that was taken back."""
    before, after = ended(old), ended(new)
    if before != after and after:
        event = "withdrawn" if "promise" in new else "cancelled"
        yield entry(event, before, after, on=after, old_due=None if fresh else old["due"])
    elif before != after:
        yield entry("returned", before, new["due"])
    elif before and with_whom(old) != with_whom(new):
        yield entry("changed", with_whom(old), with_whom(new), field="agreed_with")


def with_whom(item: Item) -> Any:
    """With whom it was agreed to withdraw it."""
    return (item.get("withdrawn") or {}).get("agreed_with")


def planned(old: Item, new: Item) -> Iterator[Item]:
    """Its start or progress is another one."""
    before, after = old.get("start"), new.get("start")
    if before != after:
        yield entry(
            "start-moved", before, after, field="start", days=(after - before).days if before and after else None
        )
    if old.get("progress") != new.get("progress"):
        yield entry("progressed", old.get("progress"), new.get("progress"), field="progress")


def worded(old: Item, new: Item) -> Iterator[Item]:
    """Its words, its people, or anything else that a reader sees."""
    for key in ("title", "promise", "acceptance"):
        if not same(key, old, new):
            yield entry("reworded", old.get(key), new.get(key), field=key)
    side = "vendor" if "promise" in new else None
    for key in ("owner", "from", "to"):
        before, after = (item.get(key, side if key == "from" else None) for item in (old, new))
        if before != after:
            yield entry("reassigned", before, after, field=key)
    for key in CHANGED:
        if not same(key, old, new) and not (key == "evidence" and proof(old, new)):
            yield entry("changed", old.get(key), new.get(key), field=key)

"""What differs between two public states of an item that is no promise, as entries without their revision.

What the manual leaves open, and what is chosen here:

- A verdict that comes or goes tells all that belongs to it: what was decided, why, by whom; so does an end.
- An entry of a problem's thread that was told and is not there any more is told as edited; the first new one of the
  same day stands in its place, and is not told as a step. Whatever says `resolved` last, as nothing did before, closes
  the problem.
- Feedback that has no title of its own is called by its words, which are told as such.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from oracle.naive.differences import entry, explained, same
from oracle.naive.endings import decided, ended, heard, is_heard_now, steps, verdict
from oracle.naive.states import Item
from oracle.naive.values import text


@dataclass(frozen=True)
class Shape:
    """The fields of a kind by what their change is called, and what those mean that are not there.

    `verdict` is what decides it, and `with_it` what is told with that.
    """

    words: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    degrees: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    unsaid: Item = field(default_factory=dict)
    verdict: str | None = None
    with_it: tuple[str, ...] = ()


SHAPES = {
    "risk": Shape(
        words=("title", "effect", "response", "plan"),
        degrees=("probability", "impact"),
        others=("raised", "kind", "near", "review", "lesson"),
        unsaid={"kind": "threat"},
    ),
    "problem": Shape(
        words=("title", "effect", "workaround"),
        degrees=("severity",),
        days=("due",),
        others=("raised", "risk", "lesson"),
    ),
    "decision": Shape(
        words=("title", "options", "if_late", "decision", "why"),
        people=("from", "by", "consulted"),
        days=("due",),
        others=("raised", "supersedes", "revisit"),
        unsaid={"from": "client"},
        verdict="decided",
        with_it=("decision", "why", "by", "consulted"),
    ),
    "change": Shape(
        words=("title", "why"),
        people=("side",),
        degrees=("impact.days", "impact.cost", "impact.effort", "impact.scope", "impact.quality"),
        others=("requested", "action", "contract"),
        unsaid={"side": "client"},
        verdict="decided",
    ),
    "feedback": Shape(
        words=("title", "said", "answer"),
        degrees=("rating",),
        others=("on", "asked", "phase", "milestone", "kind", "outcome", "actions", "channel", "version"),
        verdict="answered",
        with_it=("answer", "outcome"),
    ),
}
SHAPES["budget"] = Shape(words=("title",), others=("raised", "unit", "agreed", "used", "as_of", "forecast", "change"))
PEOPLE = ("owner", "raised_by")
OTHERS = ("note", "affects")
# What comes with a verdict, and stands in no entry of it.
UNSAID = ("consulted", "outcome")
HEARD = ("title", "on", "kind", "rating", "said", "raised_by")


def record_begun(kind: str, new: Item, raised: date, why: Item) -> list[Item]:
    """What is told of a new item beside that it is there: what was decided of it, what is done, how it ended."""
    begun = [*steps(kind, {}, new, raised, why), *decided(kind, {}, new, raised, why), *ended(kind, {}, new, why)]
    return [*begun, *spent(kind, {}, new)]


def record_differences(
    kind: str, old: Item, new: Item, firsts: Item, why: Item, *, raised: date, day: date, back: bool = False
) -> list[Item]:
    """Every difference, with its reason; `firsts` is what each degree and day was first."""
    told = [
        *(why | row for row in changed(kind, old, new, firsts)),
        *heard(kind, old, new, day),
        *steps(kind, old, new, raised, why),
        *decided(kind, old, new, raised, why),
        *ended(kind, old, new, why),
        *spent(kind, old, new),
    ]
    return told + explained(old, new, why, told, back)


def changed(kind: str, old: Item, new: Item, firsts: Item) -> Iterator[Item]:
    """Every field that reads otherwise, but for those that come with a verdict or with what was heard."""
    shape = SHAPES[kind]
    was_decided, is_decided = verdict(kind, old), verdict(kind, new)
    apart = set()
    if is_decided and not was_decided:
        apart = {key for key in shape.with_it if said(kind, old, key) is None}
    if was_decided and not is_decided:
        apart = {key for key in shape.with_it if key not in UNSAID and said(kind, new, key) is None}
    if is_heard_now(kind, old, new):
        apart |= {key for key in HEARD if key not in old}
    for key in (*shape.words, *shape.people, *PEOPLE, *shape.degrees, *shape.days, *shape.others, *OTHERS):
        was, now = said(kind, old, key), said(kind, new, key)
        if key in apart or same(key, {key: was}, {key: now}):
            continue
        if kind == "feedback" and key == "title" and "title" not in old and "title" not in new:
            continue
        comes_with = {"as_of": "used", "change": "agreed"}.get(key, "") if kind == "budget" else ""
        if comes_with and old.get(comes_with) != new.get(comes_with):
            continue
        more: Item = {"field": key}
        if kind == "budget" and key == "used":
            more["on"] = new.get("as_of")
        if kind == "budget" and key != "agreed":
            more["because"] = []
        if key in shape.degrees:
            yield entry("rated", was, now, first=firsts.get(key), **more)
        elif key in shape.days:
            yield moved(was, now, firsts[key]) | more
        elif key in shape.words:
            after_it = "changed" if was is None else "rewritten"
            yield entry(after_it if was_decided and is_decided else "reworded", was, now, **more)
        else:
            yield entry("reassigned" if key in (*shape.people, *PEOPLE) else "changed", was, now, **more)


def spent(kind: str, old: Item, new: Item) -> Iterator[Item]:
    """That 80 or 100 percent of what was agreed are used, each time that this becomes so."""
    if kind == "budget" and new.get("used") is not None:
        was = 100 * old["used"] // old["agreed"] if old.get("used") is not None else None
        for mark in (80, 100):
            if (was or 0) < mark <= 100 * new["used"] // new["agreed"]:
                yield {"event": "spent", "from": was, "to": mark, "on": new.get("as_of")}


def moved(was: date | None, now: date | None, first: date) -> Item:
    """The day by which it is to be is another one."""
    return entry(
        "moved",
        was,
        now,
        days=(now - was).days if was and now else None,
        days_from_first=(now - first).days if now else None,
        old_due=was,
        first=first,
    )


def said(kind: str, item: Item, key: str) -> Any:
    """What a field says, or what it means that it says nothing."""
    value: Any = item
    for part in key.split("."):
        value = (value or {}).get(part)
    if kind == "feedback" and key == "title" and value is None:
        value = str(item.get("said") or "").strip().split("\n")[0] or item.get("id")
    return text(value) if value is not None else SHAPES[kind].unsaid.get(key)


def raised_on(item: Item, day: date) -> date:
    """Since when it is known, or since when we have asked."""
    return item.get("raised") or item.get("requested") or item.get("asked") or item.get("on") or day


def firsts_of(kind: str, item: Item) -> Item:
    """The degrees and days that it says."""
    shape = SHAPES[kind]
    values = {key: said(kind, item, key) for key in (*shape.degrees, *shape.days)}
    return {key: value for key, value in values.items() if value is not None}

"""Random histories: whatever may happen to a few items, for what holds of each of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from history_builder import Told, commitment, milestone, risk, update
from milepost.model.fields import Kind
from milepost.model.snapshot import AnyItem, Key
from often import often

MARK = "quince"
START = date(2026, 1, 5)
_DAYS = st.integers(0, 40).map(lambda n: (START + timedelta(n)).isoformat())
_MAYBE_DAY = st.none() | _DAYS
_TITLES = st.sampled_from(["The beta is open", "the **beta** is open.", "The beta is closed", "Ten tickets a day"])
_NAMES = st.sampled_from([None, "Shop team", "Piers"])
_BECAUSE = st.sampled_from([(), ("r0",), ("r0", "r1")])
_CAUSE = st.sampled_from([None, "supplier", "client"])
_WHY = st.sampled_from([None, "Rain", "Snow"])

SOME = often(40)
"""Enough to catch a slip, few enough to wait for."""

State_ = Mapping[Key, AnyItem]


@st.composite
def histories(draw: st.DrawFn) -> tuple[Told, list[State_]]:
    """A history of up to eight states of a few items, and those states; `note` names the thread an item belongs to."""
    told, states = Told(), list[State_]()
    threads: dict[Key, AnyItem] = {}
    names = {kind: iter(f"{kind[0]}{n}" for n in range(100)) for kind in Kind}
    day = START
    for _ in range(draw(st.integers(1, 8))):
        day += timedelta(draw(st.integers(0, 9)))
        for key, item in list(threads.items()):
            threads[key] = _changed(draw, item)
            if item.kind is not Kind.UPDATE and draw(st.integers(0, 5)) == 0:
                renamed = next(names[item.kind])
                # A thread can only be followed from one state to the next: `was` names what has just gone.
                if told.items.get(key) is not None:
                    threads[item.kind, renamed] = threads.pop(key).model_copy(update={"id": renamed, "was": (key[1],)})
        if draw(st.booleans()) or not threads:
            kind = draw(st.sampled_from([Kind.MILESTONE, Kind.COMMITMENT, Kind.UPDATE, Kind.RISK]))
            item = _new(draw, kind, next(names[kind]), day)
            threads.setdefault((kind, item.id), item)
        present = [item for item in threads.values() if draw(st.integers(0, 4)) or _follows(told, item)]
        told.on(day.isoformat(), *present, reason=draw(_WHY))
        states.append(dict(told.items))
    return told, states


def _follows(told: Told, item: AnyItem) -> bool:
    """Whether it has just been renamed: then it must be there, or its thread would be lost."""
    return any((item.kind, name) in told.items for name in getattr(item, "was", ()))


def _new(draw: st.DrawFn, kind: Kind, name: str, day: date) -> AnyItem:
    if kind is Kind.UPDATE:
        return update(f"{day}-{name}", "Nothing new")
    make: dict[Kind, Callable[..., AnyItem]] = {Kind.MILESTONE: milestone, Kind.COMMITMENT: commitment, Kind.RISK: risk}
    return _changed(draw, make[kind](name, note=f"thread {kind} {name}"))


def _changed(draw: st.DrawFn, item: AnyItem) -> AnyItem:
    hidden = draw(st.integers(0, 5)) == 0
    if item.kind is Kind.UPDATE:
        text = draw(st.sampled_from(["Nothing new", "The beta moves", "All is *late*", "<milestone:m0>"]))
        secret = {"headline": MARK, "visibility": "internal"} if hidden else {}
        return update(item.id, f"{text} {MARK if hidden else ''}", **secret)
    changes: dict[str, st.SearchStrategy[Any]] = {
        "owner": _NAMES,
        "reason": _WHY,
        "promise" if item.kind is Kind.COMMITMENT else "title": _TITLES,
        **({} if item.kind is Kind.RISK else {"due": _DAYS, "because": _BECAUSE, "cause": _CAUSE}),
    }
    if item.kind is Kind.RISK:
        ending = st.fixed_dictionaries({"on": _DAYS, "because": st.sampled_from(["passed", "occurred"])})
        degree = st.none() | st.integers(1, 5)
        changes |= {"probability": degree, "impact": degree, "plan": st.none() | _TITLES, "review": _MAYBE_DAY}
        changes |= {"closed": st.none() | ending, "affects": st.sampled_from([(), ("m0",), ("m0", "c0")])}
    elif item.kind is Kind.MILESTONE:
        agreed = st.fixed_dictionaries({"on": _DAYS, "due": _DAYS, "approved_by": st.just("Both")})
        changes |= {
            "start": _MAYBE_DAY,
            "progress": st.sampled_from([None, 10, 60]),
            "acceptance": st.none() | _TITLES,
            "rebaselined": st.none() | agreed,
            "done": _MAYBE_DAY,
            "cancelled": _MAYBE_DAY,
        }
    else:
        ended = st.fixed_dictionaries({"on": _DAYS})
        changes |= {"kept": _MAYBE_DAY, "withdrawn": st.none() | ended, "from": st.sampled_from(["vendor", "client"])}
    chosen = draw(st.lists(st.sampled_from(sorted(changes)), max_size=3, unique=True))
    fields = {**item.model_dump(by_alias=True), **{name: draw(changes[name]) for name in chosen}}
    if hidden:
        fields |= {"owner": MARK, "reason": MARK, "promise" if "promise" in fields else "title": f"The {MARK}"}
    elif not item.is_public:
        fields |= {"owner": None, "reason": None, "promise" if "promise" in fields else "title": "Public again"}
    return type(item).model_validate({**fields, "visibility": "internal" if hidden else "public"})

"""The laws of replay: the events of every history, applied one after the other, lead to where its content stands."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given

from history_builder import Told
from milepost.facts.events import Event, EventName
from milepost.facts.ledger.ledger import Ledger, in_order
from milepost.facts.threads.threads import PromiseThread, RecordThread, Thread
from milepost.facts.wording.edits import same_words
from milepost.facts.wording.item_fields import value_of
from milepost.model.kinds.milestones import Milestone
from milepost.model.records.risks import Risk
from milepost.model.snapshot import AnyItem, Promise
from random_histories import SOME, START, State_, histories


@SOME
@given(histories())
def test_applying_the_events_gives_the_state(given_: tuple[Told, list[State_]]) -> None:
    """The events of each thread, applied one after the other, lead to the state in which its content stands."""
    told, states = given_
    ledger = Ledger(START, Told().charter)
    projections: dict[Thread, dict[str, Any]] = {}
    for entry in in_order(ledger.walk(told.steps)):
        if isinstance(entry.thread, PromiseThread):
            first = states[entry.sequence].get((entry.event.kind, entry.event.id))
            projections[entry.thread] = _applied(projections.get(entry.thread, {}), entry.event, first)
    shown = {(i.kind, i.id): i for i in told.items.values() if isinstance(i, Promise) and i.is_public}
    for key, item in shown.items():
        thread = ledger.find(key)
        assert thread is not None
        assert _same(projections[thread], _projection(item, projections[thread]["first_due"]))
    gone = {thread for thread in projections if not thread.is_shown}
    assert all(not projections[thread]["present"] for thread in gone)
    assert len(gone) + len(shown) == len(projections)


@SOME
@given(histories())
def test_applying_the_events_gives_the_state_of_a_risk(given_: tuple[Told, list[State_]]) -> None:
    """The same for what is told by the marks of its fields: no difference between two public states is without one."""
    told, states = given_
    ledger = Ledger(START, Told().charter)
    said: dict[Thread, dict[str, Any]] = {}
    for entry in in_order(ledger.walk(told.steps)):
        event = entry.event
        if not isinstance(entry.thread, RecordThread):
            continue
        if event.event is EventName.RAISED:
            first = states[entry.sequence][event.kind, event.id]
            said[entry.thread] = {name: _said(first, name) for name in _TOLD}
        elif event.event in {EventName.CLOSED, EventName.REOPENED}:
            said[entry.thread] |= {"closed": event.after, "closed.because": event.cause}
        elif event.field and event.field != "reason":  # Taken away with another change, it has no entry of its own.
            said[entry.thread][event.field] = event.after
    for key, item in told.items.items():
        if isinstance(item, Risk) and item.is_public:
            thread = ledger.find(key)
            assert thread is not None
            found = {name: value for name, value in said[thread].items() if not _alike(value, _said(item, name))}
            assert found == {}


_TOLD = ("title", "owner", "probability", "impact", "plan", "review", "affects", "closed", "closed.because")


def _said(item: AnyItem, name: str) -> Any:
    assert isinstance(item, Risk)
    if name == "closed":
        return item.closed.on if item.closed else None
    return value_of(item, name)


def _alike(before: Any, after: Any) -> bool:
    return before == after or (isinstance(before, str) and isinstance(after, str) and same_words(before, after))


def _projection(item: Promise, first_due: date) -> dict[str, Any]:
    """What the ledger promises to tell of an item."""
    agreed = item.rebaselined if isinstance(item, Milestone) else None
    names = ("start", "progress", "title", "acceptance") if isinstance(item, Milestone) else ("promise", "from_")
    rest = {name: getattr(item, name) for name in (*names, "owner")}
    return {
        "present": True,
        "first_due": first_due,
        "due": item.due,
        "fulfilled": item.fulfilled,
        "ended": item.ended,
        "baseline": agreed.due if agreed else first_due,
        **rest,
    }


def _applied(state: dict[str, Any], event: Event, first: AnyItem | None) -> dict[str, Any]:
    """The projection after an event; what an item begins with, beside its due date, stands in its first state."""
    match event.event:
        case "made":
            assert isinstance(first, Promise)
            assert isinstance(event.after, date)
            begun = {**_projection(first, event.after), "fulfilled": None, "ended": None}
            return {**begun, "due": event.after, "baseline": event.after}
        case "moved":
            return {**state, "due": event.after}
        case "start-moved":
            return {**state, "start": event.after}
        case "progressed":
            return {**state, "progress": event.after}
        case "reworded" | "reassigned":
            return {**state, {"from": "from_"}.get(event.field or "", event.field or ""): event.after}
        case "rebaselined":
            assert event.before == state["baseline"]
            return {**state, "baseline": event.after}
        case "kept" | "kept-late":
            return {**state, "fulfilled": event.after}
        case "reopened":
            assert event.before == state["fulfilled"]
            return {**state, "fulfilled": None}
        case "withdrawn" | "cancelled":
            return {**state, "ended": event.after}
        case "vanished":
            return {**state, "present": False}
        case "returned":
            return {**state, "present": True, "ended": None}
    return state


def _same(left: dict[str, Any], right: dict[str, Any]) -> bool:
    words = {"title", "promise", "acceptance"}
    return left.keys() == right.keys() and all(
        same_words(left[name], right[name]) if name in words else left[name] == right[name] for name in left
    )

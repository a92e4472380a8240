"""The laws of the ledger hold for every history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from history_builder import Told, commitment, milestone, risk, update
from milepost.facts.events import Event, EventName, Said
from milepost.facts.ledger.ledger import Ledger, in_order
from milepost.facts.promises.as_of import as_of, standing_on
from milepost.facts.promises.promises import PromiseFacts, State
from milepost.facts.promises.waterfall import waterfall
from milepost.facts.report.deriving import derive_report
from milepost.facts.report.report import StatusReport
from milepost.facts.telling.binding import told
from milepost.facts.threads.threads import PromiseThread, RecordThread, Thread
from milepost.facts.wording.edits import same_words
from milepost.facts.wording.item_fields import value_of
from milepost.model.fields import Kind
from milepost.model.history import History, Step, changes_between
from milepost.model.kinds.milestones import Milestone
from milepost.model.records.risks import Risk
from milepost.model.snapshot import AnyItem, Key, Promise, Snapshot
from milepost.render.data.changelog import changelog
from milepost.render.words.words import Words
from often import often

MARK = "quince"
_START = date(2026, 1, 5)
_DAYS = st.integers(0, 40).map(lambda n: (_START + timedelta(n)).isoformat())
_MAYBE_DAY = st.none() | _DAYS
_TITLES = st.sampled_from(["The beta is open", "the **beta** is open.", "The beta is closed", "Ten tickets a day"])
_NAMES = st.sampled_from([None, "Shop team", "Piers"])
_BECAUSE = st.sampled_from([(), ("r0",), ("r0", "r1")])
_CAUSE = st.sampled_from([None, "supplier", "client"])
_WHY = st.sampled_from([None, "Rain", "Snow"])

# Enough to catch a slip, few enough to wait for; HYPOTHESIS_EXAMPLES=2000 looks harder.
_SOME = often(40)

State_ = Mapping[Key, AnyItem]


@st.composite
def histories(draw: st.DrawFn) -> tuple[Told, list[State_]]:
    """A history of up to eight states of a few items, and those states; `note` names the thread an item belongs to."""
    told, states = Told(), list[State_]()
    threads: dict[Key, AnyItem] = {}
    names = {kind: iter(f"{kind[0]}{n}" for n in range(100)) for kind in Kind}
    day = _START
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


@_SOME
@given(histories())
def test_applying_the_events_gives_the_state(given_: tuple[Told, list[State_]]) -> None:
    """The events of each thread, applied one after the other, lead to the state in which its content stands."""
    told, states = given_
    ledger = Ledger(_START, Told().charter)
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


@_SOME
@given(histories())
def test_applying_the_events_gives_the_state_of_a_risk(given_: tuple[Told, list[State_]]) -> None:
    """The same for what is told by the marks of its fields: no difference between two public states is without one."""
    told, states = given_
    ledger = Ledger(_START, Told().charter)
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


@_SOME
@given(histories())
def test_every_change_of_due_is_exactly_one_moved(given_: tuple[Told, list[State_]]) -> None:
    """Compared with a naive count over the public states of each thread."""
    told, states = given_
    dues: dict[str, list[Said]] = {}
    for state in states:
        for item in state.values():
            if isinstance(item, Promise) and item.is_public and dues.setdefault(str(item.note), [])[-1:] != [item.due]:
                dues[str(item.note)].append(item.due)
    moved: dict[str, list[Said]] = {}
    for entry in Ledger(_START, Told().charter).walk(told.steps):
        if entry.event.event in {"made", "moved"}:
            item = states[entry.sequence][entry.event.kind, entry.event.id]
            assert isinstance(item, Promise)
            moved.setdefault(str(item.note), []).append(entry.event.after)
    assert moved == dues


@_SOME
@given(histories(), st.integers(0, 60))
def test_nothing_internal_is_ever_told(given_: tuple[Told, list[State_]], later: int) -> None:
    """No word written while an item is internal reaches a report."""
    told, _ = given_
    report = _report(told.steps, told.items, _START + timedelta(later))
    assert MARK not in repr(report)
    assert MARK not in _as_json(report)


@_SOME
@given(histories(), st.randoms(use_true_random=False), st.integers(0, 60))
def test_the_order_of_files_and_items_does_not_matter(
    given_: tuple[Told, list[State_]], random: Any, later: int
) -> None:
    """Shuffled changes and items give the same bytes."""
    told, _ = given_
    shuffled = [
        Step(step.revision, step.day, tuple(random.sample(step.changes, len(step.changes)))) for step in told.steps
    ]
    items = dict(random.sample(sorted(told.items.items()), len(told.items)))
    day = _START + timedelta(later)
    assert _as_json(_report(shuffled, items, day)) == _as_json(_report(told.steps, told.items, day))


@_SOME
@given(histories())
def test_equal_states_give_no_events(given_: tuple[Told, list[State_]]) -> None:
    """Each step repeated on the same day, as it is: the ledger does not change but for the revisions."""
    told, states = given_
    doubled: list[Step] = []
    before: State_ = {}
    for step, state in zip(told.steps, states, strict=True):
        doubled += [step, Step(step.revision, step.day, changes_between(state, state))]
        same = tuple(change for change in doubled[-2].changes if change.before != change.after)
        assert same == changes_between(before, state)
        before = state
    assert _as_json(_report(doubled, told.items)) == _as_json(_report(told.steps, told.items))


@_SOME
@given(histories(), st.integers(0, 60))
def test_what_is_overdue_was_missed(given_: tuple[Told, list[State_]], later: int) -> None:
    """And nothing is missed before its day is over, or after the status date."""
    told, _ = given_
    report = _report(told.steps, told.items, told.steps[-1].day + timedelta(later))
    for promise in (*report.milestones, *report.commitments):
        missed = [e for e in promise.events if e.event == "missed"]
        assert all(isinstance(e.before, date) and e.before < e.recorded <= report.status_date for e in missed)
        assert len(missed) <= promise.moves + 1
        if promise.state is State.OVERDUE:
            assert promise.due in {e.before for e in missed}


@_SOME
@given(histories(), st.integers(0, 40))
def test_looking_back_finds_what_was_known(given_: tuple[Told, list[State_]], later: int) -> None:
    """Looked up on an earlier day, a promise is what the report of that day said."""
    told, states = given_
    day = _START + timedelta(later)
    known = [step for step in told.steps if step.day <= day]
    if not known:
        return
    then = _report(known, states[len(known) - 1], day)
    now = _report(told.steps, told.items)
    back = {_thread(p): b for p in (*now.milestones, *now.commitments) if (b := as_of(p, day))}
    known_then = {_thread(p): p for p in (*then.milestones, *then.commitments)}
    for thread in back.keys() & known_then.keys():
        assert _seen(back[thread]) == _seen(known_then[thread])
    # What was internal then, and is public again, told nothing then: looking back, it had vanished, or was settled.
    assert not any(back[thread].state.is_open for thread in back.keys() - known_then.keys())
    # What is internal now tells nothing now, of then either.
    public = {_thread(p) for p in (*now.milestones, *now.commitments)}
    assert not (known_then.keys() & public) - back.keys()


@_SOME
@given(histories())
def test_what_was_told_is_told_again(given_: tuple[Told, list[State_]]) -> None:
    """Each entry of an earlier state binds the later ones, but for what is internal by then."""
    told_, states = given_
    now = _report(told_.steps, told_.items)
    said = {told(event).digest for event in now.events}
    assert not said & now.unsaid
    for number, state in enumerate(states[: len(told_.steps)], 1):
        then = _report(told_.steps[:number], state)
        assert {told(event).digest for event in then.events} <= said | now.unsaid


@_SOME
@given(histories(), st.integers(0, 60))
def test_a_promise_is_open_on_the_days_on_which_it_was(given_: tuple[Told, list[State_]], later: int) -> None:
    """The quick answer is the thorough one."""
    told, _ = given_
    day = _START + timedelta(later)
    report = _report(told.steps, told.items)
    promises = (*report.milestones, *report.commitments)
    thorough = [promise for promise in promises if (then := as_of(promise, day)) and then.state.is_open]
    assert list(standing_on(promises, [day], lambda state: state.is_open)[day]) == thorough


def _thread(promise: PromiseFacts) -> str:
    return str(promise.item.note)


def _seen(promise: PromiseFacts) -> tuple[object, ...]:
    item = promise.item
    return (
        promise.state,
        promise.due,
        promise.agreed,
        promise.first_due,
        promise.closed_on,
        promise.variance_days,
        promise.moves,
        promise.rebaselinings,
        item.owner,
        item.fulfilled,
        item.ended,
        getattr(item, "start", None),
        getattr(item, "progress", None),
    )


def _report(steps: list[Step], items: State_, day: date | None = None) -> StatusReport:
    charter = Told().charter
    latest = Snapshot(charter, items)
    return derive_report(History(latest, steps[-1].revision, steps[-1].day, iter(steps), []), day)


def _as_json(report: StatusReport) -> str:
    return changelog(report.events, "json", Words.of("en"))


@_SOME
@given(histories(), st.integers(1, 8))
def test_an_earlier_telling_is_a_prefix_of_a_later_one(given_: tuple[Told, list[State_]], size: int) -> None:
    """What was told up to a revision is told for ever, entry by entry; only who announced it may come later."""
    told, _ = given_
    earlier = _entries(told.steps[:size])
    assert _entries(told.steps)[: len(earlier)] == earlier


def _entries(steps: list[Step]) -> list[tuple[object, ...]]:
    """Every entry in order, also of what is withheld now: its place, and what it says."""
    ledger = Ledger(None, Told().charter)
    return [
        (entry.clock, entry.sequence, entry.event)
        for entry in in_order(ledger.walk(steps))
        if entry.clock <= max(step.day for step in steps)
    ]


@_SOME
@given(histories())
def test_the_parts_of_a_slip_sum_to_it(given_: tuple[Told, list[State_]]) -> None:
    """To the day, from the first promise to now, whatever moved, went, came back or was joined."""
    told, _ = given_
    report = told.report()
    for promise in (*report.milestones, *report.commitments):
        fall = waterfall(promise)
        assert (fall.first, fall.now) == (promise.first_due, promise.forecast)
        assert sum(part.days for part in fall.parts) == fall.days

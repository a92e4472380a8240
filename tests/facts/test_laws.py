"""The laws of the ledger hold for every history."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from history_builder import Told
from milepost.facts.events import Said
from milepost.facts.ledger.ledger import Ledger, in_order
from milepost.facts.promises.as_of import as_of, standing_on
from milepost.facts.promises.promises import PromiseFacts, State
from milepost.facts.promises.waterfall import waterfall
from milepost.facts.report.deriving import derive_report
from milepost.facts.report.report import StatusReport
from milepost.facts.telling.binding import told
from milepost.model.history import History, Step, changes_between
from milepost.model.snapshot import Promise, Snapshot
from milepost.render.data.changelog import changelog
from milepost.render.words.words import Words
from random_histories import MARK, SOME, START, State_, histories


@SOME
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
    for entry in Ledger(START, Told().charter).walk(told.steps):
        if entry.event.event in {"made", "moved"}:
            item = states[entry.sequence][entry.event.kind, entry.event.id]
            assert isinstance(item, Promise)
            moved.setdefault(str(item.note), []).append(entry.event.after)
    assert moved == dues


@SOME
@given(histories(), st.integers(0, 60))
def test_nothing_internal_is_ever_told(given_: tuple[Told, list[State_]], later: int) -> None:
    """No word written while an item is internal reaches a report."""
    told, _ = given_
    report = _report(told.steps, told.items, START + timedelta(later))
    assert MARK not in repr(report)
    assert MARK not in _as_json(report)


@SOME
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
    day = START + timedelta(later)
    assert _as_json(_report(shuffled, items, day)) == _as_json(_report(told.steps, told.items, day))


@SOME
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


@SOME
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


@SOME
@given(histories(), st.integers(0, 40))
def test_looking_back_finds_what_was_known(given_: tuple[Told, list[State_]], later: int) -> None:
    """Looked up on an earlier day, a promise is what the report of that day said."""
    told, states = given_
    day = START + timedelta(later)
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


@SOME
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


@SOME
@given(histories(), st.integers(0, 60))
def test_a_promise_is_open_on_the_days_on_which_it_was(given_: tuple[Told, list[State_]], later: int) -> None:
    """The quick answer is the thorough one."""
    told, _ = given_
    day = START + timedelta(later)
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


@SOME
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


@SOME
@given(histories())
def test_the_parts_of_a_slip_sum_to_it(given_: tuple[Told, list[State_]]) -> None:
    """To the day, from the first promise to now, whatever moved, went, came back or was joined."""
    told, _ = given_
    report = told.report()
    for promise in (*report.milestones, *report.commitments):
        fall = waterfall(promise)
        assert (fall.first, fall.now) == (promise.first_due, promise.forecast)
        assert sum(part.days for part in fall.parts) == fall.days

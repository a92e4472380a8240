"""The waiting clock: how long the client has been asked, and from which day on its silence moves which dates."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from history_builder import Told, change, commitment, decision, milestone
from milepost.facts.contact.waiting import Waiting
from often import often

_DAY = "2026-03-02"


def _waiting(*items: Any, day: str = _DAY) -> dict[str, Waiting]:
    report = Told().on("2026-02-01", *items).report(day)
    return {one.ask.item.id: one for one in report.waiting}


def _behind(*items: Any, day: str = _DAY) -> dict[str, list[str]]:
    return {
        name: [f"{one.promise.item.id} after {one.last:%d %b}" for one in found.behind]
        for name, found in _waiting(*items, day=day).items()
    }


def _asked(name: str = "C-1", **fields: Any) -> Any:
    return commitment(name, **{"from": "client", "due": "2026-03-06", "made": "2026-01-20", **fields})


def test_how_long_it_has_been_asked() -> None:
    """A promise since it was given, a decision since it was raised, a delivery since it was handed over."""
    found = _waiting(
        _asked(),
        decision(**{"from": "client"}, raised="2026-02-20"),
        milestone("beta", due="2026-03-20", delivered="2026-02-28"),
    )
    assert {name: (str(one.since), one.days) for name, one in found.items()} == {
        "C-1": ("2026-01-20", 41),
        "D-1": ("2026-02-20", 10),
        "beta": ("2026-02-28", 2),
    }


def test_a_change_is_asked_for_once_it_can_be_decided() -> None:
    """A wish of the client's waits for us until we have said what it costs; one that was put off, while it is."""
    story = Told().on("2026-02-01", change(requested="2026-01-10"))
    story.on("2026-02-16", change(requested="2026-01-10", impact={"days": 7}))
    (one,) = story.report(_DAY).waiting
    assert (one.since, one.days) == (date(2026, 2, 16), 14)
    assert Told().on("2026-02-01", change()).report(_DAY).waiting == ()


def test_what_is_due_later_has_room_until_its_day() -> None:
    """The milestone that waits for an answer moves once the answer comes after the milestone's day, and so on."""
    plan = (
        milestone("beta", due="2026-03-20"),
        milestone("live", due="2026-03-20", after=["beta"]),
        milestone("party", due="2026-04-01", after=["live"]),
        milestone("other", due="2026-03-10"),
    )
    assert _behind(_asked(milestone="beta"), *plan) == {
        "C-1": ["beta after 20 Mar", "live after 20 Mar", "party after 01 Apr"]
    }


def test_work_that_has_not_begun_takes_as_long_as_planned() -> None:
    """With a start after what it waits for it begins later, and so ends later; what has begun goes on."""
    first = milestone("beta", due="2026-03-20")
    later = milestone("live", start="2026-03-23", due="2026-04-02", after=["beta"])
    begun = milestone("text", start="2026-03-01", due="2026-04-02", after=["beta"])
    beside = milestone("shop", start="2026-03-10", due="2026-04-02", after=["beta"])
    assert _behind(_asked(milestone="beta"), first, later, begun, beside)["C-1"] == [
        "beta after 20 Mar",
        "live after 23 Mar",
        "shop after 02 Apr",
        "text after 02 Apr",
    ]


def test_what_is_overdue_moves_with_each_day() -> None:
    """It comes today at the earliest; what comes after it keeps the room that is left."""
    plan = milestone("beta", due="2026-02-20"), milestone("live", due="2026-03-04", after=["beta"])
    asked = _asked(milestone="beta", due="2026-02-19")
    assert _behind(asked, *plan)["C-1"] == ["beta after 02 Mar", "live after 04 Mar"]


def test_an_answer_in_time_moves_nothing() -> None:
    """What was to be reached before the day for which the answer was asked is late by our own plan, not by waiting."""
    plan = milestone("beta", due="2026-02-20"), milestone("live", due="2026-03-04", after=["beta"])
    asked = decision(**{"from": "client"}, due="2026-03-05", affects=["beta"])
    expected = ["beta after 05 Mar", "live after 05 Mar"]
    assert _behind(asked, *plan)["D-1"] == expected
    assert _behind(_asked(milestone="beta", due="2026-03-05"), *plan)["C-1"] == expected


def test_what_is_done_or_touched_by_nothing_waits_for_nothing() -> None:
    """No date stands behind an answer that nobody waits for, nor behind one whose milestone is reached."""
    done = milestone("beta", due="2026-02-20", done="2026-02-19")
    assert _behind(_asked(), _asked("C-2", milestone="beta"), done) == {"C-1": [], "C-2": []}


def test_a_decision_holds_up_what_it_affects() -> None:
    """Milestones and promises, by id or by kind and id; and through a promise of the client's its milestone."""
    asked = decision(**{"from": "client"}, affects=["commitment:C-1", "late"])
    plan = milestone("beta", due="2026-03-20"), milestone("late", due="2026-04-20")
    assert _behind(asked, _asked(milestone="beta"), *plan)["D-1"] == [
        "C-1 after 06 Mar",
        "beta after 20 Mar",
        "late after 20 Apr",
    ]


def test_a_delivery_holds_up_itself() -> None:
    """Until it is accepted it is not reached, if it is not yet, nor is what comes after it."""
    later = milestone("live", due="2026-03-20", after=["beta"])
    found = _behind(milestone("beta", due="2026-03-20", delivered="2026-02-28"), later)
    assert found["beta"] == ["beta after 20 Mar", "live after 20 Mar"]
    done = milestone("beta", due="2026-03-20", delivered="2026-02-28", done="2026-02-28")
    assert _behind(done, later)["beta"] == []


def test_a_circle_says_nothing() -> None:
    """What waits for itself is left alone; what stands beside it is told."""
    circle = milestone("a", after=["b"], due="2026-03-20"), milestone("b", after=["a"], due="2026-03-20")
    beside = milestone("c", due="2026-03-20"), milestone("d", after=["b"], due="2026-03-25")
    asked = _asked(milestone="a"), _asked("C-2", milestone="c")
    assert _behind(*asked, *circle, *beside) == {"C-1": [], "C-2": ["c after 20 Mar"]}


def test_what_is_internal_stands_behind_nothing() -> None:
    """Neither it nor what it alone leads to."""
    plan = (
        milestone("beta", due="2026-03-20", visibility="internal"),
        milestone("live", due="2026-03-20", after=["beta"]),
    )
    assert _behind(_asked(milestone="beta"), *plan)["C-1"] == []


_START = date(2026, 3, 2)
_SPAN = st.integers(-5, 30)


@st.composite
def _plans(draw: st.DrawFn) -> list[Any]:
    """Milestones of which each may come after earlier ones, with an answer that some of them wait for."""
    plan: list[Any] = []
    for number in range(draw(st.integers(1, 6))):
        due = _START + timedelta(draw(_SPAN))
        start = draw(st.none() | st.integers(0, 20))
        after = draw(st.lists(st.sampled_from([m.id for m in plan]), unique=True)) if plan else []
        begins = {"start": (due - timedelta(start)).isoformat()} if start is not None else {}
        plan.append(milestone(f"m{number}", due=due.isoformat(), after=after, **begins))
    names = st.lists(st.sampled_from([m.id for m in plan]), unique=True)
    by = draw(st.none() | _SPAN.map(lambda n: (_START + timedelta(n)).isoformat()))
    return [decision(**{"from": "client"}, affects=draw(names), due=by), *plan]


@often(60)
@given(_plans(), st.integers(0, 60))
def test_a_date_moves_exactly_from_the_day_that_is_told(items: list[Any], waits: int) -> None:
    """Walking through the plan with an answer on any day gives the same as what is told of it."""
    story = Told().on(_START.isoformat(), *items)
    (told,) = story.report().waiting
    answer = _START + timedelta(waits)
    in_time, then = _walk(items, told.ask.due), _walk(items, answer)
    moved = {name for name in in_time if then[name] > in_time[name]}
    assert moved == {one.promise.item.id for one in told.behind if one.last < answer}


def _walk(items: list[Any], answer: date | None) -> dict[str, date]:
    """When each milestone is reached, walked in the order of the plan."""
    asked, *plan = items
    reached: dict[str, date] = {}
    due = {m.id: m.due for m in plan}
    for one in plan:
        day = max(one.due, _START)
        if answer and one.id in asked.affects:
            day = max(day, answer)
        for name in one.after:
            takes = one.start is not None and one.start > _START and one.start >= due[name]
            day = max(day, reached[name] + ((one.due - one.start) if takes else timedelta(0)))
        reached[one.id] = day
    return reached

"""The waterfall of a date: its parts have names, and sum to the slip."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from history_builder import Told, change, milestone, risk
from milepost.facts.promises.effects import effects_of, moved_without_request
from milepost.facts.promises.waterfall import Part, Waterfall, waterfall
from milepost.model.fields import Kind
from milepost.model.items import Item
from often import often

_START = date(2026, 1, 5)
_DUE = st.integers(0, 60).map(lambda n: (_START + timedelta(n)).isoformat())


def fall_of(told: Told, name: str = "beta") -> Waterfall:
    """The waterfall of a milestone."""
    return next(waterfall(m) for m in told.report().milestones if m.item.id == name)


def named(parts: tuple[Part, ...]) -> list[tuple[object, int]]:
    """What each part is named by, and its days."""
    return [
        (part.because or part.cause or ("told" if part.is_told else "arrived" if part.is_arrival else None), part.days)
        for part in parts
    ]


def test_each_part_has_the_name_that_was_given() -> None:
    """Items first, then the kind of reason, then mere words, then nobody's; moves for one thing are one part."""
    others: list[Item] = [change("CR-1"), risk("R-1")]
    told = Told().on("2026-01-05", milestone(due="2026-03-01"), *others)
    told.on("2026-01-12", milestone(due="2026-03-08", because=["CR-1"]), *others)
    told.on("2026-01-19", milestone(due="2026-03-10", because=["CR-1", "R-1"]), *others)
    told.on("2026-01-26", milestone(due="2026-03-12", cause="supplier"), *others)
    told.on("2026-02-02", milestone(due="2026-03-14", because="change:CR-1", reason="More of it"), *others)
    told.on("2026-02-09", milestone(due="2026-03-13", reason="It goes faster"), *others)
    told.on("2026-02-16", milestone(due="2026-03-20", reason="It goes faster"), *others)
    told.on("2026-03-23", milestone(due="2026-03-20", done="2026-03-22"), *others)
    fall = fall_of(told)
    assert named(fall.parts) == [
        (("change:CR-1",), 9),
        (("change:CR-1", "risk:R-1"), 2),
        ("supplier", 2),
        ("told", -1),
        (None, 7),
        ("arrived", 2),
    ]
    assert fall.days == 21


def test_a_new_baseline_names_its_change() -> None:
    """`rebaselined.change` explains the date that moved with it, without `because`."""
    agreed = {"on": "2026-01-12", "due": "2026-03-08", "approved_by": "Both", "change": "CR-1"}
    told = Told().on("2026-01-05", milestone(due="2026-03-01"), change("CR-1"))
    told.on("2026-01-12", milestone(due="2026-03-08", rebaselined=agreed, reason="More"), change("CR-1"))
    assert named(fall_of(told).parts) == [(("change:CR-1",), 7)]


def test_what_is_internal_names_nothing() -> None:
    """A move that follows from what nobody may see is one that its cause explains, or nobody."""
    secret = change("CR-9", visibility="internal")
    told = Told().on("2026-01-05", milestone(due="2026-03-01"), secret)
    told.on("2026-01-12", milestone(due="2026-03-08", because="CR-9", cause="scope"), secret)
    assert named(fall_of(told).parts) == [("scope", 7)]


@often(60)
@given(st.data())
def test_joined_promises_sum_up_too(data: st.DataObject) -> None:
    """Whichever of those that became one was promised first, and whatever moved in the step that joined them."""
    told, names, joined = Told(), ["a", "b", "c"], dict[str, tuple[str, ...]]()
    for week in range(data.draw(st.integers(2, 6))):
        if len(names) > 1 and week and data.draw(st.booleans()):
            gone = data.draw(st.sampled_from(names))
            names = [name for name in names if name != gone]
            heir = data.draw(st.sampled_from(names))
            joined[heir] = (*joined.get(heir, ()), gone, *joined.pop(gone, ()))
        due = {name: data.draw(_DUE) for name in names}
        day = _START + timedelta(7 * week)
        told.on(day.isoformat(), *(milestone(name, due=due[name], was=joined.get(name, ())) for name in names))
    for promise in told.report().milestones:
        fall = waterfall(promise)
        assert (fall.first, fall.now) == (promise.first_due, promise.forecast)
        assert sum(part.days for part in fall.parts) == fall.days


def test_what_a_change_did_is_summed_by_date() -> None:
    """All moves that name it, each date by itself; those that no request is named for are told as such."""
    request, other = change("CR-1", impact={"days": 7}), milestone("pilot", due="2026-04-01")
    told = Told().on("2026-01-05", milestone(due="2026-03-01"), other, request)
    told.on("2026-01-12", milestone(due="2026-03-08", because="CR-1"), other, request)
    moved = milestone("pilot", due="2026-04-03", because="CR-1")
    told.on("2026-01-19", milestone(due="2026-03-11", because="CR-1", reason="Still more"), moved, request)
    told.on("2026-01-26", milestone(due="2026-03-12", cause="client"), moved, request)
    events = told.report().events
    effects = effects_of(event for event in events if "change:CR-1" in event.because)
    assert effects == {(Kind.MILESTONE, "beta"): 10, (Kind.MILESTONE, "pilot"): 2}
    assert [(event.id, event.days) for event in moved_without_request(events)] == [("beta", 1)]

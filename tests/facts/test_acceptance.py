"""Acceptance: what is told of a delivery, for how long it waits for a word, and what silence means."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from history_builder import Told, commitment, milestone, update
from milepost.facts.acceptance.asks import AcceptanceAsk
from milepost.facts.acceptance.handover import Stage
from milepost.facts.events import Event, EventName
from milepost.facts.promises.as_of import as_of
from milepost.facts.report.report import StatusReport
from milepost.facts.wording.item_fields import value_of
from milepost.model.kinds.charter import AcceptanceTerms
from milepost.model.kinds.milestones import Milestone

_WORD = {"on": "2026-03-12", "by": "Steering group", "how": "signed"}


def agreed(days: int = 10, *, deemed: bool = False) -> Told:
    """A project that has agreed on how long the client has for a word."""
    told = Told()
    told.charter = told.charter.model_copy(update={"acceptance": AcceptanceTerms(days=days, deemed=deemed)})
    return told


def ask_of(report: StatusReport) -> AcceptanceAsk:
    """The only thing that the client is asked for."""
    (ask,) = report.asks
    assert isinstance(ask, AcceptanceAsk)
    return ask


def test_a_delivery_asks_the_client_until_its_day_and_is_overdue_after_it() -> None:
    """Ten days from the delivery; only from the day after is it late."""
    told = agreed().on("2026-03-04", milestone(delivered="2026-03-04", done="2026-03-04"))
    ask = ask_of(told.report("2026-03-14"))
    assert (str(ask.due), ask.overdue_days, ask.deemed_on) == ("2026-03-14", 0, None)
    assert ask_of(agreed().on("2026-03-04", milestone(delivered="2026-03-04")).report("2026-03-17")).overdue_days == 3


def test_nothing_is_finished_while_a_delivery_waits_for_a_word() -> None:
    """Whoever has the last word is still asked for it."""
    told = agreed().on("2026-03-04", milestone(delivered="2026-03-04", done="2026-03-04"))
    assert not told.report().is_finished
    assert (
        told.on("2026-03-12", milestone(delivered="2026-03-04", done="2026-03-04", accepted=_WORD)).report().is_finished
    )


def test_delivered_rejected_delivered_again_and_accepted() -> None:
    """Each word of either side once; a new delivery takes the place of the rejection and corrects no day."""
    no = {"on": "2026-03-06", "why": "The fares are missing"}
    told = (
        agreed()
        .on("2026-03-04", milestone(delivered="2026-03-04"))
        .on("2026-03-06", milestone(delivered="2026-03-04", rejected=no))
        .on("2026-03-10", milestone(delivered="2026-03-10"))
        .on("2026-03-12", milestone(delivered="2026-03-10", accepted=_WORD))
    )
    assert told.told(without=("made", "missed")) == [
        "2026-03-04 beta delivered: None → 2026-03-04",
        "2026-03-06 beta rejected: None → 2026-03-06",
        "2026-03-10 beta delivered: None → 2026-03-10",
        "2026-03-12 beta accepted: None → 2026-03-12",
    ]
    rejected, accepted = (event(told.report(), name) for name in (EventName.REJECTED, EventName.ACCEPTED))
    assert rejected.reason == "The fares are missing"
    assert (accepted.approved_by, accepted.cause) == ("Steering group", "signed")


def test_what_is_put_otherwise_later_is_told() -> None:
    """A day that is corrected, a word that is taken back, and who is said to have given it."""
    told = (
        agreed()
        .on("2026-03-12", milestone(delivered="2026-03-04", accepted=_WORD))
        .on("2026-03-13", milestone(delivered="2026-03-05", accepted={**_WORD, "by": "Head of sales"}))
        .on("2026-03-14", milestone(delivered="2026-03-05"))
        .on("2026-03-15", milestone())
    )
    assert told.told(without=("made", "missed"))[2:] == [
        "2026-03-13 beta changed accepted.by: Steering group → Head of sales",
        "2026-03-13 beta delivered: 2026-03-04 → 2026-03-05",
        "2026-03-14 beta reopened accepted: 2026-03-12 → None",
        "2026-03-15 beta reopened delivered: 2026-03-05 → None",
    ]


def test_silence_accepts_only_where_that_was_agreed() -> None:
    """On the day after the last one for a word; by the clock, with no commit."""
    story = [("2026-03-04", milestone(delivered="2026-03-04"))]
    said = agreed(deemed=True).on(*story[0])
    assert ask_of(said.report("2026-03-14")).deemed_on == date(2026, 3, 15)
    report = said.report("2026-03-15")
    deemed = event(report, EventName.DEEMED_ACCEPTED)
    assert (str(deemed.on), str(deemed.before), deemed.revision) == ("2026-03-15", "2026-03-04", None)
    assert report.asks == ()
    assert stage(report) is Stage.DEEMED
    assert not [e for e in agreed().on(*story[0]).report("2026-05-15").events if e.event is EventName.DEEMED_ACCEPTED]


@pytest.mark.parametrize(
    ("steps", "deemed_on"),
    [
        pytest.param([("2026-03-20", "2026-03-04")], "2026-03-31", id="entered late: counted from when one could know"),
        pytest.param(
            [("2026-03-04", "2026-03-04"), ("2026-03-10", "2026-03-01")], "2026-03-21", id="put earlier: anew"
        ),
        pytest.param(
            [("2026-03-04", "2026-03-04"), ("2026-03-10", None), ("2026-03-12", "2026-03-04")], "2026-03-23", id="away"
        ),
    ],
)
def test_nobody_is_deemed_to_have_accepted_in_less_time_than_was_agreed(
    steps: list[tuple[str, str | None]], deemed_on: str
) -> None:
    """Whatever is entered, and when: the days are counted from the one on which every reader could see them."""
    told = agreed(deemed=True)
    for day, delivered in steps:
        told = told.on(day, milestone(due="2026-09-01", delivered=delivered))
    assert str(event(told.report("2026-04-30"), EventName.DEEMED_ACCEPTED).on) == deemed_on


def test_a_rejection_after_silence_stands() -> None:
    """What the clock has told stays told; the client's word is the last."""
    told = (
        agreed(deemed=True)
        .on("2026-03-04", milestone(delivered="2026-03-04"))
        .on("2026-03-20", milestone(delivered="2026-03-04", rejected={"on": "2026-03-20"}))
    )
    report = told.report()
    assert [e.event for e in report.events][-2:] == [EventName.DEEMED_ACCEPTED, EventName.REJECTED]
    assert stage(report) is Stage.REJECTED


def test_what_is_cancelled_or_gone_asks_nobody() -> None:
    """There is nothing left to accept."""
    told = agreed().on("2026-03-04", milestone(delivered="2026-03-04"), commitment())
    assert told.on("2026-03-05", milestone(delivered="2026-03-04", cancelled="2026-03-05")).report().asks == ()
    assert told.on("2026-03-06", commitment()).report().asks == ()


def test_a_rejection_that_links_to_what_is_internal_tells_that_it_was_given() -> None:
    """And nothing of what it said."""
    secret = milestone("quince", visibility="internal")
    told = (
        agreed()
        .on("2026-03-04", milestone(delivered="2026-03-04"), secret)
        .on(
            "2026-03-06",
            milestone(delivered="2026-03-04", rejected={"on": "2026-03-06", "why": "See <milestone:quince>"}),
            secret,
        )
        .on("2026-03-09", milestone(delivered="2026-03-08"), secret)
    )
    report = told.report()
    assert event(report, EventName.REJECTED).reason == "…"
    assert "quince" not in repr((report.events, report.milestones))


def test_an_update_announces_that_an_acceptance_was_taken_back() -> None:
    """As it does of whatever was told as done and is not."""
    told = (
        agreed()
        .on("2026-03-12", milestone(delivered="2026-03-04", accepted=_WORD))
        .on("2026-03-13", milestone(delivered="2026-03-04"), update("2026-03-13", "See <milestone:beta>."))
    )
    announced = event(told.report(), EventName.REOPENED).announced
    assert announced
    assert announced.update == "2026-03-13"


_DAYS = st.dates(date(2026, 3, 1), date(2026, 4, 20)).map(str)
_SAID = st.fixed_dictionaries({"on": _DAYS, "by": st.sampled_from([None, "Steering group"])})
_STATES = st.fixed_dictionaries(
    {
        "delivered": st.none() | _DAYS,
        "accepted": st.none() | _SAID,
        "rejected": st.none() | st.fixed_dictionaries({"on": _DAYS, "why": st.sampled_from([None, "It is slow"])}),
        "cancelled": st.none() | st.just("2026-04-01"),
        "visibility": st.sampled_from(["public", "public", "public", "internal"]),
    }
)
_HISTORIES = st.lists(st.tuples(st.integers(0, 12), st.none() | _STATES), min_size=1, max_size=7)


@given(_HISTORIES, st.integers(0, 12), st.booleans())
def test_the_laws_of_a_handover(steps: list[tuple[int, Any]], days: int, deemed: bool) -> None:
    """Applying the events gives the state; nobody is deemed too early; looking back finds what was known."""
    told, day = agreed(days, deemed=deemed).on("2026-03-01", milestone(due="2026-09-01")), date(2026, 3, 1)
    for gap, fields in steps:
        day += timedelta(gap)
        told = told.on(str(day), *([milestone(due="2026-09-01", **fields)] if fields else []))
    report = told.report(str(day + timedelta(20)))
    _is_applied(report, told)
    for one in report.events:
        if one.event is EventName.DEEMED_ACCEPTED:
            assert isinstance(one.before, date)
            known = [
                e for e in report.events if e.event in {EventName.DELIVERED, EventName.RETURNED, EventName.REOPENED}
            ]
            last = max(e.recorded for e in known if e.recorded < one.recorded)
            assert one.recorded > last + timedelta(days) if days else one.recorded > last
            assert deemed
    for promise in report.milestones:
        then = told_until(told, day)
        assert as_of(promise, day) is None or as_of(promise, day).handover == stage_in(then)


def _is_applied(report: StatusReport, told: Told) -> None:
    """The days of all three words stand where the events, applied in their order, put them."""
    said: dict[str, Any] = {
        "delivered": None,
        "accepted": None,
        "rejected": None,
        "accepted.by": None,
        "rejected.why": None,
    }
    for one in report.events:
        if one.event is EventName.DELIVERED:
            said["delivered"] = one.after
        elif one.event is EventName.ACCEPTED:
            said |= {"accepted": one.after, "accepted.by": one.approved_by}
        elif one.event is EventName.REJECTED:
            said |= {"rejected": one.after, "rejected.why": one.reason}
        elif one.event is EventName.REOPENED and one.field:
            said[one.field] = None
        elif one.event is EventName.CHANGED and one.field in said:
            said[one.field] = one.after
    for item in told.items.values():
        if isinstance(item, Milestone) and item.is_public:
            assert said["delivered"] == item.delivered
            assert said["accepted"] == (item.accepted.on if item.accepted else None)
            if item.accepted:
                assert said["accepted.by"] == value_of(item, "accepted.by")
            # A rejection that another delivery or an acceptance has ended needs no entry of its own.
            assert item.rejected is None or said["rejected"] == item.rejected.on
            if item.rejected:
                assert said["rejected.why"] == item.rejected.why


def told_until(told: Told, day: date) -> StatusReport:
    """What the report of a day said."""
    return told.report(str(day))


def stage_in(report: StatusReport) -> Any:
    """How far the only milestone is."""
    return next((m.handover for m in report.milestones), None)


def stage(report: StatusReport) -> Stage:
    """The stage of the only milestone."""
    (promise,) = report.milestones
    assert promise.handover
    return promise.handover.stage


def event(report: StatusReport, name: EventName) -> Event:
    """The last event of a name."""
    return [one for one in report.events if one.event is name][-1]

"""Asks: what the client is asked for, of every kind, today and on the day of each update."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from history_builder import Told, change, commitment, decision, milestone, update
from milepost.facts.report.report import StatusReport
from often import often

_PLAN = milestone("beta", due="2026-09-01")
_OURS: dict[str, Any] = {"from": "client"}


def _asked(report: StatusReport) -> dict[str, list[str]]:
    return {
        facts.update.id: [f"{ask.item.kind}:{ask.item.id} {ask.item.title} {ask.due} {ask.state}" for ask in facts.asks]
        for facts in report.updates
    }


def test_an_update_knows_what_was_asked_on_its_day() -> None:
    """A promise, a decision, a change to approve and a delivery, soonest first; whatever became of them since."""
    first = (
        commitment("C-1", **_OURS, due="2026-03-10"),
        decision("D-1", **_OURS, due="2026-03-05"),
        change("CR-1", side="vendor"),
        milestone("beta", due="2026-03-20", delivered="2026-03-02"),
    )
    later = (
        commitment("C-1", **_OURS, due="2026-03-10", kept="2026-03-06"),
        decision("D-1", **_OURS, due="2026-03-05", decided="2026-03-06"),
        change("CR-1", side="vendor", decided={"on": "2026-03-06", "outcome": "approved"}),
        milestone("beta", due="2026-03-20", delivered="2026-03-02", accepted={"on": "2026-03-06"}),
    )
    report = (
        Told()
        .on("2026-03-02", *first, update("2026-03-02"))
        .on("2026-03-09", *later, update("2026-03-02"), update("2026-03-09"))
        .report()
    )
    assert _asked(report) == {
        "2026-03-02": [
            "decision:D-1 Do we keep the paper tickets? 2026-03-05 open",
            "commitment:C-1 Send the fare table 2026-03-10 open",
            "milestone:beta The beta is open 2026-03-12 open",
            "change:CR-1 A second review round None open",
        ],
        "2026-03-09": [],
    }


def test_what_was_renamed_since_is_asked_for_under_the_id_that_leads_to_it() -> None:
    """In the words of that day, by the id of today."""
    old = commitment("C-1", **_OURS, promise="Send it"), decision("D-1", **_OURS, title="This?")
    new = commitment("C-9", was="C-1", **_OURS, promise="Keep it"), decision("D-9", was="D-1", **_OURS, title="That?")
    story = Told().on("2026-03-02", _PLAN, *old, update("2026-03-02"))
    report = story.on("2026-03-09", _PLAN, *new, update("2026-03-02")).report()
    assert _asked(report)["2026-03-02"] == [
        "commitment:C-9 Send it 2026-03-06 open",
        "decision:D-9 This? None open",
    ]


_START = date(2026, 3, 2)
_DAY = st.integers(-3, 60).map(lambda n: (_START + timedelta(n)).isoformat())
_PAST = st.integers(-3, 0).map(lambda n: (_START + timedelta(n)).isoformat())
_ONE_OF = {
    "C-1": st.builds(
        lambda due, kept, whose: commitment("C-1", due=due, kept=kept, **{"from": whose}),
        _DAY,
        st.none() | _PAST,
        st.sampled_from(["client", "vendor"]),
    ),
    "D-1": st.builds(
        lambda due, decided, whose, title: decision("D-1", due=due, decided=decided, title=title, **{"from": whose}),
        st.none() | _DAY,
        st.none() | _PAST,
        st.sampled_from(["client", "vendor"]),
        st.sampled_from(["This?", "That?"]),
    ),
    "CR-1": st.builds(
        lambda impact, withdrawn: change("CR-1", impact=impact, withdrawn=withdrawn),
        st.none() | st.just({"days": 3}),
        st.none() | _PAST,
    ),
    "beta": st.builds(
        lambda delivered, accepted, done: milestone(
            "beta", due="2026-03-20", delivered=delivered, accepted=accepted and {"on": accepted}, done=done
        ),
        st.none() | _PAST,
        st.none() | _PAST,
        st.none() | _PAST,
    ),
}


@often(60)
@given(st.data())
def test_hindsight_changes_nothing(data: st.DataObject) -> None:
    """What an update asked for is the same whether it is told on its day or after everything that came later."""
    story, day, updates = Told(), _START, []
    then: dict[str, list[str]] = {}
    for _ in range(data.draw(st.integers(1, 5))):
        day += timedelta(data.draw(st.integers(1, 12)))
        updates.append(update(day.isoformat()))
        items = [data.draw(strategy) for strategy in _ONE_OF.values() if data.draw(st.integers(0, 4))]
        story.on(day.isoformat(), *items, *updates)
        report = story.report()
        then[day.isoformat()] = _asked(report)[day.isoformat()]
        assert then[day.isoformat()] == [
            f"{ask.item.kind}:{ask.item.id} {ask.item.title} {ask.due} {ask.state}" for ask in report.asks
        ]
    assert _asked(story.report((day + timedelta(90)).isoformat())) == then

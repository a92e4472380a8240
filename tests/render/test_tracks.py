"""The chart of the plan, and the steps of a forecast: shares of a width, dates judged by what was agreed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from history_builder import Told
from history_builder import milestone as written
from milepost.facts.events import Event, EventName
from milepost.facts.promises.promises import State
from milepost.model.fields import Kind
from milepost.render.charts.steps import steps_chart, steps_of
from milepost.render.charts.tracks import agreed_start, tracks_of
from milepost.render.words.words import Words
from often import often
from plan_builder import TODAY, milestone

ENGLISH = Words.of("en")
_DAYS = st.dates(date(2, 1, 1), date(9998, 12, 31))
_SHARES = re.compile(r'(?:x|x1|x2|width|cx)="(-?[\d.]+)%"')


def test_what_ended_long_ago_lies_before_the_window() -> None:
    """From six weeks before today on: the whole is as much wider as its days are more, and ends on the same day."""
    old, new = milestone("old", "2025-04-01", State.KEPT), milestone("new", "2026-06-30")
    tracks = tracks_of([old, new], TODAY, ENGLISH)
    assert tracks.near is not None
    assert tracks.near.scale.first == TODAY - timedelta(weeks=6)
    assert tracks.near.scale.last == tracks.whole.scale.last
    whole, near = (view.scale.last - view.scale.first for view in (tracks.whole, tracks.near))
    assert tracks.width == f"{100 * whole / near:.1f}%"
    assert (tracks.is_past(old), tracks.is_past(new)) == (True, False)


@pytest.mark.parametrize(
    "plan",
    [
        [milestone("new", "2026-06-30")],
        [milestone("old", "2025-04-01", State.KEPT), milestone("older", "2025-03-01", State.KEPT)],
    ],
)
def test_where_there_is_one_view_only(plan: list[Any]) -> None:
    """A plan that has just begun, and one in which nothing is open any more, are shown whole."""
    tracks = tracks_of(plan, TODAY, ENGLISH)
    assert (tracks.near, tracks.width) == (None, "100%")
    assert not any(tracks.is_past(promise) for promise in plan)


def test_the_shapes_of_a_milestone() -> None:
    """A diamond or a bar; what was agreed beside it where that is another day; how long an overdue one has waited."""
    kinds = {
        "as agreed": (milestone("a", "2026-05-01"), ["mpc-shape"]),
        "moved": (
            milestone("b", "2026-05-01", State.MOVED, agreed="2026-04-20"),
            ["mpc-slip", "mpc-agreed", "mpc-shape"],
        ),
        "bar": (milestone("c", "2026-05-01", start="2026-04-01"), ["mpc-shape"]),
        "moved bar": (
            milestone("d", "2026-05-01", State.MOVED, agreed="2026-04-20", start="2026-04-01"),
            ["mpc-baseline", "mpc-shape"],
        ),
        "overdue": (milestone("e", "2026-04-01", State.OVERDUE), ["mpc-wait", "mpc-shape"]),
        "cancelled": (milestone("f", "2026-05-01", State.CANCELLED, agreed="2026-04-20"), ["mpc-shape"]),
    }
    tracks = tracks_of([promise for promise, _ in kinds.values()], TODAY, ENGLISH)
    drawn = {name: re.findall(r'class="([^"]+)"', tracks.track(promise)) for name, (promise, _) in kinds.items()}
    assert drawn == {name: shapes for name, (_, shapes) in kinds.items()}


def test_labels_at_the_edges_lean_inwards() -> None:
    """The name of today stays on the chart, wherever today is."""
    tracks = tracks_of([milestone("a", str(TODAY)), milestone("b", str(TODAY + timedelta(300)))], TODAY, ENGLISH)
    assert (tracks.whole.today.words, tracks.whole.today.place) == ("Today, 3 Apr", "first")


@often(100)
@given(st.lists(st.tuples(_DAYS, _DAYS, st.sampled_from(list(State))), min_size=1, max_size=12))
def test_any_plan_is_drawn_within_its_width(given_days: list[tuple[date, date, State]]) -> None:
    """Whatever the dates are, every shape lies between the edges, and the drawing is well-formed."""
    plan = [
        milestone(f"m{n}", str(due), state, agreed=str(agreed), start=str(min(due, agreed)))
        for n, (due, agreed, state) in enumerate(given_days)
    ]
    tracks = tracks_of(plan, TODAY, ENGLISH)
    for promise in plan:
        svg = f"<svg>{tracks.track(promise)}</svg>"
        assert ET.fromstring(svg) is not None  # noqa: S314, our own drawing
        assert all(0 <= float(share) <= 100.3 for share in _SHARES.findall(svg)), svg


def test_the_baseline_begins_where_it_was_agreed_to_begin() -> None:
    """The start in force when the date was agreed is the first one there was, or the one at the last re-baselining."""

    def event(name: EventName, recorded: str, before: str | None = None) -> Event:
        day, was = date.fromisoformat(recorded), date.fromisoformat(before) if before else None
        return Event(Kind.MILESTONE, "beta", "beta", "Beta", name, day, day, before=was)

    moved = [
        event(EventName.START_MOVED, "2026-02-06", "2026-03-02"),
        event(EventName.START_MOVED, "2026-03-06", "2026-03-16"),
    ]
    anew = event(EventName.REBASELINED, "2026-02-20")
    dates: dict[str, Any] = {"due": "2026-06-19", "agreed": "2026-05-29", "start": "2026-04-01", "state": State.MOVED}
    plans = [(), tuple(moved), (moved[0], anew, moved[1])]
    starts = [agreed_start(milestone("beta", events=events, **dates)) for events in plans]
    assert starts == [date(2026, 4, 1), date(2026, 3, 2), date(2026, 3, 16)]


def test_every_step_has_its_reason() -> None:
    """From, to, by how much, why, and whether the new date was agreed; several of one day are one."""
    again = {"on": "2026-03-02", "due": "2026-05-01", "approved_by": "Steering group"}
    [promise] = (
        Told()
        .on("2026-02-02", written(due="2026-04-01"))
        .on("2026-02-09", written(due="2026-04-11", reason="It rained."))
        .on("2026-03-02", written(due="2026-05-01", rebaselined=again, reason="A longer pilot."))
        .on("2026-03-09", written(due="2026-04-28", rebaselined=again, reason="A longer pilot."))
        .report("2026-03-20")
        .milestones
    )
    assert [(str(s.on), s.days, s.reason, s.is_agreed) for s in steps_of(promise)] == [
        ("2026-02-09", 10, "It rained.", False),
        ("2026-03-02", 20, "A longer pilot.", True),
        ("2026-03-09", -3, None, False),
    ]
    drawn = steps_chart(promise, date(2026, 3, 20), ENGLISH)
    assert re.findall(r'mpc-inside mpc-middle"[^>]*>(\d)', drawn) == ["1", "2", "3"]
    assert "The forecast moved 3 times, from 1 April 2026 to 28 April 2026." in drawn


def test_a_date_that_never_moved_has_no_steps() -> None:
    """There is nothing to draw."""
    [promise] = Told().on("2026-02-02", written(due="2026-04-01")).report("2026-03-20").milestones
    assert (steps_of(promise), steps_chart(promise, date(2026, 3, 20), ENGLISH)) == ((), "")


@often(60)
@given(st.lists(st.dates(date(2000, 1, 1), date(2099, 12, 31)), min_size=2, max_size=14))
def test_any_steps_are_drawn_within_their_width(dues: list[date]) -> None:
    """Whatever a date went through, no line leaves the drawing."""
    told = Told()
    for n, due in enumerate(dues):
        told.on(str(date(2026, 2, 2) + timedelta(days=3 * n)), written(due=str(due)))
    [promise] = told.report("2026-06-01").milestones
    drawn = steps_chart(promise, date(2026, 6, 1), ENGLISH)
    assert all(0 <= float(share) <= 100 for share in _SHARES.findall(drawn))
    heights = [float(y) for y in re.findall(r' (?:y|y1|y2|cy)="([-\d.]+)"', drawn)]
    assert all(0 <= y <= 150 for y in heights), drawn

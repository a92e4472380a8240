"""What all charts share: scales, months, measures, shapes."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.facts.promises.promises import State
from milepost.render.drawing.measures import clean, shortened, text_width, wrapped
from milepost.render.drawing.milestones import status_of
from milepost.render.drawing.scales import Reach, Scale, spread, ticks
from milepost.render.drawing.shapes import Element, Flag, add, written
from milepost.render.words.words import Words
from often import often
from plan_builder import TODAY, milestone

ENGLISH = Words.of("en")


def test_a_scale_is_linear_and_ends_at_its_edges() -> None:
    """The middle day stands in the middle; a day outside stands at the edge on its side."""
    scale = Scale(date(2026, 1, 1), date(2026, 1, 11), 100, 200)
    days = [date(2026, 1, 1), date(2026, 1, 6), date(2026, 1, 11), date(2025, 1, 1), date(9999, 12, 31)]
    assert [scale(day) for day in days] == [100, 150, 200, 100, 200]


def test_a_reach_leaves_out_what_is_years_from_the_rest() -> None:
    """A warranty that ends in two years belongs to the plan; a slip of the pen in the year does not."""
    plan = [TODAY + timedelta(days=30 * n) for n in range(9)]
    assert Reach.of([*plan, date(2028, 4, 3)], TODAY) == Reach(TODAY, date(2028, 4, 3))
    assert Reach.of([*plan, date(2062, 4, 3), date(1, 1, 1)], TODAY) == Reach(TODAY, plan[-1])


@given(st.lists(st.dates()), st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_a_reach_holds_today_and_is_never_a_point(days: list[date], today: date) -> None:
    """Whatever the days are, a scale can be made of them."""
    reach = Reach.of(days, today)
    assert today in reach
    assert (reach.last - reach.first).days >= 14


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        ("2026-03-28", "2026-04-17", ["30 Mar", "6 Apr", "13 Apr"]),
        ("2026-11-20", "2027-02-20", ["Dec", "2027", "Feb"]),
        ("2026-01-01", "2028-12-31", ["2026", "Mar", "May", "Jul", "Sep", "Nov", "2027"]),
        ("2026-01-01", "2036-12-31", ["2026", "2027"]),
    ],
)
def test_ticks_are_as_many_as_have_room(first: str, last: str, labels: list[str]) -> None:
    """Weeks, months, some months, or years; January is told by its year."""
    scale = Scale(date.fromisoformat(first), date.fromisoformat(last), 0, 900)
    assert [label for _, label in ticks(scale, ENGLISH, scale.first)][: len(labels)] == labels


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        ("2026-03-28", "2026-04-17", ["30 Mar 2026", "6 Apr 2026", "13 Apr 2026"]),
        ("2026-11-20", "2027-02-20", ["Dec ’26", "2027", "Feb"]),
        ("2026-01-01", "2028-12-31", ["2026", "Mar", "May"]),
    ],
)
def test_an_axis_in_another_year_says_so(first: str, last: str, labels: list[str]) -> None:
    """Where the first mark is of another year than today's, it carries its year."""
    scale = Scale(date.fromisoformat(first), date.fromisoformat(last), 0, 900)
    assert [label for _, label in ticks(scale, ENGLISH, date(2028, 6, 1))][: len(labels)] == labels


@given(st.dates(date(1906, 1, 1), date(2094, 1, 1)), st.integers(14, 7300), st.integers(200, 1000))
def test_ticks_stand_apart(first: date, days: int, width: int) -> None:
    """Two names of months never touch."""
    scale = Scale(first, first + timedelta(days=days), 0, width)
    places = [x for x, _ in ticks(scale, ENGLISH, first, room=40)]
    assert all(after - before >= 36 for before, after in pairwise(places))


@often()
@given(st.text(), st.floats(20, 400))
def test_a_shortened_text_fits(text: str, room: float) -> None:
    """It is the text where that fits, and never wider than its room."""
    short = shortened(text, room)
    assert text_width(short) <= room
    assert short == clean(text) or (short.endswith("…") and clean(text).startswith(short[:-1]))


def test_an_emoji_is_kept_whole_or_not_at_all() -> None:
    """A family of four is one character to a reader."""
    family = "👩‍👩‍👧‍👦"
    kept = {shortened(family * 3, room).removesuffix("…") for room in range(15, 200)}
    assert kept == {"", family, family * 2, family * 3}


def test_a_wrapped_text_keeps_to_its_lines() -> None:
    """Words are kept whole; the last line gives way to an ellipsis."""
    assert wrapped("Data migration and trial loads", 100, 13, 2) == ["Data migration", "and trial loads"]
    assert wrapped("Data migration and trial loads", 100, 13, 1) == ["Data migratio…"]
    assert wrapped("Launch", 100, 13, 3) == ["Launch"]


@given(st.lists(st.floats(0, 400)).map(sorted))
def test_spread_places_keep_their_distance(wanted: list[float]) -> None:
    """No two are nearer than the gap, and none is below the last place there is."""
    places = spread(wanted, 18, 430)
    assert len(places) == len(wanted)
    assert all(after - before >= 18 - 1e-6 for before, after in pairwise(places))
    assert all(place <= 430 for place in places)


def test_spread_leaves_alone_what_does_not_touch() -> None:
    """Only what is too near moves, and no further than it must."""
    assert spread([10, 100, 106], 18, 430) == [10, 94, 112]


def test_the_flag_stays_on_the_canvas() -> None:
    """Today at the edge of the chart: the line stands there, the flag beside it."""
    flags = [Flag("Today", x, 4, 1000) for x in (0, 500, 1000)]
    assert [round(flag.middle - flag.x - sign * flag.half) for flag, sign in zip(flags, (1, 0, -1), strict=True)] == [
        1,
        0,
        -1,
    ]


def test_states_have_six_looks() -> None:
    """A forecast after its agreed date is at risk even when work has begun; past its date it is late."""
    looks = {state: status_of(milestone("m", "2026-05-01", state)) for state in State}
    assert looks == {
        State.KEPT: "done",
        State.KEPT_LATE: "done",
        State.ACTIVE: "active",
        State.OPEN: "planned",
        State.MOVED: "at-risk",
        State.OVERDUE: "late",
        State.WITHDRAWN: "cancelled",
        State.CANCELLED: "cancelled",
        State.VANISHED: "cancelled",
    }
    assert status_of(milestone("m", "2026-05-01", State.ACTIVE, agreed="2026-04-01")) == "at-risk"


@given(st.text(st.characters()))
def test_any_text_is_xml(text: str) -> None:
    """What XML cannot hold is left out, the rest reads back."""
    root = Element("svg")
    add(root, "title", text)
    assert ET.fromstring(written(root)).findtext("title") == clean(text)  # noqa: S314, our own drawing

"""The timeline of the phases, and the spark line of a date."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from milepost.facts.promises.promises import PromiseFacts, State
from milepost.render.charts.sparkline import sparkline
from milepost.render.charts.timeline import timeline_strip
from milepost.render.drawing.measures import clean, text_width
from milepost.render.words.words import Words
from often import often
from plan_builder import TODAY, milestone, report, trend

ENGLISH = Words.of("en")
HOSTILE = [
    "</svg><script>alert(1)</script>",
    "支付系统上线",
    "x" * 500,
    "שלום",
    '" onload="alert(1)',
    "\x00\ufffe",
    "&amp;",
]
TAGS = {"svg", "title", "desc", "g", "path", "rect", "text", "tspan", "circle"}
ATTRIBUTES = {
    *("aria-describedby", "aria-labelledby", "class", "cx", "cy", "d", "dx", "height", "id", "r", "role", "rx"),
    *("viewBox", "width", "x", "xmlns", "y"),
}

DONE = milestone("mapping", "2026-02-20", State.KEPT, phase="design")
AUDIT = milestone("audit", "2026-03-20", State.KEPT_LATE, agreed="2026-03-06", phase="design")
BETA = milestone("beta", "2026-05-29", State.MOVED, agreed="2026-05-15", phase="build", start="2026-03-02")
GOLIVE = milestone("golive", "2026-06-30", phase="launch", title="Go-live")
CANCELLED = milestone("screens", "2026-12-01", State.CANCELLED, phase="build")
PLAN = [DONE, AUDIT, BETA, GOLIVE, CANCELLED]
PHASES = ["Design", "Build", "Launch"]
TRENDS = [
    trend(DONE),
    trend(AUDIT, "2026-03-06", "2026-03-06", "2026-03-13", "2026-03-20", "2026-03-20", "2026-03-20"),
    trend(BETA, "2026-05-15", "2026-05-15", "2026-05-22", "2026-05-22", "2026-05-22", "2026-05-29"),
    trend(GOLIVE, *["2026-06-30"] * 6),
]


def test_the_timeline_shows_phases_and_key_milestones() -> None:
    """A bar a phase in its colour; under them the finish, what moved, and the end of each phase; nothing cancelled."""
    root = ET.fromstring(timeline_strip(report(PLAN, PHASES), ENGLISH))  # noqa: S314, our own drawing
    rows = [row for row in root.iter(_svg("g")) if "mpc-row" in row.get("class", "")]
    assert [(row.get("class").split("-is-")[1], row.findtext(_svg("title"))) for row in rows] == [
        ("done", "Design: 20 February 2026 to 20 March 2026, agreed 6 March 2026 (Complete)"),
        ("at-risk", "Build: 2 March 2026 to 29 May 2026, agreed 15 May 2026 (Later than agreed)"),
        ("planned", "Launch: 29 May 2026 to 30 June 2026 (Not started)"),
        ("done", "Audit: agreed 6 March 2026, reached 20 March 2026 (Reached late)"),
        ("at-risk", "Beta: agreed 15 May 2026, now 29 May 2026 (Moved)"),
        ("planned", "Go-live: agreed 30 June 2026 (Planned)"),
    ]
    assert "".join(rows[-1].find(_svg("text")).itertext()) == "Go-live\u200e30 Jun"


def test_labels_of_the_timeline_do_not_touch() -> None:
    """Where they would, they go a row down; what has no room in three rows is left out, the finish never."""
    phases = [f"p{n} Phase" for n in range(12)]
    plan = [
        milestone(f"m{n}", str(TODAY + timedelta(days=n)), phase=f"p{n}", title=f"A milestone with the number {n}")
        for n in range(12)
    ]
    root = ET.fromstring(timeline_strip(report(plan, phases), ENGLISH))  # noqa: S314, our own drawing
    boxes: dict[str, list[tuple[float, float]]] = {}
    for text in root.iter(_svg("text")):
        if "mpc-middle" in text.get("class", ""):
            half = text_width("".join(text.itertext()).replace("\u200e", " "), bold=True) / 2
            x, y = float(text.attrib["x"]), text.attrib["y"]
            boxes.setdefault(y, []).append((x - half, x + half))
    assert len(boxes) == 3
    assert all(right <= left for row in boxes.values() for (_, right), (left, _) in pairwise(sorted(row)))
    assert all(left >= 0 and right <= 1100 for row in boxes.values() for left, right in row)
    assert "A milestone with the number 11" in [tspan.text for tspan in root.iter(_svg("tspan"))]


def test_no_phases_no_timeline() -> None:
    """A plan without phases has no line of them."""
    assert timeline_strip(report([GOLIVE]), ENGLISH) == ""


def test_a_spark_line_rises_with_the_date() -> None:
    """Each slip is a step up, the agreed date a level line; it begins left and ends in a dot on the right."""
    root = ET.fromstring(sparkline(TRENDS[2], ENGLISH))  # noqa: S314, our own drawing
    paths = {path.get("class"): path.attrib["d"] for path in root.iter(_svg("path"))}
    heights = [float(y) for y in re.findall(r"(?:M5 |V)([\d.]+)", paths["mpc-line"])]
    assert len(heights) == 3
    assert heights == sorted(heights, reverse=True)
    assert paths["mpc-agreed-line"] == f"M5 {heights[0]:g}H294"
    assert root.get("class") == "mpc mpc-spark mpc-is-at-risk"
    assert root.findtext(_svg("desc")) == "The forecast moved 2 times, from 15 May 2026 to 29 May 2026."


def test_a_forecast_that_never_moved_is_a_level_line() -> None:
    """It lies on the agreed date and says so; a single update is a line too."""
    for flat in (TRENDS[3], trend(GOLIVE)):
        root = ET.fromstring(sparkline(flat, ENGLISH))  # noqa: S314, our own drawing
        paths = {path.get("class"): path.attrib["d"] for path in root.iter(_svg("path"))}
        assert paths["mpc-line"] == paths["mpc-agreed-line"] == "M5 24H294"
        assert root.findtext(_svg("desc")) == "The forecast was the same each time."


def test_a_slip_of_a_day_is_no_cliff() -> None:
    """The scale of a spark line holds three weeks at least."""
    svg = sparkline(trend(GOLIVE, "2026-06-29", "2026-06-30"), ENGLISH)
    before, after = (float(y) for y in re.search(r'"M5 ([\d.]+)H[\d.]+V([\d.]+)H294"', svg).groups())
    assert 0 < before - after < 3


def test_hostile_titles_are_drawn_as_text() -> None:
    """No title, phase or year makes anything but plain shapes and texts, styled by classes only."""
    plan = [_titled(n, title) for n, title in enumerate(HOSTILE)]
    trends = [trend(m, "2026-05-01", "9999-12-31", "0001-01-01", str(m.forecast)) for m in plan]
    made = report(plan, [f"p{n} {title}"[:500] for n, title in enumerate(HOSTILE)], trends)
    for svg in (
        timeline_strip(made, ENGLISH),
        *(sparkline(t, ENGLISH) for t in trends),
    ):
        root = ET.fromstring(svg)  # noqa: S314, our own drawing
        assert {element.tag.rpartition("}")[2] for element in root.iter()} <= TAGS
        assert {name for element in root.iter() for name in element.attrib} <= ATTRIBUTES
        assert "nan" not in svg


@often(40)
@given(st.lists(st.dates(), min_size=1, max_size=9), st.dates(), st.text(max_size=40))
def test_any_history_draws(forecasts: list[date], agreed: date, title: str) -> None:
    """Whatever dates a forecast went through, both its drawings are well-formed, and the same again."""
    promise = milestone("beta", str(forecasts[-1]), State.MOVED, agreed=str(agreed), phase="build")
    item = promise.item.model_copy(update={"title": title})
    promise = type(promise)(item, *(getattr(promise, name) for name in type(promise).__slots__[1:]))
    made = report([promise], ["Build"], [trend(promise, *map(str, forecasts))])
    drawn = [timeline_strip(made, ENGLISH), sparkline(made.trends[0], ENGLISH)]
    assert [timeline_strip(made, ENGLISH), sparkline(made.trends[0], ENGLISH)] == drawn
    assert all(ET.fromstring(svg) is not None for svg in drawn)  # noqa: S314, our own drawing
    assert clean(title) in "".join(ET.fromstring(drawn[1]).itertext())  # noqa: S314, our own drawing


def _titled(n: int, title: str) -> PromiseFacts:
    due = ["2026-05-01", "9999-12-31", "0001-01-01"][n % 3]
    promise = milestone(f"m{n}", due, State.MOVED, agreed="2026-04-30", phase=f"p{n}")
    item = promise.item.model_copy(update={"title": title})
    return type(promise)(item, *(getattr(promise, name) for name in type(promise).__slots__[1:]))


def _svg(tag: str) -> str:
    return "{http://www.w3.org/2000/svg}" + tag

"""The drawn plan: merman's geometry, our classes, the baseline, and nothing hostile."""

from __future__ import annotations

import logging
import sys
from dataclasses import replace
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from milepost.facts.promises.promises import PromiseFacts, State
from milepost.render.charts.drawing import clean
from milepost.render.charts.gantt import gantt_chart
from milepost.render.page import Chart
from milepost.render.words.words import Words
from milepost.site.pages import merman as diagrams
from milepost.site.pages.merman import draw
from often import often
from plan_builder import TODAY, milestone, report

pytest.importorskip("merman", reason="the extra 'charts' has no wheel for this platform")

HOSTILE = [
    "section",
    "title x",
    'click m1 href "javascript:alert(1)"',
    "<script>alert(1)</script>",
    "</svg><img src=x onerror=alert(1)>",
    "</title><foreignObject/>]]>",
    "a: b; c # d, done, crit",
    "%%{init: {'theme': 'dark'}}%%",
    "&amp; &lt;b&gt; #35; #nbsp;",
    "支付系统上线：第一阶段",
    "שלום עולם 123",
    "\u202eoverride",
    "👩‍👩‍👧‍👦 🇳🇴 e\u0301",
    "x" * 500,
    "\x00\x07\x7f\ufffe",
    "dateFormat YYYY",
    "end",
]
ALLOWED_TAGS = {"svg", "title", "desc", "g", "path", "rect", "text", "tspan"}
ALLOWED_ATTRIBUTES = {
    *("aria-describedby", "aria-labelledby", "class", "d", "dx", "height", "id", "role", "rx", "viewBox", "width"),
    *("x", "xmlns", "y"),
}
STATES = [State.KEPT, State.KEPT_LATE, State.ACTIVE, State.OPEN, State.MOVED, State.OVERDUE, State.CANCELLED]


def test_every_state_has_its_class() -> None:
    """A milestone is drawn in the colour of its state, and a class is all that says so."""
    root = _drawn([milestone(f"m-{n}", "2026-05-01", state) for n, state in enumerate(STATES)])
    rows = [row.get("class") for row in root.iter(_svg("g")) if "mpc-row" in row.get("class", "")]
    words = ["done", "done", "active", "planned", "at-risk", "late", "cancelled"]
    assert rows == [f"mpc-row mpc-is-{word}" for word in words]


def test_the_baseline_stands_on_mermans_time_scale() -> None:
    """Where a bar is drawn and where its agreed end is differ by as many pixels as days, to half a pixel."""
    plan = [
        milestone("first", "2026-01-05", State.KEPT),
        milestone("moved", "2026-05-29", State.MOVED, start="2026-05-01", agreed="2026-05-15"),
        milestone("last", "2026-12-31", State.MOVED, agreed="2027-02-01"),
    ]
    root = _drawn(plan)
    bar, baseline = (
        next(s for s in root.iter(_svg("rect")) if s.get("class") == c) for c in ("mpc-shape", "mpc-baseline")
    )
    pixels_a_day = (1100 - 24 - 24) / 392  # from 5 January 2026 to the date agreed for the last
    assert float(bar.get("x")) == pytest.approx(24 + 116 * pixels_a_day, abs=0.6)
    assert float(bar.get("width")) == pytest.approx(28 * pixels_a_day, abs=1)
    assert float(baseline.get("x")) == pytest.approx(float(bar.get("x")), abs=0.6)
    assert float(baseline.get("width")) == pytest.approx(14 * pixels_a_day, abs=0.2)
    assert len([s for s in root.iter(_svg("path")) if s.get("class") == "mpc-agreed"]) == 1


def test_a_chart_says_what_it_is() -> None:
    """It is one image with a name and a description, and each bar has its story as a tooltip."""
    root = _drawn([milestone("beta", "2026-05-29", State.MOVED, agreed="2026-05-15")])
    by_id = {element.get("id"): element.text for element in root.iter() if element.get("id")}
    assert root.get("role") == "img"
    assert by_id[root.get("aria-labelledby")] == "The plan against the agreed dates"
    assert by_id[root.get("aria-describedby")].startswith("1 milestone: 1 open. Beta: agreed 15 May 2026")
    assert "Beta: agreed 15 May 2026, now 29 May 2026 (Moved)" in [t.text for t in root.iter(_svg("title"))]


def test_progress_is_a_part_of_the_bar() -> None:
    """Forty percent done fills forty percent of the bar."""
    root = _drawn([milestone("shop", "2026-06-01", State.ACTIVE, start="2026-03-01", progress=40)])
    rest, done = (
        next(s for s in root.iter(_svg("rect")) if s.get("class") == f"mpc-shape mpc-{c}") for c in ("rest", "progress")
    )
    assert float(done.get("width")) == pytest.approx(0.4 * float(rest.get("width")), abs=0.1)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_months_speak_the_readers_language(language: str) -> None:
    """Merman knows English months only: ours are written in."""
    root = _drawn([milestone("kickoff", "2026-01-14", State.KEPT), milestone("beta", "2026-07-14")], language=language)
    months = [t.text for t in root.find(".//*[@class='mpc-grid']").iter(_svg("text"))]
    expected = {"en": ["Feb", "Mar", "May", "Jun", "Jul"], "zh": ["2月", "3月", "5月", "6月", "7月"]}
    assert months == expected[language]  # today's flag has the place of April


def test_a_hostile_plan_is_drawn_whole() -> None:
    """Sixty milestones, hostile titles, years and orders: an image of plain shapes and texts, styled by class."""
    phases = [f"p{n} {title}" for n, title in enumerate(HOSTILE[:8])]
    plan = [_hostile_milestone(n) for n in range(60)]
    root = _drawn(plan, phases)
    assert {element.tag.rpartition("}")[2] for element in root.iter()} == ALLOWED_TAGS
    assert {name for element in root.iter() for name in element.attrib} <= ALLOWED_ATTRIBUTES
    stories = [row.findtext(_svg("title")) for row in root.iter(_svg("g")) if "mpc-row" in row.get("class", "")]
    assert [story.partition(": agreed ")[0] for story in stories] == [
        clean(promise.item.title) for promise in sorted(plan, key=lambda promise: promise.item.phase)
    ]


@often(60)
@given(st.text(min_size=1, max_size=80))
@example(HOSTILE[3])
@example(HOSTILE[6])
@example("section")
@example("\ud7ff\ue000")
def test_any_title_survives(title: str) -> None:
    """Whatever a title is, merman reads it as it was written, and the drawing is well-formed and tells it whole."""
    plan = [_titled(title)]
    chart = gantt_chart(report(plan), Words.of("en"))
    theirs = ET.fromstring(diagrams._merman_svg(chart, chart.marks))  # noqa: S314, what is tested
    names = [text.text or "" for text in theirs.iter(_svg("text")) if text.get("id") == "d-m1-text"]
    assert [clean(name) for name in names] == [chart.marks.rows[0].caption.strip()]
    root = ET.fromstring(draw(chart))  # noqa: S314, our own drawing
    assert clean(title) in [t.text.partition(": agreed ")[0] for t in root.iter(_svg("title"))]


@pytest.mark.parametrize("number", [1, 2, 60])
def test_any_number_of_milestones_is_drawn(number: int) -> None:
    """One milestone today, on one day, is a drawing as sixty are; equal dates and a scale of one day are no matter."""
    root = _drawn([milestone(f"m{n}", str(TODAY)) for n in range(number)])
    assert len([row for row in root.iter(_svg("g")) if "mpc-row" in row.get("class", "")]) == number
    assert "nan" not in ET.tostring(root, encoding="unicode")


def test_no_text_leaves_the_canvas_or_the_plan() -> None:
    """Labels stand right of their bar, or left of it where they would leave the canvas; the longest are shortened."""
    days = [TODAY + timedelta(days=9 * n) for n in range(20)]
    plan = [
        milestone(f"m{n}", str(day), title="A milestone with quite a long name " * (n % 4 + 1))
        for n, day in enumerate(days)
    ]
    root = _drawn(plan)
    labels = [text for text in root.iter(_svg("text")) if "mpc-label" in text.get("class", "")]
    before = [text for text in labels if "mpc-before" in text.get("class", "")]
    assert len(labels) == 20
    assert before
    assert all(float(text.get("x")) < 1100 for text in labels)


def test_the_same_plan_gives_the_same_bytes() -> None:
    """Drawing twice, with a new engine too, is drawing once."""
    chart = gantt_chart(report([_hostile_milestone(n) for n in range(20)], ["p0 Build"]), Words.of("en"))
    first = draw(chart)
    diagrams._engine.cache_clear()
    assert draw(chart) == first


def test_without_merman_something_stands_in(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """Without the extra the page shows what was made for that case, and the build says so once."""
    monkeypatch.setattr(diagrams, "find_spec", lambda name: None)
    diagrams.tell_once.cache_clear()
    chart = replace(gantt_chart(report([_titled("<b> & co")]), Words.of("en")), instead="<p>The list</p>")
    with caplog.at_level(logging.INFO):
        drawn = [draw(chart), draw(chart)]
    assert drawn == ["<p>The list</p>"] * 2
    assert [record.message for record in caplog.records] == [
        "the extra 'charts' is not installed: the plan shows its phases in place of the Gantt chart"
    ]


@pytest.mark.parametrize("source", ["not mermaid at all", "gantt\n  x :", "flowchart TD\n  a --> b\n"])
def test_what_merman_cannot_draw_stops_no_build(source: str, caplog: pytest.LogCaptureFixture) -> None:
    """A drawing that fails is told with its reason, and something stands in its place."""
    chart = gantt_chart(report([_titled("Beta")]), Words.of("en"))
    assert draw(replace(chart, source=source, instead="<p>The list</p>")) == "<p>The list</p>"
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_a_merman_that_does_not_load_stops_no_build(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A library that does not fit the platform is told, and something stands in its place."""
    monkeypatch.setitem(sys.modules, "merman", None)
    monkeypatch.setattr(diagrams, "is_drawable", lambda: True)
    chart = gantt_chart(report([_titled("Beta")]), Words.of("en"))
    assert draw(replace(chart, instead="<p>The list</p>")) == "<p>The list</p>"
    assert "merman cannot be loaded" in caplog.text


def test_a_ready_drawing_is_taken_as_it_is() -> None:
    """A chart that is SVG already needs no drawing."""
    assert draw(Chart("trend", "", "Trend", "", svg="<svg/>")) == "<svg/>"


def _drawn(plan: list[PromiseFacts], phases: list[str] = (), language: str = "en") -> ET.Element:
    return ET.fromstring(draw(gantt_chart(report(plan, phases), Words.of(language))))  # noqa: S314, our own drawing


def _titled(title: str) -> PromiseFacts:
    plain = milestone("beta", "2026-05-29", State.MOVED, agreed="2026-05-15")
    item = plain.item.model_copy(update={"title": title})
    return type(plain)(item, *(getattr(plain, name) for name in type(plain).__slots__[1:]))


def _hostile_milestone(n: int) -> PromiseFacts:
    state = STATES[n % len(STATES)]
    due = "9998-12-31" if n == 30 else "0002-01-01" if n == 31 else str(TODAY + timedelta(days=7 * (n - 30)))
    start = ["", "2026-01-05", due, "9998-12-31"][n % 4]
    fields = {"start": start} if start else {}
    plain = milestone(f"m{n}", due, state, phase=f"p{n % 8}", progress=(n * 7) % 101, **fields)
    item = plain.item.model_copy(update={"title": HOSTILE[n % len(HOSTILE)]})
    return type(plain)(item, *(getattr(plain, name) for name in type(plain).__slots__[1:]))


def _svg(tag: str) -> str:
    return "{http://www.w3.org/2000/svg}" + tag

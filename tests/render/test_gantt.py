"""The Gantt chart as Mermaid: what it says, and that no title breaks it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.facts.events import Event, EventName
from milepost.facts.promises.promises import State
from milepost.model.fields import Kind
from milepost.render.charts.drawing import clean
from milepost.render.charts.gantt import Marks, escape_mermaid, gantt_chart
from milepost.render.words.words import Words
from often import often
from plan_builder import TODAY, milestone, report

ENGLISH = Words.of("en")

PLAN = [
    milestone("kickoff", "2026-01-14", State.KEPT, phase="discovery", title="Kick-off"),
    milestone("interviews", "2026-02-05", State.KEPT, phase="discovery", start="2026-01-19", agreed="2026-02-06"),
    milestone("payments", "2026-05-08", State.ACTIVE, phase="build", start="2026-03-02", progress=40),
    milestone("scanners", "2026-05-15", State.MOVED, phase="build", start="2026-04-13", agreed="2026-05-01"),
    milestone("audit", "2026-04-01", State.OVERDUE, phase="build"),
    milestone("screens", "2026-05-29", State.CANCELLED, phase="build"),
    milestone("posters", "2026-05-29", State.VANISHED, phase="build"),
    milestone("golive", "2026-06-30", phase="launch", title="Go-live"),
]
PHASES = ["Discovery", "Build", "Launch"]


def test_a_plan_is_written_as_mermaid() -> None:
    """One line a milestone, by phase: title (special characters by number), state, dates; none for a vanished one."""
    chart = gantt_chart(report(PLAN, PHASES), ENGLISH)
    assert chart is not None
    assert chart.source == (
        "---\n"
        'title: "Harbour line"\n'
        'config: {"gantt": {"barHeight": 18, "barGap": 10, "topPadding": 40, "leftPadding": 106, "rightPadding": 24}}\n'
        "---\n"
        "gantt\n"
        "    dateFormat YYYY-MM-DD\n"
        "    axisFormat %b\n"
        "    tickInterval 1month\n"
        "    todayMarker off\n"
        "    section #68;iscovery\n"
        "    #75;ick#45;off :done, milestone, m1, 2026-01-14, 0d\n"
        "    #73;nterviews #40;1 day earlier#41; :done, m2, 2026-01-19, 2026-02-05\n"
        "    section #66;uild\n"
        "    #80;ayments :active, m3, 2026-03-02, 2026-05-08\n"
        "    #83;canners #40;14 days later#41; :active, crit, m4, 2026-04-13, 2026-05-15\n"
        "    #65;udit #40;2 days overdue#41; :crit, milestone, m5, 2026-04-01, 0d\n"
        "    #83;creens #40;cancelled#41; :milestone, m6, 2026-05-29, 0d\n"
        "    section #76;aunch\n"
        "    #71;o#45;live :milestone, m7, 2026-06-30, 0d\n"
        "    #51; Apr :vert, today, 2026-04-03, 0d\n"
    )


def test_a_chart_says_what_it_shows() -> None:
    """The description counts the milestones and tells the finish against its agreed date."""
    chart = gantt_chart(report(PLAN, PHASES), ENGLISH)
    assert chart is not None
    assert (chart.id, chart.title) == ("gantt", "The plan against the agreed dates")
    assert chart.description == (
        "7 milestones: 2 reached; 4 open, 1 of them overdue; 1 cancelled. Go-live: agreed 30 June 2026 (Planned)."
        " The table after the chart has the same data."
    )


def test_a_story_tells_the_agreed_date() -> None:
    """The tooltip of a bar always names the agreed date, and what became of it."""
    assert [row.story for row in _marks(PLAN).rows] == [
        "Kick-off: agreed 14 January 2026, reached 14 January 2026 (Reached)",
        "Interviews: agreed 6 February 2026, reached 5 February 2026 (Reached)",
        "Payments: agreed 8 May 2026 (In progress)",
        "Scanners: agreed 1 May 2026, now 15 May 2026 (Moved)",
        "Audit: agreed 1 April 2026, was due 1 April 2026, 2 days overdue",
        "Screens: agreed 29 May 2026, cancelled (Cancelled)",
        "Go-live: agreed 30 June 2026 (Planned)",
    ]


def test_no_milestones_no_chart() -> None:
    """A plan with nothing in it, or with vanished milestones only, has no chart."""
    assert gantt_chart(report([]), ENGLISH) is None
    assert gantt_chart(report([milestone("gone", "2026-05-01", State.VANISHED)]), ENGLISH) is None


def test_a_plan_without_phases_has_no_sections() -> None:
    """Milestones that name no phase stand in one untitled section; beside phases they are the others."""
    lone = milestone("lone", "2026-05-01")
    assert [section.title for section in _marks([lone], []).sections] == [""]
    assert [section.title for section in _marks([*PLAN, lone]).sections] == [*PHASES, "Other"]


@pytest.mark.parametrize("start", ["2026-05-01", "2026-06-01", "9998-12-31"])
def test_what_ends_before_it_begins_is_a_diamond(start: str) -> None:
    """A start on or after the date is no bar: Mermaid would draw nothing."""
    assert [row.start for row in _marks([milestone("odd", "2026-05-01", start=start)], []).rows] == [None]


def test_a_far_off_date_stands_at_the_edge_and_says_so() -> None:
    """The year 9998 does not squeeze the plan: it is drawn at the last of the other days, with its date in words."""
    marks = _marks(
        [*PLAN, milestone("typo", "9998-12-31", phase="launch"), milestone("old", "2026-05-01", start="0002-01-01")]
    )
    assert (marks.scale.first, marks.scale.last) == (date(2026, 1, 14), date(2026, 6, 30))
    typo, old = marks.rows[-2:]
    assert (typo.end, typo.remark, old.start) == (date(2026, 6, 30), "31 December 9998", date(2026, 1, 14))


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
    dates = {"due": "2026-06-19", "agreed": "2026-05-29", "start": "2026-04-01", "state": State.MOVED}
    plans = [(), tuple(moved), (moved[0], anew, moved[1])]
    rows = [_marks([milestone("beta", events=events, **dates)], []).rows[0] for events in plans]
    assert [row.agreed_start for row in rows] == [date(2026, 4, 1), date(2026, 3, 2), date(2026, 3, 16)]


@often(200)
@given(st.text(max_size=60))
def test_escaped_text_reads_back(text: str) -> None:
    """Undoing the numbers gives the text on one line, and nothing of Mermaid's own stands in it meanwhile."""
    escaped = escape_mermaid(text)
    assert re.sub(r"#(\d+);", lambda found: chr(int(found[1])), escaped) == (clean(text) or " ")
    assert re.fullmatch(r"#\d+;(?:[\w ]|#\d+;)*", escaped)


def test_the_name_of_the_project_cannot_leave_its_line() -> None:
    """The title in the front matter is quoted, whatever it holds."""
    name = '"x\n---\nflowchart: {a: b} # %%{init: {}}%%'
    chart = gantt_chart(report(PLAN, PHASES, name=name), ENGLISH)
    assert chart is not None
    lines = chart.source.splitlines()
    assert json.loads(lines[1].removeprefix("title: ")) == '"x --- flowchart: {a: b} # %%{init: {}}%%'
    assert lines[3:5] == ["---", "gantt"]


def test_importing_mermaid_prints_nothing() -> None:
    """mermaid-py greets with a warning where IPython is not installed; nobody asked for it."""
    ran = subprocess.run([sys.executable, "-c", "import milepost.render.charts.gantt"], capture_output=True, check=True)
    assert (ran.stdout, ran.stderr) == (b"", b"")


def _marks(plan: list, phases: list[str] = PHASES) -> Marks:
    chart = gantt_chart(report(plan, phases), ENGLISH)
    assert chart is not None
    assert chart.marks.today == TODAY
    return chart.marks

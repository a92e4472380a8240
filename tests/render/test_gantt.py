"""The Gantt chart as Mermaid: what it says, and that no title breaks it."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.facts.promises.promises import State
from milepost.render.charts.gantt import escape_mermaid, plan_as_mermaid
from milepost.render.drawing.measures import clean
from milepost.render.drawing.milestones import story_of
from milepost.render.words.words import Words
from milepost.site.pages.merman import mermaid_svg
from often import often
from plan_builder import milestone, report

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
HOSTILE = [
    "section",
    "title x",
    'click m1 href "javascript:alert(1)"',
    "<script>alert(1)</script>",
    "</title><foreignObject/>]]>",
    "a: b; c # d, done, crit",
    "%%{init: {'theme': 'dark'}}%%",
    "&amp; &lt;b&gt; #35; #nbsp;",
    "支付系统上线：第一阶段",
    "\u202eoverride",
    "x" * 500,
    "\x00\x07\x7f\ufffe",
    "dateFormat YYYY",
    "end",
]


def test_a_plan_is_written_as_mermaid() -> None:
    """One line a milestone, by phase: title (special characters by number), state, dates; none for a vanished one."""
    assert plan_as_mermaid(report(PLAN, PHASES), ENGLISH) == (
        "---\n"
        'title: "Harbour line"\n'
        "---\n"
        "gantt\n"
        "    dateFormat YYYY-MM-DD\n"
        "    axisFormat %b\n"
        "    tickInterval 1month\n"
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
    )


def test_a_story_tells_the_agreed_date() -> None:
    """The tooltip of a bar always names the agreed date, and what became of it."""
    assert [story_of(promise, ENGLISH) for promise in PLAN if promise.state is not State.VANISHED] == [
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
    assert plan_as_mermaid(report([]), ENGLISH) == ""
    assert plan_as_mermaid(report([milestone("gone", "2026-05-01", State.VANISHED)]), ENGLISH) == ""


def test_a_plan_without_phases_has_no_sections() -> None:
    """Milestones that name no phase stand in one untitled section; beside phases they are the others."""
    lone = milestone("lone", "2026-05-01")
    assert "section" not in plan_as_mermaid(report([lone]), ENGLISH)
    assert "section #79;ther" in plan_as_mermaid(report([*PLAN, lone], PHASES), ENGLISH)


@pytest.mark.parametrize("start", ["2026-05-01", "2026-06-01", "9998-12-31"])
def test_what_ends_before_it_begins_is_a_diamond(start: str) -> None:
    """A start on or after the date is no bar: Mermaid would draw nothing."""
    written = plan_as_mermaid(report([milestone("odd", "2026-05-01", start=start)]), ENGLISH)
    assert written.endswith("    #79;dd :milestone, m1, 2026-05-01, 0d\n")


def test_a_far_off_date_stands_at_the_edge_and_says_so() -> None:
    """The year 9998 does not squeeze the plan: it is drawn at the last of the other days, with its date in words."""
    written = plan_as_mermaid(report([*PLAN, milestone("typo", "9998-12-31", phase="launch")], PHASES), ENGLISH)
    assert written.endswith("    #84;ypo #40;31 December 9998#41; :milestone, m8, 2026-06-30, 0d\n")


@pytest.mark.parametrize("title", HOSTILE)
def test_mermaid_draws_it(title: str) -> None:
    """Whatever a title holds, Mermaid's own grammar reads the file: every milestone is drawn, and nothing else."""
    pytest.importorskip("merman", reason="the extra 'charts' has no wheel for this platform")
    plan = [milestone("one", "2026-05-01", title="One"), milestone("two", "2026-05-08")]
    item = plan[1].item.model_copy(update={"title": title})
    plan[1] = type(plan[1])(item, *(getattr(plan[1], name) for name in type(plan[1]).__slots__[1:]))
    drawn = mermaid_svg(plan_as_mermaid(report(plan), ENGLISH), {"svg": {"diagram_id": "d"}})
    assert re.findall(r'id="d-(m\d+)"', drawn) == ["m1", "m2"]


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
    lines = plan_as_mermaid(report(PLAN, PHASES, name=name), ENGLISH).splitlines()
    assert json.loads(lines[1].removeprefix("title: ")) == '"x --- flowchart: {a: b} # %%{init: {}}%%'
    assert lines[2:4] == ["---", "gantt"]


def test_importing_mermaid_prints_nothing() -> None:
    """mermaid-py greets with a warning where IPython is not installed; nobody asked for it."""
    ran = subprocess.run([sys.executable, "-c", "import milepost.render.charts.gantt"], capture_output=True, check=True)
    assert (ran.stdout, ran.stderr) == (b"", b"")


def test_nothing_is_said_of_drawing_when_python_ends() -> None:
    """What has drawn is gone before the modules are that it is freed by, whoever still knows of it."""
    pytest.importorskip("merman", reason="the extra 'charts' has no wheel for this platform")
    script = """if True:
        import atexit
        from milepost.site.pages import merman
        merman.mermaid_svg("graph TD; a --> b", {})
        atexit._run_exitfuncs()
        print(merman._engine.cache_info().currsize)
    """
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert (ended.stdout.splitlines()[-1], ended.stderr) == ("0", "")

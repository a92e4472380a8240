"""The Gantt chart: the plan as Mermaid, and what its drawing needs beyond that."""

from __future__ import annotations

import contextlib
import io
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from milepost.facts.promises import PromiseFacts, State
from milepost.facts.report import StatusReport
from milepost.model.plan import Milestone
from milepost.render.drawing import (
    Scale,
    clean,
    scale_over,
    shortened,
    status_of,
    story_of,
    text_width,
    ticks,
    within_reach,
)
from milepost.render.page import Chart
from milepost.render.text import Words

with contextlib.redirect_stdout(io.StringIO()):  # it prints a warning where IPython is not installed
    from mermaid.graph import Graph

WIDTH = 1100
PHASE_ROOM = 150
BAR_HEIGHT, BAR_GAP, TOP, EDGE = 18, 10, 40, 24
_LABEL_ROOM = 380
# Mermaid's four looks; they read well without a legend of ours.
_TAGS = {"done": "done", "active": "active", "at-risk": "active, crit", "late": "crit"}
_SPECIAL = re.compile(r"[^\w ]")


@dataclass(frozen=True, slots=True)
class Row:
    """One milestone in the chart; `task` is its Mermaid id.

    `start` is None for a diamond, `agreed` where it stands as agreed. `label` is short, `story` says everything;
    `remark` is what deserves to be read without asking, such as "3 days later".
    """

    task: str
    label: str
    story: str
    status: str
    start: date | None
    end: date
    agreed: date | None = None
    progress: int = 0
    remark: str = ""

    @property
    def caption(self) -> str:
        """The label with the remark: what a chart says that has no baseline drawn in."""
        return f"{self.label} ({self.remark})" if self.remark else self.label

    @property
    def agreed_start(self) -> date | None:
        """Where the bar would begin if it were where it was agreed, as long as it is now."""
        return self.agreed - (self.end - self.start) if self.agreed and self.start else None

    @property
    def days(self) -> tuple[date, ...]:
        """Every day at which something of it is drawn."""
        return tuple(day for day in (self.start, self.end, self.agreed, self.agreed_start) if day)


@dataclass(frozen=True, slots=True)
class Section:
    """A phase and its milestones; the title is empty where the plan has no phases."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """What the drawing adds to the Mermaid chart: baselines, today, the months in the reader's language."""

    sections: tuple[Section, ...]
    scale: Scale
    today: date
    today_label: str
    ticks: tuple[tuple[float, str], ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, from the top."""
        return tuple(row for section in self.sections for row in section.rows)


class Gantt(Graph):  # type: ignore[misc]  # mermaid-py has no types
    """A Gantt chart in Mermaid, as mermaid-py's own PieChart is a pie chart."""

    def __init__(self, title: str, sections: Iterable[Section], today: date, today_label: str, left: int = 120) -> None:
        super().__init__(clean(title), "", None)
        self.sections = tuple(sections)
        self.today = today
        self.today_label = today_label
        self.left = left
        self._build_script()

    def _build_script(self) -> None:
        """Write the whole script; the title is quoted, which mermaid-py leaves to its caller."""
        days = [self.today, *(day for section in self.sections for row in section.rows for day in row.days)]
        lines = [
            "---",
            f"title: {json.dumps(self.title, ensure_ascii=False)}",
            f"config: {json.dumps({'gantt': self._layout()})}",
            "---",
            "gantt",
            "    dateFormat YYYY-MM-DD",
            f"    axisFormat {'%b' if _span(days) < 700 else '%Y'}",
            f"    tickInterval {_interval(days)}",
            "    todayMarker off",
        ]
        for section in self.sections:
            if section.title:
                lines.append(f"    section {escape_mermaid(section.title)}")
            lines += [f"    {escape_mermaid(row.caption)} :{_task(row)}" for row in section.rows]
        lines.append(f"    {escape_mermaid(self.today_label)} :vert, today, {self.today}, 0d")
        self.script = "\n".join(lines) + "\n"

    def _layout(self) -> dict[str, int]:
        padding = {"topPadding": TOP, "leftPadding": self.left, "rightPadding": EDGE}
        return {"barHeight": BAR_HEIGHT, "barGap": BAR_GAP, **padding}


def gantt_chart(report: StatusReport, words: Words) -> Chart | None:
    """The plan by phases as a chart, or None where there is nothing to draw."""
    sections = _sections(report, words)
    rows = [row for section in sections for row in section.rows]
    if not rows:
        return None
    left = _left(sections)
    scale = scale_over((day for row in rows for day in row.days), report.status_date, left, WIDTH - EDGE)
    marks = Marks(sections, scale, report.status_date, words("Today"), ticks(scale, words))
    gantt = Gantt(report.charter.name, sections, report.status_date, words("Today"), left)
    return Chart(
        "gantt", gantt.script, words("The plan against the agreed dates"), _description(report, rows, words), marks
    )


def escape_mermaid(text: str) -> str:
    """A text that no Mermaid grammar takes for anything else: its first character and every special one by number."""
    text = clean(text) or " "
    return "".join(_numbered(c) if not place or _SPECIAL.match(c) else c for place, c in enumerate(text))


def _numbered(character: str) -> str:
    return f"#{ord(character)};"


def _task(row: Row) -> str:
    tag = _TAGS.get(row.status)
    kind = [] if row.start else ["milestone"]
    when = [str(row.start), str(row.end)] if row.start else [str(row.end), "0d"]
    return ", ".join([*([tag] if tag else []), *kind, row.task, *when])


def _sections(report: StatusReport, words: Words) -> tuple[Section, ...]:
    drawn = [promise for promise in report.milestones if promise.state is not State.VANISHED]
    phases = {phase.id: clean(phase.title) for phase in report.charter.phases}
    by_phase: dict[str | None, list[PromiseFacts]] = {phase: [] for phase in (*phases, None)}
    for promise in drawn:
        phase = getattr(promise.item, "phase", None)
        by_phase[phase if phase in phases else None].append(promise)
    rest = words("Other") if any(by_phase[phase] for phase in phases) else ""
    sections, number = [], 0
    for phase, promises in by_phase.items():
        rows = tuple(_row(p, f"m{number + n}", report.status_date, words) for n, p in enumerate(promises, 1))
        number += len(rows)
        if rows:
            sections.append(Section(phases[phase] if phase else rest, rows))
    return tuple(sections)


def _row(promise: PromiseFacts, task: str, today: date, words: Words) -> Row:
    item = promise.item
    start = item.start if isinstance(item, Milestone) else None
    progress = (item.progress or 0) if isinstance(item, Milestone) else 0
    status = status_of(promise)
    end, agreed = within_reach(promise.forecast, today), within_reach(promise.agreed, today)
    start = within_reach(start or end, today)
    return Row(
        task=task,
        label=shortened(item.title, _LABEL_ROOM),
        story=story_of(promise, words),
        status=status,
        start=start if start < end else None,
        end=end,
        agreed=agreed if agreed != end and status != "cancelled" else None,
        progress=progress if status in {"active", "at-risk", "late"} else 0,
        remark=_remark(promise, status, today, words),
    )


def _remark(promise: PromiseFacts, status: str, today: date, words: Words) -> str:
    if status == "cancelled":
        return words("cancelled")
    if status == "late":
        return words.relative_days((promise.due - today).days)
    return words.variance(promise.variance_days) if promise.variance_days else ""


def _left(sections: tuple[Section, ...]) -> int:
    widest = max(text_width(section.title, 13, bold=True) for section in sections)
    return round(min(widest, PHASE_ROOM) + EDGE + 8) if widest else EDGE


def _description(report: StatusReport, rows: list[Row], words: Words) -> str:
    count = words.plural("{n} milestone", "{n} milestones", len(rows))
    finish = report.finish.promise if report.finish else None
    if finish is None:
        return words("{milestones}. The table after the chart has the same data.", milestones=count)
    return words(
        "{milestones}; {title} is agreed for {agreed}, now {now}. The table after the chart has the same data.",
        milestones=count,
        title=clean(finish.item.title),
        agreed=words.day(finish.agreed),
        now=words.day(finish.forecast),
    )


def _span(days: list[date]) -> int:
    return (max(days) - min(days)).days


def _interval(days: list[date]) -> str:
    span = _span(days)
    if span < 45:
        return "1week"
    return next((f"{n}month" for n in (1, 3, 12) if span < n * 500), "120month")

"""The Gantt chart: the plan as Mermaid, and what its drawing needs beyond that."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from milepost.facts.events import EventName
from milepost.facts.promises.promises import PromiseFacts, State
from milepost.facts.report import StatusReport
from milepost.model.kinds.milestones import Milestone
from milepost.render.charts.drawing import Reach, Scale, clean, shortened, status_of, story_of, text_width, ticks
from milepost.render.charts.mermaid_graph import Graph
from milepost.render.page import Chart
from milepost.render.words.tally import tally
from milepost.render.words.words import Words

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
    agreed_start: date | None = None
    progress: int = 0
    remark: str = ""

    @property
    def caption(self) -> str:
        """The label with the remark: what a chart says that has no baseline drawn in."""
        return f"{self.label} ({self.remark})" if self.remark else self.label

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
    drawn = [promise for promise in report.milestones if promise.state is not State.VANISHED]
    if not drawn:
        return None
    reach = Reach.of((day for promise in drawn for day in _days(promise)), report.status_date)
    sections = _sections(report, drawn, reach, words)
    left = _left(sections)
    scale = reach.scale(left, WIDTH - EDGE)
    today = report.status_date
    marks = Marks(sections, scale, today, words.short_day(today), ticks(scale, words, today))
    gantt = Gantt(report.charter.name, sections, today, words.short_day(today), left)
    description = _description(report, drawn, words)
    return Chart("gantt", gantt.script, words("The plan against the agreed dates"), description, marks)


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


def _days(promise: PromiseFacts) -> tuple[date, ...]:
    """Every day at which something of it may be drawn."""
    return (promise.forecast, promise.agreed, _start(promise) or promise.forecast, _agreed_start(promise))


def _start(promise: PromiseFacts) -> date | None:
    return promise.item.start if isinstance(promise.item, Milestone) else None


def _sections(report: StatusReport, drawn: Iterable[PromiseFacts], reach: Reach, words: Words) -> tuple[Section, ...]:
    phases = {phase.id: clean(phase.title) for phase in report.charter.phases}
    by_phase: dict[str | None, list[PromiseFacts]] = {phase: [] for phase in (*phases, None)}
    for promise in drawn:
        phase = getattr(promise.item, "phase", None)
        by_phase[phase if phase in phases else None].append(promise)
    rest = words("Other") if any(by_phase[phase] for phase in phases) else ""
    sections, number = [], 0
    for phase, promises in by_phase.items():
        rows = tuple(_row(p, f"m{number + n}", reach, report.status_date, words) for n, p in enumerate(promises, 1))
        number += len(rows)
        if rows:
            sections.append(Section(phases[phase] if phase else rest, rows))
    return tuple(sections)


def _row(promise: PromiseFacts, task: str, reach: Reach, today: date, words: Words) -> Row:
    status, item = status_of(promise), promise.item
    end, agreed = reach.nearest(promise.forecast), reach.nearest(promise.agreed)
    start = reach.nearest(_start(promise) or end)
    moved = agreed != end and status != "cancelled"
    agreed_start = reach.nearest(_agreed_start(promise))
    return Row(
        task=task,
        label=shortened(item.title, _LABEL_ROOM),
        story=story_of(promise, words),
        status=status,
        start=start if start < end else None,
        end=end,
        agreed=agreed if moved else None,
        agreed_start=agreed_start if moved and start < end and agreed_start < agreed else None,
        progress=(getattr(item, "progress", None) or 0) if status in {"active", "at-risk", "late"} else 0,
        remark=words.day(promise.forecast) if promise.forecast not in reach else _remark(promise, today, words),
    )


def _agreed_start(promise: PromiseFacts) -> date:
    """Where the bar began when its end was agreed, as far as that is known."""
    agreements = [e.recorded for e in promise.events if e.event is EventName.REBASELINED]
    since = max(agreements, default=date.min)
    starts = [e.before for e in promise.events if e.event is EventName.START_MOVED and e.recorded > since]
    began = starts[0] if starts else None
    return began if isinstance(began, date) else _start(promise) or promise.agreed


def _remark(promise: PromiseFacts, today: date, words: Words) -> str:
    status = status_of(promise)
    if status == "cancelled":
        return words("cancelled")
    if status == "late":
        return words.overdue((today - promise.due).days)
    return words.variance(promise.variance_days) if promise.variance_days else ""


def _left(sections: tuple[Section, ...]) -> int:
    widest = max(text_width(section.title, 13, bold=True) for section in sections)
    return round(min(widest, PHASE_ROOM) + EDGE + 8) if widest else EDGE


def _description(report: StatusReport, drawn: Sequence[PromiseFacts], words: Words) -> str:
    """What the chart shows, in numbers, and where the last milestone stands."""
    count = words.plural("{n} milestone", "{n} milestones", len(drawn)) + words(": ") + tally(drawn, words)
    if report.finish is None:
        return words("{milestones}. The table after the chart has the same data.", milestones=count)
    return words(
        "{milestones}. {finish}. The table after the chart has the same data.",
        milestones=count,
        finish=story_of(report.finish.promise, words),
    )


def _span(days: list[date]) -> int:
    return (max(days) - min(days)).days


def _interval(days: list[date]) -> str:
    span = _span(days)
    if span < 45:
        return "1week"
    return next((f"{n}month" for n in (1, 3, 12) if span < n * 500), "120month")

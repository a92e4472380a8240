"""The plan as a Gantt chart in Mermaid, for whoever wants it where Mermaid is drawn: a forge, a wiki, a document."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date

from milepost.facts.promises.promises import PromiseFacts, State
from milepost.facts.report.report import StatusReport
from milepost.frozen import dataclass
from milepost.model.kinds.milestones import Milestone
from milepost.render.charts.mermaid_graph import Graph
from milepost.render.drawing.measures import clean, shortened
from milepost.render.drawing.milestones import status_of
from milepost.render.drawing.scales import Reach
from milepost.render.words.words import Words

_LABEL_ROOM = 380
# Mermaid's four looks; they read well without a legend of ours.
_TAGS = {"done": "done", "active": "active", "at-risk": "active, crit", "late": "crit"}
_SPECIAL = re.compile(r"[^\w ]")


@dataclass(frozen=True, slots=True)
class Row:
    """One milestone in the chart; `task` is its Mermaid id, `start` None for a diamond."""

    task: str
    label: str
    status: str
    start: date | None
    end: date


@dataclass(frozen=True, slots=True)
class Section:
    """A phase and its milestones; the title is empty where the plan has no phases."""

    title: str
    rows: tuple[Row, ...]


class Gantt(Graph):  # type: ignore[misc]  # mermaid-py has no types
    """A Gantt chart in Mermaid, as mermaid-py's own PieChart is a pie chart."""

    def __init__(self, title: str, sections: Iterable[Section]) -> None:
        super().__init__(clean(title), "", None)
        self.sections = tuple(sections)
        self._build_script()

    def _build_script(self) -> None:
        """Write the whole script; the title is quoted, which mermaid-py leaves to its caller."""
        days = [day for section in self.sections for row in section.rows for day in (row.start or row.end, row.end)]
        lines = [
            "---",
            f"title: {json.dumps(self.title, ensure_ascii=False)}",
            "---",
            "gantt",
            "    dateFormat YYYY-MM-DD",
            f"    axisFormat {'%b' if _span(days) < 700 else '%Y'}",
            f"    tickInterval {_interval(days)}",
        ]
        for section in self.sections:
            if section.title:
                lines.append(f"    section {escape_mermaid(section.title)}")
            lines += [f"    {escape_mermaid(row.label)} :{_task(row)}" for row in section.rows]
        self.script = "\n".join(lines) + "\n"


def plan_as_mermaid(report: StatusReport, words: Words) -> str:
    """The plan by phases as Mermaid; empty where there is nothing to draw."""
    drawn = [promise for promise in report.milestones if promise.state is not State.VANISHED]
    if not drawn:
        return ""
    reach = Reach.of((day for promise in drawn for day in (promise.forecast, _start(promise))), report.status_date)
    return str(Gantt(report.charter.name, _sections(report, drawn, reach, words)).script)


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


def _sections(report: StatusReport, drawn: Iterable[PromiseFacts], reach: Reach, words: Words) -> Iterator[Section]:
    phases = {phase.id: clean(phase.title) for phase in report.charter.phases}
    by_phase: dict[str | None, list[PromiseFacts]] = {phase: [] for phase in (*phases, None)}
    for promise in drawn:
        phase = getattr(promise.item, "phase", None)
        by_phase[phase if phase in phases else None].append(promise)
    rest = words("Other") if any(by_phase[phase] for phase in phases) else ""
    number = 0
    for phase, promises in by_phase.items():
        rows = tuple(_row(p, f"m{number + n}", reach, words) for n, p in enumerate(promises, 1))
        number += len(rows)
        if rows:
            yield Section(phases[phase] if phase else rest, rows)


def _row(promise: PromiseFacts, task: str, reach: Reach, words: Words) -> Row:
    end, start = reach.nearest(promise.forecast), reach.nearest(_start(promise))
    label, remark = shortened(promise.item.title, _LABEL_ROOM), _remark(promise, reach, words)
    caption = f"{label} ({remark})" if remark else label
    return Row(task, caption, status_of(promise), start if start < end else None, end)


def _start(promise: PromiseFacts) -> date:
    return (promise.item.start if isinstance(promise.item, Milestone) else None) or promise.forecast


def _remark(promise: PromiseFacts, reach: Reach, words: Words) -> str:
    status = status_of(promise)
    if promise.forecast not in reach:
        return words.day(promise.forecast)
    if status == "cancelled":
        return words("cancelled")
    if status == "late":
        return words.overdue(promise.overdue_days)
    return words.variance(promise.variance_days) if promise.variance_days else ""


def _span(days: list[date]) -> int:
    return (max(days) - min(days)).days


def _interval(days: list[date]) -> str:
    span = _span(days)
    if span < 45:
        return "1week"
    return next((f"{n}month" for n in (1, 3, 12) if span < n * 500), "120month")

"""The drawing of the Gantt chart: bars where they were laid out, themed by classes, with the baseline drawn in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from milepost.render.charts.drawing import (
    Element,
    Flag,
    Scale,
    add,
    canvas,
    diamond,
    draw_flag,
    draw_months,
    shortened,
    slipped,
    text_width,
    wrapped,
    written,
)
from milepost.render.charts.gantt import PHASE_ROOM, WIDTH, Marks, Row, Section
from milepost.render.page import Chart

_GAP = 7
_RADIUS = 8
_ABOVE, _BELOW = 3, 8  # between a bar and the edges of its band; the baseline is below
_AXIS = 28
_TALL = 14  # rows from which the months are told at the foot too
_LINE = 17


class Box(NamedTuple):
    """Where a task lies."""

    x: float
    y: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.y + self.height


def draw_gantt(chart: Chart, marks: Marks, boxes: Mapping[str, Box]) -> str:
    """The chart as SVG, with its tasks (by task id) where they were laid out."""
    root = canvas(chart.id, "gantt", (WIDTH, _height(marks, boxes)), chart.title, chart.description)
    _draw_plan(root, marks, boxes)
    return written(root)


def _height(marks: Marks, boxes: Mapping[str, Box]) -> float:
    last = boxes[marks.rows[-1].task]
    return last.bottom + _BELOW + (_AXIS if len(marks.rows) > _TALL else 0)


def _draw_plan(root: Element, marks: Marks, boxes: Mapping[str, Box]) -> None:
    """From the back to the front: bands, months, today, and then every milestone."""
    top = boxes[marks.rows[0].task].y - _ABOVE
    bottom = boxes[marks.rows[-1].task].bottom + _BELOW
    for place, section in enumerate(marks.sections):
        _draw_section(root, section, place, boxes)
    flag = Flag(marks.today_label, marks.scale(marks.today), top - 27, WIDTH)
    draw_months(root, marks.ticks, top, bottom, flag)
    draw_flag(root, flag, bottom)
    if len(marks.rows) > _TALL:
        _draw_foot(root, marks, bottom + 18)
    for row in marks.rows:
        _draw_row(root, row, marks.scale, boxes[row.task])


def _draw_section(root: Element, section: Section, place: int, boxes: Mapping[str, Box]) -> None:
    if not section.title:
        return
    top = boxes[section.rows[0].task].y - _ABOVE
    bottom = boxes[section.rows[-1].task].bottom + _BELOW
    add(root, "rect", class_=f"mpc-band mpc-band-{place % 2}", x=0, y=top, width=WIDTH, height=bottom - top)
    lines = wrapped(section.title, PHASE_ROOM, 13, most=max(1, int((bottom - top) / _LINE)), bold=True)
    first = (top + bottom - _LINE * len(lines)) / 2 + 13
    name = add(root, "text", class_="mpc-phase")
    add(name, "title", section.title)
    for number, line in enumerate(lines):
        add(name, "tspan", line, x=10, y=first + number * _LINE)


def _draw_foot(root: Element, marks: Marks, y: float) -> None:
    """The months once more, where the head of the chart may be out of sight."""
    foot = add(root, "g", class_="mpc-grid")
    for x, label in marks.ticks:
        add(foot, "text", label, x=x, y=y)


def _draw_row(root: Element, row: Row, scale: Scale, box: Box) -> None:
    group = add(root, "g", class_=f"mpc-row mpc-is-{row.status}")
    add(group, "title", row.story)
    edges = [box.x, box.x + box.width]
    middle = box.y + box.height / 2
    if row.start is None:
        edges = _draw_diamond(group, row, scale, (box.x + box.width / 2, middle))
    else:
        edges += _draw_bar(group, row, scale, box)
    _draw_label(group, row, (scale.start, min(edges), max(edges)), middle + 4)


def _draw_diamond(group: Element, row: Row, scale: Scale, centre: tuple[float, float]) -> list[float]:
    edges = _draw_agreed_date(group, row, scale, centre) if row.agreed else []
    add(group, "path", class_="mpc-shape mpc-gate", d=diamond(*centre, _RADIUS))
    return [centre[0] - _RADIUS, centre[0] + _RADIUS, *edges]


def _draw_bar(group: Element, row: Row, scale: Scale, box: Box) -> list[float]:
    edges: list[float] = []
    if row.agreed and row.agreed_start:
        edges = [scale(row.agreed_start), scale(row.agreed)]
        _add_bar(group, "mpc-baseline", Box(edges[0], box.bottom + 2, edges[1] - edges[0], 3))
    elif row.agreed:
        edges = _draw_agreed_date(group, row, scale, (box.x, box.y + box.height / 2))
    _add_bar(group, "mpc-shape mpc-rest" if row.progress else "mpc-shape", box)
    if row.progress:
        _add_bar(group, "mpc-shape mpc-progress", box._replace(width=box.width * row.progress / 100))
    return edges


def _draw_agreed_date(group: Element, row: Row, scale: Scale, now: tuple[float, float]) -> list[float]:
    agreed = scale(row.agreed or row.end)
    slipped(group, agreed, *now, _RADIUS - 1)
    return [agreed - _RADIUS, agreed + _RADIUS]


def _add_bar(group: Element, class_: str, box: Box) -> None:
    radius = min(3, box.height / 2)
    add(group, "rect", class_=class_, x=box.x, y=box.y, width=max(box.width, 3), height=box.height, rx=radius)


def _draw_label(group: Element, row: Row, edges: tuple[float, float, float], y: float) -> None:
    """The name right of what it names, or left of it, or in it: where the most of it fits."""
    least, left, right = edges
    bold = row.start is None
    after = text_width(row.remark, 11) + 6 if row.remark else 0
    room, room_before = WIDTH - _GAP - right - _GAP, left - _GAP - least
    needed = text_width(row.label, bold=bold) + after
    inside = needed > max(room, room_before) and right - left - 2 * _GAP > max(room, room_before)
    before = not inside and needed > room and room_before > room
    most = right - left - 2 * _GAP if inside else room_before if before else room
    label = shortened(row.label, most - after, bold=bold)
    # On a bar that is half full letters need a halo, on a full one its own colour for letters.
    on = "mpc-inside" if inside and not row.progress else "mpc-label"
    classes = f"{on}{' mpc-strong' if bold else ''}{' mpc-before' if before else ''}"
    x = left + _GAP if inside else left - _GAP if before else right + _GAP
    text = add(group, "text", class_=classes, x=x, y=y)
    add(text, "tspan", label, class_="mpc-name")
    if row.remark:
        # The mark keeps a title that runs from right to left from drawing the remark to its own side.
        add(text, "tspan", row.remark, class_="mpc-remark", dx=6).text = f"\u200e{row.remark}"

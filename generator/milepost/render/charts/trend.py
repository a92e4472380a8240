"""The milestone trend: how each forecast moved from update to update, drawn as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from markupsafe import escape

from milepost.facts.promises.promises import State
from milepost.facts.report import StatusReport, Trend
from milepost.render.charts.drawing import (
    Element,
    Reach,
    Scale,
    add,
    canvas,
    day_of,
    diamond,
    number,
    shortened,
    spread,
    status_of,
    story_of,
    text_width,
    ticks,
    written,
)
from milepost.render.page import Chart
from milepost.render.words.words import Words

# The line of what was at stake.
_WIDE, _HIGH, _ABOVE, _FEWEST = 320, 56, 6, 3

_WIDTH, _HEIGHT = 1100, 470
_LEFT, _TOP, _RIGHT, _BOTTOM = 64, 22, 800, 434
_MOST_LINES, _FEW_LINES = 6, 3
_LABEL_STEP = 18


@dataclass(frozen=True, slots=True)
class _Line:
    """One milestone's way through the chart; it ends on the day it was reached, else on the status date."""

    trend: Trend
    points: tuple[tuple[date, date], ...]
    is_key: bool

    @property
    def days_moved(self) -> int:
        """How many days the forecast has moved in all, to and fro."""
        return sum(abs((after - before).days) for (_, before), (_, after) in pairwise(self.points))


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where a pair of dates stands; later forecasts are higher."""

    across: Scale
    up: Scale

    def __call__(self, on: date, forecast: date) -> tuple[float, float]:
        """The place of a forecast made on a day."""
        return self.across(on), self.up(forecast)


def trend_chart(report: StatusReport, words: Words) -> Chart | None:
    """The milestone trend, or None while there are no two updates to compare."""
    lines = _chosen(report)
    days = {on for line in lines for on, _ in line.points}
    if len(days) < 2:
        return None
    title = words("How the forecasts moved")
    description = words(
        "Each line is a milestone: across, the day of an update; up, the date forecast on it. A level line kept its"
        " date, a rising one slipped; on the dashed line it was due that day, and what ends under it is overdue."
        " The table after it has the same data."
    )
    root = canvas("trend", "trend", (_WIDTH, _HEIGHT), title, description)
    plot = _plot(lines, report.status_date)
    _draw_axes(root, plot, words, report.status_date)
    _draw_diagonal(root, plot, words)
    ends = [_draw_line(root, line, plot, words) for line in lines]
    for line, end, place in zip(lines, ends, _label_places(ends), strict=True):
        day = day_of(line.trend.promise, report.status_date, words)
        _draw_label(root, line, end, place, day)
    return Chart("trend", "", title, description, svg=written(root))


def exposure_line(points: Sequence[tuple[date, int]], words: Words) -> str:
    """The line of what was at stake over the updates; empty where there are too few, or nothing ever was."""
    highest = max((value for _, value in points), default=0)
    if len(points) < _FEWEST or not highest:
        return ""
    first, last = points[0], points[-1]
    span = max((last[0] - first[0]).days, 1)
    peak = max(points, key=lambda point: point[1])
    at = [
        (round(_WIDE * (day - first[0]).days / span, 1), round(_ABOVE + _HIGH * (1 - value / highest), 1))
        for day, value in points
    ]
    steps = f"M{at[0][0]} {at[0][1]}" + "".join(f"H{x}V{y}" for x, y in at[1:])
    said = words(
        "At stake {first} at first, {peak} at most on {day}, {last} now",
        first=first[1],
        peak=peak[1],
        day=words.near_day(peak[0], last[0]),
        last=last[1],
    )
    return (
        f'<svg class="mp-exposure" viewBox="-4 0 {_WIDE + 8} {_HIGH + 2 * _ABOVE}" role="img">'
        f"<title>{escape(said)}</title>"
        f'<path d="{steps}"/><circle cx="{at[-1][0]}" cy="{at[-1][1]}" r="3"/></svg>'
    )


def _chosen(report: StatusReport) -> list[_Line]:
    """The key dates and the lines that moved most; where few moved, the next ones due as well."""
    key = {trend.promise.item.id for trend in report.key_dates}
    lines = [_line(trend, trend.promise.item.id in key, report.status_date) for trend in report.trends]
    lines = [line for line in lines if len(line.points) > 1]
    telling = sorted((n for n in lines if n.is_key or n.days_moved), key=lambda n: (not n.is_key, -n.days_moved))
    calm = sorted(
        (n for n in lines if not (n.is_key or n.days_moved)),
        key=lambda n: (not n.trend.promise.state.is_open, n.points[-1]),
    )
    chosen = [*telling[:_MOST_LINES], *calm[: max(0, _FEW_LINES - len(telling))]]
    return sorted(chosen, key=lambda line: (line.is_key, line.points[-1], line.trend.promise.item.id))


def _line(trend: Trend, is_key: bool, today: date) -> _Line:
    points = tuple((point.on, point.forecast) for point in trend.points)
    done = trend.promise.closed_on if trend.promise.state in {State.KEPT, State.KEPT_LATE} else None
    if done is not None and done <= today:
        points = (*((on, forecast) for on, forecast in points if on < done), (done, done))
    return _Line(trend, points, is_key)


def _plot(lines: Sequence[_Line], today: date) -> _Plot:
    points = [point for line in lines for point in line.points]
    across = Reach.of((on for on, _ in points), today).scale(_LEFT, _RIGHT)
    return _Plot(across, Reach.of((forecast for _, forecast in points), today).scale(_BOTTOM - 8, _TOP + 8))


def _draw_axes(root: Element, plot: _Plot, words: Words, today: date) -> None:
    grid = add(root, "g", class_="mpc-grid")
    for y, label in ticks(plot.up, words, today, room=26):
        add(grid, "path", d=f"M{_LEFT} {number(y)}H{_RIGHT}")
        add(grid, "text", label, class_="mpc-before", x=_LEFT - 10, y=y + 4)
    for x, label in ticks(plot.across, words, today):
        add(grid, "path", d=f"M{number(x)} {_BOTTOM}v5")
        add(grid, "text", label, x=x, y=_BOTTOM + 22)
    add(root, "path", class_="mpc-axis", d=f"M{_LEFT} {_BOTTOM}H{_RIGHT}")
    add(root, "text", words("Forecast"), class_="mpc-axis-name mpc-before", x=_LEFT - 10, y=12)
    add(root, "text", words("Day of the update"), class_="mpc-axis-name", x=_RIGHT + 14, y=_BOTTOM + 22)


def _draw_diagonal(root: Element, plot: _Plot, words: Words) -> None:
    """Where a forecast is the day it is made on: a milestone is due, or reached, when its line comes here."""
    first, last = max(plot.across.first, plot.up.first), min(plot.across.last, plot.up.last)
    if first >= last:
        return
    (left, low), (right, high) = plot(first, first), plot(last, last)
    add(root, "path", class_="mpc-due", d=f"M{number(left)} {number(low)}L{number(right)} {number(high)}")
    key = _RIGHT - text_width(words("due that day"), 11) - 8
    add(root, "path", class_="mpc-due", d=f"M{number(key - 36)} 8H{number(key - 6)}")
    add(root, "text", words("due that day"), class_="mpc-axis-name", x=key, y=12)


def _draw_line(root: Element, line: _Line, plot: _Plot, words: Words) -> tuple[float, float]:
    """The line with a dot wherever the forecast moved; the place of its end."""
    promise = line.trend.promise
    strong = " mpc-finish" if line.is_key else ""
    group = add(root, "g", class_=f"mpc-row mpc-is-{status_of(promise)}{strong}")
    add(group, "title", story_of(promise, words))
    places = [plot(on, forecast) for on, forecast in line.points]
    add(group, "path", class_="mpc-line", d="M" + "L".join(f"{number(x)} {number(y)}" for x, y in places))
    for (_, before), (_, after), (x, y) in zip(line.points, line.points[1:], places[1:], strict=False):
        if before != after:
            add(group, "circle", class_="mpc-dot", cx=x, cy=y, r=3)
    add(group, "path", class_="mpc-shape mpc-gate", d=diamond(*places[-1], 7 if line.is_key else 6))
    return places[-1]


def _label_places(ends: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Beside the end of each line, so that no label stands on another."""
    order = sorted(range(len(ends)), key=lambda n: (ends[n][1], n))
    heights = spread((ends[n][1] for n in order), _LABEL_STEP, _BOTTOM - 4)
    placed = dict(zip(order, heights, strict=True))
    return [(x + 14, placed[n]) for n, (x, _) in enumerate(ends)]


def _draw_label(root: Element, line: _Line, end: tuple[float, float], place: tuple[float, float], day: str) -> None:
    promise, (x, y) = line.trend.promise, place
    if abs(y - end[1]) > 3:
        add(root, "path", class_="mpc-leader", d=f"M{number(end[0] + 8)} {number(end[1])}L{number(x - 2)} {number(y)}")
    title = shortened(promise.item.title, _WIDTH - x - text_width(day) - 12, bold=True)
    text = add(root, "text", class_=f"mpc-label mpc-is-{status_of(promise)}", x=x, y=y + 4)
    add(text, "tspan", title, class_="mpc-name mpc-strong" if line.is_key else "mpc-name")
    add(text, "tspan", class_="mpc-date", dx=5).text = f"\u200e{day}"

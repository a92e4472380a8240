"""Charts: the forecast of a milestone as a spark line, drawn as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from milepost.facts.promises.promises import State
from milepost.facts.promises.trend import Trend
from milepost.render.drawing.measures import clean
from milepost.render.drawing.milestones import status_of
from milepost.render.drawing.scales import Reach, Scale
from milepost.render.drawing.shapes import (
    add,
    canvas,
    number,
    written,
)
from milepost.render.words.words import Words

_SPARK = (300, 48)
_LEAST_SPAN = 21  # days: a slip of one or two must not look like a cliff


def sparkline(trend: Trend, words: Words) -> str:
    """How one forecast moved over the updates, against the date agreed at the time; higher is later."""
    width, height = _SPARK
    points = trend.points
    if not points:
        return ""
    first, last = points[0].on, points[-1].on
    across = Scale(first, max(last, first + timedelta(days=1)), 5, width - 6)
    up = _spark_scale([day for point in points for day in (point.agreed, point.forecast)], last)
    # What was reached after the agreed date is not drawn in green.
    status = "at-risk" if trend.promise.state is State.KEPT_LATE else status_of(trend.promise)
    name = f"forecast-{trend.promise.item.id}"
    root = canvas(name, f"spark mpc-is-{status}", (width, height), *_spark_texts(trend, words))
    places = [across(point.on) for point in points]
    agreed, forecast = (
        [up(day) for day in days] for days in zip(*((p.agreed, p.forecast) for p in points), strict=True)
    )
    add(root, "path", class_="mpc-agreed-line", d=_steps(places, agreed, width - 6))
    add(root, "path", class_="mpc-line", d=_steps(places, forecast, width - 6))
    add(root, "circle", class_="mpc-dot", cx=width - 6, cy=up(points[-1].forecast), r=4)
    return written(root)


def _steps(places: Sequence[float], heights: Sequence[float], end: float) -> str:
    """A line that goes level until it steps up or down."""
    turns = [f"M{number(places[0])} {number(heights[0])}"]
    for (before, height), place in zip(pairwise(heights), places[1:], strict=True):
        if height != before:
            turns.append(f"H{number(place)}V{number(height)}")
    return "".join([*turns, f"H{number(end)}"])


def _spark_scale(days: list[date], today: date) -> Scale:
    reach = Reach.of(days, today)
    first, last = (reach.nearest(edge(days)) for edge in (min, max))
    room = timedelta(days=max(0, _LEAST_SPAN - (last - first).days) // 2 + 1)
    return Scale(first - room, last + room, _SPARK[1] - 5, 5)


def _spark_texts(trend: Trend, words: Words) -> tuple[str, str]:
    name = clean(trend.promise.item.title)
    moves = sum(before.forecast != after.forecast for before, after in pairwise(trend.points))
    title = words("Forecast of “{title}” over the updates", title=name)
    if not moves:
        return title, words("The forecast was the same each time.")
    description = words.plural(
        "The forecast moved once, from {first} to {last}.",
        "The forecast moved {n} times, from {first} to {last}.",
        moves,
        first=words.day(trend.points[0].forecast),
        last=words.day(trend.points[-1].forecast),
    )
    return title, description

"""The weeks: all verdicts at a glance, what was said above what our rules said; and what was at stake."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import escape

from milepost.frozen import dataclass
from milepost.model.fields import Status
from milepost.render.drawing.shapes import add, canvas, written
from milepost.render.words.words import Words

# The line of what was at stake.
_WIDE, _HIGH, _ABOVE, _FEWEST = 320, 56, 6, 3
_WIDTH, _HEIGHT, _ROW, _STEP, _WIDEST = 1080, 40, 17, 21, 27


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an update said, and what our rules said on its day (None: nobody has looked)."""

    day: date
    claimed: Status
    computed: Status | None


def weeks_strip(verdicts: Sequence[Verdict], words: Words) -> str:
    """The verdicts, oldest first, as two rows of cells; empty where there are none."""
    if not verdicts:
        return ""
    is_judged = any(verdict.computed for verdict in verdicts)
    height = _HEIGHT if is_judged else _ROW
    root = canvas("weeks", "weeks", (_WIDTH, height), words("All updates at a glance"), told(verdicts, words))
    root.set("preserveAspectRatio", "none")
    step = min(_WIDEST, _WIDTH / len(verdicts))
    for place, verdict in enumerate(verdicts):
        cell = add(root, "g")
        add(cell, "title", _told(verdict, words))
        for row, status in enumerate((verdict.claimed, verdict.computed)):
            if status:
                add(
                    cell,
                    "rect",
                    class_=f"mpc-week mpc-week-{status.value}",
                    x=place * step,
                    y=row * _STEP,
                    width=step * 0.82,
                    height=_ROW,
                )
    return written(root)


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


def told(verdicts: Sequence[Verdict], words: Words) -> str:
    """How many there are of each: what was said, and what our rules said."""
    said = words("We said: {counts}.", counts=_counts([v.claimed for v in verdicts], words))
    ruled = [v.computed for v in verdicts if v.computed]
    if not ruled:
        return said
    by_rules = words("By our rules: {counts}.", counts=_counts(ruled, words))
    return said + words.gap + by_rules


def _counts(statuses: Sequence[Status], words: Words) -> str:
    counted = ((status, statuses.count(status)) for status in Status)
    return words(", ").join(f"{number} × {words.status(status)}" for status, number in counted if number)


def _told(verdict: Verdict, words: Words) -> str:
    said = f"{words.day(verdict.day)}{words(': ')}{words.status(verdict.claimed)}"
    if verdict.computed is None or verdict.computed is verdict.claimed:
        return said
    return said + words("; ") + words("by our rules: {status}", status=words.status(verdict.computed))

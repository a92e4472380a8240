"""Steps: how the forecast of one date moved, as a line of steps on which each has its number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from milepost.facts.events import EventName
from milepost.facts.promises.promises import PromiseFacts, State
from milepost.frozen import dataclass
from milepost.render.drawing.measures import clean
from milepost.render.drawing.milestones import status_of
from milepost.render.drawing.scales import Reach, Scale, spread, ticks
from milepost.render.drawing.shapes import Element, add, number, written
from milepost.render.words.words import Words

_MOST = 9
"""More steps than one can tell apart: the last ones are drawn."""
_HEIGHT, _TOP, _BOTTOM = 150, 26, 112
_EDGE = 4  # shares of the width: a name nearer to the edge would leave it
_DESK = 560  # about how many pixels it is wide on a desk


@dataclass(frozen=True, slots=True)
class Step:
    """A day on which the forecast changed: from, to, why, and whether the new date was agreed."""

    on: date
    before: date
    after: date
    reason: str | None
    is_agreed: bool

    @property
    def days(self) -> int:
        """By how many days; later is positive."""
        return (self.after - self.before).days


def steps_of(promise: PromiseFacts) -> tuple[Step, ...]:
    """Every change of the date promised, oldest first; several of one day are one."""
    return tuple(_steps(promise))


def _steps(promise: PromiseFacts) -> Iterator[Step]:
    dues = {state.since: state.item.due for state in promise.states}
    before = promise.first_due
    for on, after in dues.items():
        if after != before:
            told = [e for e in promise.events if e.recorded == on]
            reasons = [e.reason for e in told if e.reason and e.event in {EventName.MOVED, EventName.REBASELINED}]
            is_agreed = any(e.event is EventName.REBASELINED for e in told)
            yield Step(on, before, after, reasons[0] if reasons else None, is_agreed)
        before = after


def steps_chart(promise: PromiseFacts, today: date, words: Words) -> str:
    """The steps as a drawing as wide as its place; empty where the date never moved."""
    steps = steps_of(promise)[-_MOST:]
    if not steps:
        return ""
    until = promise.closed_on if promise.state in {State.KEPT, State.KEPT_LATE} and promise.closed_on else today
    across = Scale(promise.made_on, max(until, steps[-1].on), 2, 98)
    if across.first >= across.last:
        return ""
    dues = [step.before for step in steps] + [steps[-1].after]
    up = Reach.of([*dues, promise.agreed], dues[-1]).scale(_BOTTOM, _TOP)
    days = _labels(sorted({*dues}), up, today, words)
    plot = _canvas(promise, steps, words)
    _axis(plot, across, words)
    _line(plot, promise, steps, across, up)
    return written(days) + written(plot)


def _labels(dues: Sequence[date], up: Scale, today: date, words: Words) -> Element:
    """The dates at which the line stood, left of it."""
    root = Element("svg", {"class": "mpc mpc-dues", "height": str(_HEIGHT), "aria-hidden": "true"})
    shown = [*reversed(dues)] if len(dues) < 6 else [dues[-1], dues[0]]
    for due, y in zip(shown, spread((up(due) for due in shown), 16, _BOTTOM), strict=True):
        add(root, "text", words.near_day(due, today), class_="mpc-date", x=0, y=y + 4)
    return root


def _canvas(promise: PromiseFacts, steps: Sequence[Step], words: Words) -> Element:
    name = f"steps-{promise.item.id}"
    root = Element("svg", {
        "class": "mpc mpc-steps", "role": "img", "height": str(_HEIGHT),
        "aria-labelledby": f"{name}-title", "aria-describedby": f"{name}-desc",
    })  # fmt: skip
    title = words("How the forecast of “{title}” moved", title=clean(promise.item.title))
    description = words.plural(
        "The forecast moved once, from {first} to {last}.",
        "The forecast moved {n} times, from {first} to {last}.",
        len(steps),
        first=words.day(steps[0].before),
        last=words.day(steps[-1].after),
    )
    add(root, "title", title, id=f"{name}-title")
    add(root, "desc", description, id=f"{name}-desc")
    return root


def _axis(plot: Element, across: Scale, words: Words) -> None:
    grid = add(plot, "g", class_="mpc-grid")
    marks = ticks(Scale(across.first, across.last, 0, _DESK), words, across.last, room=110)
    for n, (x, label) in enumerate(marks):
        share = across.start + (across.end - across.start) * x / _DESK
        if _EDGE < share < 100 - _EDGE:
            add(grid, "text", label, class_="mp-minor-tick" if n % 2 else "", x=_share(share), y=_HEIGHT - 8)


def _line(plot: Element, promise: PromiseFacts, steps: Sequence[Step], across: Scale, up: Scale) -> None:
    agreed, group = up(promise.agreed), add(plot, "g", class_=f"mpc-is-{status_of(promise)}")
    add(group, "line", class_="mpc-agreed-line", x1="2%", x2="98%", y1=agreed, y2=agreed)
    turns = [(across.start, up(steps[0].before))]
    for step in steps:
        turns += [(across(step.on), turns[-1][1]), (across(step.on), up(step.after))]
    turns.append((across.end, turns[-1][1]))
    for (x, y), (x2, y2) in pairwise(turns):
        if (x, y) != (x2, y2):
            add(group, "line", class_="mpc-line", x1=_share(x), y1=y, x2=_share(x2), y2=y2)
    for n, step in enumerate(steps, 1):
        x, y = across(step.on), up(step.after)
        add(group, "circle", class_="mpc-dot", cx=_share(x), cy=y, r=9)
        add(group, "text", str(n), class_="mpc-inside mpc-middle", x=_share(x), y=y + 4)


def _share(x: float) -> str:
    return f"{number(x)}%"

"""Tracks: a line of time for each milestone, in shares of its width, so that one drawing serves every screen.

All of the plan is drawn on one scale. From today on, a window moves and widens it; what shows the whole plan only takes
the window away, which styles can do without a script.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from markupsafe import Markup

from milepost.facts.acceptance.handover import Stage
from milepost.facts.events import EventName
from milepost.facts.promises.promises import PromiseFacts, State
from milepost.frozen import dataclass
from milepost.model.kinds.milestones import Milestone
from milepost.render.drawing.milestones import status_of
from milepost.render.drawing.scales import Reach, Scale, ticks
from milepost.render.words.words import Words

# What the client has said to a delivery, or that it has not yet.
_SIGNS = {
    Stage.DELIVERED: ("mpc-asked", "mp-ring"),
    Stage.ACCEPTED: ("mpc-tick", "mp-tick"),
    Stage.DEEMED: ("mpc-tick", "mp-tick"),
    Stage.REJECTED: ("mpc-tick", "mp-cross"),
}
_BEFORE = timedelta(weeks=6)
_ROOM, _DESK = 90, 560  # between the names of months, and the width of a track, in pixels: every other name is minor


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a month, or of today; `x` is a share of 100, `place` on which side of it the words stand."""

    x: float
    words: str
    is_minor: bool = False
    room: float = 10

    @property
    def place(self) -> str:
        """Near the edges the words lean inwards: those of today are some third of a small phone's track."""
        return "first" if self.x < self.room else "last" if self.x > 100 - self.room else "middle"


@dataclass(frozen=True, slots=True)
class View:
    """A stretch of days across the whole width: where today and the months stand in it."""

    scale: Scale
    today: Label
    months: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Tracks:
    """All lines of time of a plan: the whole, and from six weeks before today on (None: that is the whole).

    Both end on one day: the second is the end of the first, widened.
    """

    whole: View
    near: View | None

    @property
    def width(self) -> str:
        """How wide the whole is, seen through the window at its end."""
        if self.near is None:
            return "100%"
        whole, near = self.whole.scale, self.near.scale
        return f"{100 * ((whole.last - whole.first) / (near.last - near.first)):.1f}%"

    def is_past(self, promise: PromiseFacts) -> bool:
        """Whether all of it lies before the window."""
        return self.near is not None and not promise.state.is_open and promise.forecast < self.near.scale.first

    def track(self, promise: PromiseFacts) -> Markup:
        """The shapes of one milestone."""
        scale, status, item = self.whole.scale, status_of(promise), promise.item
        now, agreed = scale(promise.forecast), scale(promise.agreed)
        start = item.start if isinstance(item, Milestone) else None
        moved = promise.agreed != promise.forecast and status != "cancelled"
        is_bar = bool(start and start < promise.forecast)
        parts = []
        if promise.state is State.OVERDUE:
            parts.append(_line(now, scale(promise.due + timedelta(promise.overdue_days)), "mpc-wait"))
        if start and start < promise.forecast:
            if moved and (began := agreed_start(promise)) < promise.agreed:
                parts.append(_bar(scale(began), agreed, "mpc-baseline", 20, 3))
            parts.append(_bar(scale(start), now, "mpc-shape", 6, 12))
        else:
            if moved:
                parts.append(_line(min(now, agreed), max(now, agreed), "mpc-slip"))
                parts.append(_use(agreed, "mpc-agreed"))
            parts.append(_use(now, "mpc-shape"))
        if promise.handover:
            parts.append(_sign(now, promise.handover.stage, is_bar=is_bar))
        return Markup("").join(parts)


def tracks_of(milestones: Iterable[PromiseFacts], today: date, words: Words) -> Tracks:
    """The scales of a plan; where nothing is open, or nothing ended long ago, there is one only."""
    milestones = tuple(milestones)
    reach = Reach.of((day for promise in milestones for day in _days(promise)), today)
    begin = max(reach.first, today - _BEFORE)
    is_running = any(promise.state.is_open for promise in milestones)
    has_past = any(promise.forecast < begin for promise in milestones)
    last = max(reach.last, today + _BEFORE) if is_running and has_past else reach.last
    # Room for what stands on the first day and on the last.
    first = reach.first - timedelta((last - reach.first).days // 60)
    last += timedelta(3 + (last - begin).days // 30)
    near = _view(begin, last, today, words) if is_running and has_past else None
    return Tracks(_view(first, last, today, words), near)


def agreed_start(promise: PromiseFacts) -> date:
    """Where the bar began when its end was agreed, as far as that is known."""
    agreements = [e.recorded for e in promise.events if e.event is EventName.REBASELINED]
    since = max(agreements, default=date.min)
    starts = [e.before for e in promise.events if e.event is EventName.START_MOVED and e.recorded > since]
    began = starts[0] if starts else None
    start = promise.item.start if isinstance(promise.item, Milestone) else None
    return began if isinstance(began, date) else start or promise.agreed


def _days(promise: PromiseFacts) -> tuple[date, ...]:
    start = promise.item.start if isinstance(promise.item, Milestone) else None
    return promise.forecast, promise.agreed, start or promise.forecast


def _view(first: date, last: date, today: date, words: Words) -> View:
    scale = Scale(first, last, 0, 100)
    marks = ticks(Scale(first, last, 0, _DESK), words, today, room=_ROOM)
    months = tuple(Label(round(100 * x / _DESK, 2), label, n % 2 == 1) for n, (x, label) in enumerate(marks))
    return View(
        scale, Label(round(scale(today), 2), words("Today, {day}", day=words.short_day(today)), room=30), months
    )


def _bar(start: float, end: float, look: str, top: int, height: int) -> Markup:
    shape = '<rect class="{}" x="{:.2f}%" y="{}" width="{:.2f}%" height="{}" rx="2"/>'
    return _filled(shape, look, start, top, max(end - start, 0.3), height)


def _line(start: float, end: float, look: str) -> Markup:
    shape = '<rect class="{}" x="{:.2f}%" y="11" width="{:.2f}%" height="2"/>'
    return _filled(shape, look, start, max(end - start, 0))


def _use(x: float, look: str, shape: str = "mp-diamond") -> Markup:
    return _filled('<use class="{}" x="{:.2f}%" href="#{}"/>', look, x, shape)


def _sign(x: float, stage: Stage, *, is_bar: bool) -> Markup:
    """What the client has said to a delivery, on its diamond or inside the end of its bar."""
    look, shape = _SIGNS[stage]
    return _use(x, look, f"{shape}-in" if is_bar else shape)


def _filled(shape: str, *values: str | float) -> Markup:
    return Markup(shape).format(*values)  # noqa: S704, constants of ours, and numbers

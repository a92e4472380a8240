"""Charts: the timeline of the phases, drawn as SVG."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from milepost.facts.promises.promises import PromiseFacts, State
from milepost.facts.promises.schedule import PhaseFacts
from milepost.facts.report.report import StatusReport
from milepost.frozen import dataclass
from milepost.render.drawing.measures import clean, shortened, text_width
from milepost.render.drawing.milestones import day_of, status_of, story_of
from milepost.render.drawing.scales import Reach, Scale, ticks
from milepost.render.drawing.shapes import (
    Element,
    Flag,
    add,
    canvas,
    diamond,
    draw_flag,
    draw_months,
    number,
    slipped,
    written,
)
from milepost.render.words.tones import phase_state
from milepost.render.words.words import Words

_WIDTH = 1100
_TOP, _BAR, _STEP = 36, 18, 24
_LABEL_ROWS, _LABEL_STEP, _LABEL_ROOM = 3, 18, 280
_RADIUS = 7
_GONE = {State.CANCELLED, State.VANISHED}


@dataclass(frozen=True, slots=True)
class _Label:
    """The name and date of a milestone under the timeline: its middle, and its row from the top."""

    promise: PromiseFacts
    title: str
    day: str
    x: float
    row: int


def timeline_strip(report: StatusReport, words: Words) -> str:
    """The phases as bars on one line of months, and under them the milestones worth knowing."""
    phases = report.phases
    if not phases:
        return ""
    key, today = _key_milestones(report), report.status_date
    days = [day for phase in phases for day in (phase.start, phase.end)]
    days += [day for milestone in key for day in (milestone.forecast, milestone.agreed)]
    scale = Reach.of(days, today).scale(14, _WIDTH - 14)
    labels = _placed_labels(key, scale, today, words)
    gates = _TOP + _STEP * len(phases) + 14
    height = gates + 22 + _LABEL_STEP * max((label.row + 1 for label in labels), default=0)
    root = canvas("timeline", "strip", (_WIDTH, height), words("Timeline"), _phases_told(phases, today, words))
    flag = Flag(words.short_day(today), scale(today), 4, _WIDTH)
    draw_months(root, ticks(scale, words, today), _TOP - 8, gates, flag)
    add(root, "path", class_="mpc-axis", d=f"M0 {gates}H{_WIDTH}")
    draw_flag(root, flag, gates)
    for row, phase in enumerate(phases):
        _draw_phase(root, phase, scale, _TOP + row * _STEP, words)
    for placed in sorted(labels, key=lambda label: label.promise.forecast):
        _draw_gate(root, placed, scale, gates, words)
    return written(root)


def _key_milestones(report: StatusReport) -> list[PromiseFacts]:
    """Key dates, the finish, the open ones that moved (furthest first), the last of each phase: weightiest first."""
    slips = [m for m in report.milestones if m.state.is_open and m.variance_days > 0]
    moved = sorted(slips, key=lambda m: -m.variance_days)
    wanted = ([m for m in phase.promises if m.state not in _GONE] for phase in report.phases)
    ends = [max(milestones, key=lambda m: m.forecast) for milestones in wanted if milestones]
    key = [trend.promise for trend in report.key_dates]
    finish = [report.finish.promise] if report.finish else []
    return list({m.item.id: m for m in [*key, *finish, *moved[:4], *ends]}.values())


def _placed_labels(milestones: Iterable[PromiseFacts], scale: Scale, today: date, words: Words) -> list[_Label]:
    """The labels that fit without touching one another, each under its diamond."""
    taken: list[list[tuple[float, float]]] = [[] for _ in range(_LABEL_ROWS)]
    labels = []
    for promise in milestones:
        title, day = shortened(promise.item.title, _LABEL_ROOM, bold=True), day_of(promise, today, words)
        half = (text_width(title, bold=True) + text_width(f" {day}")) / 2 + 6
        x = min(max(scale(promise.forecast), half), _WIDTH - half)
        free = (n for n, row in enumerate(taken) if all(x - half >= end or x + half <= start for start, end in row))
        row = next(free, None)
        if row is not None:
            taken[row].append((x - half, x + half))
            labels.append(_Label(promise, title, day, x, row))
    return labels


def _draw_phase(root: Element, phase: PhaseFacts, scale: Scale, top: float, words: Words) -> None:
    status = {"moved": "at-risk"}.get(phase.state, phase.state)
    group = add(root, "g", class_=f"mpc-row mpc-is-{status}")
    add(group, "title", _phase_told(phase, words))
    start, end = scale(phase.start), scale(phase.end)
    width = max(end - start, 4)
    add(group, "rect", class_="mpc-shape", x=start, y=top, width=width, height=_BAR, rx=3)
    if phase.end > phase.agreed_end > phase.start:
        add(group, "path", class_="mpc-notch", d=f"M{number(scale(phase.agreed_end))} {number(top)}v{_BAR}")
    name, needed = clean(phase.phase.title), text_width(clean(phase.phase.title), bold=True)
    if needed + 14 <= width:
        add(group, "text", name, class_="mpc-inside", x=start + 8, y=top + 13)
    elif end + needed + 8 <= _WIDTH or _WIDTH - end > start:
        short = shortened(name, _WIDTH - end - 10, bold=True)
        add(group, "text", short, class_="mpc-label mpc-strong", x=end + 6, y=top + 13)
    else:
        short = shortened(name, start - 10, bold=True)
        add(group, "text", short, class_="mpc-label mpc-strong mpc-before", x=start - 6, y=top + 13)


def _draw_gate(root: Element, label: _Label, scale: Scale, y: float, words: Words) -> None:
    promise = label.promise
    group = add(root, "g", class_=f"mpc-row mpc-is-{status_of(promise)}")
    add(group, "title", story_of(promise, words))
    x = scale(promise.forecast)
    if promise.agreed != promise.forecast:
        slipped(group, scale(promise.agreed), x, y, _RADIUS - 1)
    add(group, "path", class_="mpc-shape mpc-gate", d=diamond(x, y, _RADIUS))
    text = add(group, "text", class_="mpc-label mpc-middle", x=label.x, y=y + 26 + label.row * _LABEL_STEP)
    add(text, "tspan", label.title, class_="mpc-name mpc-strong")
    add(text, "tspan", class_="mpc-date", dx=4).text = f"\u200e{label.day}"


def _phases_told(phases: Sequence[PhaseFacts], today: date, words: Words) -> str:
    told = words("; ").join(_phase_told(phase, words) for phase in phases)
    return words("{phases}. Today: {day}.", phases=told, day=words.day(today))


def _phase_told(phase: PhaseFacts, words: Words) -> str:
    name, start, end = clean(phase.phase.title), words.day(phase.start), words.day(phase.end)
    told = words("{phase}: {start} to {end}", phase=name, start=start, end=end)
    if phase.was_due:
        told = words("{phase}: since {start}, was due by {end}", phase=name, start=start, end=words.day(phase.was_due))
    elif phase.end != phase.agreed_end:
        agreed = words.day(phase.agreed_end)
        told = words("{phase}: {start} to {end}, agreed {agreed}", phase=name, start=start, end=end, agreed=agreed)
    return f"{told} ({words(phase_state(phase)[0])})"

"""Parts: the chart of a plan from the top, phase by phase; neighbouring phases that are complete are one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from markupsafe import escape

from milepost.facts.promises.promises import PromiseFacts, State
from milepost.facts.promises.schedule import PhaseFacts
from milepost.facts.report.report import StatusReport
from milepost.frozen import dataclass
from milepost.render.promises.rows import Row
from milepost.render.words.tally import tally
from milepost.render.words.words import Words, timed

_NAMED = 3  # so many complete phases stand in a line by name
_REACHED = {State.KEPT, State.KEPT_LATE}


@dataclass(frozen=True, slots=True)
class Section:
    """A phase and those of its milestones that are drawn; what was reached before what one sees is `said`."""

    title: str
    rows: tuple[Row, ...]
    said: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One phase that goes on, or several that are complete; `is_whole` where every milestone of it is drawn."""

    title: str
    sections: tuple[Section, ...]
    said: str = ""
    is_complete: bool = False
    is_whole: bool = True


def parts_of(report: StatusReport, rows: Iterable[Row], words: Words) -> tuple[Part, ...]:
    """The chart of a plan whose milestones in `rows` are drawn."""
    drawn = {row.promise.item.id: row for row in rows}
    parts: list[Part] = []
    for is_complete, phases in groupby(report.phases, key=_is_complete):
        group = tuple(phases)
        if is_complete and any(not _is_complete(phase) for phase in report.phases):
            parts.append(_complete(group, drawn, words))
        else:
            parts += [Part("", (_section(phase.phase.title, phase.promises, drawn, words),)) for phase in group]
    shown = {promise.item.id for phase in report.phases for promise in phase.promises}
    others = [promise for promise in report.milestones if promise.item.id not in shown]
    if others:
        title = words("Other milestones") if report.phases else ""
        parts.append(Part("", (_section(title, others, drawn, words),)))
    return tuple(part for part in parts if part.is_complete or any(section.rows for section in part.sections))


def _is_complete(phase: PhaseFacts) -> bool:
    return phase.state in {"done", "ended"}


def _complete(phases: Sequence[PhaseFacts], drawn: dict[str, Row], words: Words) -> Part:
    promises = [promise for phase in phases for promise in phase.promises]
    sections = tuple(Section(phase.phase.title, tuple(_of(phase.promises, drawn))) for phase in phases)
    is_whole = all(promise.item.id in drawn for promise in promises)
    return Part(_titles(phases, words), sections, _told(promises, words), is_complete=True, is_whole=is_whole)


def _titles(phases: Sequence[PhaseFacts], words: Words) -> str:
    named = words.between.join(phase.phase.title for phase in phases[:_NAMED])
    more = len(phases) - _NAMED
    return words.plural("{named} and {n} more", "{named} and {n} more", more, named=named) if more > 0 else named


def _told(promises: Sequence[PromiseFacts], words: Words) -> str:
    """Complete, 18 milestones, the last on 28 August, 14 days later than agreed."""
    count = words.plural("{n} milestone", "{n} milestones", len(promises))
    reached = [promise for promise in promises if promise.state in _REACHED]
    if not reached:
        return words(", ").join((words("nothing open"), count))
    last = max(reached, key=lambda promise: (promise.forecast, promise.item.id))
    day = words("the last on {day}", day=timed(last.forecast, words.day(last.forecast)))
    return escape(words(", ")).join((words("complete"), count, day, words.against_agreed(last.variance_days)))


def _section(title: str, promises: Sequence[PromiseFacts], drawn: dict[str, Row], words: Words) -> Section:
    rows = tuple(_of(promises, drawn))
    closed = [promise for promise in promises if not promise.state.is_open]
    return Section(title, rows, tally(closed, words) if closed and title else "")


def _of(promises: Iterable[PromiseFacts], drawn: dict[str, Row]) -> Iterator[Row]:
    return (drawn[promise.item.id] for promise in promises if promise.item.id in drawn)

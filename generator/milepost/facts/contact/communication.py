"""The communication plan, kept: what was to be told when, and what was."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from milepost.facts.contact.meetings import MeetingFacts
from milepost.facts.contact.plans import Plan
from milepost.facts.updates import UpdateFacts
from milepost.frozen import dataclass
from milepost.model.kinds.charter import Channel, Charter
from milepost.model.kinds.due_days import due_days
from milepost.model.snapshot import Key


@dataclass(frozen=True, slots=True)
class Occasion:
    """A day on which something was to be told: by what it was (None: by nothing), and why not, where that is said.

    `said` is the day on which that was said, where it was only after the grace.
    """

    day: date
    by: Key | None = None
    why: str | None = None
    said: date | None = None


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A line of the plan with the days on which it was due so far, oldest first."""

    line: Channel
    occasions: tuple[Occasion, ...]

    @property
    def kept(self) -> int:
        """How often it was kept."""
        return sum(occasion.by is not None for occasion in self.occasions)

    @property
    def missed(self) -> tuple[Occasion, ...]:
        """The days on which it was not, newest first."""
        return tuple(occasion for occasion in reversed(self.occasions) if occasion.by is None)


@dataclass(frozen=True, slots=True)
class KeptPlan:
    """The communication plan beside what happened; `late` are the meetings whose minutes took longer than the grace."""

    lines: tuple[KeptLine, ...] = ()
    meetings: int = 0
    late: tuple[MeetingFacts, ...] = ()
    within_days: int = 0

    @property
    def in_time(self) -> int:
        """Of how many meetings the minutes came within the grace."""
        return self.meetings - len(self.late)


class _Told(NamedTuple):
    """Something that keeps a line of the plan: its day, and the day on which it stood here."""

    day: date
    recorded: date
    key: Key


def kept_plan(
    charter: Charter,
    plans: Sequence[Plan],
    updates: Sequence[UpdateFacts],
    meetings: Sequence[MeetingFacts],
    until: date,
) -> KeptPlan:
    """The plan of a charter beside what happened up to a day; what was agreed later counts from then on."""
    lines = [
        KeptLine(line, tuple(_occasions(line, charter, plans, _told_by(line, updates, meetings), until)))
        for line in charter.communication
        if line.every and line.keeper
    ]
    grace = charter.rhythm.grace_days
    late = tuple(facts for facts in meetings if facts.days > grace)
    return KeptPlan(tuple(line for line in lines if line.occasions), len(meetings), late, grace)


def _told_by(line: Channel, updates: Iterable[UpdateFacts], meetings: Iterable[MeetingFacts]) -> list[_Told]:
    if line.keeper == "update":
        return sorted(_Told(f.update.date, f.recorded, (f.update.kind, f.update.id)) for f in updates)
    of_kind = (facts for facts in meetings if facts.meeting.matter.meeting_kind == line.keeper)
    return sorted(_Told(f.meeting.date, f.recorded, (f.meeting.kind, f.meeting.id)) for f in of_kind)


def _occasions(
    line: Channel, charter: Charter, plans: Sequence[Plan], told: Sequence[_Told], until: date
) -> Iterator[Occasion]:
    grace = timedelta(charter.rhythm.grace_days)
    spans = _spans(line, charter, plans, until)
    # Whatever is said of it later, an excuse above all, moves none of its fortnights.
    stood = next((plan.since for plan in plans if any(one.name == line.name for one in plan.lines)), None)
    due = [day for since, end, then in spans for day in due_days(then, charter, since, end, stood)]
    nearest: dict[date, _Told] = {}
    for one in told:
        day = _nearest(due, one.day)
        # An update that comes after the grace tells in time what comes next, and keeps nothing that was due before.
        if day and (line.keeper != "update" or one.recorded <= day + grace):
            nearest.setdefault(day, one)
    skipped, said = {skip.on: skip.why for skip in line.skipped}, _said_on(line, plans)
    for day in due:
        found = nearest.get(day)
        if found and day <= until:
            yield Occasion(day, found.key)
        elif day <= until and day + grace < until:
            late = said[day] if day in skipped and said.get(day, day) > day + grace else None
            yield Occasion(day, None, skipped.get(day), late)


def _said_on(line: Channel, plans: Sequence[Plan]) -> dict[date, date]:
    """Since when it is said of each day why the line was not kept."""
    found: dict[date, date] = {}
    for plan in plans:
        for skip in (skip for one in plan.lines if one.name == line.name for skip in one.skipped):
            found.setdefault(skip.on, plan.since)
    return found


def _spans(line: Channel, charter: Charter, plans: Sequence[Plan], until: date) -> Iterator[tuple[date, date, Channel]]:
    """The stretches of time in which the line stood in the plan, each with what it said then."""
    ends = [plan.since - timedelta(1) for plan in plans[1:]] + [until + timedelta(31)]
    for plan, end in zip(plans, ends, strict=False):
        then = next((one for one in plan.lines if one.name == line.name and one.every), None)
        begins = max(plan.since, charter.start or plan.since)
        if then is not None and begins <= end:
            yield begins, end, then


def _nearest(days: Sequence[date], day: date) -> date | None:
    """The day of some that is nearest to one; the earlier of two."""
    place = bisect_left(days, day)
    return min(days[max(0, place - 1) : place + 1], key=lambda one: (abs(one - day), one), default=None)

"""Neglect: what the plan says was due and is not here, and what nobody has looked at for long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from milepost.errors import Location, Problem, Severity
from milepost.facts.health.rules import RECENT_DAYS
from milepost.facts.report.report import StatusReport
from milepost.model.fields import Kind
from milepost.model.kinds.charter import Every
from milepost.model.registers import REGISTERS, Register

_PERIODS = 8
_DAYS = {Every.WEEK: 7, Every.FORTNIGHT: 14, Every.MONTH: 30}


def neglected(report: StatusReport, folder: str) -> Iterator[Problem]:
    """What is told to the manager and not to the client; `folder` is where the content lies."""
    yield from _meetings(report, folder)
    if not report.is_finished:
        yield from _registers(report, folder)


def _meetings(report: StatusReport, folder: str) -> Iterator[Problem]:
    """Meetings that were due of late, and of which nothing stands here; a missing update is told by the rhythm."""
    since = report.status_date - timedelta(RECENT_DAYS)
    for line in report.communication.lines:
        for occasion in line.missed if line.line.keeper != "update" else ():
            if occasion.day >= since and not occasion.why:
                message = (
                    f"by the communication plan {line.line.what!r} was due on {occasion.day}, and nothing stands here"
                )
                hint = "write its minutes (milepost new meeting), or say why in skipped: of its line in project.yml"
                yield Problem(Location(f"{folder}/meetings"), message, hint, Severity.ADVICE)


def _registers(report: StatusReport, folder: str) -> Iterator[Problem]:
    """Registers with something open in which nothing has changed for eight rhythm periods."""
    before = report.status_date - timedelta(_PERIODS * _DAYS[report.charter.rhythm.every])
    last: dict[Kind, date] = {}
    for event in report.events:
        if event.revision:  # What the clock told nobody has looked at.
            last[event.kind] = max(event.recorded, last.get(event.kind, date.min))
    for register in REGISTERS:
        day = last.get(register.kind)
        if day and day < before and _has_open(report, register):
            message = f"nothing of {register.name} has changed since {day}, and some of it is open"
            hint = "look through it: close what is over, and say what is new"
            yield Problem(Location(f"{folder}/{register.name}.yml"), message, hint, Severity.ADVICE)


def _has_open(report: StatusReport, register: Register) -> bool:
    """Whether something in it is still to be watched; promises have checks of their own."""
    return any(record.is_open for record in report.records.get(register.kind, ()))

"""The charter: who works for whom, towards what, in which rhythm (`project.yml`)."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from milepost.model.fields import Day, ItemId, Line, Prose, Record, Side


class Language(StrEnum):
    """The languages the generator speaks."""

    EN = "en"
    ZH = "zh"


class Every(StrEnum):
    """How often an update is due."""

    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"


class Weekday(StrEnum):
    """The day an update is due; in order, Monday first."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @property
    def number(self) -> int:
        """0 for Monday, as `date.weekday` counts."""
        return list(Weekday).index(self)


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise PydanticCustomError("timezone", "unknown time zone {name}", {"name": repr(name)}) from error
    return name


class Phase(Record):
    """A stretch of the project that milestones belong to."""

    id: ItemId
    title: Line


class Scope(Record):
    """What is part of the work and what is not."""

    included: tuple[Line, ...] = ()
    excluded: tuple[Line, ...] = ()


class Contact(Record):
    """Whom to ask."""

    name: Line
    role: Line | None = None
    side: Side = Side.VENDOR
    email: Line | None = None
    phone: Line | None = None


class Rhythm(Record):
    """When updates are due, and how many days late still counts as on time."""

    every: Every = Every.WEEK
    day: Weekday = Weekday.FRIDAY
    grace_days: Annotated[int, Field(ge=0, le=31, strict=True)] = 2


class Channel(Record):
    """A line of the communication plan."""

    what: Line
    when: Line | None = None
    how: Line | None = None
    for_: Line | None = Field(default=None, alias="for")


class FeedbackRoute(Record):
    """Where a client can answer."""

    email: Line | None = None
    form: Line | None = None


class Charter(Record):
    """The project's own frame."""

    name: Line
    client: Line | None = None
    vendor: Line | None = None
    summary: Prose | None = None
    language: Language = Language.EN
    timezone: Annotated[Line, AfterValidator(_known_zone)] = "UTC"
    start: Day | None = None
    goals: tuple[Line, ...] = ()
    scope: Scope = Scope()
    phases: tuple[Phase, ...] = ()
    contacts: tuple[Contact, ...] = ()
    rhythm: Rhythm = Rhythm()
    communication: tuple[Channel, ...] = ()
    feedback: FeedbackRoute | None = None

    @property
    def tells_about(self) -> bool:
        """Whether it says more than other pages do: what the project is for, what is part of it, whom to talk to."""
        scope, route = self.scope, self.feedback
        told = (self.goals, scope.included, scope.excluded, self.contacts, self.communication)
        return any(told) or bool(route and (route.email or route.form))

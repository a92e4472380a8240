"""The charter: who works for whom, towards what, in which rhythm (`project.yml`)."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, StrictBool
from pydantic_core import PydanticCustomError

from milepost.model.fields import Day, ItemId, Line, Prose, Record, Side
from milepost.model.kinds.meetings import MeetingKind


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

    id: ItemId = Field(description="What `phase` of a milestone or a lesson names.")
    title: Line = Field(description="How readers see it.")


class Goal(Record):
    """What the project is for, how that is measured, and what came of it."""

    goal: Line = Field(description="What the project is for.")
    measure: Line | None = Field(default=None, description="How both sides will know that it is reached.")
    result: Line | None = Field(default=None, description="What came of it, once that is known.")


def _goal(written: Any) -> Any:
    return {"goal": written} if isinstance(written, str) else written


class Scope(Record):
    """What is part of the work and what is not."""

    included: tuple[Line, ...] = Field(default=(), description="What is part of the work.")
    excluded: tuple[Line, ...] = Field(default=(), description="What is not, so that nobody expects it.")


class Contact(Record):
    """Whom to ask."""

    name: Line = Field(description="Who it is.")
    role: Line | None = Field(default=None, description="What to ask them about.")
    side: Side = Field(default=Side.VENDOR, description="Whose people they are.")
    email: Line | None = Field(default=None, description="An address to write to.")
    phone: Line | None = Field(default=None, description="A number to call.")


class Rhythm(Record):
    """When updates are due, and how many days late still counts as on time."""

    every: Every = Field(default=Every.WEEK, description="How often an update is due.")
    day: Weekday = Field(default=Weekday.FRIDAY, description="On which day of the week.")
    grace_days: Annotated[int, Field(ge=0, le=31, strict=True)] = Field(
        default=2, description="How many days late still counts as on time."
    )


class Tolerance(Record):
    """How far from what was agreed both sides let things go before they speak of it."""

    days: Annotated[int, Field(ge=0, le=365, strict=True)] = Field(
        description="How many days later than agreed a milestone may be forecast before its area of health is amber."
    )


Week = Literal["first", "second", "third", "fourth", "last"]
WEEKS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}
"""Which of the weekdays of a month each means, as a list of them counts."""
Keeper = Literal["update"] | MeetingKind
# By which words the name of a line says what keeps it; the first that fits.
_SAID: tuple[tuple[Keeper, tuple[str, ...]], ...] = (
    ("steering", ("steering", "指导委员会", "领导小组")),
    ("review", ("review", "demo", "评审", "演示")),
    ("status", ("status meeting", "stand-up", "standup", "jour fixe", "meeting", "例会", "会议")),
    ("update", ("update", "report", "更新", "通报", "报告", "周报", "月报")),
)


class Skip(Record):
    """A day on which something was not told that was due, and why."""

    on: Day = Field(description="The day on which it was due.")
    why: Line = Field(description="Why it did not come, in words for the client.")


class AcceptanceTerms(Record):
    """How long the client has for a word on what was handed over, and what its silence means."""

    days: Annotated[int, Field(ge=0, le=365, strict=True)] = Field(
        default=10, description="How many days the client has to accept or reject what was delivered."
    )
    deemed: StrictBool = Field(
        default=False, description="Whether it counts as accepted when these days have passed without a word."
    )


class Channel(Record):
    """A line of the communication plan."""

    what: Line = Field(description="What is told.")
    when: Line | None = Field(default=None, description="When, in your words.")
    how: Line | None = Field(default=None, description="Where or by what means.")
    for_: Line | None = Field(default=None, alias="for", description="For whom.")
    every: Every | None = Field(default=None, description="How often; then the site says how often it was kept.")
    day: Weekday | None = Field(default=None, description="On which day of the week (otherwise: that of the rhythm).")
    week: Week = Field(default="last", description="Of a month, on which of these weekdays.")
    kept_by: Keeper | None = Field(
        default=None,
        description="What keeps it: updates, or the minutes of a kind of meeting (default: as `what` says).",
    )
    skipped: tuple[Skip, ...] = Field(default=(), description="The days on which it did not come, and why.")

    @property
    def name(self) -> str:
        """What it is called, whatever the case and the spaces."""
        return " ".join(self.what.casefold().split())

    @property
    def keeper(self) -> Keeper | None:
        """What keeps it, as it says itself or as its name does; None where neither says so."""
        if self.kept_by:
            return self.kept_by
        return next((keeper for keeper, words in _SAID if any(word in self.name for word in words)), None)


class Escalation(Record):
    """Who is asked when those below could not settle a matter."""

    level: Annotated[int, Field(ge=1, le=9, strict=True)] = Field(description="1 is asked first.")
    who: Line = Field(description="Who it is, by name or role, on both sides if there are two.")
    when: Line | None = Field(default=None, description="What has to have happened.")


class FeedbackRoute(Record):
    """Where a client can answer."""

    email: Line | None = Field(default=None, description="An address to write to.")
    form: Line | None = Field(default=None, description="The address of a form.")
    answer_days: Annotated[int, Field(ge=0, le=365, strict=True)] = Field(
        default=10, description="After how many days without an answer we say that one is late."
    )


class Charter(Record):
    """The project's own frame."""

    name: Line = Field(description="What the project is called; the title of the site.")
    client: Line | None = Field(default=None, description="Whom the work is for.")
    vendor: Line | None = Field(default=None, description="Who does it.")
    summary: Prose | None = Field(default=None, description="What the project is, in a sentence or two of Markdown.")
    language: Language = Field(default=Language.EN, description="The language of every word that Milepost adds.")
    timezone: Annotated[Line, AfterValidator(_known_zone)] = Field(
        default="UTC", description="In which a commit's day is told, such as `Europe/Berlin`."
    )
    start: Day | None = Field(default=None, description="The day on which the project began.")
    goals: tuple[Annotated[Goal, BeforeValidator(_goal, json_schema_input_type=Line | Goal)], ...] = Field(
        default=(), description="What the project is for: a line each, or what follows."
    )
    scope: Scope = Field(default=Scope(), description="What is part of the work and what is not.")
    phases: tuple[Phase, ...] = Field(default=(), description="The stretches of the plan, in order.")
    contacts: tuple[Contact, ...] = Field(default=(), description="Whom to ask; the vendor's first is on the overview.")
    rhythm: Rhythm = Field(default=Rhythm(), description="When updates are due.")
    tolerance: Tolerance | None = Field(
        default=None, description="How much later than agreed is no alarm yet, as agreed at kick-off."
    )
    acceptance: AcceptanceTerms | None = Field(
        default=None, description="Until when the client accepts what is delivered, as agreed at kick-off."
    )
    communication: tuple[Channel, ...] = Field(default=(), description="Who is told what, when and how.")
    escalation: tuple[Escalation, ...] = Field(
        default=(), description="Whom both sides ask, level by level, where a matter cannot be settled."
    )
    feedback: FeedbackRoute | None = Field(default=None, description="Where a client can answer.")

    @property
    def tells_about(self) -> bool:
        """Whether it says more than other pages do: what the project is for, what is part of it, whom to talk to."""
        scope, route = self.scope, self.feedback
        told = (self.goals, scope.included, scope.excluded, self.contacts, self.communication, self.escalation)
        return any(told) or bool(route and (route.email or route.form))

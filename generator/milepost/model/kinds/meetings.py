"""Meetings: minutes, and whether both sides agreed to them (`meetings/YYYY-MM-DD[-slug].md`)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from milepost.frozen import dataclass
from milepost.model.fields import Day, Kind, Line, Person, Record, Visibility
from milepost.model.items import Consent, PageItem
from milepost.model.marks import Mark
from milepost.model.texts.called import Called, Means
from milepost.model.texts.prose import Body

MeetingKind = Literal["kickoff", "status", "steering", "review", "closing", "other"]


class Approval(Consent):
    """That those who met agreed to what is written."""


class MeetingMatter(Record):
    """The front matter of a meeting."""

    title: Annotated[Line, Mark.TITLE, Called("title")] = Field(description="What it was about, or what it is called.")
    meeting_kind: Annotated[
        MeetingKind,
        Called("kind"),
        Means(
            kickoff="Kick-off meeting",
            status="Status meeting",
            steering="Steering meeting",
            review="Review meeting",
            closing="Closing meeting",
            other="Meeting",
        ),
    ] = Field(default="other", alias="kind", description="What kind of meeting it was.")
    present: tuple[Person, ...] = Field(default=(), description="Who was there, by name or role.")
    absent: tuple[Person, ...] = Field(default=(), description="Who was asked and could not be there.")
    next: Day | None = Field(default=None, description="The day of the next one of its kind.")
    approved: Annotated[Approval | None, Mark.CLOSES] = Field(
        default=None, description="That the minutes were agreed to; what is changed in them later is told as that."
    )
    visibility: Visibility = Field(
        default=Visibility.PUBLIC, description="`internal` keeps it out of everything published."
    )


@dataclass(frozen=True, slots=True)
class Meeting(PageItem):
    """A meeting: its id is the name of the file of its minutes, which begins with its date."""

    kind: ClassVar[Kind] = Kind.MEETING

    id: str
    date: date
    path: str
    matter: MeetingMatter
    body: Body

    @property
    def title(self) -> str:
        """What it is called."""
        return self.matter.title

    @property
    def written_on(self) -> Day:
        """The day on which they met."""
        return self.date

    @property
    def is_public(self) -> bool:
        """Whether it may be published."""
        return self.matter.visibility is Visibility.PUBLIC

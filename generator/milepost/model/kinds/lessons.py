"""Lessons: what was learned, and the proof that it was used (`lessons/*.md`)."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from milepost.frozen import dataclass
from milepost.model.fields import Day, ItemId, Kind, Line, PastDay, Person, Record, Visibility
from milepost.model.items import PageItem
from milepost.model.marks import Mark, Ref
from milepost.model.texts.called import Called
from milepost.model.texts.prose import Body

LessonKind = Literal["keep", "improve"]


class Application(Record):
    """One use of a lesson."""

    on: PastDay = Field(description="The day it was used.")
    where: Line = Field(description="Where it was used.")


class LessonMatter(Record):
    """The front matter of a lesson."""

    title: Annotated[Line, Mark.TITLE, Called("title")] = Field(description="The advice, as one sentence.")
    date: PastDay = Field(description="The day it was learned.")
    lesson_kind: Annotated[LessonKind, Called("kind")] = Field(
        default="improve", alias="kind", description="Whether it went well (`keep`) or should go better."
    )
    phase: Annotated[ItemId | None, Called("phase")] = Field(default=None, description="A phase of `project.yml`.")
    tags: tuple[Line, ...] = Field(default=(), description="Words to find it by.")
    milestone: Annotated[ItemId | None, Ref(Kind.MILESTONE), Called("milestone")] = Field(
        default=None, description="The milestone that taught it."
    )
    author: Person | None = Field(default=None, description="Who wrote it down.")
    applied: tuple[Application, ...] = Field(default=(), description="The proof that it was used.")
    visibility: Visibility = Field(
        default=Visibility.PUBLIC, description="`internal` keeps it out of everything published."
    )


@dataclass(frozen=True, slots=True)
class Lesson(PageItem):
    """A lesson: its id is the file's name."""

    kind: ClassVar[Kind] = Kind.LESSON

    id: str
    path: str
    matter: LessonMatter
    body: Body

    @property
    def title(self) -> str:
        """The advice."""
        return self.matter.title

    @property
    def written_on(self) -> Day:
        """The day it was learned."""
        return self.matter.date

    @property
    def is_public(self) -> bool:
        """Whether it may be published."""
        return self.matter.visibility is Visibility.PUBLIC

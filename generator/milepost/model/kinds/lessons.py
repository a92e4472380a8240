"""Lessons: what was learned, and the proof that it was used (`lessons/*.md`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import Field

from milepost.model.fields import Day, ItemId, Kind, Line, Record, Visibility
from milepost.model.prose import Body


class Application(Record):
    """One use of a lesson."""

    on: Day = Field(description="The day it was used.")
    where: Line = Field(description="Where it was used.")


class LessonMatter(Record):
    """The front matter of a lesson."""

    title: Line = Field(description="The advice, as one sentence.")
    date: Day = Field(description="The day it was learned.")
    lesson_kind: Literal["keep", "improve"] = Field(
        default="improve", alias="kind", description="Whether it went well (`keep`) or should go better."
    )
    phase: ItemId | None = Field(default=None, description="A phase of `project.yml`.")
    tags: tuple[Line, ...] = Field(default=(), description="Words to find it by.")
    milestone: ItemId | None = Field(default=None, description="The milestone that taught it.")
    author: Line | None = Field(default=None, description="Who wrote it down.")
    applied: tuple[Application, ...] = Field(default=(), description="The proof that it was used.")
    visibility: Visibility = Field(
        default=Visibility.PUBLIC, description="`internal` keeps it out of everything published."
    )


@dataclass(frozen=True, slots=True)
class Lesson:
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
    def is_public(self) -> bool:
        """Whether it may be published."""
        return self.matter.visibility is Visibility.PUBLIC

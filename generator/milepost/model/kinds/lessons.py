"""Lessons: what was learned, and the proof that it was used (`lessons/*.md`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import Field

from milepost.model.fields import Day, ItemId, Kind, Line, Record, Visibility
from milepost.model.prose import Body


class Application(Record):
    """One use of a lesson."""

    on: Day
    where: Line


class LessonMatter(Record):
    """The front matter of a lesson."""

    title: Line
    date: Day
    lesson_kind: Literal["keep", "improve"] = Field(default="improve", alias="kind", description="`keep`: went well.")
    phase: ItemId | None = None
    tags: tuple[Line, ...] = ()
    milestone: ItemId | None = None
    author: Line | None = None
    applied: tuple[Application, ...] = Field(default=(), description="The proof that it was used.")
    visibility: Visibility = Visibility.PUBLIC


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

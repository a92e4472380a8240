"""Problems: what has happened, and step by step what is done about it (`problems.yml`)."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from milepost.model.fields import Day, ItemId, Kind, Line, PastDay, Prose, Record
from milepost.model.items import RegisterItem
from milepost.model.marks import Mark, Ref

StepState = Literal["investigating", "identified", "fixing", "monitoring", "resolved"]
Severity = Literal["low", "medium", "high"]


class ProblemStep(Record):
    """One entry of what is done about a problem, in the words of its day."""

    on: PastDay = Field(description="The day it tells of.")
    state: StepState = Field(description="How far it is.")
    text: Prose = Field(description="What is known or was done, in a sentence or two.")


class ProblemRecord(RegisterItem):
    """Something that has gone wrong, told openly until it is resolved."""

    kind: ClassVar[Kind] = Kind.PROBLEM

    severity: Annotated[Severity | None, Mark.LEVEL] = Field(default=None, description="How grave it is.")
    effect: Annotated[Line | None, Mark.WORDS] = Field(default=None, description="What it means for the reader.")
    risk: Annotated[ItemId | None, Ref(Kind.RISK)] = Field(default=None, description="The risk that foresaw it.")
    due: Annotated[Day | None, Mark.DATE] = Field(default=None, description="The day by which it will be solved.")
    workaround: Annotated[Line | None, Mark.WORDS] = Field(default=None, description="What helps until then.")
    thread: tuple[ProblemStep, ...] = Field(
        default=(), description="What is done about it, oldest first; new entries are added, and told ones stay."
    )
    lesson: Annotated[ItemId | None, Ref(Kind.LESSON)] = Field(default=None, description="The lesson it taught.")

    @property
    def resolved(self) -> Day | None:
        """The day on which it was resolved, as far as its last entry says so."""
        last = self.thread[-1] if self.thread else None
        return last.on if last and last.state == "resolved" else None

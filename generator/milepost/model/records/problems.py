"""Problems: what has happened, and step by step what is done about it (`problems.yml`)."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from milepost.model.fields import Day, ItemId, Kind, Line, PastDay, Prose, Record
from milepost.model.items import RegisterItem
from milepost.model.marks import Mark, Ref
from milepost.model.texts.called import Called, Means

StepState = Literal["investigating", "identified", "fixing", "monitoring", "resolved"]
STEP_STATES = Means(
    investigating="Looked into",
    identified="Cause found",
    fixing="Being solved",
    monitoring="Watched",
    resolved="Resolved",
)
Severity = Literal["low", "medium", "high"]


class ProblemStep(Record):
    """One entry of what is done about a problem, in the words of its day."""

    on: PastDay = Field(description="The day it tells of.")
    state: Annotated[StepState, STEP_STATES] = Field(description="How far it is.")
    text: Prose = Field(description="What is known or was done, in a sentence or two.")


class ProblemRecord(RegisterItem):
    """Something that has gone wrong, told openly until it is resolved."""

    kind: ClassVar[Kind] = Kind.PROBLEM

    severity: Annotated[
        Severity | None, Mark.LEVEL, Called("how grave"), Means(low="minor", medium="serious", high="grave")
    ] = Field(default=None, description="How grave it is.")
    effect: Annotated[Line | None, Mark.WORDS, Called("effect")] = Field(
        default=None, description="What it means for the reader."
    )
    risk: Annotated[ItemId | None, Ref(Kind.RISK), Called("foreseen as")] = Field(
        default=None, description="The risk that foresaw it."
    )
    due: Annotated[Day | None, Mark.DATE, Called("solved by")] = Field(
        default=None, description="The day by which it will be solved."
    )
    workaround: Annotated[Line | None, Mark.WORDS, Called("until then")] = Field(
        default=None, description="What helps until then."
    )
    thread: Annotated[tuple[ProblemStep, ...], Called("what is done about it")] = Field(
        default=(), description="What is done about it, oldest first; new entries are added, and told ones stay."
    )
    lesson: Annotated[ItemId | None, Ref(Kind.LESSON), Called("lesson")] = Field(
        default=None, description="The lesson it taught."
    )

    @property
    def resolved(self) -> Day | None:
        """The day on which it was resolved, as far as its last entry says so."""
        last = self.thread[-1] if self.thread else None
        return last.on if last and last.state == "resolved" else None

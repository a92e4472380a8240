"""Risks: what may happen, and what is done about it (`risks.yml`)."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from milepost.model.fields import Day, ItemId, Kind, Line, PastDay, Record
from milepost.model.items import RegisterItem
from milepost.model.marks import Mark, Ref

Ending = Literal["occurred", "passed", "reduced", "transferred", "accepted"]
Degree = Annotated[int, Field(ge=1, le=5, strict=True)]


class Closing(Record):
    """How a risk ended."""

    on: PastDay = Field(description="The day it was closed.")
    problem: Annotated[ItemId | None, Ref(Kind.PROBLEM)] = Field(
        default=None, description="The problem that it became; needed where it `occurred`."
    )
    because: Ending = Field(
        description="Whether it happened (`occurred`), can no longer happen (`passed`), or need no longer be watched."
    )


class Risk(RegisterItem):
    """Something that may happen: an event, not a topic."""

    kind: ClassVar[Kind] = Kind.RISK

    risk_kind: Literal["threat", "opportunity"] = Field(
        default="threat", alias="kind", description="Whether it would harm or help."
    )
    effect: Annotated[Line | None, Mark.WORDS] = Field(default=None, description="What it would mean for the reader.")
    probability: Annotated[Degree | None, Mark.LEVEL] = Field(
        default=None, description="How likely it is: 1 very unlikely, 5 very likely."
    )
    impact: Annotated[Degree | None, Mark.LEVEL] = Field(
        default=None, description="How much it would change: 1 very small, 5 very large."
    )
    response: Annotated[
        Literal["avoid", "reduce", "transfer", "share", "accept", "prepare", "exploit", "enhance"] | None, Mark.WORDS
    ] = Field(default=None, description="What is done about it, in a word; the last two are for opportunities.")
    plan: Annotated[Line | None, Mark.WORDS] = Field(default=None, description="What is done about it.")
    near: Day | None = Field(default=None, description="From when on it can happen.")
    review: Day | None = Field(default=None, description="When it is looked at again.")
    lesson: Annotated[ItemId | None, Ref(Kind.LESSON)] = Field(default=None, description="The lesson it taught.")
    closed: Annotated[Closing | None, Mark.CLOSES] = Field(default=None, description="Set this instead of deleting it.")

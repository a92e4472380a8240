"""Risks: what may happen, and what is done about it (`risks.yml`)."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from milepost.model.fields import Day, ItemId, Kind, Line, PastDay, Record
from milepost.model.items import RegisterItem
from milepost.model.marks import Mark, Ref
from milepost.model.texts.called import Called, Means

Ending = Literal["occurred", "passed", "reduced", "transferred", "accepted"]
Degree = Annotated[int, Field(ge=1, le=5, strict=True)]


class Closing(Record):
    """How a risk ended."""

    on: PastDay = Field(description="The day it was closed.")
    problem: Annotated[ItemId | None, Ref(Kind.PROBLEM), Called("what it became")] = Field(
        default=None, description="The problem that it became; needed where it `occurred`."
    )
    because: Annotated[
        Ending,
        Called("how it ended"),
        Means(
            occurred="it happened",
            passed="it did not happen",
            reduced="it was reduced until it needed no watching",
            transferred="somebody else bears it",
            accepted="it was accepted as it is",
        ),
    ] = Field(
        description="Whether it happened (`occurred`), can no longer happen (`passed`), or need no longer be watched."
    )


class Risk(RegisterItem):
    """Something that may happen: an event, not a topic."""

    kind: ClassVar[Kind] = Kind.RISK

    risk_kind: Annotated[
        Literal["threat", "opportunity"], Called("kind"), Means(threat="threat", opportunity="opportunity")
    ] = Field(default="threat", alias="kind", description="Whether it would harm or help.")
    effect: Annotated[Line | None, Mark.WORDS, Called("effect")] = Field(
        default=None, description="What it would mean for the reader."
    )
    probability: Annotated[
        Degree | None,
        Mark.LEVEL,
        Called("likelihood"),
        Means("very unlikely", "unlikely", "possible", "likely", "very likely"),
    ] = Field(default=None, description="How likely it is: 1 very unlikely, 5 very likely.")
    impact: Annotated[
        Degree | None,
        Mark.LEVEL,
        Called("impact"),
        Means("very small", "small", "noticeable", "large", "very large"),
    ] = Field(default=None, description="How much it would change: 1 very small, 5 very large.")
    response: Annotated[
        Literal["avoid", "reduce", "transfer", "share", "accept", "prepare", "exploit", "enhance"] | None,
        Mark.WORDS,
        Called("response"),
        Means(
            avoid="avoid it",
            reduce="make it smaller",
            transfer="let somebody else bear it",
            share="share it",
            accept="accept it",
            prepare="be ready for it",
            exploit="make sure of it",
            enhance="make it likelier",
        ),
    ] = Field(default=None, description="What is done about it, in a word; the last two are for opportunities.")
    plan: Annotated[Line | None, Mark.WORDS, Called("plan")] = Field(default=None, description="What is done about it.")
    near: Annotated[Day | None, Called("possible from")] = Field(
        default=None, description="From when on it can happen."
    )
    review: Annotated[Day | None, Called("looked at again")] = Field(
        default=None, description="When it is looked at again."
    )
    lesson: Annotated[ItemId | None, Ref(Kind.LESSON), Called("lesson")] = Field(
        default=None, description="The lesson it taught."
    )
    closed: Annotated[Closing | None, Mark.CLOSES] = Field(default=None, description="Set this instead of deleting it.")

"""Changes: what somebody asked to have otherwise than it was agreed, and what came of it (`changes.yml`)."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from milepost.model.fields import Kind, Line, PastDay, Person, Prose, Record, Side
from milepost.model.items import RegisterItem
from milepost.model.marks import Mark
from milepost.model.texts.called import Called, Means

Outcome = Literal["approved", "rejected", "deferred"]


class Impact(Record):
    """What a change is estimated to cost; all of it but the days in words."""

    days: Annotated[int | None, Field(ge=-3650, le=3650, strict=True), Mark.LEVEL, Called("effect on dates")] = Field(
        default=None, description="How many days later the dates that it touches come; negative is earlier."
    )
    cost: Annotated[Line | None, Mark.LEVEL, Called("effect on cost")] = Field(
        default=None, description="What it costs."
    )
    effort: Annotated[Line | None, Mark.LEVEL, Called("effort")] = Field(
        default=None, description="How much work it is."
    )
    scope: Annotated[Line | None, Mark.LEVEL, Called("effect on scope")] = Field(
        default=None, description="What is then part of the work."
    )
    quality: Annotated[Line | None, Mark.LEVEL, Called("effect on quality")] = Field(
        default=None, description="What becomes better or worse."
    )


class Verdict(Record):
    """What was decided about a change."""

    on: PastDay = Field(description="The day it was decided.")
    outcome: Annotated[
        Outcome,
        Called("what was decided"),
        Means(approved="approved", rejected="rejected", deferred="deferred"),
    ] = Field(description="What was decided.")
    by: Annotated[Person | None, Called("decided by")] = Field(
        default=None, description="Who decided, by name or role."
    )
    why: Annotated[Prose | None, Mark.WORDS, Called("why it was decided so")] = Field(
        default=None, description="Why it was decided so."
    )


class ChangeRequest(RegisterItem):
    """A wish to have something otherwise than it was agreed."""

    kind: ClassVar[Kind] = Kind.CHANGE

    why: Annotated[Prose | None, Mark.WORDS, Called("why")] = Field(default=None, description="Why it is asked for.")
    side: Annotated[Side, Mark.PERSON, Called("who asks for it"), Means(vendor="Vendor", client="Client")] = Field(
        default=Side.CLIENT, description="Which side asks for it."
    )
    raised: Annotated[PastDay | None, Called("asked for on")] = Field(
        default=None, alias="requested", description="The day it was asked for (otherwise: the day it first appeared)."
    )
    action: Annotated[
        Literal["add", "modify", "remove"] | None,
        Called("what it does"),
        Means(add="adds to the work", modify="changes part of the work", remove="leaves something out"),
    ] = Field(default=None, description="Whether something is added to the work, made otherwise, or left out.")
    contract: Annotated[
        Literal["inside", "outside"] | None,
        Called("in the contract"),
        Means(inside="within what was agreed", outside="beyond what was agreed"),
    ] = Field(default=None, description="Whether it lies inside or outside of what was agreed.")
    impact: Annotated[Impact | None, Called("impact")] = Field(
        default=None, description="What it is estimated to cost; each part is optional."
    )
    decided: Annotated[Verdict | None, Mark.DECIDES, Called("decided on")] = Field(
        default=None, description="What was decided about it."
    )
    implemented: Annotated[PastDay | None, Mark.CLOSES] = Field(
        default=None, description="The day on which it was done."
    )
    withdrawn: Annotated[PastDay | None, Mark.CLOSES] = Field(
        default=None, description="The day on which it was taken back; set this instead of deleting it."
    )

"""Changes: what somebody asked to have otherwise than it was agreed, and what came of it (`changes.yml`)."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from milepost.model.fields import Kind, Line, PastDay, Person, Prose, Record, Side
from milepost.model.items import RegisterItem
from milepost.model.marks import Mark

Outcome = Literal["approved", "rejected", "deferred"]


class Impact(Record):
    """What a change is estimated to cost; all of it but the days in words."""

    days: Annotated[int | None, Field(ge=-3650, le=3650, strict=True), Mark.LEVEL] = Field(
        default=None, description="How many days later the dates that it touches come; negative is earlier."
    )
    cost: Annotated[Line | None, Mark.LEVEL] = Field(default=None, description="What it costs.")
    effort: Annotated[Line | None, Mark.LEVEL] = Field(default=None, description="How much work it is.")
    scope: Annotated[Line | None, Mark.LEVEL] = Field(default=None, description="What is then part of the work.")
    quality: Annotated[Line | None, Mark.LEVEL] = Field(default=None, description="What becomes better or worse.")


class Verdict(Record):
    """What was decided about a change."""

    on: PastDay = Field(description="The day it was decided.")
    outcome: Outcome = Field(description="What was decided.")
    by: Person | None = Field(default=None, description="Who decided, by name or role.")
    why: Annotated[Prose | None, Mark.WORDS] = Field(default=None, description="Why it was decided so.")


class ChangeRequest(RegisterItem):
    """A wish to have something otherwise than it was agreed."""

    kind: ClassVar[Kind] = Kind.CHANGE

    why: Annotated[Prose | None, Mark.WORDS] = Field(default=None, description="Why it is asked for.")
    side: Annotated[Side, Mark.PERSON] = Field(default=Side.CLIENT, description="Which side asks for it.")
    raised: PastDay | None = Field(
        default=None, alias="requested", description="The day it was asked for (otherwise: the day it first appeared)."
    )
    action: Literal["add", "modify", "remove"] | None = Field(
        default=None, description="Whether something is added to the work, made otherwise, or left out."
    )
    contract: Literal["inside", "outside"] | None = Field(
        default=None, description="Whether it lies inside or outside of what was agreed."
    )
    impact: Impact | None = Field(default=None, description="What it is estimated to cost; each part is optional.")
    decided: Annotated[Verdict | None, Mark.DECIDES] = Field(default=None, description="What was decided about it.")
    implemented: Annotated[PastDay | None, Mark.CLOSES] = Field(
        default=None, description="The day on which it was done."
    )
    withdrawn: Annotated[PastDay | None, Mark.CLOSES] = Field(
        default=None, description="The day on which it was taken back; set this instead of deleting it."
    )

"""Decisions: what must be decided, by whom, and what was (`decisions.yml`)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from milepost.model.fields import Day, ItemId, Kind, Line, PastDay, Person, Prose, Side
from milepost.model.items import RegisterItem
from milepost.model.marks import Mark, Ref
from milepost.model.texts.called import Called, Means


class Decision(RegisterItem):
    """A question that one of the two sides decides; once it is decided, its words stand."""

    kind: ClassVar[Kind] = Kind.DECISION

    from_: Annotated[Side, Mark.PERSON, Called("who decides"), Means(vendor="Vendor", client="Client")] = Field(
        default=Side.CLIENT, alias="from", description="Who decides; `client`: an answer that we need."
    )
    due: Annotated[Day | None, Mark.DATE, Called("needed by")] = Field(
        default=None, description="The day by which it is needed."
    )
    options: Annotated[tuple[Line, ...], Mark.WORDS, Called("what can be chosen")] = Field(
        default=(), description="What can be chosen."
    )
    if_late: Annotated[Line | None, Mark.WORDS, Called("what waiting costs")] = Field(
        default=None, description="What waiting costs."
    )
    decided: Annotated[PastDay | None, Mark.DECIDES, Called("decided on")] = Field(
        default=None, description="The day it was decided."
    )
    decision: Annotated[Line | None, Mark.WORDS, Called("what was decided")] = Field(
        default=None, description="What was decided, as a sentence."
    )
    why: Annotated[Prose | None, Mark.WORDS, Called("why")] = Field(default=None, description="Why it was decided so.")
    by: Annotated[Person | None, Called("decided by")] = Field(
        default=None, description="Who decided, by name or role."
    )
    consulted: Annotated[tuple[Person, ...], Called("asked before")] = Field(
        default=(), description="Who was asked before."
    )
    supersedes: Annotated[ItemId | None, Ref(Kind.DECISION), Called("in place of")] = Field(
        default=None, description="The decision in whose place it stands."
    )
    revisit: Annotated[Day | None, Called("looked at again")] = Field(
        default=None, description="When it is looked at again."
    )
    withdrawn: Annotated[PastDay | None, Mark.CLOSES] = Field(
        default=None, description="The day on which nobody needed it any more; set this instead of deleting it."
    )

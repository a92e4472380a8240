"""Commitments: promises in both directions (`commitments.yml`)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from milepost.model.fields import Day, ItemId, Kind, Line, PastDay, Person, Record, Side
from milepost.model.items import PromiseItem
from milepost.model.marks import Mark, Ref
from milepost.model.texts.called import Called, Means


class Withdrawal(Record):
    """A promise taken back with the other side's agreement."""

    on: PastDay = Field(description="The day it was taken back.")
    agreed_with: Annotated[Person | None, Called("agreed with whom")] = Field(
        default=None, description="Who on the other side agreed."
    )


class Commitment(PromiseItem):
    """A promise by one side to the other, due on a day."""

    kind: ClassVar[Kind] = Kind.COMMITMENT

    promise: Annotated[Line, Mark.TITLE, Mark.WORDS, Called("promise")] = Field(
        description="What is promised, as one sentence."
    )
    from_: Annotated[Side, Mark.PERSON, Called("who promises"), Means(vendor="Vendor", client="Client")] = Field(
        default=Side.VENDOR, alias="from", description="Whose promise it is; `client`: what we wait for."
    )
    to: Annotated[Person | None, Called("promised to")] = Field(default=None, description="To whom it was given.")
    owner: Annotated[Person | None, Called("owner")] = Field(default=None, description="Who sees to it.")
    made: Annotated[PastDay | None, Called("promised on")] = Field(
        default=None, description="The day it was given (otherwise: the day it first appeared)."
    )
    due: Annotated[Day, Mark.DATE, Called("due")] = Field(description="The day by which it is promised now.")
    milestone: Annotated[ItemId | None, Ref(Kind.MILESTONE), Called("milestone")] = Field(
        default=None, description="The milestone that it belongs to."
    )
    kept: Annotated[PastDay | None, Mark.CLOSES] = Field(default=None, description="The day it was kept.")
    evidence: Annotated[Line | None, Called("evidence")] = Field(
        default=None, description="An address or a few words that prove it was kept."
    )
    withdrawn: Annotated[Withdrawal | None, Mark.CLOSES] = Field(
        default=None, description="Set this instead of deleting it."
    )

    @property
    def title(self) -> str:
        """The promise, as every item's title."""
        return self.promise

    @property
    def fulfilled(self) -> Day | None:
        """The day it was kept."""
        return self.kept

    @property
    def ended(self) -> Day | None:
        """The day it was withdrawn."""
        return self.withdrawn.on if self.withdrawn else None

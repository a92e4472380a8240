"""Commitments: promises in both directions (`commitments.yml`)."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from milepost.model.fields import Day, Item, ItemId, Kind, Line, Record, Side


class Withdrawal(Record):
    """A promise taken back with the other side's agreement."""

    on: Day = Field(description="The day it was taken back.")
    agreed_with: Line | None = Field(default=None, description="Who on the other side agreed.")


class Commitment(Item):
    """A promise by one side to the other, due on a day."""

    kind: ClassVar[Kind] = Kind.COMMITMENT

    promise: Line = Field(description="What is promised, as one sentence.")
    from_: Side = Field(
        default=Side.VENDOR, alias="from", description="Whose promise it is; `client`: what we wait for."
    )
    to: Line | None = Field(default=None, description="To whom it was given.")
    owner: Line | None = Field(default=None, description="Who sees to it.")
    made: Day | None = Field(default=None, description="The day it was given (otherwise: the day it first appeared).")
    due: Day = Field(description="The day by which it is promised now.")
    milestone: ItemId | None = Field(default=None, description="The milestone that it belongs to.")
    kept: Day | None = Field(default=None, description="The day it was kept.")
    evidence: Line | None = Field(default=None, description="An address or a few words that prove it was kept.")
    withdrawn: Withdrawal | None = Field(default=None, description="Set this instead of deleting it.")

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

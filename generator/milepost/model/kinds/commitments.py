"""Commitments: promises in both directions (`commitments.yml`)."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from milepost.model.fields import Day, Item, ItemId, Kind, Line, Record, Side


class Withdrawal(Record):
    """A promise taken back with the other side's agreement."""

    on: Day
    agreed_with: Line | None = None


class Commitment(Item):
    """A promise by one side to the other, due on a day."""

    kind: ClassVar[Kind] = Kind.COMMITMENT

    promise: Line
    from_: Side = Field(default=Side.VENDOR, alias="from", description="`client`: what we wait for.")
    to: Line | None = None
    owner: Line | None = None
    made: Day | None = Field(default=None, description="Default: the day it first appeared.")
    due: Day
    milestone: ItemId | None = None
    kept: Day | None = None
    evidence: Line | None = Field(default=None, description="An address or a few words that prove it was kept.")
    withdrawn: Withdrawal | None = None

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

"""The budget: what was agreed, what is used of it, and what it will come to (`budget.yml`)."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from milepost.model.fields import ItemName, Kind, PastDay
from milepost.model.items import RegisterItem
from milepost.model.marks import Ref

Amount = Annotated[int, Field(ge=0, le=1_000_000_000_000, strict=True)]
"""So many hours, days, or units of money: never a rate, never a margin."""


class BudgetLine(RegisterItem):
    """A part of the work with how much of it was agreed."""

    kind: ClassVar[Kind] = Kind.BUDGET

    unit: Literal["hours", "days", "money"] = Field(description="What is counted.")
    agreed: Amount = Field(description="How much was agreed; once changed, say through which `change`.")
    used: Amount | None = Field(default=None, description="How much is used so far.")
    as_of: PastDay | None = Field(default=None, description="The day up to which that is known.")
    forecast: Amount | None = Field(default=None, description="What it will come to in all.")
    change: Annotated[ItemName | None, Ref(Kind.CHANGE)] = Field(
        default=None, description="The change request through which the agreed amount was changed last."
    )

    @property
    def percent(self) -> int | None:
        """How much of what was agreed is used, rounded down; None where nobody says."""
        if self.used is None:
            return None
        return self.used * 100 // self.agreed if self.agreed else 100 * bool(self.used)

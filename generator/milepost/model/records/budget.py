"""The budget: what was agreed, what is used of it, and what it will come to (`budget.yml`)."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from milepost.model.fields import ItemName, Kind, PastDay
from milepost.model.items import RegisterItem
from milepost.model.marks import Ref
from milepost.model.texts.called import Called, Means

Amount = Annotated[int, Field(ge=0, le=1_000_000_000_000, strict=True)]
"""So many hours, days, or units of money: never a rate, never a margin."""


class BudgetLine(RegisterItem):
    """A part of the work with how much of it was agreed."""

    kind: ClassVar[Kind] = Kind.BUDGET

    unit: Annotated[
        Literal["hours", "days", "money"], Called("unit"), Means(hours="hours", days="days", money="money")
    ] = Field(description="What is counted.")
    agreed: Annotated[Amount, Called("agreed")] = Field(
        description="How much was agreed; once changed, say through which `change`."
    )
    used: Annotated[Amount | None, Called("used")] = Field(default=None, description="How much is used so far.")
    as_of: Annotated[PastDay | None, Called("as of")] = Field(
        default=None, description="The day up to which that is known."
    )
    forecast: Annotated[Amount | None, Called("forecast")] = Field(
        default=None, description="What it will come to in all."
    )
    change: Annotated[ItemName | None, Ref(Kind.CHANGE), Called("change request")] = Field(
        default=None, description="The change request through which the agreed amount was changed last."
    )

    @property
    def percent(self) -> int | None:
        """How much of what was agreed is used, rounded down; None where nobody says."""
        if self.used is None:
            return None
        return self.used * 100 // self.agreed if self.agreed else 100 * bool(self.used)

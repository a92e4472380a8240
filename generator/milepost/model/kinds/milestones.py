"""The plan: milestones and the dates promised for them (`milestones.yml`)."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StrictBool

from milepost.model.fields import Day, Ids, ItemId, ItemName, Kind, Line, PastDay, Percent, Person, Prose, Record
from milepost.model.items import PromiseItem
from milepost.model.marks import Mark, Ref
from milepost.model.texts.called import Called, Means


class Rebaseline(Record):
    """A new baseline that both sides agreed to."""

    on: PastDay = Field(description="The day it was agreed.")
    due: Day = Field(description="The date that is the baseline from then on.")
    approved_by: Annotated[Person, Called("agreed by")] = Field(description="Who agreed, by name or role.")
    change: Annotated[ItemName | None, Ref(Kind.CHANGE), Called("change request")] = Field(
        default=None, description="The change request it follows from."
    )


Manner = Literal["signed", "mail", "meeting", "deemed"]


class Acceptance(Record):
    """The client's word that it takes what was handed over."""

    on: PastDay = Field(description="The day it was accepted.")
    by: Annotated[Person | None, Called("accepted by")] = Field(
        default=None, description="Who accepted it, by name or role."
    )
    how: Annotated[
        Manner | None,
        Called("how it was accepted"),
        Means(signed="by signature", mail="by mail", meeting="in a meeting", deemed="by silence, as agreed"),
    ] = Field(
        default=None, description="By which means; `deemed`: by silence, as `acceptance` in `project.yml` agrees."
    )


class Rejection(Record):
    """The client's word that it does not take what was handed over."""

    on: PastDay = Field(description="The day it was rejected.")
    why: Annotated[Prose | None, Called("why it was rejected")] = Field(
        default=None, description="What is missing, in the client's words."
    )


MOST_KEY_DATES = 3
"""More dates than a reader can keep in mind are none of them key."""


class Milestone(PromiseItem):
    """A point that the project promises to reach on a day."""

    kind: ClassVar[Kind] = Kind.MILESTONE

    title: Annotated[Line, Mark.TITLE, Mark.WORDS, Called("title")] = Field(
        description="What will be true when it is reached."
    )
    phase: Annotated[ItemId | None, Called("phase")] = Field(default=None, description="A phase of `project.yml`.")
    start: Day | None = Field(default=None, description="With a start it is a bar, without one a diamond.")
    due: Annotated[Day, Mark.DATE, Called("due")] = Field(description="The date promised now.")
    done: Annotated[PastDay | None, Mark.CLOSES] = Field(default=None, description="When it was reached.")
    progress: Percent | None = Field(default=None, description="How much of it is done, in percent.")
    after: Annotated[Ids, Ref(Kind.MILESTONE), Called("waits for")] = Field(
        default=(), description="The milestones it depends on."
    )
    owner: Annotated[Person | None, Called("owner")] = Field(default=None, description="Who sees to it.")
    acceptance: Annotated[Prose | None, Mark.WORDS, Called("acceptance")] = Field(
        default=None, description="How both sides will know that it is reached."
    )
    delivered: PastDay | None = Field(
        default=None, description="When it was handed over to the client, who is then asked to accept it."
    )
    accepted: Acceptance | None = Field(default=None, description="That the client accepted it, and how.")
    rejected: Rejection | None = Field(
        default=None, description="That the client did not accept it; a later `delivered` hands it over again."
    )
    key: Annotated[StrictBool, Called("key date"), Means(yes="yes")] = Field(
        default=False, description="One of the dates, three at most, that stand first wherever dates are told."
    )
    rebaselined: Rebaseline | None = Field(
        default=None, description="A new baseline that both sides agreed to; wants a `reason`."
    )
    cancelled: Annotated[PastDay | None, Mark.CLOSES] = Field(
        default=None, description="Set this instead of deleting it."
    )

    @property
    def fulfilled(self) -> Day | None:
        """The day it was reached."""
        return self.done

    @property
    def ended(self) -> Day | None:
        """The day it was given up."""
        return self.cancelled

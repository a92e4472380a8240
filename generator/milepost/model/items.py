"""Items: what every entry of a list in the content has, be it a promise or a matter of another register."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from milepost.model.fields import (
    Cause,
    Day,
    Ids,
    ItemId,
    ItemNames,
    Kind,
    Line,
    PastDay,
    Person,
    Prose,
    Record,
    Visibility,
)
from milepost.model.marks import Mark, Ref, marked
from milepost.model.texts.called import Called
from milepost.model.texts.prose import Body


class Item(Record):
    """What every item of a list has."""

    kind: ClassVar[Kind]

    id: ItemId = Field(description="Stays the same for the item's whole life; rename it only with `was`.")
    was: Ids = Field(default=(), description="Earlier ids: joins their history to this one.")
    visibility: Visibility = Field(
        default=Visibility.PUBLIC, description="`internal` keeps it out of everything published."
    )
    note: Annotated[Prose | None, Called("note")] = Field(default=None, description="Markdown shown with the item.")
    reason: Annotated[Prose | None, Called("reason")] = Field(
        default=None, description="Why the latest change was made, or why it is overdue, in words for the client."
    )

    @property
    def is_public(self) -> bool:
        """Whether it may be published."""
        return self.visibility is Visibility.PUBLIC


class PromiseItem(Item):
    """What every milestone and commitment has."""

    cause: Annotated[Cause | None, Called("kind of reason")] = Field(
        default=None, description="What kind of reason it is."
    )
    because: Annotated[ItemNames, Ref(Kind.CHANGE, Kind.PROBLEM, Kind.DECISION, Kind.RISK), Called("follows from")] = (
        Field(
            default=(), description="What the latest change follows from: change requests, problems, decisions, risks."
        )
    )


class RegisterItem(Item):
    """What every entry of a register has that holds no promises; history is a field, so nothing but a title is needed.

    Whatever a kind adds to it is told by its marks.
    """

    title: Annotated[Line, Mark.TITLE, Mark.WORDS, Called("title")] = Field(
        description="What it is about, as one sentence."
    )
    owner: Annotated[Person | None, Called("owner")] = Field(default=None, description="Who sees to it.")
    raised: Annotated[PastDay | None, Called("raised on")] = Field(
        default=None, description="Default: the day it first appeared."
    )
    raised_by: Annotated[Person | None, Called("raised by")] = Field(
        default=None, description="The role that raised it."
    )
    affects: Annotated[ItemNames, Ref(Kind.MILESTONE, Kind.COMMITMENT), Called("touches")] = Field(
        default=(), description="The milestones and commitments that it touches."
    )

    @property
    def began(self) -> Day | None:
        """The day that it gives for its beginning."""
        return self.raised


class Consent(Record):
    """That both sides agree to a page of their author's."""

    on: PastDay = Field(description="The day they agreed.")
    by: Person = Field(description="Who agreed, by name or role.")


class PageItem:
    """What every item has that is a page of its author's: front matter, and Markdown; its id is the file's name."""

    __slots__ = ()

    kind: ClassVar[Kind]
    id: str
    path: str
    matter: Record
    body: Body

    @property
    def title(self) -> str:
        """What it is called."""
        raise NotImplementedError

    @property
    def is_titled(self) -> bool:
        """Whether its author has called it anything."""
        return True

    @property
    def written_on(self) -> date:
        """The day that it gives itself."""
        raise NotImplementedError

    @property
    def consent(self) -> Consent | None:
        """That both sides agreed to it, as the field says that closes it."""
        found = (getattr(self.matter, field.attribute) for field in marked(type(self.matter), Mark.CLOSES))
        return next(found, None)

    @property
    def is_public(self) -> bool:
        """Whether it may be published."""
        raise NotImplementedError

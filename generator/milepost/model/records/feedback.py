"""Feedback: what the client said or was asked, and what was answered and done (`feedback.yml`)."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator

from milepost.model.fields import Day, ItemId, ItemNames, Kind, Line, PastDay, Prose
from milepost.model.items import RegisterItem
from milepost.model.marks import Mark, Ref
from milepost.model.records.risks import Degree
from milepost.model.texts.called import Called, Means


class Feedback(RegisterItem):
    """Something that the client said, or was asked and has not answered; once we answer, the words stand."""

    kind: ClassVar[Kind] = Kind.FEEDBACK

    title: Annotated[Line, Mark.TITLE, Mark.WORDS, Called("title")] = Field(
        default="", description="What it is about, as one sentence (otherwise: what was said)."
    )
    raised: Annotated[PastDay | None, Called("said on")] = Field(
        default=None, alias="on", description="The day it was said (otherwise: the day it first appeared)."
    )
    affects: Annotated[
        ItemNames,
        Ref(
            *(Kind.MILESTONE, Kind.COMMITMENT, Kind.DECISION, Kind.CHANGE, Kind.PROBLEM, Kind.RISK),
            *(Kind.UPDATE, Kind.MEETING, Kind.CLOSING),
        ),
        Called("touches"),
    ] = Field(default=(), description="What it is about, or an answer to.")
    asked: Annotated[PastDay | None, Called("asked on")] = Field(
        default=None, description="The day on which we asked; without `on` or `said`, nobody has answered yet."
    )
    phase: Annotated[ItemId | None, Called("phase")] = Field(default=None, description="The phase that it is about.")
    milestone: Annotated[ItemId | None, Ref(Kind.MILESTONE), Called("milestone")] = Field(
        default=None, description="The milestone that it is about."
    )
    feedback_kind: Annotated[
        Literal["praise", "wish", "complaint", "question", "agreement"] | None,
        Called("kind"),
        Means(praise="praise", agreement="seen and agreed", wish="wish", complaint="complaint", question="question"),
    ] = Field(
        default=None,
        alias="kind",
        description="What sort of word it is; `agreement`: seen and agreed, no answer needed.",
    )
    rating: Annotated[
        Degree | None,
        Mark.LEVEL,
        Called("how satisfied"),
        Means("1 of 5", "2 of 5", "3 of 5", "4 of 5", "5 of 5"),
    ] = Field(default=None, description="How satisfied: 1 not at all, 5 very much.")
    said: Annotated[Prose | None, Mark.WORDS, Called("what was said")] = Field(
        default=None, description="What was said, in the client’s words."
    )
    channel: Annotated[
        Literal["mail", "form", "meeting", "call", "chat"] | None,
        Called("came by"),
        Means(mail="mail", form="form", meeting="meeting", call="call", chat="chat"),
    ] = Field(default=None, description="By which way it came.")
    version: Annotated[ItemId | None, Called("said of version")] = Field(
        default=None, description="The version of the site that it was said of."
    )
    answer: Annotated[Line | None, Mark.WORDS, Called("our answer")] = Field(
        default=None, description="What we answered, as a sentence."
    )
    answered: Annotated[PastDay | None, Mark.DECIDES, Called("answered on")] = Field(
        default=None, description="The day of our answer."
    )
    outcome: Annotated[
        Literal["done", "planned", "declined"] | None,
        Called("outcome"),
        Means(done="done", planned="planned", declined="not done"),
    ] = Field(default=None, description="What comes of it.")
    actions: Annotated[
        ItemNames,
        Ref(Kind.COMMITMENT, Kind.MILESTONE, Kind.CHANGE, Kind.DECISION, Kind.PROBLEM, Kind.RISK),
        Called("what came of it"),
    ] = Field(default=(), description="What came of it: commitments, milestones, change requests and others.")

    @model_validator(mode="before")
    @classmethod
    def _called(cls, written: Any) -> Any:
        """What has no title is called by what was said, or by its id."""
        if not isinstance(written, dict) or written.get("title"):
            return written
        title = _title_from(written.get("said"), written.get("id"))
        return {**written, "title": title} if title else written

    @property
    def is_titled(self) -> bool:
        """Whether it has a title of its own, and is not called by what was said or by its id."""
        return self.title != _title_from(self.said, self.id)

    @property
    def began(self) -> Day | None:
        """The day on which we asked, or on which it was said without being asked."""
        return self.asked or self.raised

    @property
    def is_silent(self) -> bool:
        """Whether we asked, and nobody has said anything yet."""
        return self.asked is not None and self.raised is None and self.said is None and self.rating is None

    @property
    def is_agreement(self) -> bool:
        """Whether the client has seen it and agrees, so that nothing is to be answered."""
        return self.feedback_kind == "agreement" and not self.is_silent


_LONGEST = 200


def _title_from(said: Any, name: Any) -> str | None:
    """What feedback without a title is called."""
    first = said.strip().splitlines()[0] if isinstance(said, str) and said.strip() else name
    return first[:_LONGEST].strip() if isinstance(first, str) else None

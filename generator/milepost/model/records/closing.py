"""The closing report: what its author says at the end, and that the client agreed to it (`closing.md`)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from milepost.frozen import dataclass
from milepost.model.fields import Day, Kind, Line, PastDay, Person, Record, Visibility
from milepost.model.items import Consent, PageItem
from milepost.model.marks import Mark
from milepost.model.texts.called import Called
from milepost.model.texts.prose import Body


class ClosingAcceptance(Consent):
    """That the client agreed to the closing report, and with it to the end of the project."""

    by: Annotated[Person, Called("accepted by")] = Field(description="Who agreed, by name or role.")


class ClosingMatter(Record):
    """The front matter of the closing report."""

    title: Annotated[Line | None, Mark.TITLE, Called("title")] = Field(
        default=None, description="What the project came to, as one sentence."
    )
    on: Annotated[PastDay, Called("said on")] = Field(description="The day on which the project is closed.")
    accepted: Annotated[ClosingAcceptance | None, Mark.CLOSES] = Field(
        default=None, description="That the client agreed to it; what is changed in it later is told as that."
    )
    visibility: Visibility = Field(
        default=Visibility.PUBLIC, description="`internal` keeps it out of everything published."
    )


@dataclass(frozen=True, slots=True)
class Closing(PageItem):
    """The closing report; there is one at most, and its id is the name of its file."""

    kind: ClassVar[Kind] = Kind.CLOSING

    id: str
    path: str
    matter: ClosingMatter
    body: Body

    @property
    def title(self) -> str:
        """What the project came to, or failing that the day on which it is closed."""
        return self.matter.title or self.matter.on.isoformat()

    @property
    def is_titled(self) -> bool:
        """Whether its author has said in a sentence what the project came to."""
        return self.matter.title is not None

    @property
    def written_on(self) -> Day:
        """The day on which the project is closed."""
        return self.matter.on

    @property
    def is_public(self) -> bool:
        """Whether it may be published."""
        return self.matter.visibility is Visibility.PUBLIC

"""Updates: what the manager says, on a day (`updates/YYYY-MM-DD[-slug].md`)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from milepost.frozen import dataclass
from milepost.model.fields import Day, Kind, Line, Person, Prose, Record, Status, Visibility
from milepost.model.items import PageItem
from milepost.model.kinds.charter import Every
from milepost.model.marks import Mark
from milepost.model.texts.called import Called
from milepost.model.texts.prose import Body


class UpdateMatter(Record):
    """The front matter of an update."""

    status: Status = Field(description="The manager's own word.")
    headline: Annotated[Line | None, Mark.TITLE] = Field(default=None, description="The news, as one plain sentence.")
    title: Annotated[Line | None, Mark.TITLE, Called("title")] = Field(
        default=None, description="Stands for a missing headline."
    )
    author: Person | None = Field(default=None, description="Who wrote it.")
    period: Every = Field(default=Every.WEEK, description="The time it tells of.")
    why: Annotated[Prose | None, Called("why")] = Field(
        default=None, description="Needed when the computed status is worse."
    )
    visibility: Visibility = Field(
        default=Visibility.PUBLIC, description="`internal` keeps it out of everything published."
    )


@dataclass(frozen=True, slots=True)
class Update(PageItem):
    """A status report: its id is the file's name, which begins with its date."""

    kind: ClassVar[Kind] = Kind.UPDATE

    id: str
    date: date
    path: str
    matter: UpdateMatter
    body: Body

    @property
    def title(self) -> str:
        """The headline, or failing that the title, or the date."""
        return self.matter.headline or self.matter.title or self.id

    @property
    def written_on(self) -> Day:
        """The day in its name."""
        return self.date

    @property
    def is_public(self) -> bool:
        """Whether it may be published."""
        return self.matter.visibility is Visibility.PUBLIC

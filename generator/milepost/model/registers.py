"""Registers: the one list of the kinds of item that a project writes down, and all that is general about each."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from types import MappingProxyType

from milepost.frozen import dataclass
from milepost.model.fields import Kind, Record
from milepost.model.items import Item, PageItem
from milepost.model.kinds.commitments import Commitment
from milepost.model.kinds.lessons import Lesson, LessonMatter
from milepost.model.kinds.meetings import Meeting, MeetingMatter
from milepost.model.kinds.milestones import Milestone
from milepost.model.kinds.updates import Update, UpdateMatter
from milepost.model.records.budget import BudgetLine
from milepost.model.records.changes import ChangeRequest
from milepost.model.records.closing import Closing, ClosingMatter
from milepost.model.records.decisions import Decision
from milepost.model.records.feedback import Feedback
from milepost.model.records.problems import ProblemRecord
from milepost.model.records.risks import Risk
from milepost.model.texts.called import Titles


class Form(Enum):
    """How the items of a register are written down."""

    LIST = auto()
    """Entries of `NAME.yml` and of every `NAME/*.yml`."""
    PAGES = auto()
    """A page each, `NAME/*.md`; the file's name is the id."""
    DATED_PAGES = auto()
    """The same, with a name that begins with its day: `NAME/YYYY-MM-DD[-slug].md`."""
    PAGE = auto()
    """One page, `NAME.md`, whose id is its name; the page of the site that tells it is its own."""


@dataclass(frozen=True, slots=True)
class Register:
    """A kind of item: what its file or folder is called, what stands in it, and which page of the site tells it.

    `about` says what it is, as a heading for authors would, and `titles` what readers are told. `page` tells all of its
    items; where that is the index of a folder, each has a page of its own beside it, else a place on that page. `front`
    is the front matter of its pages; `letters` begin the ids that are proposed for the entries of a list. What is
    `in_record` has no tab of its own: it is told in the Record, among all that was said.
    """

    item: type[Item] | type[PageItem]
    name: str
    about: str
    titles: Titles
    page: str
    form: Form = Form.LIST
    front: type[Record] | None = None
    letters: str = ""
    is_promise: bool = False
    in_record: bool = False

    @property
    def kind(self) -> Kind:
        """The kind of its items."""
        return self.item.kind

    @property
    def written(self) -> type[Record]:
        """The record that is written down for each item: an entry of the list, or the front matter of a page."""
        if self.front is not None:
            return self.front
        assert issubclass(self.item, Item), "a page has front matter"
        return self.item

    @property
    def is_record(self) -> bool:
        """Whether its items are neither promises nor pages of their author's, and told as their marks say."""
        return self.is_list and not self.is_promise

    @property
    def is_list(self) -> bool:
        """Whether its items are entries of YAML files."""
        return self.form is Form.LIST

    @property
    def files(self) -> tuple[str, ...]:
        """Which files hold its items, as their author reads it."""
        return {
            Form.LIST: (f"{self.name}.yml", f"{self.name}/*.yml"),
            Form.PAGES: (f"{self.name}/*.md",),
            Form.DATED_PAGES: (f"{self.name}/YYYY-MM-DD[-slug].md",),
            Form.PAGE: (f"{self.name}.md",),
        }[self.form]


REGISTERS = (
    Register(
        Milestone, "milestones", "The plan", Titles("Milestone", "Milestones"), "plan.md", letters="M", is_promise=True
    ),
    Register(
        Commitment,
        "commitments",
        "The promises",
        Titles("Commitment", "Commitments"),
        "commitments.md",
        letters="C",
        is_promise=True,
    ),
    Register(
        Update,
        "updates",
        "The updates",
        Titles("Update", "Updates"),
        "updates/index.md",
        Form.DATED_PAGES,
        UpdateMatter,
    ),
    Register(
        Lesson, "lessons", "The lessons", Titles("Lesson", "Lessons"), "lessons/index.md", Form.PAGES, LessonMatter
    ),
    Register(
        Risk,
        "risks",
        "The risks",
        Titles("Risk", "Risks", "What may happen, and what is done about it."),
        "risks/index.md",
        letters="R",
    ),
    Register(
        ProblemRecord,
        "problems",
        "The problems",
        Titles("Problem", "Problems", "What has gone wrong, and what is done about it."),
        "problems/index.md",
        letters="P",
    ),
    Register(
        Decision,
        "decisions",
        "The decisions",
        Titles("Decision", "Decisions", "What has to be decided, by whom, and what was decided."),
        "decisions/index.md",
        letters="D",
        in_record=True,
    ),
    Register(
        ChangeRequest,
        "changes",
        "The change requests",
        Titles("Change request", "Change requests", "What was asked for beyond the plan, and what came of it."),
        "changes/index.md",
        letters="CR",
        in_record=True,
    ),
    Register(
        Feedback,
        "feedback",
        "What the client said",
        Titles("Feedback", "Feedback", "What you said, and what we did."),
        "feedback/index.md",
        letters="F",
        in_record=True,
    ),
    Register(
        Meeting,
        "meetings",
        "The meetings",
        Titles("Meeting", "Meetings", "Who met when, and what was written down."),
        "meetings/index.md",
        Form.DATED_PAGES,
        MeetingMatter,
        in_record=True,
    ),
    Register(
        BudgetLine,
        "budget",
        "The budget",
        Titles("Budget", "Budget", "What was agreed, what is used of it, and what it will come to."),
        "budget/index.md",
        letters="B",
    ),
    Register(
        Closing,
        "closing",
        "The closing report",
        Titles("Closing report", "Closing report", "What the project came to, against what was promised."),
        "closing.md",
        Form.PAGE,
        ClosingMatter,
        in_record=True,
    ),
)
"""Every kind, in the order of `Kind`."""
_BY_KIND: Mapping[Kind, Register] = MappingProxyType({register.kind: register for register in REGISTERS})
_BY_NAME: Mapping[str, Register] = MappingProxyType({register.name: register for register in REGISTERS})


def register_of(kind: Kind) -> Register:
    """The register of a kind."""
    return _BY_KIND[kind]


def register_named(name: str) -> Register | None:
    """The register whose file or folder has a name."""
    return _BY_NAME.get(name)

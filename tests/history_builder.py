"""Histories for tests, told state by state: neither git nor files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from milepost.errors import Location
from milepost.facts.report.deriving import derive_report
from milepost.facts.report.report import StatusReport
from milepost.model.history import History, Revision, Step, changes_between
from milepost.model.kinds.charter import Charter
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
from milepost.model.snapshot import AnyItem, FreePage, Key, Snapshot
from milepost.model.texts.prose import Body, ItemLink

_LINK = re.compile(r"(?:\]\(|<)([a-z]+):([A-Za-z0-9][\w.-]*)[)>]")


def milestone(id: str = "beta", **fields: Any) -> Milestone:  # noqa: A002, the key is called so in YAML
    """A milestone due on 6 March, unless the fields say otherwise."""
    return Milestone.model_validate({"id": id, "title": "The beta is open", "due": "2026-03-06", **fields})


def commitment(id: str = "C-1", **fields: Any) -> Commitment:  # noqa: A002, the key is called so in YAML
    """A commitment due on 6 March, unless the fields say otherwise."""
    return Commitment.model_validate({"id": id, "promise": "Send the fare table", "due": "2026-03-06", **fields})


def decision(id: str = "D-1", **fields: Any) -> Decision:  # noqa: A002, the key is called so in YAML
    """A decision of the client's, as the fields say."""
    return Decision.model_validate({"id": id, "title": "Do we keep the paper tickets?", **fields})


def change(id: str = "CR-1", **fields: Any) -> ChangeRequest:  # noqa: A002, the key is called so in YAML
    """A change request of the client's, as the fields say."""
    return ChangeRequest.model_validate({"id": id, "title": "A second review round", **fields})


def feedback(id: str = "F-1", **fields: Any) -> Feedback:  # noqa: A002, the key is called so in YAML
    """Something that the client said, as the fields say."""
    return Feedback.model_validate({"id": id, "title": "Two ferries at one pier confuse people", **fields})


def budget(id: str = "B-1", **fields: Any) -> BudgetLine:  # noqa: A002, the key is called so in YAML
    """A part of the work of which 400 hours were agreed."""
    return BudgetLine.model_validate({"id": id, "title": "The shop", "unit": "hours", "agreed": 400, **fields})


def problem(id: str = "P-1", **fields: Any) -> ProblemRecord:  # noqa: A002, the key is called so in YAML
    """A problem, as the fields say."""
    return ProblemRecord.model_validate({"id": id, "title": "Card payments are refused", **fields})


def risk(id: str = "R-1", **fields: Any) -> Risk:  # noqa: A002, the key is called so in YAML
    """A risk, as the fields say."""
    return Risk.model_validate({"id": id, "title": "The supplier is late", **fields})


def update(id: str, text: str = "", status: str = "green", **matter: Any) -> Update:  # noqa: A002, as above
    """An update; its id begins with its date."""
    front = UpdateMatter.model_validate({"status": status, "headline": "All is well", **matter})
    return Update(id, date.fromisoformat(id[:10]), f"updates/{id}.md", front, _body(text))


def lesson(id: str = "ask-first", text: str = "", **matter: Any) -> Lesson:  # noqa: A002, as above
    """A lesson of 2 March, unless the front matter says otherwise."""
    front = LessonMatter.model_validate({"title": "Ask before estimating", "date": "2026-03-02", **matter})
    return Lesson(id, f"lessons/{id}.md", front, _body(text))


def meeting(id: str, text: str = "", **matter: Any) -> Meeting:  # noqa: A002, as above
    """The minutes of a meeting of the steering group; its id begins with its date."""
    front = MeetingMatter.model_validate({"title": "Steering group", "kind": "steering", **matter})
    return Meeting(id, date.fromisoformat(id[:10]), f"meetings/{id}.md", front, _body(text))


def closing(text: str = "", **matter: Any) -> Closing:
    """A closing report; the project was closed on 8 May."""
    front = ClosingMatter.model_validate({"on": "2026-05-08", **matter})
    return Closing("closing", "closing.md", front, _body(text))


@dataclass
class Told:
    """A history being told: each `on` gives the whole state of the content after a step."""

    charter: Charter = field(default_factory=lambda: Charter(name="Harbour line"))
    steps: list[Step] = field(default_factory=list)
    items: dict[Key, AnyItem] = field(default_factory=dict)
    pages: tuple[FreePage, ...] = ()
    places: dict[Key, Location] = field(default_factory=dict)

    def on(self, day: str, *items: Any, reason: str | None = None, by: str = "Project office") -> Told:
        """Add the step of a day, with everything that the content then holds."""
        state = {(item.kind, item.id): item for item in items}
        moment = datetime.combine(date.fromisoformat(day), time(12), UTC)
        revision = Revision(f"{len(self.steps) + 1:040x}", moment, by, reason)
        self.steps.append(Step(revision, moment.date(), changes_between(self.items, state)))
        self.items = state
        return self

    def history(self) -> History:
        """What was told, as it would be read from git."""
        last = self.steps[-1]
        return History(
            Snapshot(self.charter, self.items, self.pages, self.places), last.revision, last.day, iter(self.steps), []
        )

    def report(self, status_date: str | None = None) -> StatusReport:
        """What it says on a day, or on the day of its last step."""
        return derive_report(self.history(), date.fromisoformat(status_date) if status_date else None)

    def told(self, status_date: str | None = None, *, without: Iterable[str] = ("made", "published")) -> list[str]:
        """The events in short: recorded, event, id, from → to."""
        return shortly(self.report(status_date).events, without)


def shortly(events: Sequence[Any], without: Iterable[str] = ()) -> list[str]:
    """Events as one short line each."""
    dropped = set(without)
    return [
        f"{e.recorded} {e.id} {e.event}"
        + (f" {e.field}" if e.field else "")
        + (f": {e.before} → {e.after}" if e.before is not None or e.after is not None else "")
        for e in events
        if e.event not in dropped
    ]


def _body(text: str) -> Body:
    return Body(text, links=tuple(ItemLink(kind, name, 1, 1) for kind, name in _LINK.findall(text)))

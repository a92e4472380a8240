"""What `status.json` says of pages of authors: updates, lessons, meetings, the closing report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from milepost.facts.acceptance.closing import ClosingFacts
from milepost.facts.contact.meetings import MeetingFacts
from milepost.facts.report.report import StatusReport
from milepost.facts.updates import LessonFacts, UpdateFacts
from milepost.model.fields import Kind
from milepost.model.registers import Form, register_of
from milepost.render.data.registers import url_of


def pages_data(report: StatusReport, base: str | None) -> dict[str, Any]:
    """The pages of every kind under the name of their register; those that a project need not have only where it has.

    A register of one page is that page.
    """
    told: dict[str, Any] = {}
    for kind, found in report.told_pages.items():
        register = register_of(kind)
        pages = [PAGE_DATA[kind](facts, base) for facts in found]
        if pages or kind in ALWAYS:
            told[register.name] = pages[0] if register.form is Form.PAGE else pages
    return told


def _update(facts: UpdateFacts, base: str | None) -> dict[str, Any]:
    update = facts.update
    return {
        "id": update.id,
        "url": url_of(update, base),
        "number": facts.number,
        "date": update.date,
        "recorded": facts.recorded,
        "late_days": facts.late_days,
        "edits": len(facts.edits),
        "status": update.matter.status,
        "headline": update.title,
        "author": update.matter.author,
        "period": update.matter.period,
        "asks": [ask.item.id for ask in facts.asks if ask.item.kind is Kind.COMMITMENT],
        "asked": [{"kind": ask.item.kind, "id": ask.item.id, "due": ask.due} for ask in facts.asks],
    }


def _lesson(facts: LessonFacts, base: str | None) -> dict[str, Any]:
    lesson = facts.lesson
    matter = lesson.matter.model_dump(mode="json", by_alias=True, exclude={"visibility"})
    return {
        "id": lesson.id,
        "url": url_of(lesson, base),
        **matter,
        "in_practice": facts.in_practice,
    }


def _meeting(facts: MeetingFacts, base: str | None) -> dict[str, Any]:
    meeting = facts.meeting
    said = meeting.matter.model_dump(mode="json", by_alias=True, exclude={"visibility"})
    return {
        "id": meeting.id,
        "url": url_of(meeting, base),
        "title": said.pop("title"),
        "kind": said.pop("kind"),
        "date": meeting.date,
        "recorded": facts.recorded,
        "days": facts.days,
        **said,
        "edits": len(facts.edits),
        "edits_after_approval": len(facts.edits_after_approval),
    }


def _closing(facts: ClosingFacts, base: str | None) -> dict[str, Any]:
    closing, matter = facts.closing, facts.closing.matter
    return {
        "url": url_of(closing, base),
        "title": matter.title,
        "on": matter.on,
        "recorded": facts.recorded,
        "accepted": matter.accepted.model_dump(mode="json") if matter.accepted else None,
        "edits": len(facts.edits),
        "edits_after_acceptance": len(facts.edits_after_acceptance),
    }


PAGE_DATA: Mapping[Kind, Callable[[Any, str | None], dict[str, Any]]] = MappingProxyType(
    {Kind.UPDATE: _update, Kind.LESSON: _lesson, Kind.MEETING: _meeting, Kind.CLOSING: _closing}
)
"""What is said of a page of each kind."""
ALWAYS = frozenset({Kind.UPDATE, Kind.LESSON})
"""The kinds whose key is there even while there is no page of it: they are as old as the data."""

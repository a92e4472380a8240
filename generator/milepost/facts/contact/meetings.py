"""Meetings with what history says of their minutes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from milepost.facts.events import Event
from milepost.facts.threads.threads import PageThread
from milepost.facts.updates import edits_by_id
from milepost.frozen import dataclass
from milepost.model.kinds.meetings import Meeting


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """A meeting, the day on which its minutes were published, and the `edited` events since, oldest first."""

    meeting: Meeting
    recorded: date
    edits: tuple[Event, ...]

    @property
    def days(self) -> int:
        """How many days after the meeting its minutes stood here."""
        return max(0, (self.recorded - self.meeting.date).days)

    @property
    def edits_after_approval(self) -> tuple[Event, ...]:
        """What was changed in the minutes after they had been agreed to."""
        return tuple(edit for edit in self.edits if edit.field == "approved")


def meetings_facts(threads: Iterable[PageThread], events: Sequence[Event]) -> tuple[MeetingFacts, ...]:
    """The meetings, newest first."""
    edits = edits_by_id(events, Meeting)
    found = [
        MeetingFacts(thread.item, thread.first_recorded, edits.get(thread.item.id, ()))
        for thread in threads
        if isinstance(thread.item, Meeting)
    ]
    return tuple(sorted(found, key=lambda facts: (facts.meeting.date, facts.meeting.id), reverse=True))

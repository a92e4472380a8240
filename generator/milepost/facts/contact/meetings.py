"""Meetings with what history says of their minutes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from milepost.facts.events import Event
from milepost.facts.threads.threads import PageThread
from milepost.facts.updates import told_pages
from milepost.frozen import dataclass
from milepost.model.kinds.meetings import Meeting


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """A meeting, the day on which its minutes were published, and the `edited` events since, oldest first."""

    meeting: Meeting
    recorded: date
    edits: tuple[Event, ...]

    @property
    def item(self) -> Meeting:
        """The page itself, as of every kind."""
        return self.meeting

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
    found = [MeetingFacts(*told) for told in told_pages(threads, events, Meeting)]
    return tuple(sorted(found, key=lambda facts: (facts.meeting.date, facts.meeting.id), reverse=True))

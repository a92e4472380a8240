"""A single meeting, with its minutes."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from milepost.facts.contact.meetings import MeetingFacts
from milepost.facts.versions import PastVersion
from milepost.model.fields import Kind
from milepost.model.kinds.meetings import Meeting
from milepost.model.places import RECORD_PAGE, source_uri
from milepost.render.context import Context
from milepost.render.page import Page
from milepost.render.prose.edit_marks import marks_of, names_of
from milepost.render.record_pages import Neighbour
from milepost.render.sentences.standing import Standing
from milepost.render.templates import SEAM
from milepost.render.words.words import Words


def meeting_pages(context: Context, elsewhere: Collection[str]) -> Iterator[Page]:
    """A page for each meeting, without those whose uris are named `elsewhere`."""
    meetings = context.report.meetings
    for position, facts in enumerate(meetings):
        if source_uri(Kind.MEETING, facts.meeting.id) not in elsewhere:
            older = next((other for other in meetings[position + 1 :] if _is_of_a_kind(facts, other)), None)
            yield _meeting(context, facts, older)


def meeting_standing(words: Words, facts: MeetingFacts) -> Standing:
    """Whether the minutes are agreed to, in a word and a tone."""
    approved = facts.meeting.matter.approved
    if approved and facts.edits_after_approval:
        return words("Changed after it was approved"), "bad"
    return (words("Minutes approved"), "ok") if approved else (words("Not approved yet"), "idle")


def sort_of(words: Words, meeting: Meeting) -> str:
    """What sort of meeting it was; nothing where its title is that already, as in a draft."""
    sort = words.value(Kind.MEETING, "kind", meeting.matter.meeting_kind)
    return "" if meeting.title.strip().casefold() == sort.casefold() else sort


def _is_of_a_kind(one: MeetingFacts, other: MeetingFacts) -> bool:
    return one.meeting.matter.meeting_kind == other.meeting.matter.meeting_kind


def _meeting(context: Context, facts: MeetingFacts, older: MeetingFacts | None) -> Page:
    meeting, words = facts.meeting, context.words
    uri = source_uri(Kind.MEETING, meeting.id)
    state, tone = meeting_standing(words, facts)
    edits = context.event_words.entries(reversed(facts.edits), meeting.date)
    shown = context.render_record(
        "meeting.html",
        uri,
        meeting.date,
        facts=facts,
        meeting=meeting,
        state=state,
        tone=tone,
        sort=sort_of(words, meeting) or words.register(Kind.MEETING)[0],
        older=older and Neighbour.of(older.meeting),
        edits=edits,
        edit_names=names_of(edits),
        version=_version_then(context, facts),
    )
    before, after = shown.split(SEAM)
    description = words(": ").join(part for part in (sort_of(words, meeting), meeting.title) if part)
    source, changed = context.source(Kind.MEETING, meeting.id), context.changed.get((Kind.MEETING, meeting.id))
    return Page(
        uri,
        meeting.title,
        description,
        before,
        meeting.body.markdown,
        after,
        source=source,
        changed=changed,
        under=RECORD_PAGE,
        marks=marks_of(edits, words),
    )


def _version_then(context: Context, facts: MeetingFacts) -> PastVersion | None:
    """The site as it was when they met: the newest version that is not younger than the meeting."""
    versions = context.archive.versions if context.archive else ()
    return next((version for version in versions if version.day <= facts.meeting.date), None)

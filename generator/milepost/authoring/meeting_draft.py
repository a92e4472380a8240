"""The draft of minutes: who was there last time, what was agreed since, and what is still open, in comments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from milepost.authoring.edits.scalars import written
from milepost.authoring.update_draft import link_to
from milepost.facts.contact.meetings import MeetingFacts
from milepost.facts.events import EventName
from milepost.facts.promises.promises import PromiseFacts
from milepost.facts.registers import RecordFacts
from milepost.facts.report.report import StatusReport
from milepost.model.fields import Kind
from milepost.model.kinds.meetings import MeetingKind
from milepost.model.snapshot import Key
from milepost.render.words.words import Words

# What is news where they have never met.
_A_MONTH = timedelta(31)


def meeting_draft(report: StatusReport, words: Words, kind: MeetingKind, day: date) -> str:
    """The text of the minutes of a day; every line of it is true as it stands, and comments are not published."""
    draft = _Draft(report, words, kind, day)
    sections = (
        (words("Decisions"), draft.decided(), words("Still to be decided:"), draft.undecided()),
        (words("Actions"), draft.promised(), words("Still open from last time:"), draft.open_from_last_time()),
        (words("Open questions"), iter(()), words("Asked last time:"), draft.asked_last_time()),
    )
    about = words("In a sentence or two: what it was about.")
    texts = [draft.front_matter(), f"<!-- {about} -->\n"]
    texts += [f"## {title}\n\n{_section(tuple(said), label, tuple(noted))}" for title, said, label, noted in sections]
    return "\n".join(texts)


def _section(said: tuple[str, ...], label: str, noted: tuple[str, ...]) -> str:
    lines = [f"{line}\n" for line in said]
    lines += [f"<!-- {label}\n", *(f"{line}\n" for line in noted), "-->\n"] if noted else []
    return "".join(lines)


class _Draft:
    def __init__(self, report: StatusReport, words: Words, kind: MeetingKind, day: date) -> None:
        self.report = report
        self.words = words
        self.kind = kind
        earlier = [facts for facts in report.meetings if facts.meeting.date < day]
        self.last: MeetingFacts | None = next((f for f in earlier if f.meeting.matter.meeting_kind == kind), None)
        newest = self.last or next(iter(earlier), None)
        self.since = newest.recorded if newest else day - _A_MONTH
        known: list[PromiseFacts | RecordFacts] = [*report.milestones, *report.commitments]
        known += [facts for found in report.records.values() for facts in found]
        self.items: dict[Key, PromiseFacts | RecordFacts] = {(f.item.kind, f.item.id): f for f in known}

    def front_matter(self) -> str:
        """Who is there, by what was written last time, or by the contacts."""
        people = self.last.meeting.matter.present if self.last else [c.name for c in self.report.charter.contacts]
        present = ", ".join(str(written(name)) for name in people)
        lines = [
            f"title: {written(self.words.value(Kind.MEETING, 'kind', self.kind))}",
            f"kind: {self.kind}",
            f"present: [{present}]",
        ]
        lines += ["# absent: []", "# next: YYYY-MM-DD", "# approved: {on: YYYY-MM-DD, by: …}"]
        return "---\n" + "\n".join(lines) + "\n---\n"

    def decided(self) -> Iterator[str]:
        """What was decided since the last meeting of the kind."""
        told = (e for e in self.report.events if e.event is EventName.DECIDED and e.recorded > self.since)
        for kind, item_id in dict.fromkeys((event.kind, event.id) for event in told):
            if kind in {Kind.DECISION, Kind.CHANGE} and (kind, item_id) in self.items:
                yield f"- {link_to(self.items[kind, item_id].item)}"

    def undecided(self) -> Iterator[str]:
        """What waits for a decision."""
        for kind in (Kind.DECISION, Kind.CHANGE):
            for facts in self.report.records.get(kind, ()):
                if facts.is_asked_of_client:
                    yield f"- {link_to(facts.item)}"

    def promised(self) -> Iterator[str]:
        """What was promised since, by either side, and is open."""
        if self.last:
            for facts in self.report.commitments:
                if facts.state.is_open and facts.made_on > self.since:
                    yield f"- {link_to(facts.item)}"

    def open_from_last_time(self) -> Iterator[str]:
        """The actions of the last minutes that are not done."""
        section = self.last.meeting.body.section("actions") if self.last else None
        for link in self.last.meeting.body.links if self.last and section else ():
            facts = self.items.get(link.target) if link.target else None
            if facts and _is_open(facts) and section and f"{link.kind}:{link.id}" in section.markdown:
                yield f"- {link_to(facts.item)}"

    def asked_last_time(self) -> Iterator[str]:
        """The questions that the last minutes left open."""
        section = self.last.meeting.body.section("questions") if self.last else None
        if section and "-->" not in section.markdown:
            yield from (line for line in section.markdown.splitlines() if line.strip())


def _is_open(facts: PromiseFacts | RecordFacts) -> bool:
    return facts.state.is_open if isinstance(facts, PromiseFacts) else facts.is_open

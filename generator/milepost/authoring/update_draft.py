"""The draft of an update: what the ledger knows since the last one, in the project's language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from milepost.authoring.edits.scalars import written
from milepost.facts.acceptance.asks import AcceptanceAsk
from milepost.facts.advice.week import week_of
from milepost.facts.contact.asks import Ask
from milepost.facts.events import Event, EventName
from milepost.facts.promises.promises import PromiseFacts, State, overdue
from milepost.facts.report.report import StatusReport
from milepost.facts.rhythm import cadence_of
from milepost.facts.telling.news import moved_dates, new_promises
from milepost.model.fields import Kind, Side
from milepost.model.kinds.commitments import Commitment
from milepost.model.kinds.milestones import Milestone
from milepost.model.records.problems import ProblemRecord
from milepost.model.snapshot import ListItem
from milepost.render.health.findings import finding_text
from milepost.render.sentences.entries import reason_of_delay
from milepost.render.sentences.named import Names
from milepost.render.sentences.sentences import what_happened
from milepost.render.words.words import Words

_MARKUP = re.compile(r"[\\\[\]*_`<]")
_KEPT = {EventName.KEPT, EventName.KEPT_LATE}
_GIVEN_UP = {EventName.WITHDRAWN, EventName.CANCELLED, EventName.REOPENED}


def update_draft(report: StatusReport, words: Words, day: date) -> str:
    """The text of an update of a day; every line of it is true as it stands, and comments are not published."""
    draft = _Draft(report, words, day)
    sections = {
        words("Done"): draft.done(),
        words("In progress"): draft.begun(),
        words("Next"): draft.following(),
        words("Problems"): draft.troubles(),
        words("Needed from you"): draft.asked(),
    }
    texts = [draft.front_matter(), *draft.remembered()]
    texts += [f"## {title}\n\n" + "\n".join(lines) + "\n" for title, found in sections.items() if (lines := [*found])]
    return "\n".join(texts)


class _Draft:
    def __init__(self, report: StatusReport, words: Words, day: date) -> None:
        self.report = report
        self.words = words
        self.day = day
        last = report.updates[0] if report.updates else None
        self.last = last
        self.events = _since(last.update.id if last else None, report.events)
        untold = (event for event in week_of(report).untold if event not in self.events)
        # What an earlier update left out is still to be told.
        self.news = (*untold, *self.events)
        self.until = cadence_of(report.charter).after(day)
        self.names = Names(report)
        self.promises = {(p.item.kind, p.item.id): p for p in (*report.milestones, *report.commitments)}

    def front_matter(self) -> str:
        """The status that the rules would give, why, and a headline from the weightiest news."""
        health, words = self.report.health, self.words
        found = [finding_text(finding, words) for area in health.areas for finding in area.findings]
        lines = [
            f"status: {health.computed}",
            *(f"# {text}" for text in found),
            f"headline: {written(self.headline())}",
        ]
        if self.last and self.last.update.matter.author:
            lines.append(f"author: {written(self.last.update.matter.author)}")
        return "---\n" + "\n".join(lines) + "\n---\n"

    def remembered(self) -> Iterator[str]:
        """What the last update said would come next, as a comment to be answered."""
        said = self.last.update.body.section("next") if self.last else None
        if said and "-->" not in said.markdown:
            heading = self.words("What was to come next, last time:")
            yield f"<!-- {heading}\n{said.markdown}\n-->\n"

    def headline(self) -> str:
        """The news in a sentence: what is overdue, what moved, what was reached, or else what comes next."""
        words, milestones = self.words, [p for p in self.report.milestones if p.state.is_open]
        late = overdue(milestones)
        moved = [event for event in moved_dates(self.news) if event.kind is Kind.MILESTONE]
        reached = [e for e in self.events if e.event in _KEPT and e.kind is Kind.MILESTONE]
        if moved and isinstance(moved[-1].after, date):
            day = words.near_day(moved[-1].after, self.day)
            return words("Moved to {day}: {title}", title=_line(moved[-1].title), day=day)
        if late:
            return words("Overdue: {title}", title=_line(late[0].item.title))
        if reached:
            return words("Reached: {title}", title=_line(reached[-1].title))
        to_come = min(milestones, key=lambda p: (p.due, p.item.id), default=None)
        if to_come is None:
            return words("The work goes on")
        day = words.near_day(to_come.due, self.day)
        return words("Next: {title}, on {day}", title=_line(to_come.item.title), day=day)

    def done(self) -> Iterator[str]:
        """What was reached or kept, by either side, and on which side of its date."""
        theirs = self.words(" (kept by you)")
        for event in sorted(self.events, key=lambda event: (event.on, event.kind, event.id)):
            if event.event in _KEPT and not event.corrects_a_day:
                yield self._said(event) + (theirs if self._is_clients(event) else "")

    def begun(self) -> Iterator[str]:
        """What is under way, and how far."""
        for promise in sorted(self.report.milestones, key=lambda p: (p.due, p.item.id)):
            item = promise.item
            if promise.state in {State.ACTIVE, State.MOVED} and isinstance(item, Milestone) and item.progress:
                yield f"- {link_to(item)}{self.words(': ')}{item.progress}%"

    def following(self) -> Iterator[str]:
        """What is due from us until the next update."""
        ours = (p for p in self.promises.values() if p.state.is_open and not _of_client(p))
        for promise in sorted(ours, key=lambda p: (p.due, p.item.id)):
            if promise.state is not State.OVERDUE and promise.due <= self.until:
                yield f"- {link_to(promise.item)}{self.words(': ')}{self.words.weekday_day(promise.due, self.day)}"

    def troubles(self) -> Iterator[str]:
        """Our dates that moved or have passed, and what was given up, each with its reason or the place for one."""
        for event in sorted(moved_dates(self.news), key=lambda event: (str(event.after), event.kind, event.id)):
            if not self._is_clients(event):
                yield self._said(event) + self._reason(event.reason)
        for event in {(e.kind, e.id): e for e in self.news if e.event in _GIVEN_UP}.values():
            yield self._said(event) + self._reason(event.reason)
        for promise in overdue(p for p in self.promises.values() if not _of_client(p)):
            told = f"- {link_to(promise.item)}{self.words(': ')}{self._was_due(promise)}"
            yield told + self._reason(reason_of_delay(promise))
        for facts in self.report.records.get(Kind.PROBLEM, ()):
            item = facts.item
            if isinstance(item, ProblemRecord) and facts.is_open and not item.resolved:
                step = item.thread[-1].text if item.thread else item.effect
                yield f"- {link_to(item)}{self.words(': ') + _line(step) if step else ''}"

    def asked(self) -> Iterator[str]:
        """What the client owes, soonest first, and what was asked of them since."""
        new_mark = self.words(" (new)")
        new = {(event.kind, event.id) for event in new_promises(self.events)}
        for promise in self.report.asks:
            told = self._asked_by(promise)
            is_new = (promise.item.kind, promise.item.id) in new and self.last is not None
            yield f"- {link_to(promise.item)}{self.words(': ') if told else ''}{told}{new_mark if is_new else ''}"

    def _asked_by(self, ask: Ask) -> str:
        """By when something is asked of the client, as far as there is such a day."""
        if isinstance(ask, AcceptanceAsk):
            return self._accepted_by(ask)
        if ask.due is None:
            return ""
        if ask.overdue_days:
            return self.words.was_due(self.words.near_day(ask.due, self.day), ask.overdue_days)
        return self.words.weekday_day(ask.due, self.day)

    def _accepted_by(self, ask: AcceptanceAsk) -> str:
        """By when a delivery is to be accepted: that is no day on which it is due."""
        if ask.due is None:
            return self.words("to accept or reject")
        if ask.overdue_days:
            late = self.words.was_due(self.words.near_day(ask.due, self.day), ask.overdue_days)
            return self.words("to accept or reject; the answer {late}", late=late)
        return self.words("to accept or reject by {day}", day=self.words.weekday_day(ask.due, self.day))

    def _said(self, event: Event) -> str:
        promise = self.promises.get((event.kind, event.id))
        title = promise.item.title if promise else event.title
        told = what_happened(self.names.in_words(event), self.words)
        return f"- [{_escaped(title)}]({event.kind}:{event.id}){self.words(': ') if told else ''}{told}"

    def _reason(self, reason: str | None) -> str:
        return self.words(". ") + _line(reason) if reason else " <!-- " + self.words("Say why.") + " -->"

    def _was_due(self, promise: PromiseFacts) -> str:
        return self.words.was_due(self.words.near_day(promise.due, self.day), promise.overdue_days)

    def _is_clients(self, event: Event) -> bool:
        promise = self.promises.get((event.kind, event.id))
        return promise is not None and _of_client(promise)


def _of_client(promise: PromiseFacts) -> bool:
    return isinstance(promise.item, Commitment) and promise.item.from_ is Side.CLIENT


def _since(update: str | None, events: Sequence[Event]) -> tuple[Event, ...]:
    """What happened after the commits that published an update; everything where there is none."""
    told = [n for n, e in enumerate(events) if e.id == update and e.kind is Kind.UPDATE]
    published = {events[n].revision for n in told}
    return tuple(event for event in events[told[-1] if told else 0 :] if event.revision not in published)


def link_to(item: ListItem) -> str:
    """A link to an item, in the words of its title."""
    return f"[{_escaped(item.title)}]({item.kind}:{item.id})"


def _escaped(title: str) -> str:
    """A title as words of a link, which a person will read before a parser does."""
    return _MARKUP.sub(r"\\\g<0>", _line(title))


def _line(title: str) -> str:
    return " ".join(title.split())

"""The devil's advocate: what a client will ask on reading the newest update, while it can still be mended."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from milepost.errors import Location, Problem, Severity
from milepost.facts.advice.mentions import speaks_of
from milepost.facts.advice.sentences import (
    WEEKDAYS,
    Around,
    Day,
    is_of_the_item,
    only_day,
    other_weekday,
    sentences_around,
)
from milepost.facts.promises.promises import PromiseFacts, State
from milepost.facts.registers import RecordFacts
from milepost.facts.report.report import StatusReport
from milepost.facts.rhythm import Cadence, cadence_of
from milepost.facts.updates import UpdateFacts
from milepost.model.fields import Kind, Side, Status
from milepost.model.kinds.commitments import Commitment
from milepost.model.snapshot import Key
from milepost.model.texts.prose import keys_in

_PERIODS = 8
_ON_TRACK = re.compile(r"\b(?:on track|on schedule|on time|as planned|to plan)\b|按计划|如期|正常推进", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|no longer|never|isn.t|back)\b|不再|未能|没有|无法", re.IGNORECASE)


def advocate(report: StatusReport) -> Iterator[Problem]:
    """What the newest update leaves open, and what nobody has looked at for long; all of it advice."""
    cadence = cadence_of(report.charter, min((facts.update.date for facts in report.updates), default=None))
    promises = {(p.item.kind, p.item.id): p for p in (*report.milestones, *report.commitments)}
    if report.updates:
        yield from _Reader(report, cadence, promises).questions()
    yield from _without_consequence(report)
    for records in report.records.values():
        yield from (problem for facts in records if (problem := _unwatched(report, facts, cadence)))


class _Reader:
    """Somebody who reads the newest update beside the ledger."""

    def __init__(self, report: StatusReport, cadence: Cadence, promises: Mapping[Key, PromiseFacts]) -> None:
        self.report = report
        self.promises = promises
        self.newest = report.updates[0]
        self.update = self.newest.update
        self.path = report.sources.get((Kind.UPDATE, self.update.id), self.update.path)
        self.next = cadence.after(self.update.date)
        self.text = f"{self.update.title}\n{self.update.matter.why or ''}\n{self.update.body.markdown}"
        self.told = {link.target for link in self.update.body.links if link.is_seen}

    def questions(self) -> Iterator[Problem]:
        for around in sentences_around(self.update.body):
            promise = self.promises.get(around.link.target) if around.link.target else None
            if promise:
                yield from self._about_day(around, promise)
                yield from self._about_track(around, promise)
        yield from self._about_overdue()
        if self.report.status_date <= self.next:
            yield from self._about_silence()

    def _about_day(self, around: Around, promise: PromiseFacts) -> Iterator[Problem]:
        said, item = only_day(around), promise.item
        if said is None:
            return
        own = [day for day in _days_of(promise) if _is(said, day)]
        if not own and is_of_the_item(around, said):
            yield self._at_link(
                around,
                f"says {said.words} beside {item.kind} {item.id!r}, which is due on {promise.due}",
                f"milepost move {item.id} … if the date has moved, or mend the sentence",
            )
        elif own and (called := other_weekday(around, said, own)):
            is_one = " or ".join(dict.fromkeys(WEEKDAYS[day.weekday()] for day in own))
            message = f"calls {said.words} {called} beside {item.kind} {item.id!r}, and it is a {is_one}"
            yield self._at_link(around, message, "mend the weekday, or the day")

    def _about_track(self, around: Around, promise: PromiseFacts) -> Iterator[Problem]:
        said = _ON_TRACK.search(around.before + around.after)
        if said and promise.state is State.OVERDUE and not _NOT.search(around.before + around.after):
            item = promise.item
            message = f"says “{said[0]}” beside {item.kind} {item.id!r}, overdue by {_days(promise.overdue_days)}"
            yield self._at_link(around, message, "say when it comes, and why it is late")

    def _about_overdue(self) -> Iterator[Problem]:
        """Green, and something of ours was overdue on that very day and is left out."""
        health, matter = self.newest.health, self.update.matter
        if matter.status is not Status.GREEN or matter.why or (health and health.is_contested):
            return
        for key, promise in self.promises.items():
            is_late = promise.state is State.OVERDUE and promise.due < self.update.date
            if is_late and key not in self.told and not _is_the_clients(promise):
                late = _days((self.update.date - promise.due).days)
                yield self._at(
                    f"says on track, and not that {promise.item.kind} {promise.item.id!r} was overdue by {late}",
                    f"link to it and say when it comes: [{promise.item.title}]({key[0]}:{key[1]})",
                )

    def _about_silence(self) -> Iterator[Problem]:
        last = self.report.updates[1] if len(self.report.updates) > 1 else None
        promised = _next_of(last)
        for key, promise in sorted(self.promises.items()):
            if not promise.state.is_open or key in self.told or self._is_told_elsewhere(promise):
                continue
            link = f"say how it stands: [{promise.item.title}]({key[0]}:{key[1]})"
            if self.update.date < promise.due <= self.next:
                message = f"says nothing of {key[0]} {key[1]!r}, due on {promise.due}, before the next update"
                yield self._at(message, link)
            elif last and key in promised and not _has_changed(promise, last.recorded):
                yield self._at(f"says nothing of {key[0]} {key[1]!r}, which {last.update.id} said comes next", link)

    def _is_told_elsewhere(self, promise: PromiseFacts) -> bool:
        """Whether the text speaks of it in other words, or by another name that it had; or could not know of it."""
        names = {(promise.item.kind, name) for name in promise.item.was}
        is_newer = bool(promise.events) and promise.events[0].recorded > self.newest.recorded
        return is_newer or bool(names & self.told) or speaks_of(self.text, promise.item.title)

    def _at(self, message: str, hint: str) -> Problem:
        return Problem(Location(self.path, 1, 1), message, hint, Severity.ADVICE)

    def _at_link(self, around: Around, message: str, hint: str) -> Problem:
        return Problem(Location(self.path, around.link.line, around.link.column), message, hint, Severity.ADVICE)


def _without_consequence(report: StatusReport) -> Iterator[Problem]:
    """What a client is asked for, and not told what it holds up."""
    for promise in report.asks:
        item = promise.item
        if isinstance(item, Commitment) and not item.note and not item.milestone:
            yield Problem(
                report.places.get((item.kind, item.id), Location(report.sources.get((item.kind, item.id), ""))),
                f"{item.kind} {item.id!r} asks the client for something and does not say what waits for it",
                "name the `milestone` that it holds up, or say in `note` what happens otherwise",
                Severity.ADVICE,
            )


def _unwatched(report: StatusReport, facts: RecordFacts, cadence: Cadence) -> Problem | None:
    """A risk that nobody has rated, reworded or told of for eight updates, with no day to look at it again."""
    item = facts.item
    review = getattr(item, "review", None)
    if item.kind is not Kind.RISK or not facts.is_open or (review and review >= report.status_date):
        return None
    told = (u.update.date for u in report.updates if (item.kind, item.id) in {x.target for x in u.update.body.links})
    last = max(*(event.recorded for event in facts.events), facts.raised_on, *told)
    ends = last
    for _ in range(_PERIODS):
        ends = cadence.after(ends)
    if ends > report.status_date:
        return None
    return Problem(
        report.places.get((item.kind, item.id), Location(report.sources.get((item.kind, item.id), ""))),
        f"{item.kind} {item.id!r} has not changed, nor been told of, since {last}",
        "rate it anew, close it, or say in `review` when it is looked at again",
        Severity.ADVICE,
    )


def _next_of(last: UpdateFacts | None) -> frozenset[Key]:
    section = last.update.body.section("next") if last else None
    return keys_in(section.markdown) if section else frozenset()


def _has_changed(promise: PromiseFacts, since: date) -> bool:
    return any(event.recorded > since for event in promise.events)


def _days_of(promise: PromiseFacts) -> Iterator[date]:
    """Every day that its record or its history names."""
    item = promise.item
    known = (promise.due, promise.first_due, promise.agreed, promise.made_on, item.fulfilled, item.ended)
    yield from (day for day in (*known, getattr(item, "start", None)) if day)
    for event in promise.events:
        yield from (day for day in (event.on, event.recorded, event.before, event.after) if isinstance(day, date))


def _is(said: Day, day: date) -> bool:
    return (said.month, said.day) == (day.month, day.day) and said.year in {None, day.year}


def _is_the_clients(promise: PromiseFacts) -> bool:
    return isinstance(promise.item, Commitment) and promise.item.from_ is Side.CLIENT


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"

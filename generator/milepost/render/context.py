"""The context: what every page of a report is made with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from markupsafe import Markup

from milepost.facts.contact.waiting import Waiting
from milepost.facts.events import Event
from milepost.facts.health.assessment import is_worse
from milepost.facts.promises.effects import followed_by_item
from milepost.facts.promises.promises import PromiseFacts
from milepost.facts.report.report import StatusReport
from milepost.facts.updates import UpdateFacts
from milepost.facts.versions import Archive, PastVersion, computed_on
from milepost.memory.works import Works
from milepost.model.fields import Kind, Status
from milepost.model.places import address
from milepost.model.snapshot import Key
from milepost.render.answers import Answers
from milepost.render.charts.waterfall import fall_of
from milepost.render.charts.weeks import Verdict
from milepost.render.feeds.topics import events_by_topic
from milepost.render.promises.waiting import asked_ago, what_moves
from milepost.render.prose import Prose
from milepost.render.prose.links import titles_of
from milepost.render.record_pages import RecordPages
from milepost.render.sentences.entries import Entry, history_of, reason_of_delay
from milepost.render.sentences.event_words import EventWords
from milepost.render.templates import environment
from milepost.render.words.tally import tally
from milepost.render.words.words import Words, timed


class Context:
    """What every page is made with.

    Without an archive there are no versions to lead to, without `answers` nothing is to be answered. What `is_past` is
    a version that will not change.
    """

    def __init__(
        self,
        report: StatusReport,
        words: Words,
        archive: Archive | None = None,
        answers: Answers | None = None,
        *,
        is_past: bool = False,
    ) -> None:
        self.report = report
        self.words = words
        self.archive = archive
        self.answers = answers
        self.is_past = is_past
        self.titles = titles_of(report)
        self.event_words = EventWords(report, words)
        self.records = RecordPages(self.titles)
        self._common: dict[tuple[str, int], dict[str, Any]] = {}

    def render(self, template: str, uri: str, day: date | None = None, **facts: object) -> str:
        """A template of ours with what every page may use; a record is told on a day of its own, not on today's."""
        base, told = "../" * _depth(uri), day or self.report.status_date
        return environment().get_template(template).render(self._common_of(base, told), **facts)

    def render_record(self, template: str, uri: str, day: date, **facts: object) -> str:
        """The page of a record, which is given less, and is taken over where that is the same."""
        return self.records.render(template, day, self._common_of("../" * _depth(uri), day), facts)

    def take_over(self, works: Works | None) -> None:
        """Let pages of records be taken over; what a version says of one is in its facts."""
        self.records = RecordPages(self.titles, works)

    def _common_of(self, base: str, told: date) -> dict[str, Any]:
        key = base, told.year
        if key not in self._common:
            common = self._facts_for(base, told)
            # The macros see the same as the pages; made once for all pages that are equally deep.
            macros = environment().get_template("macros.html").make_module(common)
            self._common[key] = {**common, "macros": macros}
        return self._common[key]

    def _facts_for(self, base: str, told: date) -> dict[str, Any]:
        prose = Prose(self.titles, self.words, base)
        return {
            "report": self.report,
            "archive": self.archive,
            "words": self.words,
            "topics": () if self.is_past else self.topics,
            "today": self.report.status_date,
            "base": base,
            "_": self.words,
            "ngettext": self.words.plural,
            "prose": prose.block,
            "inline": prose.line,
            "tally": lambda promises: tally(promises, self.words),
            "why_late": reason_of_delay,
            "was_due": self.was_due,
            "fall_of": lambda promise: fall_of(promise, self.words),
            "worse_by_rules": self.worse_by_rules,
            "answer_href": self.answers.href if self.answers else lambda ask: None,
            "time": lambda day: self.time(day, told),
            "full_day": self.full_day,
            "extract": lambda text, page: prose.extract(text, page.path, page.body.markdown),
            "opening": lambda text, page: prose.opening(text, page.path, page.body.markdown),
            "waiting_of": lambda item: self.waiting.get((item.kind, item.id)),
            "asked_ago": lambda waiting: asked_ago(waiting, self.words),
            "what_moves": lambda one, what, day: what_moves(one, what, day, self.words, self.report.status_date),
            "title_of": lambda kind, item_id: self.titles.get((Kind(kind), item_id)),
            "href": lambda kind, item_id: f"{base}{address(Kind(kind), item_id)}",
        }

    def time(self, day: date, told: date) -> Markup:
        """A day as people say it on the day it is told, and as machines read it."""
        return timed(day, self.words.near_day(day, told))

    def was_due(self, promise: PromiseFacts) -> str:
        """What is said of the date of an overdue promise."""
        return self.words.was_due(self.time(promise.due, self.report.status_date), promise.overdue_days)

    def full_day(self, day: date) -> Markup:
        """The same with its year."""
        return timed(day, self.words.day(day))

    def worse_by_rules(self, facts: UpdateFacts) -> Status | None:
        """What the rules said on the day of an update, where that is worse than what it says itself, and known."""
        computed = self.computed_on(facts)
        return computed if computed and is_worse(computed, facts.update.matter.status) else None

    def computed_on(self, facts: UpdateFacts) -> Status | None:
        """What the rules said on the day of an update, where that is known."""
        return computed_on(facts, self.versions)

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """What every update said, and what the rules said on its day, oldest first."""
        updates = reversed(self.report.updates)
        return tuple(Verdict(u.update.date, u.update.matter.status, self.computed_on(u)) for u in updates)

    @cached_property
    def versions(self) -> Mapping[str, PastVersion]:
        """The version that first told each update."""
        return self.archive.by_update if self.archive else {}

    def history(self, promise: PromiseFacts) -> tuple[Entry, ...]:
        """All that happened to a promise, newest first."""
        told = replace(promise, events=tuple(map(self.event_words.names.in_words, promise.events)))
        return history_of(told, self.words, self.report.status_date, self.event_words.side(promise))

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """The topics that have a feed of their own."""
        return tuple(events_by_topic(self.report))

    @cached_property
    def waiting(self) -> Mapping[Key, Waiting]:
        """What the client is asked for, with its age and what it holds up."""
        return {(one.ask.item.kind, one.ask.item.id): one for one in self.report.waiting}

    @cached_property
    def changed(self) -> Mapping[Key, date]:
        """The day of the last public event of each item."""
        return {(event.kind, event.id): event.recorded for event in self.report.events}

    @cached_property
    def followed(self) -> Mapping[Key, tuple[Event, ...]]:
        """The events that follow from each item, oldest first."""
        return followed_by_item(self.report.events)

    def last_change(self, *kinds: Kind) -> date:
        """The day of the last public event of items of these kinds; where there is none, that of the last revision."""
        days = (day for (kind, _), day in self.changed.items() if kind in kinds)
        return max(days, default=self.report.revision.committed_at.date())

    def source(self, kind: Kind, item_id: str) -> str | None:
        """The content file that an item stands in."""
        return self.report.sources.get((kind, item_id))


def _depth(uri: str) -> int:
    """How many folders deep the final address of a page is."""
    return uri.removesuffix(".md").removesuffix("index").strip("/").count("/") + (uri != "index.md")

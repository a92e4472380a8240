"""The whole story on one screen: read, derive, render."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import field
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from milepost.errors import Location, Problem, Severity
from milepost.facts.ledger.ledger import Walked
from milepost.facts.report.deriving import derive_report
from milepost.facts.report.report import StatusReport
from milepost.facts.versions import Archive
from milepost.frozen import dataclass
from milepost.git.repository import Repository
from milepost.memory.folder import is_new, keep
from milepost.memory.records import frozen, named, recalled
from milepost.memory.works import Works
from milepost.model.gate import Gate
from milepost.model.history import History
from milepost.model.places import ASKS, CALENDAR, DATA, MERMAID
from milepost.model.texts.days import LATEST_DAY
from milepost.source.checks.judging import AS_IT_WAS, Judging
from milepost.source.history import Uncommitted, read_history, read_on
from milepost.source.past import Past
from milepost.source.reader import Reader

if TYPE_CHECKING:  # Who only reads waits for no templates, charts and feeds.
    from milepost.render.answers import Answers
    from milepost.render.page import Asset, Page
    from milepost.render.words.words import Words


@dataclass(frozen=True, slots=True)
class Reading:
    """What the repository says on a day, and what was wrong on the way there.

    `is_of_its_day` says that it is told as of the day of its revision, as a version is.
    """

    report: StatusReport
    problems: tuple[Problem, ...]
    is_of_its_day: bool = True
    gate: Gate = field(default_factory=Gate)


@dataclass(frozen=True, slots=True)
class Site:
    """One version of the site, ready for a host: its pages, its other files, and the report they tell.

    `gate` says which of the author's files may stand beside them, `answers` where a reader's go (None: it is past).
    """

    report: StatusReport
    words: Words
    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]
    problems: tuple[Problem, ...]
    gate: Gate = field(default_factory=Gate)
    answers: Answers | None = None


@dataclass(frozen=True, slots=True)
class AsOf:
    """For which day everything is told.

    `exactly` is what somebody asked for. Failing that it is the day that the project has `fixed`, or that of the
    `moment` in the project's time zone, or none: never one before the last revision's.
    """

    exactly: date | None = None
    fixed: date | None = None
    moment: datetime | None = None

    def today(self, timezone: str) -> date:
        """The day it is, as far as this knows."""
        by_clock = self.moment.astimezone(ZoneInfo(timezone)).date() if self.moment else date.min
        return min(self.fixed or by_clock, LATEST_DAY)


LAST_DAY = AsOf()
"""The day of the last revision."""


def read_report(
    repository: Repository,
    prefix: str,
    ref: str = "HEAD",
    as_of: AsOf = LAST_DAY,
    judging: Judging = AS_IT_WAS,
) -> Reading:
    """Read the history of `prefix` up to `ref` and derive what it says on a day (default: its last)."""
    return derive_reading(read_history(repository, ref, prefix, judging=judging), as_of)


def read_today(
    repository: Repository,
    prefix: str,
    as_of: AsOf,
    uncommitted: Uncommitted | None = None,
    judging: Judging = AS_IT_WAS,
) -> Reading:
    """As `read_report` of HEAD with what is not committed; what an earlier run has read and walked stays so.

    Where a day was asked for, everything is read: the ledger tells by the day whether a date was missed.
    """
    if as_of.exactly or not repository.has_commits:
        return derive_reading(read_history(repository, "HEAD", prefix, uncommitted, judging), as_of)
    history, walked = read_walked(repository, prefix, uncommitted, judging)
    return derive_reading(history, as_of, walked)


def read_walked(
    repository: Repository, prefix: str, uncommitted: Uncommitted | None = None, judging: Judging = AS_IT_WAS
) -> tuple[History, Walked]:
    """HEAD's history from where it was read last, and what was walked of it; once it is walked on, that is kept."""
    is_first, name = is_new("history"), named(("history", str(repository.root), prefix))
    past, walked = _recalled(name)

    def reached(past: Past) -> None:
        if name:
            keep("history", name, frozen((past, walked)))

    past.reached, past.is_first = reached, is_first
    history = read_on(repository, prefix, past, uncommitted, judging)
    if not history.goes_on:
        walked = Walked()
    return history, walked


def _recalled(name: str | None) -> tuple[Past, Walked]:
    """How far a history was read and walked, as far as that is remembered."""
    found = recalled("history", name) if name else None
    if isinstance(found, tuple) and [type(part) for part in found] == [Past, Walked]:
        return found[0], found[1]
    return Past(Reader("", [])), Walked()


def derive_reading(history: History, as_of: AsOf, walked: Walked | None = None) -> Reading:
    """What a history says on a day; where it goes on from a past, that is what was walked of it."""
    report = derive_report(history, as_of.exactly, as_of.today(history.latest.charter.timezone), walked)
    is_of_its_day = report.status_date == history.day
    return Reading(report, tuple(history.problems), is_of_its_day, history.latest.gate)


def render_version(reading: Reading, site_url: str | None, elsewhere: Collection[str]) -> Site:
    """Render a reading as a version that will not change: no feed, no calendar, no page of a source in `elsewhere`."""
    from milepost.render.all_pages import render_pages
    from milepost.render.data.status_json import status_json
    from milepost.render.page import Asset
    from milepost.render.words.words import Words

    report = reading.report
    words = Words.of(report.charter.language)
    assets = (Asset(DATA, status_json(report, site_url)),)
    pages = render_pages(report, words, elsewhere=elsewhere)
    return Site(report, words, pages, assets, reading.problems, reading.gate)


def render_site(
    reading: Reading, site_url: str | None, archive: Archive | None = None, works: Works | None = None
) -> Site:
    """Render a reading as pages, feed, calendar and data, with what earlier builds made; a missing address is told."""
    from milepost.render.all_pages import pages_with
    from milepost.render.answers import Answers
    from milepost.render.charts.gantt import plan_as_mermaid
    from milepost.render.context import Context
    from milepost.render.data.status_json import status_json
    from milepost.render.feeds.calendar import asks_calendar, calendar
    from milepost.render.feeds.rss import Feeds
    from milepost.render.page import Asset
    from milepost.render.words.words import Words

    report = reading.report
    words = Words.of(report.charter.language)
    feeds = Feeds(report, words, site_url, archive, works)
    assets = (
        *feeds.whole(),
        *feeds.by_topic(),
        Asset(CALENDAR, calendar(report, words, site_url)),
        Asset(ASKS, asks_calendar(report, words, site_url)),
        Asset(DATA, status_json(report, site_url, archive.otherwise if archive else ())),
        Asset(MERMAID, plan_as_mermaid(report, words)),
    )
    problems = reading.problems + (() if site_url else (_no_address(),))
    answers = Answers(report, words, site_url, archive)
    context = Context(report, words, archive, answers)
    context.take_over(works)
    pages = pages_with(context)
    return Site(report, words, pages, assets, problems, reading.gate, answers)


def _no_address() -> Problem:
    return Problem(
        Location("mkdocs.yml"),
        "site_url is not set, so the feed has no links",
        "set site_url to the address the site will have",
        Severity.WARNING,
    )

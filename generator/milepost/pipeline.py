"""The whole story on one screen: read, derive, render."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from milepost.errors import Location, Problem, Severity
from milepost.facts.report import StatusReport, derive_report
from milepost.facts.versions import Archive
from milepost.git.repository import Repository
from milepost.model.gate import Gate
from milepost.model.history import History
from milepost.model.places import ASKS, CALENDAR, DATA, MERMAID
from milepost.model.texts.days import LATEST_DAY
from milepost.source.checks.judging import AS_IT_WAS, Judging
from milepost.source.history import read_history

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


def derive_reading(history: History, as_of: AsOf) -> Reading:
    """What a history says on a day."""
    report = derive_report(history, as_of.exactly, as_of.today(history.latest.charter.timezone))
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


def render_site(reading: Reading, site_url: str | None, archive: Archive | None = None) -> Site:
    """Render a reading as pages, feed, calendar and data; a missing address is told."""
    from milepost.render.all_pages import render_pages
    from milepost.render.answers import Answers
    from milepost.render.charts.gantt import plan_as_mermaid
    from milepost.render.data.status_json import status_json
    from milepost.render.feeds.calendar import asks_calendar, calendar
    from milepost.render.feeds.rss import Feeds
    from milepost.render.page import Asset
    from milepost.render.words.words import Words

    report = reading.report
    words = Words.of(report.charter.language)
    feeds = Feeds(report, words, site_url, archive)
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
    pages = render_pages(report, words, archive=archive, answers=answers)
    return Site(report, words, pages, assets, problems, reading.gate, answers)


def _no_address() -> Problem:
    return Problem(
        Location("mkdocs.yml"),
        "site_url is not set, so the feed has no links",
        "set site_url to the address the site will have",
        Severity.WARNING,
    )

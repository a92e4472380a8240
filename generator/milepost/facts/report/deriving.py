"""Deriving: what history says on a day, from the ledger to the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from milepost.errors import Location
from milepost.facts.contact.communication import kept_plan
from milepost.facts.ledger.ledger import Walked
from milepost.facts.promises.promises import PromiseFacts
from milepost.facts.promises.schedule import finish_of, key_dates_of, phases_of
from milepost.facts.promises.trend import Trend, trends_of
from milepost.facts.report.items import ToldItems, items_of
from milepost.facts.report.judged import judged
from milepost.facts.report.pace import Pace, pace_of
from milepost.facts.report.report import StatusReport
from milepost.facts.telling.told_ledger import ToldLedger, tell
from milepost.facts.updates import LessonFacts, lessons_facts
from milepost.model.history import History
from milepost.model.snapshot import FreePage, Key, Snapshot


def derive_report(
    history: History, status_date: date | None = None, today: date = date.min, past: Walked | None = None
) -> StatusReport:
    """What history says on the status date (None: today, but never before the day of any of its revisions).

    Where history goes on from a past, that is what was walked of it.
    """
    told = tell(history, status_date, today, past)
    items = items_of(told)
    pace = pace_of(told, items)
    return _report(history, told, items, pace)


def _report(history: History, told: ToldLedger, items: ToldItems, pace: Pace) -> StatusReport:
    latest, charter, verdict, places = told.latest, told.latest.charter, judged(told, items, pace), _places(told.latest)
    trends = trends_of(items.milestones, [(u.update.date, u.known_on) for u in items.updates], told.day)
    finish = finish_of(items.milestones)
    return StatusReport(
        charter=charter,
        status_date=told.day,
        revision=history.revision,
        milestones=items.milestones,
        commitments=items.commitments,
        records=items.records,
        updates=verdict.updates,
        lessons=_lessons(told),
        meetings=items.meetings,
        closing=items.closing,
        communication=kept_plan(charter, told.ledger.plans, items.updates, items.meetings, items.ended_on or told.day),
        pages=_pages(history),
        phases=phases_of(charter, items.milestones, told.day),
        trends=trends,
        finish=next(iter(_of(trends, [finish] if finish else [])), None),
        key_dates=_of(trends, key_dates_of(items.milestones)),
        health=verdict.health,
        rhythm=pace.rhythm,
        awaited=pace.awaited,
        events=told.events,
        withheld=told.withheld,
        sources={key: place.path for key, place in places.items()},
        places=places,
        published_updates=told.published_updates,
        glossary=latest.glossary,
        unsaid=told.unsaid,
        hidden=told.hidden,
    )


def _lessons(told: ToldLedger) -> tuple[LessonFacts, ...]:
    found = lessons_facts(told.pages, told.events)
    return tuple(replace(facts, lesson=told.discretion.lesson(facts.lesson)) for facts in found)


def _pages(history: History) -> tuple[FreePage, ...]:
    """The pages of an author's own, each with the day on which it changed last."""
    public = (page for page in history.latest.pages if page.is_public)
    return tuple(replace(page, changed=history.written.get(page.path)) for page in public)


def _of(trends: Sequence[Trend], promises: Sequence[PromiseFacts]) -> tuple[Trend, ...]:
    """The trends of some milestones, in their order."""
    return tuple(trend for promise in promises for trend in trends if trend.promise is promise)


def _places(latest: Snapshot) -> Mapping[Key, Location]:
    public = (key for key, item in latest.items.items() if item.is_public)
    return {key: latest.places[key] for key in public if key in latest.places}

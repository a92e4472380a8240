"""Judged: health beside what the newest update claims, today and as it was when that was written."""

from __future__ import annotations

from dataclasses import replace

from milepost.facts.health.assessment import Health, assess
from milepost.facts.health.cases import Circumstances
from milepost.facts.promises.as_of import as_of_each
from milepost.facts.registers import records_as_of
from milepost.facts.report.items import ToldItems
from milepost.facts.report.pace import Pace
from milepost.facts.rhythm import RhythmFacts
from milepost.facts.telling.told_ledger import ToldLedger
from milepost.facts.updates import UpdateFacts
from milepost.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Judged:
    """Health today, and the updates, the newest one with health as the rules saw it when it was written."""

    health: Health
    updates: tuple[UpdateFacts, ...]


def judged(told: ToldLedger, items: ToldItems, pace: Pace) -> Judged:
    """What the rules make of everything that is told."""
    tolerance = told.latest.charter.tolerance
    known = Circumstances(
        told.day,
        items.milestones,
        items.commitments,
        told.events,
        pace.cadence,
        pace.rhythm,
        items.records,
        tolerance.days if tolerance else None,
    )
    if not items.updates:
        return Judged(assess(known), ())
    newest, *older = items.updates
    matter = newest.update.matter
    then = assess(_known_then(newest, known), matter.status, matter.why)
    return Judged(assess(known, matter.status, matter.why), (replace(newest, health=then), *older))


def _known_then(newest: UpdateFacts, facts: Circumstances) -> Circumstances:
    """What was known when the newest update was written."""
    then = newest.known_on
    return replace(
        facts,
        day=then,
        milestones=as_of_each(facts.milestones, then),
        commitments=as_of_each(facts.commitments, then),
        events=[event for event in facts.events if event.recorded <= then],
        rhythm=RhythmFacts(facts.cadence.after(facts.cadence.answered_by(newest.update.date)), 0),
        records={kind: records_as_of(found, then) for kind, found in facts.records.items()},
    )

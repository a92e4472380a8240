"""Pace: whether updates come as often as was agreed, and when the next one is to come."""

from __future__ import annotations

from datetime import date

from milepost.facts.report.items import ToldItems
from milepost.facts.rhythm import Awaited, Cadence, RhythmFacts, awaited, cadence_of, rhythm_facts
from milepost.facts.telling.told_ledger import ToldLedger
from milepost.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """The days on which updates are due, how the newest one stands to them, and the one to come (None: none is)."""

    cadence: Cadence
    rhythm: RhythmFacts
    awaited: Awaited | None


def pace_of(told: ToldLedger, items: ToldItems) -> Pace:
    """How a project keeps its readers up to date; one that is over owes them nothing more."""
    latest, finished = told.latest, items.is_finished
    cadence = cadence_of(latest.charter, min((u.date for u in latest.updates if u.is_public), default=None))
    newest = items.updates[0].update.date if items.updates else None
    rhythm = rhythm_facts(cadence, _began(told), newest, told.day, finished=finished)
    return Pace(cadence, rhythm, None if finished else awaited(cadence, rhythm, told.day))


def _began(told: ToldLedger) -> date | None:
    """The day from which updates were due; None where no rhythm is agreed."""
    charter = told.latest.charter
    # Nobody could have been told before it was first recorded, however long ago the project began.
    first_told = max(filter(None, (charter.start, told.events[0].recorded if told.events else told.day)))
    return first_told if "rhythm" in charter.model_fields_set else None

"""Satisfaction: how the client rated each phase, how often it was asked, and how often nobody answered."""

from __future__ import annotations

from collections.abc import Iterable

from milepost.facts.registers import RecordFacts
from milepost.frozen import dataclass
from milepost.model.kinds.charter import Charter, Phase
from milepost.model.records.feedback import Feedback


@dataclass(frozen=True, slots=True)
class PhaseVoice:
    """How the client found a phase: its ratings, oldest first, how often it was asked, and how often it was silent."""

    phase: Phase
    ratings: tuple[int, ...]
    asked: int
    silent: int


def satisfaction_of(charter: Charter, feedback: Iterable[RecordFacts]) -> tuple[PhaseVoice, ...]:
    """In the order of the plan; phases about which nobody was asked and nothing was rated are left out."""
    heard = sorted(feedback, key=lambda facts: (facts.item.raised or facts.raised_on, facts.item.id))
    items = [facts.item for facts in heard if isinstance(facts.item, Feedback)]
    told = []
    for phase in charter.phases:
        own = [item for item in items if item.phase == phase.id]
        ratings = tuple(item.rating for item in own if item.rating)
        asked = sum(item.asked is not None for item in own)
        if ratings or asked:
            told.append(PhaseVoice(phase, ratings, asked, sum(item.is_silent for item in own)))
    return tuple(told)

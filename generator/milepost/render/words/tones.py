"""Tones: how a state looks, and what a phase's is called."""

from __future__ import annotations

from milepost.facts.promises.promises import PromiseFacts, State
from milepost.facts.promises.schedule import PhaseFacts
from milepost.render.words.terms import message

_STATE_TONES = {
    State.KEPT: "ok",
    State.KEPT_LATE: "warn",
    State.ACTIVE: "info",
    State.MOVED: "warn",
    State.OVERDUE: "bad",
    State.VANISHED: "bad",
}
_PHASE_STATES = {
    "done": (message("Complete"), "done"),
    "ended": (message("Nothing open"), "idle"),
    "active": (message("In progress"), "info"),
    "moved": (message("Later than agreed"), "warn"),
    "late": (message("Overdue"), "bad"),
    "planned": (message("Not started"), "idle"),
}


def state_tone(promise: PromiseFacts) -> str:
    """How a promise's state looks."""
    return _STATE_TONES.get(promise.state, "idle")


def phase_state(phase: PhaseFacts) -> tuple[str, str]:
    """The message and the look of a phase's state."""
    return _PHASE_STATES[phase.state]

"""Topics: which entries of the ledger belong into the feed of those who follow one matter alone."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from milepost.facts.events import Event, EventName
from milepost.facts.registers import is_asked_in
from milepost.facts.report.report import StatusReport
from milepost.model.fields import Kind, Side
from milepost.model.kinds.commitments import Commitment
from milepost.model.places import TOPICS
from milepost.model.records.decisions import Decision
from milepost.model.snapshot import Key

_DATES = {
    EventName.MADE,
    EventName.MOVED,
    EventName.REBASELINED,
    EventName.KEPT,
    EventName.KEPT_LATE,
    EventName.DELIVERED,
    EventName.REJECTED,
    EventName.ACCEPTED,
    EventName.DEEMED_ACCEPTED,
    EventName.MISSED,
    EventName.REOPENED,
    EventName.CANCELLED,
    EventName.VANISHED,
    EventName.RETURNED,
}
_HANDED_OVER = {EventName.DELIVERED, EventName.REJECTED, EventName.ACCEPTED, EventName.DEEMED_ACCEPTED}
TOPIC_OF: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.MILESTONE: "dates",
        Kind.COMMITMENT: "",
        Kind.UPDATE: "updates",
        Kind.LESSON: "",
        Kind.RISK: "problems",
        Kind.PROBLEM: "problems",
        Kind.DECISION: "decisions",
        Kind.CHANGE: "decisions",
        Kind.FEEDBACK: "",
        Kind.MEETING: "decisions",
        Kind.BUDGET: "",
        Kind.CLOSING: "decisions",
    }
)
"""The topic of each kind; none of those that are told only in the feed of everything, and where the client is asked."""


def events_by_topic(report: StatusReport) -> Mapping[str, tuple[Event, ...]]:
    """The entries of each topic, oldest first; a topic of which there is nothing to tell is left out."""
    asked = _asked(report)
    found = {topic: tuple(e for e in report.events if _belongs(e, topic, asked)) for topic in TOPICS}
    return MappingProxyType({topic: events for topic, events in found.items() if events})


def _belongs(event: Event, topic: str, asked: frozenset[Key]) -> bool:
    if topic == "asks":
        return (event.kind, event.id) in asked or _waits_for_word(event)
    return TOPIC_OF[event.kind] == topic and (topic != "dates" or event.event in _DATES)


def _asked(report: StatusReport) -> frozenset[Key]:
    """What was promised by the client, or is or was for it to decide."""
    promised = {(c.item.kind, c.item.id) for c in report.commitments if _is_clients(c.item)}
    every = (record for found in report.records.values() for record in found)
    asked = {(r.item.kind, r.item.id) for r in every if _is_clients(r.item) or any(map(is_asked_in, r.states))}
    return frozenset(promised | asked)


def _is_clients(item: object) -> bool:
    return isinstance(item, Commitment | Decision) and item.from_ is Side.CLIENT


def _waits_for_word(event: Event) -> bool:
    """Whether it asks for the client's word on what was handed over, or is that word."""
    return event.event in _HANDED_OVER or event.kind is Kind.CLOSING

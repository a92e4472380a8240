"""Feedback: what the client said beside what was answered and done, with what was asked and stayed silent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from milepost.facts.contact.satisfaction import PhaseVoice, satisfaction_of
from milepost.facts.promises.promises import State
from milepost.facts.registers import RecordFacts
from milepost.frozen import dataclass
from milepost.model.fields import Kind
from milepost.model.marks import fields_of
from milepost.model.places import RECORD_PAGE
from milepost.model.records.feedback import Feedback
from milepost.model.registers import register_of
from milepost.model.snapshot import Key, keys_named
from milepost.render.context import Context
from milepost.render.page import Page
from milepost.render.sentences.standing import Standing, standing_of
from milepost.render.words.durations import after, how_soon

_DONE = {State.KEPT, State.KEPT_LATE}


@dataclass(frozen=True, slots=True)
class Action:
    """Something that came of it, and whether it is done by now."""

    key: Key
    state: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Voice:
    """One entry: what was said when, how long the answer took or is waited for, and what came of it."""

    facts: RecordFacts
    item: Feedback
    said_on: date
    phase: str
    answer_days: int
    took: str
    standing: Standing
    actions: tuple[Action, ...]


def feedback_page(context: Context) -> Page:
    """What the client said, the newest first, in two columns; above it how satisfied it was, phase by phase."""
    register, words = register_of(Kind.FEEDBACK), context.words
    title, lede = words.register(Kind.FEEDBACK)
    voices = sorted(voices_of(context), key=lambda voice: (-voice.said_on.toordinal(), voice.item.id))
    heard = [voice for voice in voices if not voice.item.is_silent and not voice.item.is_agreement]
    answered = [voice.answer_days for voice in heard if voice.item.answered]
    actions = {action.key: action for voice in heard for action in voice.actions}
    before = context.render(
        "feedback.html",
        register.page,
        title=title,
        lede=lede,
        heard=heard,
        silent=[voice for voice in voices if voice.item.is_silent],
        agreed=[voice for voice in voices if voice.item.is_agreement],
        about=lambda item: _about(context, item),
        versions={version.name for version in context.archive.versions} if context.archive else frozenset(),
        answered=len(answered),
        how_soon=how_soon(answered, words),
        actions=len(actions),
        kept=sum(action.is_done for action in actions.values()),
        phases=satisfaction_of(context.report.charter, context.report.records.get(Kind.FEEDBACK, ())),
        hidden=[held for held in context.report.withheld if held.kind is Kind.FEEDBACK],
    )
    source = next((path for (kind, _), path in sorted(context.report.sources.items()) if kind is Kind.FEEDBACK), None)
    changed = context.last_change(Kind.FEEDBACK)
    return Page(register.page, title, lede, before, source=source, changed=changed, is_state=True, under=RECORD_PAGE)


@dataclass(frozen=True, slots=True)
class Heard:
    """How many words of the client's there were, and how many of them were answered."""

    heard: int
    answered: int


def satisfaction(context: Context) -> tuple[tuple[PhaseVoice, ...], Heard]:
    """How satisfied the client was, phase by phase, and how much of what it said was answered."""
    voices = sorted(voices_of(context), key=lambda voice: (-voice.said_on.toordinal(), voice.item.id))
    heard = [voice for voice in voices if not voice.item.is_silent and not voice.item.is_agreement]
    phases = satisfaction_of(context.report.charter, [voice.facts for voice in voices])
    return phases, Heard(len(heard), sum(bool(voice.item.answered) for voice in heard))


def voices_of(context: Context) -> Iterator[Voice]:
    """Every entry of the register as it is shown."""
    phases = {phase.id: phase.title for phase in context.report.charter.phases}
    for facts in context.report.records.get(Kind.FEEDBACK, ()):
        item = facts.item
        assert isinstance(item, Feedback), "the register of feedback holds nothing else"
        days = max(0, ((item.answered or context.report.status_date) - said_on(facts)).days)
        yield Voice(
            facts,
            item,
            said_on(facts),
            phases.get(item.phase or "", ""),
            days,
            after(days, context.words) if item.answered else "",
            feedback_standing(context, facts),
            tuple(_actions(context, item)),
        )


def feedback_standing(context: Context, facts: RecordFacts) -> Standing:
    """How an entry stands; one that has waited longer than we promised is bad news."""
    item, route = facts.item, context.report.charter.feedback
    assert isinstance(item, Feedback), "it stands in the register of feedback"
    waits = (context.report.status_date - said_on(facts)).days
    is_late = waits > (route.answer_days if route else _ANSWER_DAYS)
    if facts.is_open and not item.is_silent and is_late:
        return context.words("No answer for {days}", days=context.words.days(waits)), "bad"
    return standing_of(context.words, facts)


def said_on(facts: RecordFacts) -> date:
    """The day on which it was said, or on which we asked."""
    return facts.item.raised or facts.raised_on


def _about(context: Context, item: Feedback) -> list[Key]:
    """The items that an entry is about, as far as a reader may see them."""
    kinds = next(field.kinds for field in fields_of(Feedback) if field.name == "affects")
    return [key for name in item.affects for key in keys_named(name, kinds) if key in context.titles]


def _actions(context: Context, item: Feedback) -> Iterator[Action]:
    words, kinds = context.words, (Kind.COMMITMENT, Kind.MILESTONE, *_KINDS)
    promises = {(p.item.kind, p.item.id): p for p in (*context.report.milestones, *context.report.commitments)}
    records = {(f.item.kind, f.item.id): f for found in context.report.records.values() for f in found}
    for name in item.actions:
        for key in keys_named(name, kinds):
            if key in context.titles and key in promises:
                state = promises[key].state
                yield Action(key, words.state(state, key[0]), state in _DONE)
            elif key in context.titles and key in records:
                standing, tone = standing_of(words, records[key])
                yield Action(key, standing, tone == "ok")


_KINDS = (Kind.CHANGE, Kind.DECISION, Kind.PROBLEM, Kind.RISK)
_ANSWER_DAYS = 10

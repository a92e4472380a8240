"""The closing report: what its author says at the end, and under it what the project came to, from its history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from milepost.facts.acceptance.closing import ClosingFacts, is_open, left_open, records_left_open
from milepost.facts.foresight import foresight
from milepost.facts.promises.effects import effects_of, moved_without_request
from milepost.facts.promises.promises import PromiseFacts, State
from milepost.facts.promises.sides import Keeping, keeping_of
from milepost.facts.registers import RecordFacts
from milepost.frozen import dataclass
from milepost.model.fields import Kind, Side
from milepost.model.kinds.commitments import Commitment
from milepost.model.places import RECORD_PAGE, source_uri
from milepost.model.records.changes import ChangeRequest
from milepost.model.records.decisions import Decision
from milepost.model.snapshot import Key
from milepost.render.context import Context
from milepost.render.overview.figures import closing_figures
from milepost.render.page import Page
from milepost.render.prose.edit_marks import marks_of, names_of
from milepost.render.registers.feedback import satisfaction
from milepost.render.registers.risks import endings_of
from milepost.render.sentences.entries import Entry
from milepost.render.sentences.standing import Standing, standing_of
from milepost.render.templates import SEAM
from milepost.render.words.durations import how_early
from milepost.render.words.words import Words

_GONE = {State.CANCELLED, State.WITHDRAWN, State.VANISHED}


@dataclass(frozen=True, slots=True)
class Asked:
    """A change request: what was decided, what it was estimated to do to the dates, and how far each of them moved."""

    facts: RecordFacts
    standing: Standing
    estimated: tuple[str, ...]
    effects: tuple[tuple[Key, str], ...]


@dataclass(frozen=True, slots=True)
class Left:
    """Something that is still open: how it stands, by when it is due, and who takes it."""

    key: Key
    title: str
    standing: Standing
    due: date | None
    who: str


def closing_pages(context: Context) -> Iterator[Page]:
    """The page of the closing report, where there is one."""
    if context.report.closing is not None:
        yield _closing(context, context.report.closing)


def closing_standing(words: Words, facts: ClosingFacts) -> Standing:
    """Whether the client has agreed to it, in a word and a tone."""
    accepted = facts.closing.matter.accepted
    if accepted and facts.edits_after_acceptance:
        return words("Changed after it was accepted"), "bad"
    return (words("Accepted"), "ok") if accepted else (words("Not accepted yet"), "warn")


def what_is_left(context: Context) -> tuple[Left, ...]:
    """What is still open: promises soonest first, then all else by its kind."""
    report, words = context.report, context.words
    promises = (_promise(context, p) for p in left_open((*report.milestones, *report.commitments)))
    records = records_left_open(record for found in report.records.values() for record in found)
    return (*promises, *(_record(words, record) for record in records))


def _closing(context: Context, facts: ClosingFacts) -> Page:
    closing, words = facts.closing, context.words
    edits = context.event_words.entries(reversed(facts.edits), closing.matter.on)
    before, after = _shown(context, facts, edits).split(SEAM)
    return Page(
        source_uri(closing.kind, closing.id),
        context.titles[closing.kind, closing.id],
        words("What {project} came to, against what was promised.", project=context.report.charter.name),
        before,
        closing.body.markdown,
        after,
        source=context.source(closing.kind, closing.id),
        changed=context.last_change(*Kind),
        is_state=True,
        under=RECORD_PAGE,
        marks=marks_of(edits, words),
    )


def _shown(context: Context, facts: ClosingFacts, edits: Sequence[Entry]) -> str:
    """What stands around the author's words: how the client stands to them, and what the project came to."""
    report, key = context.report, (facts.closing.kind, facts.closing.id)
    risks, problems = report.records.get(Kind.RISK, ()), report.records.get(Kind.PROBLEM, ())
    seen = foresight(risks, problems)
    phases, asks = satisfaction(context)
    return context.render(
        "closing.html",
        source_uri(*key),
        facts=facts,
        title=context.titles[key],
        standing=closing_standing(context.words, facts),
        edits=edits,
        edit_names=names_of(edits),
        figures=closing_figures(context),
        stones=sorted(report.milestones, key=lambda m: (m.forecast, m.item.id)),
        open_stones=[m for m in report.milestones if is_open(m)],
        asked=[_asked(context, change) for change in report.records.get(Kind.CHANGE, ())],
        unasked=moved_without_request(report.events),
        keeping=_keeping(context),
        seen=seen,
        ahead=how_early([one.days for one in seen.foreseen], context.words),
        endings=endings_of(context, risks),
        phases=phases,
        asks=asks,
        left=what_is_left(context),
        given_up=[c for c in report.commitments if c.state in _GONE],
    )


def _asked(context: Context, facts: RecordFacts) -> Asked:
    words, item = context.words, facts.item
    assert isinstance(item, ChangeRequest), "the register of changes holds nothing else"
    impact = item.impact
    estimated = (
        [words.variance(impact.days) if impact.days else words.days(0)] if impact and impact.days is not None else []
    )
    estimated += [said for said in (impact.cost, impact.effort) if said] if impact else []
    effects = effects_of(context.followed.get((item.kind, item.id), ()))
    moved = tuple((key, words.variance(days)) for key, days in effects.items() if days and key in context.titles)
    return Asked(facts, standing_of(words, facts), tuple(estimated), moved)


def _keeping(context: Context) -> tuple[tuple[Keeping, tuple[PromiseFacts, ...]], ...]:
    """What each side kept on the agreed date, with all of its promises; ours first."""
    commitments = context.report.commitments
    made = {side: tuple(c for c in commitments if _side(c) is side) for side in Side}
    return tuple((one, made[one.side]) for one in keeping_of(commitments, context.report.status_date))


def _side(promise: PromiseFacts) -> Side | None:
    return promise.item.from_ if isinstance(promise.item, Commitment) else None


def _promise(context: Context, promise: PromiseFacts) -> Left:
    words, item = context.words, promise.item
    side = context.event_words.side(promise)
    whose = words("You") if side is Side.CLIENT else words("We")
    state = words.state(promise.state, item.kind) if promise.state.is_open else words("To be accepted")
    tone = "bad" if promise.overdue_days else "warn" if promise.state is State.MOVED else "idle"
    return Left((item.kind, item.id), item.title, (state, tone), promise.due, item.owner or whose)


def _record(words: Words, facts: RecordFacts) -> Left:
    item = facts.item
    who = item.owner or ""
    if isinstance(item, Decision) and not who:
        who = words("You") if item.from_ is Side.CLIENT else words("We")
    return Left((item.kind, item.id), item.title, standing_of(words, facts), facts.due, who)

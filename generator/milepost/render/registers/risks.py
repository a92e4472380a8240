"""Risks and problems: what has happened, as cards; what may happen, as sentences; what became of the rest, counted."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from milepost.facts.contact.asks import Ask
from milepost.facts.contact.waiting import Waiting
from milepost.facts.foresight import foresight, gravest_first, heaviest_first
from milepost.facts.registers import RecordFacts
from milepost.frozen import dataclass
from milepost.model.fields import Kind
from milepost.model.places import address_of
from milepost.model.records.problems import ProblemRecord
from milepost.model.records.risks import Risk
from milepost.model.registers import register_of
from milepost.model.snapshot import keys_named
from milepost.render.charts.weeks import exposure_line
from milepost.render.context import Context
from milepost.render.page import Page
from milepost.render.words.durations import how_early

_DEGREES = 5
_REST = ' class="mp-rest"'


@dataclass(frozen=True, slots=True)
class Card:
    """A problem that is open: the newest word on it, and for how many days there has been none, where that is long.

    It `waits` for what the client is asked for among the items that it affects, and `touches` the others.
    """

    facts: RecordFacts
    item: ProblemRecord
    newest: str
    newest_on: date | None
    silent_days: int
    waits: tuple[Ask, ...]
    touches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A risk as a reader meets it: how likely in a word and a bar of five, how it changed since the last update."""

    facts: RecordFacts
    item: Risk
    likely: str
    cost: str
    plan: str
    change: str
    is_overdue: bool
    bar: Markup


def risks_page(context: Context) -> Page:
    """What has happened, what may happen, and what is done about it."""
    report, words = context.report, context.words
    page = register_of(Kind.RISK).page
    risks, problems = report.records.get(Kind.RISK, ()), report.records.get(Kind.PROBLEM, ())
    still = heaviest_first(risks)
    seen = foresight(risks, problems)
    title = words("Risks and problems") if problems else words("Risks")
    lede = words("What may happen, what has happened, and what is done about it.")
    before = context.render(
        "risks.html",
        page,
        title=title,
        lede=lede,
        cards=[_card(context, problem) for problem in gravest_first(problems)],
        solved=[problem for problem in problems if problem.closed_on],
        problems_address=address_of(register_of(Kind.PROBLEM).page).removesuffix("index.html"),
        lines=[_line(context, risk) for risk in still],
        grown=sum(bool(risk.grew_since(_last_told(context))) for risk in still),
        since=_last_told(context),
        closed=sorted((r for r in risks if not r.is_open), key=lambda r: (_end(r), r.item.id), reverse=True),
        endings=endings_of(context, risks),
        seen=seen,
        ahead=how_early([one.days for one in seen.foreseen], words),
        exposure=Markup(exposure_line(report.exposure, words)),  # noqa: S704, numbers and escaped words
        exposed=report.exposure,
        hidden=[held for held in report.withheld if held.kind in {Kind.RISK, Kind.PROBLEM}],
    )
    source = next((path for (kind, _), path in sorted(report.sources.items()) if kind is Kind.RISK), None)
    changed = context.last_change(Kind.RISK, Kind.PROBLEM)
    return Page(page, words("Risks"), lede, before, nav=words("Risks"), source=source, changed=changed, is_state=True)


def _card(context: Context, facts: RecordFacts) -> Card:
    item = facts.item
    assert isinstance(item, ProblemRecord), "the register of problems holds nothing else"
    newest = item.thread[-1] if item.thread else None
    silent = (context.report.status_date - (newest.on if newest else facts.raised_on)).days
    every = {"week": 7, "fortnight": 14, "month": 31}[context.report.charter.rhythm.every]
    is_long = silent > every + context.report.charter.rhythm.grace_days
    asked = {name: waiting.ask for name in item.affects if (waiting := _asked(context, name))}
    return Card(
        facts,
        item,
        newest.text if newest else "",
        newest.on if newest else None,
        silent if is_long else 0,
        tuple(asked.values()),
        tuple(name for name in item.affects if name not in asked),
    )


def _asked(context: Context, name: str) -> Waiting | None:
    """What the client is asked for under a name that a problem gives."""
    keys = keys_named(name, (Kind.MILESTONE, Kind.COMMITMENT))
    return next((context.waiting[key] for key in keys if key in context.waiting), None)


def _line(context: Context, facts: RecordFacts) -> Line:
    words, item = context.words, facts.item
    assert isinstance(item, Risk), "the register of risks holds nothing else"
    plan = item.plan or _as_a_sentence(words.value(Kind.RISK, "response", item.response) if item.response else "")
    cost = item.effect or (words.value(Kind.RISK, "impact", item.impact) if item.impact else "")
    likely = words.value(Kind.RISK, "probability", item.probability) if item.probability else words("not rated yet")
    is_overdue = item.review is not None and item.review < context.report.status_date
    return Line(facts, item, likely, cost, plan, _change(context, facts), is_overdue, _bar(item.probability or 0))


def _as_a_sentence(said: str) -> str:
    return said[:1].upper() + said[1:]


def _change(context: Context, facts: RecordFacts) -> str:
    """How a risk changed since the update before this day's."""
    words, since = context.words, _last_told(context)
    day = context.time(since, context.report.status_date)
    if facts.events[0].recorded > since:
        return words("new since {day}", day=day)
    if facts.grew_since(since):
        return words("grew since {day}", day=day)
    rated = any(event.event == "rated" and event.recorded > since for event in facts.events)
    return words("shrank since {day}", day=day) if rated else ""


def _last_told(context: Context) -> date:
    """The day of the update before the newest; without one, that on which nothing was known yet."""
    updates = context.report.updates
    return updates[1].recorded if len(updates) > 1 else date.min


def endings_of(context: Context, risks: tuple[RecordFacts, ...]) -> str:
    """What became of the risks that are closed, counted: so many did not happen, so many became problems."""
    words = context.words
    ended = [r.item.closed.because for r in risks if isinstance(r.item, Risk) and r.item.closed]
    occurred = sum(because == "occurred" for because in ended)
    told = (
        [words.plural("{n} did not happen", "{n} did not happen", len(ended) - occurred)]
        if len(ended) > occurred
        else []
    )
    told += [words.plural("{n} became a problem", "{n} became problems", occurred)] if occurred else []
    return words(", ").join(told)


def _bar(degree: int) -> Markup:
    parts = "".join(
        f'<rect x="{7 * place}" y="0" width="6" height="9" rx="1"{"" if place < degree else _REST}/>'
        for place in range(_DEGREES)
    )
    return Markup(f'<svg class="mp-degree" viewBox="0 0 34 9" aria-hidden="true" focusable="false">{parts}</svg>')  # noqa: S704


def _end(facts: RecordFacts) -> date:
    return facts.closed_on or facts.gone_on or facts.raised_on

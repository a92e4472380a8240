"""The plan: what comes, what was reached, and how the key dates moved; drawn, and as a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from milepost.facts.acceptance.asks import asks_for_acceptance
from milepost.facts.promises.chain import Chain, chain_to, waits_for
from milepost.facts.promises.promises import PromiseFacts, State
from milepost.facts.report.report import StatusReport
from milepost.frozen import dataclass
from milepost.model.fields import Kind
from milepost.render.charts.steps import Step, steps_chart, steps_of
from milepost.render.charts.tracks import tracks_of
from milepost.render.charts.waterfall import fall_of
from milepost.render.context import Context
from milepost.render.drawing.measures import shortened
from milepost.render.page import Page
from milepost.render.promises.handover import handover_line
from milepost.render.promises.parts import parts_of
from milepost.render.promises.rows import IN_SIGHT, Row, Year, by_quarter, elsewhere_json, placed
from milepost.render.promises.stones import Surroundings, stone
from milepost.render.words.words import Words, timed

_DRAWN = 30
"""How many open milestones are drawn, and how many closed ones in sight: more than one can take in."""
_MOST_MOVED = 30


@dataclass(frozen=True, slots=True)
class Forecast:
    """How the date of one milestone moved."""

    promise: PromiseFacts
    steps: tuple[Step, ...]
    chart: Markup


def plan_pages(context: Context) -> Iterator[Page]:
    """Every milestone, and pages of their own for the years that have no room beside the others."""
    report = context.report
    still = sorted((m for m in report.milestones if m.state.is_open), key=lambda m: (m.due, m.item.id))
    closed = sorted(
        (m for m in report.milestones if not m.state.is_open),
        key=lambda m: (-(m.closed_on or m.due).toordinal(), m.item.id),
    )
    around = _surroundings(context)
    rows, years = placed([stone(context, promise, around, "plan.md") for promise in (*still, *closed)])
    yield _page(context, around, rows, years)
    for year in years:
        yield _year_page(context, around, year)


def _page(context: Context, around: Surroundings, rows: Sequence[Row], years: Sequence[Year]) -> Page:
    report, words = context.report, context.words
    title = words("Plan")
    return Page(
        "plan.md",
        title,
        words("The plan of {project}: every milestone, its agreed date and its date now.", project=report.charter.name),
        _shown(context, around, rows, years),
        nav=title,
        source=_source(context),
        changed=context.last_change(Kind.MILESTONE),
        is_state=True,
        waits=_to_accept(report),
    )


def _shown(context: Context, around: Surroundings, rows: Sequence[Row], years: Sequence[Year]) -> str:
    """The drawing, the list, and how the key dates moved."""
    report, words, chain = context.report, context.words, around.chain
    asks = asks_for_acceptance(report.milestones)
    still, closed = [r for r in rows if r.promise.state.is_open], [r for r in rows if not r.promise.state.is_open]
    drawn = _drawn(around, still, closed)
    return context.render(
        "plan.html",
        "plan.md",
        headline=_headline(_key_dates(report), words),
        to_accept=[(ask.promise, handover_line(context, ask.promise.handover)) for ask in asks],
        tracks=around.tracks,
        parts=parts_of(report, drawn, words),
        undrawn=sum(m.state.is_open for m in report.milestones) - len({r.promise.item.id for r in drawn if r in still}),
        any_late=any("mp-late" in row.html for row in rows),
        chain=chain,
        chain_title=shortened(chain.key.item.title, 200) if chain else "",
        forecasts=[_forecast(promise, context) for promise in _key_dates(report)],
        slips=tuple(filter(None, (fall_of(promise, words) for promise in _key_dates(report)))),
        moved=sorted((m for m in report.milestones if m.moves), key=lambda m: (-m.moves, m.due, m.item.id)),
        most_moved=_MOST_MOVED,
        open=still[:IN_SIGHT],
        later=by_quarter(still[IN_SIGHT:]),
        quarters_closed=by_quarter(closed),
        years=years,
        elsewhere=elsewhere_json(years),
    )


def _to_accept(report: StatusReport) -> int:
    """How many deliveries wait for the reader's word."""
    return len(asks_for_acceptance(report.milestones))


def _drawn(around: Surroundings, still: Sequence[Row], closed: Sequence[Row]) -> list[Row]:
    """What stands in the chart: the key dates, what comes next, and what was reached, most of which is folded away."""
    keys = [row for row in still if row.promise.item.id in around.keys]
    reached = [row for row in closed if row.promise.state is not State.VANISHED]
    return [*keys, *still[:_DRAWN], *(reached if around.tracks.near else reached[:_DRAWN])]


def _year_page(context: Context, around: Surroundings, year: Year) -> Page:
    words, uri = context.words, f"plan/{year.name}.md"
    title = words("Plan: {year}", year=year.year)
    if year.part > 1:
        title = words("Plan: {year}, part {part}", year=year.year, part=year.part)
    # A page deeper, its links lead a folder further up.
    rows = [stone(context, row.promise, around, uri) for row in year.rows]
    before = context.render("plan_year.html", uri, title=title, rows=rows)
    description = words("The milestones of {year}, each with its agreed date and its story.", year=year.year)
    changed = context.last_change(Kind.MILESTONE)
    return Page(uri, title, description, before, source=_source(context), changed=changed, is_state=True)


def _surroundings(context: Context) -> Surroundings:
    report = context.report
    before = waits_for(report.milestones, report.commitments)
    keys = _key_dates(report)
    return Surroundings(
        before=before,
        chain=_first_chain(keys, before),
        keys=frozenset(key.item.id for key in keys),
        phases={phase.id: phase.title for phase in report.charter.phases},
        tracks=tracks_of(report.milestones, report.status_date, context.words),
    )


def _first_chain(keys: Sequence[PromiseFacts], before: Mapping[str, tuple[PromiseFacts, ...]]) -> Chain | None:
    still = sorted((key for key in keys if key.state.is_open), key=lambda key: (key.due, key.item.id))
    return next((chain for key in still if (chain := chain_to(key, before))), None)


def _key_dates(report: StatusReport) -> tuple[PromiseFacts, ...]:
    return tuple(trend.promise for trend in report.key_dates)


def _forecast(promise: PromiseFacts, context: Context) -> Forecast:
    drawn = steps_chart(promise, context.report.status_date, context.words)
    return Forecast(promise, steps_of(promise), Markup(drawn))  # noqa: S704, the charts escape what they hold


def _headline(keys: Sequence[PromiseFacts], words: Words) -> str:
    """The next key date in a sentence, judged by what was agreed."""
    still = sorted((key for key in keys if key.state.is_open), key=lambda key: (key.due, key.item.id))
    if not still:
        return ""
    key = still[0]
    title, day, days = shortened(key.item.title, 700), timed(key.due, words.day(key.due)), key.variance_days
    if key.overdue_days:
        return words("“{title}” {due}.", title=title, due=words.was_due(day, key.overdue_days))
    if not days:
        return words("“{title}” is forecast for {day}, as agreed.", title=title, day=day)
    against = words.against_agreed(days)
    return words("“{title}” is forecast for {day}, {against}.", title=title, day=day, against=against)


def _source(context: Context) -> str | None:
    return next((path for (kind, _), path in sorted(context.report.sources.items()) if kind is Kind.MILESTONE), None)

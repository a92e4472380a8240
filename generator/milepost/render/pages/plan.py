"""The plan: every milestone by phase, and how its date moved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby

from markupsafe import Markup

from milepost.facts.promises.promises import PromiseFacts, State
from milepost.facts.report import PhaseFacts, StatusReport, Trend, TrendPoint
from milepost.model.fields import Kind
from milepost.render.charts.gantt import gantt_chart
from milepost.render.charts.timeline import timeline_strip
from milepost.render.charts.trend import trend_chart
from milepost.render.charts.waterfall import fall_of
from milepost.render.context import Context
from milepost.render.page import Chart, Page


@dataclass(frozen=True, slots=True)
class Group:
    """The milestones of a phase; None: of no phase."""

    phase: PhaseFacts | None
    promises: tuple[PromiseFacts, ...]


def plan_page(context: Context) -> Page:
    """Every milestone, drawn and in a list."""
    report, words = context.report, context.words
    charts = {chart.id: chart for chart in _charts(context)}
    before = context.render(
        "plan.html",
        "plan.md",
        groups=_by_phase(report),
        histories={m.item.id: context.history(m) for m in report.milestones},
        in_short=lambda milestone: _in_short(milestone, context),
        charts=charts,
        slips=tuple(filter(None, (fall_of(trend.promise, words) for trend in report.key_dates))),
        trends=tuple((trend, _turns(trend)) for trend in report.trends),
    )
    description = words(
        "The plan of {project}: every milestone, its agreed date and its date now.", project=report.charter.name
    )
    source = next((path for (kind, _), path in sorted(report.sources.items()) if kind is Kind.MILESTONE), None)
    return Page(
        "plan.md",
        words("Plan"),
        description,
        before,
        charts=charts,
        source=source,
        nav=words("Plan") if report.milestones else None,
        changed=context.last_change(Kind.MILESTONE),
        is_state=True,
    )


def _charts(context: Context) -> tuple[Chart, ...]:
    report, words = context.report, context.words
    gantt = gantt_chart(report, words)
    if gantt:
        strip = Markup(timeline_strip(report, words))  # noqa: S704, the charts escape what they hold
        gantt = replace(gantt, instead=context.render("undrawn.html", "plan.md", strip=strip))
    return tuple(chart for chart in (gantt, trend_chart(report, words)) if chart)


def _by_phase(report: StatusReport) -> tuple[Group, ...]:
    """The plan in the order of its phases; what has no phase, or one nobody else has, comes last."""
    groups = [Group(phase, phase.promises) for phase in report.phases]
    shown = {(p.item.kind, p.item.id) for group in groups for p in group.promises}
    others = tuple(m for m in report.milestones if (m.item.kind, m.item.id) not in shown)
    return (*groups, *((Group(None, others),) if others else ()))


def _turns(trend: Trend) -> tuple[TrendPoint, ...]:
    """The points at which a forecast changed, the first among them."""
    grouped = groupby(trend.points, key=lambda point: point.forecast)
    return tuple(next(points) for _, points in grouped)


def _in_short(milestone: PromiseFacts, context: Context) -> tuple[str, str]:
    """What became of a milestone in a few words, and how they look: `minor` where nothing did."""
    words = context.words
    if milestone.state is State.VANISHED and milestone.closed_on:
        day = context.time(milestone.closed_on, context.report.status_date)
        return words("Removed from the plan on {day} without being cancelled", day=day), "bad"
    told = []
    if milestone.rebaselinings:
        told.append(words.plural("agreed anew once", "agreed anew {n} times", milestone.rebaselinings))
    if milestone.moves:
        told.append(words.plural("moved once", "moved {n} times", milestone.moves))
    return (words(", ").join(told), "") if told else (words("details"), "minor")

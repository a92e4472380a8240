"""The overview: how the project stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from markupsafe import Markup

from milepost.facts.promises.promises import PromiseFacts, State
from milepost.facts.report import PhaseFacts, StatusReport
from milepost.facts.telling.news import latest, new_promises, news
from milepost.facts.wording.plain_text import without_comments
from milepost.model.fields import Kind, Side
from milepost.model.kinds.charter import Charter, Contact
from milepost.render.charts.timeline import sparkline, timeline_strip
from milepost.render.context import Context
from milepost.render.page import Page
from milepost.render.pages.commitments import commitment_counts, score_of
from milepost.render.words.words import Words


def overview_page(context: Context) -> Page:
    """The first page: how the project stands."""
    report, words = context.report, context.words
    update = report.updates[0].update if report.updates else None
    changes = news(report.changes, report.finish.promise.item.id if report.finish else None)
    before = context.render(
        "overview.html",
        "index.md",
        newest=report.updates[0] if report.updates else None,
        changes=context.event_words.changes(changes),
        new_promises=new_promises(report.changes) if len(report.updates) > 1 else (),
        hidden=_hidden_since(report),
        counts=commitment_counts(report.commitments),
        score=score_of(report.commitments),
        latest=context.event_words.standing(latest(report, Kind.COMMITMENT)),
        next_milestones=_next_milestones(report),
        charts=_inline_charts(report, words),
        phase_progress=_phase_progress,
        whom_to_ask=_whom_to_ask(report.charter),
    )
    headline = update.title if update else words("No update yet")
    state = _state_in_words(report, words)
    description = (
        words("{project}: {state}. {headline}", project=report.charter.name, state=state, headline=headline)
        if update
        else without_comments(report.charter.summary) or headline
    )
    changed = context.last_change(*Kind)
    return Page(
        "index.md", words("Overview"), description, before, nav=words("Overview"), changed=changed, is_state=True
    )


def _state_in_words(report: StatusReport, words: Words) -> str:
    """How the project stands: the manager's word, until there is nothing left to be said of."""
    if report.is_complete:
        return words("Complete")
    return words.status(report.updates[0].update.matter.status) if report.updates else ""


def _inline_charts(report: StatusReport, words: Words) -> Mapping[str, Markup]:
    drawn = {"timeline": timeline_strip(report, words) if report.phases else ""}
    if report.finish:
        drawn["sparkline"] = sparkline(report.finish, words)
    return {name: Markup(svg) for name, svg in drawn.items() if svg}  # noqa: S704, the charts escape what they hold


def _next_milestones(report: StatusReport, limit: int = 5) -> tuple[PromiseFacts, ...]:
    """The milestones to come, soonest first; what is overdue is not next."""
    to_come = (m for m in report.milestones if m.state.is_open and m.state is not State.OVERDUE)
    return tuple(sorted(to_come, key=lambda m: (m.due, m.item.id)))[:limit]


def _hidden_since(report: StatusReport) -> int:
    """How many public items were made internal since the update before the newest one."""
    since = report.updates[1].recorded if len(report.updates) > 1 else date.min
    return sum(held.recorded > since for held in report.withheld)


def _whom_to_ask(charter: Charter) -> Contact | None:
    """The first person of those who do the work."""
    return next((contact for contact in charter.contacts if contact.side is Side.VENDOR), None)


def _phase_progress(phase: PhaseFacts, today: date) -> int:
    """How much of a phase's time has passed, in percent."""
    if phase.state in {"done", "ended"} or phase.end < today:
        return 100
    span = max((phase.end - phase.start).days, 1)
    return max(0, min(99, round(100 * (today - phase.start).days / span)))

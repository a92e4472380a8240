"""The overview: how the project stands, on a page that one reads in two minutes."""

from __future__ import annotations

from markupsafe import Markup

from milepost.facts.foresight import gravest_first, heaviest_first, weight_of
from milepost.facts.promises.promises import PromiseFacts, State
from milepost.facts.registers import RecordFacts
from milepost.facts.report.report import StatusReport
from milepost.facts.wording.markup import without_comments
from milepost.model.fields import Kind, Side
from milepost.model.kinds.charter import Charter, Contact
from milepost.render.charts.timeline import timeline_strip
from milepost.render.context import Context
from milepost.render.overview.figures import closing_figures
from milepost.render.overview.key_dates import caption_of, in_a_sentence, key_dates
from milepost.render.overview.needs import SHOWN, needs_of
from milepost.render.overview.silence import first_update, silence
from milepost.render.overview.this_week import MOST, this_week
from milepost.render.overview.verdict import verdict_of
from milepost.render.page import Page
from milepost.render.pages.commitments import commitment_counts
from milepost.render.promises.waiting import asked_of, asked_what
from milepost.render.registers.closing import closing_standing, what_is_left
from milepost.render.words.distance import until
from milepost.render.words.words import Words

_TO_COME, _MOST_GONE, _PEOPLE = 3, 5, 2
_GONE = {State.CANCELLED, State.WITHDRAWN, State.VANISHED}


def overview_page(context: Context) -> Page:
    """The first page: how the project stands."""
    report, words = context.report, context.words
    update = report.updates[0].update if report.updates else None
    dates = in_a_sentence(context)
    before = _closing(context) if report.is_finished else _under_way(context)
    state, headline = _state_in_words(report, words), (update.title if update else "")
    if report.closing and report.is_closed:
        headline = report.closing.closing.matter.title or headline
    told = words("{project}: {state}. {headline}", project=report.charter.name, state=state, headline=headline)
    told = words("{words} ({state})", words=told, state=dates) if dates else told
    description = told if update else without_comments(report.charter.summary) or dates or words("No update yet")
    changed, title = context.last_change(*Kind), words("Overview")
    return Page("index.md", title, description, before, nav=title, changed=changed, is_state=True)


def _under_way(context: Context) -> str:
    """What is told while something is open."""
    report, words = context.report, context.words
    needs, shared = needs_of(context)
    return context.render(
        "overview.html",
        "index.md",
        newest=report.updates[0] if report.updates else None,
        begins=_begins(report),
        lede=_lede(report),
        silence=silence(context),
        first_update=first_update(context),
        card=caption_of(context),
        dates=key_dates(context),
        in_a_sentence=in_a_sentence(context),
        week=this_week(context),
        most=MOST,
        verdict=verdict_of(context),
        until=lambda day: until(day, words, report.status_date),
        sides=_by_side(context),
        counts=commitment_counts(report.commitments),
        lost=[c for c in report.commitments if c.state is State.VANISHED],
        strip=Markup(timeline_strip(report, words)),  # noqa: S704, the chart escapes what it holds
        risk=next(iter(_threats(report)), None),
        problems=gravest_first(report.records.get(Kind.PROBLEM, ())),
        to_come=_to_come(report),
        ahead=any(_is_to_come(trend.promise) for trend in report.key_dates),
        asked_of=asked_of,
        asked_what=lambda ask: asked_what(ask, words),
        needs=needs,
        shared=shared,
        shown=SHOWN,
        people=_whom_to_ask(report.charter),
    )


def _closing(context: Context) -> str:
    """What is told once the project is over: what it came to, in short where the closing report says it at length."""
    report, closing = context.report, context.report.closing
    newest = report.updates[0] if report.updates else None
    headline = newest.update.title if newest else report.charter.name
    body = closing.closing.body if closing else None
    achieved, follows = (body.section(name) if body else None for name in ("achieved", "follows"))
    gone = [p for p in (*report.milestones, *report.commitments) if p.state in _GONE]
    return context.render(
        "finished.html",
        "index.md",
        newest=newest,
        closing=closing,
        standing=closing_standing(context.words, closing) if closing else None,
        headline=(closing.closing.matter.title if closing else None) or headline,
        lede=(body.lede if body else "") or (achieved.markdown if achieved else ""),
        follows=follows.markdown if follows else "",
        left=what_is_left(context) if closing else (),
        figures=closing_figures(context),
        dates=key_dates(context),
        given_up=gone,
        most=_MOST_GONE,
        people=_whom_to_ask(report.charter),
    )


def _begins(report: StatusReport) -> bool:
    """Whether the project has begun and nothing more can be said of it."""
    start = report.charter.start
    has_begun = not start or start <= report.status_date
    return has_begun and not report.rhythm.overdue_days


def _lede(report: StatusReport) -> str:
    """The first words of the newest update, unless they are its headline."""
    update = report.updates[0].update if report.updates else None
    return update.body.lede if update and update.body.lede.strip(" .。\n") != update.title.strip(" .。") else ""


def _state_in_words(report: StatusReport, words: Words) -> str:
    """How the project stands: the manager's word, until there is nothing left to be said of."""
    if report.is_closed:
        return words("Project closed")
    if report.is_complete:
        return words("Complete")
    return words.status(report.updates[0].update.matter.status) if report.updates else ""


def _by_side(context: Context) -> tuple[tuple[Side, tuple[PromiseFacts, ...]], ...]:
    """The promises of each side that made any, ours first."""
    commitments, told = context.report.commitments, context.event_words
    theirs = tuple(c for c in commitments if told.side(c) is Side.CLIENT)
    ours = tuple(c for c in commitments if told.side(c) is not Side.CLIENT)
    return tuple((side, made) for side, made in ((Side.VENDOR, ours), (Side.CLIENT, theirs)) if made)


def _threats(report: StatusReport) -> tuple[RecordFacts, ...]:
    """The risks that are open and weigh anything, the heaviest first; an opportunity weighs nothing."""
    return tuple(risk for risk in heaviest_first(report.records.get(Kind.RISK, ())) if weight_of(risk.item))


def _to_come(report: StatusReport) -> tuple[PromiseFacts, ...]:
    """The next milestones beside the key dates, which stand above; what is overdue is not to come."""
    key = {trend.promise.item.id for trend in report.key_dates}
    found = [m for m in report.milestones if _is_to_come(m) and m.item.id not in key]
    return tuple(sorted(found, key=lambda m: (m.due, m.item.id))[:_TO_COME])


def _is_to_come(promise: PromiseFacts) -> bool:
    return promise.state.is_open and promise.state is not State.OVERDUE


def _whom_to_ask(charter: Charter) -> tuple[Contact, ...]:
    """The first people of those who do the work."""
    return tuple(contact for contact in charter.contacts if contact.side is Side.VENDOR)[:_PEOPLE]

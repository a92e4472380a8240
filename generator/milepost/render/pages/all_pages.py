"""The pages: a report becomes the pages of a site."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from markupsafe import Markup

from milepost.errors import Problem
from milepost.facts.report import LessonFacts, StatusReport, UpdateFacts
from milepost.facts.versions import Archive
from milepost.facts.wording.plain_text import without_comments
from milepost.model.fields import Kind
from milepost.model.places import ABOUT_PAGE, GLOSSARY_PAGE
from milepost.render.charts.gantt import gantt_chart
from milepost.render.charts.timeline import sparkline, timeline_strip
from milepost.render.charts.trend import trend_chart
from milepost.render.page import Chart, Page
from milepost.render.pages import news, people, views
from milepost.render.pages.templates import SEAM, Desk, environment
from milepost.render.pages.versions import archive_pages
from milepost.render.words.words import Words


def render_pages(
    report: StatusReport, words: Words, *, elsewhere: Collection[str] = (), archive: Archive | None = None
) -> tuple[Page, ...]:
    """Every page of the site, the overview first, without the updates and lessons whose uris are named `elsewhere`."""
    desk = Desk(report, words, archive)
    slugs = {topic.name: topic.slug for topic in views.topics(report.lessons)}
    return (
        _overview(desk),
        _plan(desk),
        _commitments(desk),
        _updates(desk),
        *_each_update(desk, elsewhere),
        _lessons(desk),
        *(_lesson(desk, facts, slugs) for facts in report.lessons if f"lessons/{facts.lesson.id}.md" not in elsewhere),
        *((_glossary(desk),) if report.glossary else ()),
        *((_about(desk),) if report.charter.tells_about else ()),
        *(archive_pages(desk, archive) if archive else ()),
    )


def problem_page(problems: Iterable[Problem]) -> Page:
    """What a preview shows while there is no site yet: what is wrong, and where."""
    words = Words.of("en")
    template = environment().get_template("problems.html")
    shown = template.render(_=words, problems=tuple(problems))
    return Page("index.md", words("Not yet"), words("This site cannot be built yet."), shown, nav=words("Overview"))


def _overview(desk: Desk) -> Page:
    report, words = desk.report, desk.words
    update = report.updates[0].update if report.updates else None
    changes = news.news(report.changes, report.finish.promise.item.id if report.finish else None)
    before = desk.render(
        "overview.html",
        "index.md",
        newest=report.updates[0] if report.updates else None,
        changes=desk.narrator.changes(changes),
        new_promises=news.new_promises(report.changes) if len(report.updates) > 1 else (),
        hidden=views.hidden_since(report),
        counts=views.commitment_counts(report.commitments),
        latest=desk.narrator.standing(news.latest(report, Kind.COMMITMENT)),
        next_milestones=views.next_milestones(report),
        charts=_inline_charts(report, words),
        whom_to_ask=people.whom_to_ask(report.charter),
    )
    headline = update.title if update else words("No update yet")
    state = _state_in_words(report, words)
    description = (
        words("{project}: {state}. {headline}", project=report.charter.name, state=state, headline=headline)
        if update
        else without_comments(report.charter.summary) or headline
    )
    changed = desk.last_change(*Kind)
    return Page(
        "index.md", words("Overview"), description, before, nav=words("Overview"), changed=changed, is_state=True
    )


def _state_in_words(report: StatusReport, words: Words) -> str:
    """How the project stands: the manager's word, until there is nothing left to be said of."""
    if report.is_complete:
        return words("Complete")
    return words.status(report.updates[0].update.matter.status) if report.updates else ""


def _plan(desk: Desk) -> Page:
    report, words = desk.report, desk.words
    charts = {chart.id: chart for chart in _charts(desk)}
    before = desk.render(
        "plan.html",
        "plan.md",
        groups=views.by_phase(report),
        histories={m.item.id: desk.history(m) for m in report.milestones},
        charts=charts,
        trends=tuple((trend, views.turns(trend)) for trend in report.trends),
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
        nav=words("Plan"),
        changed=desk.last_change(Kind.MILESTONE),
        is_state=True,
    )


def _commitments(desk: Desk) -> Page:
    report, words = desk.report, desk.words
    still = sorted((c for c in report.commitments if c.state.is_open), key=lambda c: (c.due, c.item.id))
    closed = sorted(
        (c for c in report.commitments if not c.state.is_open),
        key=lambda c: (-(c.closed_on or c.due).toordinal(), c.item.id),
    )
    before = desk.render(
        "commitments.html",
        "commitments.md",
        counts=views.commitment_counts(report.commitments),
        open=still,
        closed=closed,
        histories={c.item.id: desk.history(c) for c in report.commitments},
        milestones={m.item.id: m.item.title for m in report.milestones},
    )
    source = next((path for (kind, _), path in sorted(report.sources.items()) if kind is Kind.COMMITMENT), None)
    title = words("Commitments")
    description = words("Every promise made on this project, by either side, and how each one changed.")
    changed = desk.last_change(Kind.COMMITMENT)
    return Page("commitments.md", title, description, before, nav=title, source=source, changed=changed, is_state=True)


def _updates(desk: Desk) -> Page:
    words = desk.words
    before = desk.render("updates.html", "updates/index.md", months=views.by_month(desk.report.updates))
    description = words("Every update on {project}, newest first.", project=desk.report.charter.name)
    title, changed = words("Updates"), desk.last_change(Kind.UPDATE)
    return Page("updates/index.md", title, description, before, nav=title, changed=changed, is_state=True)


def _each_update(desk: Desk, elsewhere: Collection[str]) -> Iterable[Page]:
    updates = desk.report.updates
    for position, facts in enumerate(updates):
        if f"updates/{facts.update.id}.md" in elsewhere:
            continue
        older = updates[position + 1] if position + 1 < len(updates) else None
        newer = updates[position - 1] if position else None
        yield _update(desk, facts, older, newer)


def _update(desk: Desk, facts: UpdateFacts, older: UpdateFacts | None, newer: UpdateFacts | None) -> Page:
    update = facts.update
    uri = f"updates/{update.id}.md"
    shown = desk.render(
        "update.html",
        uri,
        update.date,
        facts=facts,
        update=update,
        older=older,
        newer=newer,
        moved=desk.narrator.entries(news.moved_dates(facts.changes), update.date),
        edits=desk.narrator.entries(facts.edits, update.date),
        version=desk.archive.by_update.get(update.id) if desk.archive else None,
    )
    before, after = shown.split(SEAM)
    description = desk.words.status(update.matter.status) + desk.words(": ") + update.title
    markdown = update.body.markdown
    source, changed = desk.source(Kind.UPDATE, update.id), desk.changed.get((Kind.UPDATE, update.id))
    return Page(uri, update.title, description, before, markdown, after, source=source, changed=changed)


def _lessons(desk: Desk) -> Page:
    words, lessons = desk.words, desk.report.lessons
    before = desk.render("lessons.html", "lessons/index.md", topics=views.topics(lessons))
    description = words(
        "What was learned on {project}, and what is done differently now.", project=desk.report.charter.name
    )
    title, changed = words("Lessons"), desk.last_change(Kind.LESSON)
    return Page("lessons/index.md", title, description, before, nav=title, changed=changed)


def _lesson(desk: Desk, facts: LessonFacts, slugs: Mapping[str, str]) -> Page:
    lesson = facts.lesson
    uri = f"lessons/{lesson.id}.md"
    shown = desk.render(
        "lesson.html",
        uri,
        lesson.matter.date,
        facts=facts,
        lesson=lesson,
        edits=desk.narrator.entries(facts.edits, lesson.matter.date),
        topics=slugs,
        phases={phase.id: phase.title for phase in desk.report.charter.phases},
    )
    before, after = shown.split(SEAM)
    markdown = lesson.body.markdown
    source = desk.source(Kind.LESSON, lesson.id)
    return Page(
        uri,
        lesson.title,
        desk.words("A lesson learned: {title}", title=lesson.title),
        before,
        markdown,
        after,
        source=source,
        changed=desk.changed.get((Kind.LESSON, lesson.id)),
    )


def _glossary(desk: Desk) -> Page:
    before = desk.render("glossary.html", GLOSSARY_PAGE)
    description = desk.words("What the words of {project} mean.", project=desk.report.charter.name)
    return Page(GLOSSARY_PAGE, desk.words("Glossary"), description, before)


def _about(desk: Desk) -> Page:
    charter, words = desk.report.charter, desk.words
    before = desk.render(
        "about.html",
        ABOUT_PAGE,
        people=people.by_side(charter),
        columns=people.columns(charter),
        rhythm=people.rhythm(charter, words),
    )
    description = words("What {project} is for, who works on it, and whom to ask.", project=charter.name)
    return Page(ABOUT_PAGE, words("About"), description, before, nav=words("About"))


def _charts(desk: Desk) -> tuple[Chart, ...]:
    report, words = desk.report, desk.words
    gantt = gantt_chart(report, words)
    if gantt:
        strip = Markup(timeline_strip(report, words))  # noqa: S704, the charts escape what they hold
        gantt = replace(gantt, instead=desk.render("undrawn.html", "plan.md", strip=strip))
    return tuple(chart for chart in (gantt, trend_chart(report, words)) if chart)


def _inline_charts(report: StatusReport, words: Words) -> Mapping[str, Markup]:
    drawn = {"timeline": timeline_strip(report, words) if report.phases else ""}
    if report.finish:
        drawn["sparkline"] = sparkline(report.finish, words)
    return {name: Markup(svg) for name, svg in drawn.items() if svg}  # noqa: S704, the charts escape what they hold

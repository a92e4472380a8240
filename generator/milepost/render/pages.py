"""The pages: a report becomes the pages of a site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from platformdirs import user_cache_dir

from milepost.errors import Problem
from milepost.facts.promises import PromiseFacts
from milepost.facts.report import LessonFacts, StatusReport, UpdateFacts
from milepost.model.fields import Kind
from milepost.render import diagnosis, history, views
from milepost.render.addresses import address, anchor
from milepost.render.charts import sparkline, timeline_strip
from milepost.render.gantt import gantt_chart
from milepost.render.links import resolve_between_pages, resolve_item_links, titles_of
from milepost.render.page import Chart, Page
from milepost.render.prose import Prose, safe_address
from milepost.render.text import Words, theme_folder
from milepost.render.trend import trend_chart

__all__ = ["problem_page", "render_pages", "resolve_item_links"]

# Where a template leaves room for the author's text; autoescape keeps it out of everything else.
_SEAM = "<!--author-->"


def render_pages(report: StatusReport, words: Words) -> tuple[Page, ...]:
    """Every page of the site, the overview first."""
    desk = _Desk(report, words)
    return (
        _overview(desk),
        _plan(desk),
        _commitments(desk),
        _updates(desk),
        *_each_update(desk),
        _lessons(desk),
        *(_lesson(desk, facts) for facts in report.lessons),
    )


def problem_page(problems: Iterable[Problem]) -> Page:
    """What a preview shows while there is no site yet: what is wrong, and where."""
    words = Words.of("en")
    template = _environment().get_template("problems.html")
    shown = template.render(_=words, problems=tuple(problems))
    return Page("index.md", words("Not yet"), words("This site cannot be built yet."), shown, nav=words("Overview"))


class _Desk:
    """What every page is made with."""

    def __init__(self, report: StatusReport, words: Words) -> None:
        self.report = report
        self.words = words
        self.titles = titles_of(report)
        self._days: dict[date, Markup] = {}
        self._common: dict[str, dict[str, Any]] = {}

    def render(self, template: str, uri: str, **facts: object) -> str:
        """A template of ours with what every page may use."""
        base = "../" * _depth(uri)
        if base not in self._common:
            common = self._facts_for(base)
            # The macros see the same as the pages; made once for all pages that are equally deep.
            macros = _environment().get_template("macros.html").make_module(common)
            self._common[base] = {**common, "macros": macros}
        return _environment().get_template(template).render(self._common[base], **facts)

    def _facts_for(self, base: str) -> dict[str, Any]:
        prose = Prose(self.titles, self.words, base)
        return {
            "report": self.report,
            "words": self.words,
            "today": self.report.status_date,
            "base": base,
            "_": self.words,
            "ngettext": self.words.plural,
            "prose": prose.block,
            "inline": prose.line,
            "time": self.time,
            "full_day": self.full_day,
            "opening": lambda text: prose.block(views.opening(text)),
            "title_of": lambda kind, item_id: self.titles.get((Kind(kind), item_id)),
            "href": lambda kind, item_id: f"{base}{address(Kind(kind), item_id)}",
        }

    def time(self, day: date) -> Markup:
        """A day as people say it, and as machines read it."""
        if day not in self._days:
            text = self.words.near_day(day, self.report.status_date)
            self._days[day] = Markup('<time datetime="{}">{}</time>').format(day.isoformat(), text)
        return self._days[day]

    def full_day(self, day: date) -> Markup:
        """The same with its year."""
        return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), self.words.day(day))

    def history(self, promise: PromiseFacts) -> tuple[history.Entry, ...]:
        """All that happened to a promise, newest first."""
        grace = self.report.charter.rhythm.grace_days
        return history.history_of(promise, self.words, self.report.status_date, grace)

    def resolve(self, markdown: str, uri: str) -> str:
        """The author's text with its item links as links between pages."""
        return resolve_between_pages(markdown, self.titles, self.words, uri)

    def source(self, kind: Kind, item_id: str) -> str | None:
        """The content file that an item stands in."""
        return self.report.sources.get((kind, item_id))


def _overview(desk: _Desk) -> Page:
    report, words = desk.report, desk.words
    update = report.updates[0].update if report.updates else None
    news = views.news(report.changes, report.finish.promise.item.id if report.finish else None)
    before = desk.render(
        "overview.html",
        "index.md",
        newest=report.updates[0] if report.updates else None,
        entries=views.entries_of(news, report, words),
        new_promises=views.new_promises(report.changes) if len(report.updates) > 1 else 0,
        counts=views.commitment_counts(report.commitments),
        latest=views.latest_entries(report, words),
        next_milestones=views.next_milestones(report),
        charts=_inline_charts(report, words),
    )
    headline = update.title if update else words("No update yet")
    state = words.status(update.matter.status) if update else ""
    description = f"{report.charter.name}: {state}. {headline}" if update else report.charter.summary or headline
    return Page("index.md", words("Overview"), description, before, nav=words("Overview"))


def _plan(desk: _Desk) -> Page:
    report, words = desk.report, desk.words
    charts = {chart.id: chart for chart in _charts(report, words)}
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
    return Page("plan.md", words("Plan"), description, before, charts=charts, nav=words("Plan"), source=source)


def _commitments(desk: _Desk) -> Page:
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
    return Page("commitments.md", title, description, before, nav=title, source=source)


def _updates(desk: _Desk) -> Page:
    words = desk.words
    before = desk.render("updates.html", "updates/index.md", months=views.by_month(desk.report.updates))
    description = words("Every update on {project}, newest first.", project=desk.report.charter.name)
    return Page("updates/index.md", words("Updates"), description, before, nav=words("Updates"))


def _each_update(desk: _Desk) -> Iterable[Page]:
    updates = desk.report.updates
    for position, facts in enumerate(updates):
        older = updates[position + 1] if position + 1 < len(updates) else None
        newer = updates[position - 1] if position else None
        yield _update(desk, facts, older, newer)


def _update(desk: _Desk, facts: UpdateFacts, older: UpdateFacts | None, newer: UpdateFacts | None) -> Page:
    update = facts.update
    uri = f"updates/{update.id}.md"
    shown = desk.render(
        "update.html",
        uri,
        facts=facts,
        update=update,
        older=older,
        newer=newer,
        moved=views.moved_dates(facts.changes),
        edits=views.entries_of(facts.edits, desk.report, desk.words),
    )
    before, after = shown.split(_SEAM)
    description = f"{desk.words.status(update.matter.status)}: {update.title}"
    markdown = desk.resolve(update.body.markdown, uri)
    source = desk.source(Kind.UPDATE, update.id)
    return Page(uri, update.title, description, before, markdown, after, source=source)


def _lessons(desk: _Desk) -> Page:
    words, lessons = desk.words, desk.report.lessons
    before = desk.render("lessons.html", "lessons/index.md", topics=views.topics(lessons))
    description = words(
        "What was learned on {project}, and what is done differently now.", project=desk.report.charter.name
    )
    return Page("lessons/index.md", words("Lessons"), description, before, nav=words("Lessons"))


def _lesson(desk: _Desk, facts: LessonFacts) -> Page:
    lesson = facts.lesson
    uri = f"lessons/{lesson.id}.md"
    shown = desk.render(
        "lesson.html",
        uri,
        facts=facts,
        lesson=lesson,
        edits=views.entries_of(facts.edits, desk.report, desk.words),
        topics={topic.name: topic.slug for topic in views.topics(desk.report.lessons)},
        phases={phase.id: phase.title for phase in desk.report.charter.phases},
    )
    before, after = shown.split(_SEAM)
    markdown = desk.resolve(lesson.body.markdown, uri)
    source = desk.source(Kind.LESSON, lesson.id)
    return Page(
        uri,
        lesson.title,
        desk.words("A lesson learned: {title}", title=lesson.title),
        before,
        markdown,
        after,
        source=source,
    )


def _charts(report: StatusReport, words: Words) -> tuple[Chart, ...]:
    return tuple(chart for chart in (gantt_chart(report, words), trend_chart(report, words)) if chart)


def _inline_charts(report: StatusReport, words: Words) -> Mapping[str, Markup]:
    drawn = {"timeline": timeline_strip(report, words) if report.phases else ""}
    if report.finish:
        drawn["sparkline"] = sparkline(report.finish, words)
    return {name: Markup(svg) for name, svg in drawn.items() if svg}  # noqa: S704, the charts escape what they hold


def _depth(uri: str) -> int:
    """How many folders deep the final address of a page is."""
    return uri.removesuffix(".md").removesuffix("index").strip("/").count("/") + (uri != "index.md")


def compiled_templates() -> FileSystemBytecodeCache | None:
    """Where compiled templates are kept, as Python keeps its own; None where nothing can be."""
    folder = Path(user_cache_dir("milepost")) / "templates"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(folder))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(str(theme_folder() / "pages")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
        bytecode_cache=compiled_templates(),
    )
    environment.globals |= {
        "address": address,
        "anchor": lambda kind, item_id: anchor(Kind(kind), item_id),
        "day_of": date.fromisoformat,
        "safe_address": safe_address,
        **{name: getattr(views, name) for name in ("state_tone", "phase_state", "phase_progress")},
        "area_name": diagnosis.area_name,
        "all_well": diagnosis.all_well,
        "finding_text": diagnosis.finding_text,
        "rule_text": diagnosis.rule_text,
        "seam": Markup(_SEAM),  # noqa: S704, a constant of ours
    }
    return environment

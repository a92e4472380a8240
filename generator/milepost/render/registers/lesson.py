"""A single lesson."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from milepost.facts.registers import RecordFacts
from milepost.facts.updates import LessonFacts
from milepost.model.fields import Kind
from milepost.model.records.problems import ProblemRecord
from milepost.model.records.risks import Risk
from milepost.render.context import Context
from milepost.render.page import Page
from milepost.render.prose.edit_marks import marks_of, names_of
from milepost.render.registers.lessons import topics_of
from milepost.render.templates import SEAM


def lesson_pages(context: Context, elsewhere: Collection[str]) -> Iterable[Page]:
    """A page for each lesson, without those whose uris are named `elsewhere`."""
    lessons = context.report.lessons
    slugs = {topic.name: topic.slug for topic in topics_of(lessons)}
    found = context.report.records
    taught = _taught((*found.get(Kind.PROBLEM, ()), *found.get(Kind.RISK, ())))
    for facts in lessons:
        if f"lessons/{facts.lesson.id}.md" not in elsewhere:
            yield _lesson(context, facts, slugs, taught.get(facts.lesson.id, ()))


def _taught(records: Iterable[RecordFacts]) -> Mapping[str, tuple[RecordFacts, ...]]:
    """The problems and the risks that taught each lesson, those that were raised first come first."""
    found: dict[str, tuple[RecordFacts, ...]] = {}
    for facts in sorted(records, key=lambda facts: (facts.raised_on, facts.item.id)):
        if isinstance(facts.item, ProblemRecord | Risk) and facts.item.lesson and not facts.gone_on:
            found[facts.item.lesson] = (*found.get(facts.item.lesson, ()), facts)
    return found


def _lesson(context: Context, facts: LessonFacts, slugs: Mapping[str, str], taught_by: tuple[RecordFacts, ...]) -> Page:
    lesson = facts.lesson
    uri = f"lessons/{lesson.id}.md"
    edits = context.event_words.entries(reversed(facts.edits), lesson.matter.date)
    shown = context.render_record(
        "lesson.html",
        uri,
        lesson.matter.date,
        facts=facts,
        lesson=lesson,
        edits=edits,
        edit_names=names_of(edits),
        topics=slugs,
        problems=[one for one in taught_by if one.item.kind is Kind.PROBLEM],
        risks=[one for one in taught_by if one.item.kind is Kind.RISK],
        phases={phase.id: phase.title for phase in context.report.charter.phases},
    )
    before, after = shown.split(SEAM)
    markdown = lesson.body.markdown
    source = context.source(Kind.LESSON, lesson.id)
    return Page(
        uri,
        lesson.title,
        context.words("A lesson learned: {title}", title=lesson.title),
        before,
        markdown,
        after,
        source=source,
        changed=context.changed.get((Kind.LESSON, lesson.id)),
        marks=marks_of(edits, context.words),
    )

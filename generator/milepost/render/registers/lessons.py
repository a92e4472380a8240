"""The list of lessons, by topic."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from milepost.facts.updates import LessonFacts
from milepost.frozen import dataclass
from milepost.model.fields import Kind
from milepost.render.context import Context
from milepost.render.markdown.dressing import free_slugs
from milepost.render.page import Page


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of lessons, and the name of its place on the page, which stays what it is when others come."""

    name: str
    slug: str
    lessons: tuple[LessonFacts, ...]


def lessons_page(context: Context) -> Page:
    """Every lesson, and all of them by topic."""
    words, lessons = context.words, context.report.lessons
    before = context.render("lessons.html", "lessons/index.md", topics=topics_of(lessons))
    description = words(
        "What was learned on {project}, and what is done differently now.", project=context.report.charter.name
    )
    title, changed = words("Lessons"), context.last_change(Kind.LESSON)
    nav = title if lessons else None
    return Page("lessons/index.md", title, description, before, nav=nav, changed=changed)


def topics_of(lessons: Sequence[LessonFacts]) -> tuple[Topic, ...]:
    """The topics of all lessons, by name."""
    names = sorted(
        {tag for facts in lessons for tag in facts.lesson.matter.tags}, key=lambda tag: (tag.casefold(), tag)
    )
    by_tag: dict[str, list[LessonFacts]] = {name: [] for name in names}
    for facts in lessons:
        for tag in dict.fromkeys(facts.lesson.matter.tags):
            by_tag[tag].append(facts)
    places = free_slugs([f"topic-{escape(name)}" for name in names])
    return tuple(Topic(name, place, tuple(by_tag[name])) for name, place in zip(names, places, strict=True))

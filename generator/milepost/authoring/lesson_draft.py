"""The draft of a lesson: a file called after its title, and its front matter; what happened its author says."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from itertools import count

from milepost.authoring.edits.scalars import as_meant, written
from milepost.authoring.items.new_items import candidates, slug
from milepost.errors import ContentError, errors_in
from milepost.model.fields import Kind
from milepost.model.kinds.lessons import LessonKind
from milepost.model.registers import register_of
from milepost.render.words.words import Words
from milepost.source.files.items import read_file
from milepost.source.files.windows_names import why_not_on_windows

_REGISTER = register_of(Kind.LESSON)
# Names of the page of all lessons.
_TAKEN = ("index", "readme")


def lesson_name(title: str, known: Collection[str]) -> str:
    """What a lesson is called: its title as a word, else `lesson-1`; a name that a file can have, and none had."""
    stem = slug(title)
    taken = {*_TAKEN, *(name.casefold() for name in known)}
    numbered = (f"{Kind.LESSON}-{number}" for number in count(1))
    names = candidates(stem) if stem and not why_not_on_windows(stem) else numbered
    return next(name for name in names if name not in taken)


def lesson_draft(name: str, title: str, kind: LessonKind, day: date, words: Words) -> str:
    """The page of a new lesson of a name; ContentError says what is wrong with it."""
    asked = words("What happened, why, and what you do from now on.")
    head = f"title: {written(as_meant(title))}\ndate: {day}\nkind: {kind}\n"
    text = f"---\n{head}# phase: …\n# milestone: …\n# tags: […]\n---\n\n<!-- {asked} -->\n"
    if problems := errors_in(read_file(_REGISTER, f"{_REGISTER.name}/{name}.md", text.encode()).problems):
        raise ContentError(problems)
    return text

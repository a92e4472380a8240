"""What a preview shows while there is no site yet."""

from __future__ import annotations

from collections.abc import Iterable

from milepost.errors import Problem
from milepost.render.page import Page
from milepost.render.templates import environment
from milepost.render.words.words import Words


def problem_page(problems: Iterable[Problem]) -> Page:
    """What a preview shows while there is no site yet: what is wrong, and where."""
    words = Words.of("en")
    template = environment().get_template("problems.html")
    shown = template.render(_=words, problems=tuple(problems))
    return Page("index.md", words("Not yet"), words("This site cannot be built yet."), shown, nav=words("Overview"))

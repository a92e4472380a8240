"""The glossary."""

from __future__ import annotations

from milepost.model.places import ABOUT_PAGE, GLOSSARY_PAGE
from milepost.render.context import Context
from milepost.render.page import Page


def glossary_page(context: Context) -> Page:
    """What the words of the project mean."""
    before = context.render("glossary.html", GLOSSARY_PAGE)
    description = context.words("What the words of {project} mean.", project=context.report.charter.name)
    return Page(GLOSSARY_PAGE, context.words("Glossary"), description, before, under=ABOUT_PAGE)

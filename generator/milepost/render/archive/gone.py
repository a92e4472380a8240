"""What is left at the address of a page that was taken off the site."""

from __future__ import annotations

from milepost.facts.versions import Departed
from milepost.render.context import Context
from milepost.render.page import Page


def gone_page(context: Context, departed: Departed) -> Page:
    """An address is permanent: where its page is gone, it says so, and leads to the page as it last was."""
    words = context.words
    before = context.render("gone.html", departed.uri, departed=departed)
    title = words("This page was taken off the site")
    return Page(departed.uri, title, words("What stood here is part of earlier versions."), before, is_found=False)

"""Known headings: the usual sections of updates and minutes are called in the site's language, whoever wrote them."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape

from milepost.model.kinds.charter import Language
from milepost.render.prose import Written
from milepost.render.words.terms import message
from milepost.render.words.words import Words
from milepost.source.prose.body import section_name

_HEADING = re.compile(r"(<h2 [^>]*>)([^<]+)(</h2>)")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_CALLED = {
    "done": message("Done"),
    "in-progress": message("In progress"),
    "next": message("Next"),
    "problems": message("Problems"),
    "needed": message("Needed from you"),
    "decisions": message("Decisions"),
    "actions": message("Actions"),
    "questions": message("Open questions"),
    "achieved": message("What was achieved"),
    "not-achieved": message("What was not achieved"),
    "follows": message("Thanks and what follows"),
}


def in_our_words(written: Written, words: Words) -> Written:
    """A text with its known headings in the site's language, where they are in the other; their addresses stay."""
    headings = tuple(replace(one, words=_called(one.words, words)) for one in written.headings)
    return replace(
        written, html=_HEADING.sub(lambda h: h[1] + _called(h[2], words) + h[3], written.html), headings=headings
    )


def _called(heading: str, words: Words) -> str:
    is_ours = bool(_CHINESE.search(heading)) is (words.language is Language.ZH)
    name = None if is_ours else section_name(heading)
    return escape(words(_CALLED[name])) if name in _CALLED else heading

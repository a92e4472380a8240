"""The stylesheet: one file for a browser, made of one for each page and part."""

from __future__ import annotations

import re
from functools import cache

from milepost.render.words.catalogue import theme_folder

STYLESHEET = "assets/milepost.css"
FOLDER = "styles"
"""Where the parts lie in the theme."""
# From what all pages share to what one of them needs; then what another screen, paper, or a reader asks for.
PARTS = (
    "palette", "frame", "page", "parts",
    "overview", "about", "heads", "commitments", "rows", "plan", "updates",
    "record", "registers", "prose", "glossary", "versions",
    "screens", "paper", "own_pages", "contrast", "mends", "charts",
)  # fmt: skip
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANKS = re.compile(r"\s+")
# Blanks that mean nothing: none beside a colon, which parts a selector from the one inside it.
_AROUND = re.compile(r" ?([{};,]) ?")


@cache
def stylesheet() -> str:
    """All styles, without comments and blanks."""
    folder = theme_folder() / FOLDER
    return "".join(_minified((folder / f"{name}.css").read_text(encoding="utf-8")) for name in PARTS)


def _minified(css: str) -> str:
    short = _AROUND.sub(r"\1", _BLANKS.sub(" ", _COMMENT.sub("", css)))
    return f"{short.replace(';}', '}').strip()}\n"

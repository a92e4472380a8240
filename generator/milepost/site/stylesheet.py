"""The stylesheet: one file for a browser, made of one for each page and part; and what makes our files short."""

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
    "overview", "closing", "about", "heads", "commitments", "rows", "plan", "updates",
    "record", "registers", "prose", "glossary", "versions",
    "screens", "paper", "own_pages", "contrast", "mends", "charts",
)  # fmt: skip
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# Blanks that mean nothing: none beside a colon, which parts a selector from the one inside it.
_AROUND = re.compile(r" ?([{};,]) ?")
# Within braces a name at the beginning is that of a property, and no selector.
_PROPERTY = re.compile(r"(?<=[{;])([\w-]+): ")
_ZERO = re.compile(r"(?<![\w.])0(\.\d)")
_LINES = re.compile(r"\s*\n\s*")


@cache
def stylesheet() -> str:
    """All styles, without comments and blanks."""
    folder = theme_folder() / FOLDER
    return "".join(_minified((folder / f"{name}.css").read_text(encoding="utf-8")) for name in PARTS)


def short_script(script: str) -> str:
    """One of our scripts, which has no comments at the end of a line, without comments and indentation."""
    return f"{_LINES.sub(chr(10), _COMMENT.sub('', script)).strip()}\n"


def _minified(css: str) -> str:
    short = _AROUND.sub(r"\1", " ".join(_COMMENT.sub("", css).split()))
    short = _ZERO.sub(r"\1", _PROPERTY.sub(r"\1:", short))
    return f"{short.replace(';}', '}').strip()}\n"

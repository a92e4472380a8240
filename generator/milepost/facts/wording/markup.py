"""Markup: what of a Markdown text is words, and what says only how they look.

What is left out is markup known to change nothing but the look; what is not known to be harmless stays as words: where
a link leads, what HTML hides or strikes out, where a cell of a table ends, the number of an entry that does not follow
from the one before it.
"""

from __future__ import annotations

import html
import re
from itertools import pairwise

from milepost.facts.wording.tables import CELL, with_cells
from milepost.model.texts.expressions import expression

STRUCK = "✗"
"""What stands in what is shown around words that are struck out."""
OPEN, CLOSE = "\ue000", "\ue001"
"""What stands around that which counts as one word, whatever is in it."""
# Private characters, these among them: marks that are no markup where they stand are moved there.
_MOVED = 0xE100
_MARKS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
_AWAY = {ord(mark): _MOVED + ord(mark) for mark in _MARKS}
_BACK = {moved: mark for mark, moved in _AWAY.items()}
_PRIVATE = expression("[\ue000-\ue1ff]")
_TARGET = rf"{OPEN}\g<target>{CLOSE}"

_RUN = expression(r"`+|~{3,}")
_ESCAPE = expression(r"\\([!-/:-@\[-`{-~])")
NUMBERED = expression(r"^([ \t>]*)(\d{1,9})[.)](?=[ \t])", re.MULTILINE)
"""The number of a list entry."""
_COMMENT = expression(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = expression(r"</?(?P<name>[a-z][a-z0-9-]*)(?P<rest>[^<>]*)>", re.IGNORECASE)
_STRUCK = frozenset({"del", "s", "strike"})
# Tags that, without attributes, change the look and nothing else.
_HARMLESS_TAGS = """
b big blockquote br caption cite code dd dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i ins kbd li mark ol p pre samp small
span strong table tbody td tfoot th thead tr tt u ul var
"""
_HARMLESS = frozenset(_HARMLESS_TAGS.split())
_CELLS = frozenset({"td", "th"})
_MARKUP: tuple[tuple[re.Pattern[str], str], ...] = (
    (expression(r"<(?P<target>[a-z][a-z0-9+.-]*:[^\s<>]+)>", re.IGNORECASE), _TARGET),
    (expression(r"^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]*(?P<target>\S.*)$", re.MULTILINE), _TARGET),
    (expression(r"^([ \t>]*[-*+][ \t]+)\[ \]", re.MULTILINE), r"\1☐"),
    (expression(r"^([ \t>]*[-*+][ \t]+)\[[xX]\]", re.MULTILINE), r"\1☑"),
    (
        expression(r"!?\[([^\[\]\n]*+)\]\((?P<target>[^()\n]*+(?:\([^()\n]*+\)[^()\n]*+)*+)\)"),
        rf"\1 {_TARGET}",
    ),
    (expression(r"!?\[([^\[\]\n]*+)\]\[(?P<target>[^\[\]\n]*+)\]"), rf"\1 {_TARGET}"),
    (expression(r"~~"), STRUCK),  # words struck out no longer mean the same
    (expression(r"^[ \t>]*[-=|:*_+][-=|:*_+ \t]*$", re.MULTILINE), ""),  # rules, and what underlines a heading
    (expression(r"^[ \t]*(?:(?:#{1,6}|>+|[-*+])[ \t]+)+", re.MULTILINE), ""),
    (expression(r"(\*{1,3})(?=[^\s*])((?:[^*\n]|\n(?!\s*\n))++)(?<=[^\s*])\1"), r"\2"),
    (expression(r"`+"), ""),
)


def without_markup(markdown: str) -> str:
    """A Markdown text in plain words, with `OPEN` and `CLOSE` around what counts as one."""
    plain = _without_code(unmistakable(markdown))
    plain = _ESCAPE.sub(lambda mark: mark[1].translate(_AWAY), plain)
    plain = _TAG.sub(_tag, _COMMENT.sub(" ", plain))  # a comment hides its words: they are gone
    plain = with_cells(_unnumbered(plain), _AWAY)
    for pattern, replacement in _MARKUP:
        plain = pattern.sub(replacement, plain)
    return html.unescape(plain.translate(_BACK))


def without_comments(markdown: str | None) -> str | None:
    """A Markdown text without its HTML comments, which are for whoever writes it; None where nothing else is there."""
    if markdown is None or "<!--" not in markdown:
        return markdown
    plain = _without_code(unmistakable(markdown), keep_marks=True)
    return _COMMENT.sub("", plain).translate(_BACK).strip() or None


def unmistakable(words: str) -> str:
    """A text without the characters that mean something here alone."""
    return _PRIVATE.sub("\N{REPLACEMENT CHARACTER}", words)


def _tag(found: re.Match[str]) -> str:
    name, rest = found["name"].lower(), found["rest"].strip(" \t\n/")
    if name in _STRUCK:
        return STRUCK
    if name in _HARMLESS and not rest:
        return f" {CELL} " if name in _CELLS and found[0][1] != "/" else " "
    if ":" in found[0] and "://" not in rest and rest.startswith(":"):
        return found[0]  # an address such as <milestone:beta>, told below
    return f"{OPEN}{found[0]}{CLOSE}".translate(_AWAY)


def _unnumbered(markdown: str) -> str:
    """A text without the numbers of its list entries, as far as they follow one from the other: 31. is a day."""
    before: list[int] = []

    def entry(found: re.Match[str]) -> str:
        number = int(found[2])
        follows = number == 1 or any(number in {last, last + 1} for last in before)
        before[:] = [number]
        return found[1] if follows else found[0]

    return NUMBERED.sub(entry, markdown)


def _without_code(markdown: str, *, keep_marks: bool = False) -> str:
    """A text in which no mark within code can be taken for markup, with or without the marks around the code."""
    if "`" not in markdown and "~~~" not in markdown:
        return markdown
    runs = list(_RUN.finditer(markdown))
    places: dict[str, list[int]] = {}
    for place, run in enumerate(runs):
        places.setdefault(run[0], []).append(place)
    nexts = {place: after for found in places.values() for place, after in pairwise(found)}
    parts, end, place = [], 0, 0
    while place < len(runs):
        closing = nexts.get(place)
        if closing is not None:
            mark = runs[place][0] if keep_marks else ""
            parts.append(markdown[end : runs[place].start()] + mark)
            end = runs[closing].end()
            parts.append(markdown[runs[place].end() : runs[closing].start()].translate(_AWAY) + mark)
            place = closing
        place += 1
    return "".join([*parts, markdown[end:]])

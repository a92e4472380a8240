"""Measures: how wide a text is, and what of it fits."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import accumulate

# What XML 1.0 cannot hold, and the marks that would turn the rest of a drawing's text around.
_UNDRAWABLE = re.compile(
    "[\x00-\x1f\ud800-\udfff\ufffe\uffff]|[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]|[\ufdd0-\ufdef]"
)
_JOINERS = "\u200d\ufe0f"  # what makes one emoji of several characters
# Advance widths in tenths of the font size, as in the wider ones of the usual sans serifs.
_WIDTHS = {c: w for w, group in ((3, "ijl|!.,:;'"), (4, 'ftr()[]{}/\\I-" '), (9, "mwMW@%—")) for c in group}


def clean(text: str) -> str:
    """The text on one line, without what no drawing can hold."""
    return " ".join(_UNDRAWABLE.sub(" ", text).split())


def text_width(text: str, size: float = 12, *, bold: bool = False) -> float:
    """About how wide a text is; rather too wide than too narrow."""
    return sum(map(_advance, text)) * size / 10 * (1.1 if bold else 1)


def shortened(text: str, room: float, size: float = 12, *, bold: bool = False) -> str:
    """The text where it fits, else its beginning and an ellipsis."""
    text = clean(text)
    if text_width(text, size, bold=bold) <= room:
        return text
    ends = accumulate(text_width(character, size, bold=bold) for character in text)
    kept = sum(end <= room - text_width("…", size, bold=bold) for end in ends)
    # A character made of several (a flag, a family, an accent) is kept whole or not at all.
    while kept > 0 and (unicodedata.combining(text[kept]) or text[kept] in _JOINERS or text[kept - 1] == "\u200d"):
        kept -= 1
    return text[:kept].rstrip() + "…"


def wrapped(text: str, room: float, size: float, most: int, *, bold: bool = False) -> list[str]:
    """The text on at most so many lines, broken at spaces; what does not fit gives way to an ellipsis."""
    lines: list[str] = [""]
    for word in clean(text).split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or len(lines) == most or text_width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return [shortened(line, room, size, bold=bold) for line in lines]


@cache
def _advance(character: str) -> float:
    if unicodedata.combining(character) or character in _JOINERS:
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return 10.4
    if character in _WIDTHS:
        return _WIDTHS[character]
    return 7.2 if character.isupper() else 6.2

"""Plain text: the words of a Markdown text as a reader sees them, for telling whether it says something else now.

Whatever might change what is read counts: signs, numbers, superscripts, where a link leads, what HTML hides or strikes
out. What is left out on purpose are case (but of units), white space, punctuation between words, and markup known to
change nothing but the look. What is not known to be harmless counts.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from milepost.model.texts.expressions import expression


class Text(NamedTuple):
    """The words that count, and where each stands in what is shown of them."""

    shown: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


_IDEOGRAPH = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
# Private characters: around what counts as one word, and (moved there) for marks that are no markup where they stand.
STRUCK = "✗"
"""What stands in what is shown around words that are struck out."""
_OPEN, _CLOSE = "\ue000", "\ue001"
_MOVED = 0xE100
_MARKS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
_AWAY = {ord(mark): _MOVED + ord(mark) for mark in _MARKS}
_BACK = {moved: mark for mark, moved in _AWAY.items()}
_PRIVATE = expression("[\ue000-\ue1ff]")
_SHOWN = {ord(_OPEN): "(", ord(_CLOSE): ")"}
_TARGET = rf"{_OPEN}\g<target>{_CLOSE}"

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
_WORD = expression(
    rf"{_OPEN}[^{_CLOSE}]*{_CLOSE}|https?://[^\s<>()]+|(?:(?<![\w.,])[-])?\d+(?:[.,:/-]\d+)*|[{_IDEOGRAPH}]"
    rf"|[^\W\d_{_IDEOGRAPH}]+(?:'[^\W\d_{_IDEOGRAPH}]+)*|[^\w\s]"
)
_TELLING = frozenset("%‰‱§¶†‡&@#/\\*?¿")
_SILENT = frozenset("|`")
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# A superscript is no digit beside the others, nor is a half a one and a two.
_TELLING_FORMS = ("<super>", "<sub>", "<fraction>", "<circle>", "<square>", "<vertical>")
_LONGEST_UNIT = 4


def read_markdown(markdown: str) -> Text:
    """The words of a Markdown text."""
    plain = _without_code(_PRIVATE.sub("\N{REPLACEMENT CHARACTER}", markdown))
    plain = _ESCAPE.sub(lambda mark: mark[1].translate(_AWAY), plain)
    plain = _TAG.sub(_tag, _COMMENT.sub(" ", plain))  # a comment hides its words: they are gone
    plain = _unnumbered(plain)
    for pattern, replacement in _MARKUP:
        plain = pattern.sub(replacement, plain)
    return _read(html.unescape(plain.translate(_BACK)))


def without_comments(markdown: str | None) -> str | None:
    """A Markdown text without its HTML comments, which are for whoever writes it; None where nothing else is there."""
    if markdown is None or "<!--" not in markdown:
        return markdown
    plain = _without_code(_PRIVATE.sub("\N{REPLACEMENT CHARACTER}", markdown), keep_marks=True)
    return _COMMENT.sub("", plain).translate(_BACK).strip() or None


def read_line(words: str) -> Text:
    """The words of a title, in which nothing is markup."""
    return _read(_PRIVATE.sub("\N{REPLACEMENT CHARACTER}", words))


def _read(shown: str) -> Text:
    shown = _in_one_form(shown)
    found = [match for match in _WORD.finditer(shown) if _counts(match[0])]
    return Text(
        shown.translate(_SHOWN) if _OPEN in shown else shown,
        tuple(_words(shown, found)),
        tuple(match.span() for match in found),
    )


def _words(shown: str, found: list[re.Match[str]]) -> Iterator[str]:
    """The words to compare, without regard to case; that of a unit behind a number counts: mW is not MW."""
    before: re.Match[str] | None = None
    for match in found:
        word = match[0]
        is_unit = (
            before is not None
            and before[0][-1].isdigit()
            and len(word) <= _LONGEST_UNIT
            and not shown[before.end() : match.start()].strip()
        )
        yield word if is_unit or word[0] == _OPEN or "://" in word else word.casefold()
        before = match


def _counts(word: str) -> bool:
    """Whether it is a word, a number, or a sign that means something, such as `<`, a currency or a coloured circle."""
    if len(word) > 1 or word.isalnum() or word in _TELLING or word in _TURNING:
        return True
    return word not in _SILENT and unicodedata.category(word)[0] in "SN"


def _in_one_form(text: str) -> str:
    """The text with one form for what looks alike, and without what cannot be seen."""
    if text.isascii():
        return text
    return "".join(map(_form, unicodedata.normalize("NFC", text)))


@cache
def _form(character: str) -> str:
    if character in "’ʼ":
        return "'"
    if character in "−–‑":
        return "-"
    if character in _TURNING:
        return character
    if unicodedata.category(character) == "Cf":
        return ""
    if unicodedata.decomposition(character).startswith(_TELLING_FORMS):
        return character
    return unicodedata.normalize("NFKC", character)


def _tag(found: re.Match[str]) -> str:
    name, rest = found["name"].lower(), found["rest"].strip(" \t\n/")
    if name in _STRUCK:
        return STRUCK
    if name in _HARMLESS and not rest:
        return " "
    if ":" in found[0] and "://" not in rest and rest.startswith(":"):
        return found[0]  # an address such as <milestone:beta>, told below
    return f"{_OPEN}{found[0]}{_CLOSE}".translate(_AWAY)


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

"""Plain text: the words of a Markdown text as a reader sees them, for telling whether it says something else now.

Whatever might change what is read counts: signs, numbers, superscripts. What is left out on purpose are case (but of
units), white space, punctuation between words, and markup that is known to change nothing but the look (`markup.py`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from milepost.facts.wording.markup import CLOSE, OPEN, unmistakable, without_markup
from milepost.facts.wording.tables import CELL
from milepost.model.texts.expressions import expression


class Text(NamedTuple):
    """The words that count, and where each stands in what is shown of them."""

    shown: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


_IDEOGRAPH = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_WORD = expression(
    rf"{OPEN}[^{CLOSE}]*{CLOSE}|https?://[^\s<>()]+|(?:(?<![\w.,])[-])?\d+(?:[.,:/-]\d+)*|[{_IDEOGRAPH}]"
    rf"|(?<!\w)[A-Z]-(?![\w-])|[^\W\d_{_IDEOGRAPH}]+(?:'[^\W\d_{_IDEOGRAPH}]+)*|[^\w\s]"
)
_TELLING = frozenset(f"%‰‱§¶†‡&@#/\\*?¿′″‴{CELL}")
_SILENT = frozenset("|`")
_QUOTES = frozenset("'\"")
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# A superscript is no digit beside the others, nor is a half a one and a two.
_TELLING_FORMS = ("<super>", "<sub>", "<fraction>", "<circle>", "<square>", "<vertical>")
_LONGEST_UNIT = 4
_SHOWN = {ord(OPEN): "(", ord(CLOSE): ")", ord(CELL): "|"}


def read_markdown(markdown: str) -> Text:
    """The words of a Markdown text."""
    return _read(without_markup(markdown))


def read_line(words: str) -> Text:
    """The words of a title, in which nothing is markup."""
    return _read(unmistakable(words))


def _read(shown: str) -> Text:
    shown = _in_one_form(shown)
    found = list(_found(shown))
    return Text(
        shown.translate(_SHOWN) if OPEN in shown or CELL in shown else shown,
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
        yield word if is_unit or word[0] == OPEN or "://" in word else word.casefold()
        before = match


def _counts(word: str) -> bool:
    """Whether it is a word, a number, or a sign that means something, such as `<`, a currency or a coloured circle."""
    if len(word) > 1 or word.isalnum() or word in _TELLING or word in _TURNING:
        return True
    return word not in _SILENT and unicodedata.category(word)[0] in "SN"


def _found(shown: str) -> Iterator[re.Match[str]]:
    """The words that count, and the marks behind a number that are its unit."""
    before: re.Match[str] | None = None
    for match in _WORD.finditer(shown):
        if _counts(match[0]) or (before is not None and _is_unit(match, before, shown)):
            yield match
        before = match


def _is_unit(mark: re.Match[str], before: re.Match[str], shown: str) -> bool:
    """Whether a mark behind a number is minutes or seconds, feet or inches: in 5", but not where it ends "5"."""
    if mark[0] not in _QUOTES or not before[0][-1].isdigit() or before.end() != mark.start():
        return False
    is_quoted = before.start() > 0 and shown[before.start() - 1] in _QUOTES
    return not is_quoted and not shown[mark.end() : mark.end() + 1].isalnum()


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

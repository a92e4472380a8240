"""Edits: which words of a Markdown text changed, where markup, case and punctuation do not count."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from milepost.facts.events import Edit

MAX_PASSAGES = 8
MAX_LENGTH = 240

# Beyond so many pairs of words an exact comparison would take seconds.
_MAX_PAIRS = 9_000_000
# Changes with no more than so many equal words between them read as one passage.
_SAME_PASSAGE = 2

_IDEOGRAPH = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_MARKUP: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<!--.*?(-->|\Z)", re.DOTALL), " "),  # a comment hides its words: they are gone
    (re.compile(r"^[ ]{0,3}\[[^\]\n]+\]:[ \t]*\S+.*$", re.MULTILINE), " "),  # the address of a reference link
    (re.compile(r"^([ \t>]*[-*+][ \t]+)\[ \]", re.MULTILINE), r"\1☐"),
    (re.compile(r"^([ \t>]*[-*+][ \t]+)\[[xX]\]", re.MULTILINE), r"\1☑"),
    (re.compile(r"^([ \t>]*)\d{1,9}[.)](?=[ \t])", re.MULTILINE), r"\1"),  # the number of a list entry
    (re.compile(r"!?\[([^\[\]\n]*)\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)"), r"\1"),
    (re.compile(r"!?\[([^\[\]\n]*)\]\[[^\[\]\n]*\]"), r"\1"),
    (re.compile(r"<([a-z][a-z0-9+.-]*:[^\s<>]+)>", re.IGNORECASE), r"\1"),
    (re.compile(r"~~|</?(?:del|s|strike)>", re.IGNORECASE), "✗"),  # words struck out no longer mean the same
    (re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE), " "),
    (re.compile(r"\{:?[ ]*[.#][^{}\n]*\}"), " "),
    (re.compile(r"\\(?=[^\w\s])|[*`]+|^[ \t]*(?:#{1,6}|>+)(?=[ \t])", re.MULTILINE), ""),
)
_WORD = re.compile(
    rf"(?:(?<![\w.,])[-+−])?\d+(?:[.,:/-]\d+)*|[{_IDEOGRAPH}]|[^\W\d_{_IDEOGRAPH}]+(?:[’'][^\W\d_{_IDEOGRAPH}]+)*|[^\w\s]"
)


class _Text(NamedTuple):
    plain: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


class Difference(NamedTuple):
    """How many words changed, and the passages in which they did."""

    words: int
    edits: tuple[Edit, ...]


def same_words(before: str | None, after: str | None) -> bool:
    """Whether two Markdown texts say the same in the same words."""
    return before == after or _read(before or "").words == _read(after or "").words


def difference(before: str, after: str) -> Difference:
    """The words by which two Markdown texts differ; a replaced word counts once."""
    if before == after:
        return Difference(0, ())
    old, new = _read(before), _read(after)
    changes = list(_changes(old.words, new.words))
    passages = list(_passages(changes))
    shown = [Edit(_excerpt(old, a, b), _excerpt(new, c, d)) for a, b, c, d in passages[:MAX_PASSAGES]]
    return Difference(_count(old.words, new.words, changes), tuple(shown))


def _read(markdown: str) -> _Text:
    plain = unicodedata.normalize("NFKC", markdown) if not markdown.isascii() else markdown
    for pattern, replacement in _MARKUP:
        plain = pattern.sub(replacement, plain)
    plain = html.unescape(plain)
    found = [match for match in _WORD.finditer(plain) if _counts(match[0])]
    words = tuple(match[0].casefold().replace("’", "'") for match in found)
    return _Text(plain, words, tuple(match.span() for match in found))


def _counts(word: str) -> bool:
    """Whether it is a word, a number, or a sign that means something, such as a currency or a coloured circle."""
    return len(word) > 1 or word.isalnum() or word in "%$✗" or unicodedata.category(word) in {"So", "Sc"}


_Change = tuple[int, int, int, int]


def _changes(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[_Change]:
    start = _common(zip(old, new, strict=False))
    end = _common(zip(reversed(old[start:]), reversed(new[start:]), strict=False))
    left, right = old[start : len(old) - end], new[start : len(new) - end]
    if len(left) * len(right) > _MAX_PAIRS:
        yield start, start + len(left), start, start + len(right)
        return
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag != "equal":
            yield start + a, start + b, start + c, start + d


def _common(pairs: Iterable[tuple[str, str]]) -> int:
    count = 0
    for left, right in pairs:
        if left != right:
            break
        count += 1
    return count


def _count(old: tuple[str, ...], new: tuple[str, ...], changes: list[_Change]) -> int:
    if len(changes) == 1:
        a, b, c, d = changes[0]
        if (b - a) * (d - c) > _MAX_PAIRS:
            gone, come = Counter(old[a:b]), Counter(new[c:d])
            return max((gone - come).total(), (come - gone).total(), 1)
    return sum(max(b - a, d - c) for a, b, c, d in changes)


def _passages(changes: list[_Change]) -> Iterator[_Change]:
    open_: _Change | None = None
    for a, b, c, d in changes:
        if open_ and a - open_[1] <= _SAME_PASSAGE:
            open_ = (open_[0], b, open_[2], d)
            continue
        if open_:
            yield open_
        open_ = (a, b, c, d)
    if open_:
        yield open_


def _excerpt(text: _Text, first: int, last: int) -> str:
    if first == last:
        return ""
    passage = " ".join(text.plain[text.spans[first][0] : text.spans[last - 1][1]].replace("✗", "~~").split())
    return passage if len(passage) <= MAX_LENGTH else passage[: MAX_LENGTH - 1].rstrip() + "…"

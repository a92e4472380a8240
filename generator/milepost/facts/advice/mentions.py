"""Mentions: whether a text speaks of an item in other words than its link."""

from __future__ import annotations

from collections.abc import Iterator

from milepost.model.texts.expressions import expression

_WORDS = expression(r"[^\W\d_]+")
_CHINESE = expression(r"[\u3400-\u9fff]")
_EMPTY = frozenset(
    (
        *("about", "after", "again", "all", "also", "and", "are", "been", "before", "both", "can", "every", "first"),
        *("for", "from", "has", "have", "into", "its", "more", "most", "not", "our", "than", "that", "the", "their"),
        *("them", "then", "they", "this", "two", "three", "until", "was", "week", "weeks", "what", "when", "where"),
        *("which", "will", "with", "your"),
    )
)
_LINES = expression(r"(?<=[.!?。！？；])\s*|\n")
# So many letters of a word are the same in its plural and its verb.
_STEM = 5


def speaks_of(text: str, title: str) -> bool:
    """Whether a sentence has two of the words that matter in a title, or the text as a whole half of them."""
    wanted = frozenset(_stems(title))
    if not wanted:
        return False
    few = min(2, len(wanted))
    lines = [wanted.intersection(_stems(line)) for line in _LINES.split(text)]
    return any(len(found) >= few for found in lines) or 2 * len(frozenset().union(*lines)) >= len(wanted)


def _stems(text: str) -> Iterator[str]:
    for found in _WORDS.finditer(text.casefold()):
        word = found[0]
        if _CHINESE.search(word):
            yield from (word[at : at + 2] for at in range(len(word) - 1))
        elif len(word) >= 3 and word not in _EMPTY:
            yield word[:_STEM].removesuffix("s")

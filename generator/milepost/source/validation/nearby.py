"""Nearby: the few of many words that somebody can have meant by another, without a look at all of them."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator
from functools import lru_cache

# So many words are all compared; of more, those that begin or end most alike: so many on each side.
_FEW = 64
_BESIDE = 8


class Names:
    """Words without regard to capitals, in two orders: by how they begin, and by how they end."""

    def __init__(self, known: Iterable[str]) -> None:
        self.written = {word.casefold(): word for word in sorted({str(word) for word in known}, reverse=True)}
        self._begin = sorted(self.written)
        self._end = sorted(word[::-1] for word in self.written)

    def like(self, word: str) -> list[str]:
        """The words that may be meant; a slip leaves how a word begins as it was, or how it ends."""
        if len(self._begin) <= _FEW:
            return self._begin
        ends = (other[::-1] for other in _beside(word[::-1], self._end))
        return sorted({*_beside(word, self._begin), *ends})


@lru_cache(maxsize=16)
def nearby(known: frozenset[str]) -> Names:
    """The names among which to look; put in order once for all who ask."""
    return Names(known)


def _beside(word: str, words: list[str]) -> Iterator[str]:
    at = bisect(words, word)
    yield from words[max(at - _BESIDE, 0) : at + _BESIDE]

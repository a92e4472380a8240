"""Splices: a stretch of a text, and what stands there instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from milepost.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Splice:
    """The characters from `start` to `end` give way to `new`."""

    start: int
    end: int
    new: str


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """A text with every splice in it, those at one place in their order; none may lie in another."""
    parts, at = [], 0
    for splice in sorted(splices, key=_place):
        assert splice.start >= at, "splices do not overlap"
        parts += [text[at : splice.start], splice.new]
        at = splice.end
    return "".join([*parts, text[at:]])


def lie_apart(splices: Sequence[Splice]) -> bool:
    """Whether no splice lies in another, so that all can be made at once."""
    return all(one.end <= other.start for one, other in pairwise(sorted(splices, key=_place)))


def _place(splice: Splice) -> tuple[int, int]:
    return splice.start, splice.end

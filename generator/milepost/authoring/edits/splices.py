"""Splices: a stretch of a text, and what stands there instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Splice:
    """The characters from `start` to `end` give way to `new`."""

    start: int
    end: int
    new: str


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """A text with every splice in it; none may lie in another."""
    parts, at = [], 0
    for splice in sorted(splices):
        assert splice.start >= at, "splices do not overlap"
        parts += [text[at : splice.start], splice.new]
        at = splice.end
    return "".join([*parts, text[at:]])

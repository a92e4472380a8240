"""What readers are told that things are called: in English, where they are declared; the catalogue translates it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from milepost.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Called:
    """The mark of a field that a reader is told of: what it is called in a sentence, such as `how grave`."""

    name: str


@dataclass(frozen=True, slots=True)
class Means:
    """The mark of a field that holds one of our own words, or a degree from 1 on: what each means to a reader."""

    values: Mapping[str, str] = field(compare=False)

    def __init__(self, *degrees: str, **words: str) -> None:
        object.__setattr__(self, "values", {str(n): said for n, said in enumerate(degrees, 1)} | words)


@dataclass(frozen=True, slots=True)
class Titles:
    """What an item of a kind is called, what several of them are, and what a page of all of them begins with."""

    one: str
    many: str
    lede: str = ""

"""Terms as they are written: with a capital, in the plural, with signs in any of the ways that HTML has for them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from milepost.model.kinds.glossary import UNSPACED

SPACELESS = re.compile(rf"[{UNSPACED}]")
"""A sign that needs no space between words."""


def inflected(term: str) -> Iterator[str]:
    """A term as it may stand in a text: with a capital, and in the plural, which Chinese does not know."""
    plurals = ("", "s", "es") if _has_plural(term) else ("",)
    return (plain(first + term[1:] + plural) for first in _firsts(term) for plural in plurals)


def ways_to_write(term: str, word: str) -> Iterator[tuple[str, str]]:
    """How a term is written in HTML, up to the end of a word: its first sign, and an expression for the rest."""
    plural = "(?:e?s)?" if _has_plural(term) else ""
    end = "" if SPACELESS.match(term[-1]) else rf"{plural}(?!{word}|[\u0300-\u036f])"
    rest = f"{''.join(map(_character, term[1:]))}{end}"
    firsts = _firsts(term) if term[0].isalnum() else _written(term[0])
    return ((first[0], re.escape(first[1:]) + rest) for first in dict.fromkeys(firsts))


def plain(piece: str) -> str:
    """A piece of HTML without tags as plain text, with one space between words."""
    return " ".join(html.unescape(piece).split())


def _has_plural(term: str) -> bool:
    return term[-1].isascii() and term[-1].isalnum()


def _firsts(term: str) -> tuple[str, ...]:
    """How a term may begin: where all of it is small, with a capital, too."""
    is_small = term[0].isalnum() and term == term.lower() and len(term[0].upper()) == 1
    return (term[0], term[0].upper()) if is_small else (term[0],)


def _character(character: str) -> str:
    if character == " ":
        return r"(?:\s|&nbsp;)+"
    if character.isalnum():
        return re.escape(character)
    return f"(?:{'|'.join(map(re.escape, _written(character)))})"


def _written(character: str) -> list[str]:
    """The ways in which HTML may write a sign."""
    ways = dict.fromkeys((html.escape(character), f"&#{ord(character)};", "" if character in "<>&" else character))
    return [way for way in ways if way]

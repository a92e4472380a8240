"""Marks that nobody sees: those that turn the direction of a text or are none of it, and texts that hold no other."""

from __future__ import annotations

import re
import unicodedata

_EMBEDDINGS = "\u202a\u202b\u202c\u202d\u202e"
_OPENING, _CLOSING = "\u2066\u2067\u2068", "\u2069"
_MARKS = f"{_EMBEDDINGS}{_OPENING}{_CLOSING}"
_TURNING = re.compile(f"[{_MARKS}]")
_EMBEDDING = re.compile(f"[{_EMBEDDINGS}]")
# The same as HTML may write them, by number or by name.
_WRITTEN = re.compile(r"&(?:#0*(?:823[4-8]|829[4-7])|#x0*(?:202[a-e]|206[6-9]));?", re.IGNORECASE)
_WORDS = re.compile(r"(?<=>)[^<>]+|\A[^<>]+")
# Letters by their category, and yet there is nothing to see: fillers of Hangul, and the blank of Braille.
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")
# What ends a line elsewhere than in our files, and what no text may hold (see source/yaml/decoding.py).
_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs", "Mn", "Me"})


def is_blank(text: str) -> bool:
    """Whether a text holds nothing that a reader can see."""
    return all(c in _FILLERS or unicodedata.category(c) in _UNSEEN for c in text)


def legible(text: str) -> str:
    """A text as it may be written down, of what somebody has typed, pasted or sent: with all in it that can be seen."""
    return settled(_NO_TEXT.sub("", _BREAK.sub("\n", text)))


def turning_mark(text: str) -> str | None:
    """The first mark that turns the direction of what stands after the text, too, or that closes nothing."""
    open_isolates: list[str] = []
    for found in _TURNING.finditer(text):
        mark = found[0]
        if mark in _EMBEDDINGS or (mark == _CLOSING and not open_isolates):
            return mark
        if mark == _CLOSING:
            open_isolates.pop()
        else:
            open_isolates.append(mark)
    return open_isolates[0] if open_isolates else None


def settled(text: str) -> str:
    """A text that turns nothing but itself: without overrides and embeddings, with every isolate closed."""
    if not _TURNING.search(text):
        return text
    kept, depth = [], 0
    for character in _EMBEDDING.sub("", text):
        if character == _CLOSING and not depth:
            continue
        depth += (character in _OPENING) - (character == _CLOSING)
        kept.append(character)
    return "".join(kept) + _CLOSING * depth


def settled_html(html: str) -> str:
    """The same for HTML, each piece of text between two tags by itself."""
    if "&#" in html:
        html = _WRITTEN.sub("", html)
    if not any(mark in html for mark in _MARKS):  # Many times faster than to search for all at once.
        return html
    return _WORDS.sub(lambda words: settled(words[0]), _EMBEDDING.sub("", html))

"""The glossary on the pages: each term explains itself where it stands, without a script.

A term is marked once a section, at the first place where a mark may stand. A section begins at each heading of the
first three levels; what folds open (`details`) is one of its own. Nothing but marks is put between the words.
"""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup, escape

from milepost.model.kinds.glossary import UNSPACED, Term
from milepost.render.addresses import word_anchor
from milepost.render.markdown.pieces import (
    FOLDS,
    HEADS,
    NOTHING,
    REFERS,
    SKIPS,
    UNFOLDS,
    UNTOLD,
    meaning_of,
    name_of,
    step_of,
)
from milepost.render.markdown.terms import SPACELESS, inflected, plain, ways_to_write
from milepost.render.words.words import Words

# The beginning of a character reference such as `&amp;`: what comes next are no words.
_REFERENCE = r"&[#\w]{0,9}"
_WORD = rf"[^\W{UNSPACED}]"
# What no line begins with.
_ENDS = ",.;:!?)]’”，。；：！？、）】》"
_ENDINGS = tuple(_ENDS)
# Longer pieces are not kept in mind.
_OFTEN = 100


class Explainer:
    """Explains the terms of a glossary on every page that says them."""

    def __init__(self, glossary: tuple[Term, ...], words: Words, *, has_anchors: bool = True) -> None:
        """A glossary page of the author's own has no anchors for the terms."""
        self._glossary, self._words, self._has_anchors = glossary, words, has_anchors
        self._terms = tuple(term.term for term in glossary)
        title = words("Words used here")
        self._title = f'<p class="mp-words-title">{escape(title)}</p>'
        self._cards: dict[str, tuple[str, ...]] = {}

    def on(self, page: str, href: str) -> str:
        """A page's HTML with its terms marked, and behind it what they mean; `href` leads to the glossary."""
        marked, used = _marked(page, self._terms)
        if not used:
            return page
        if href not in self._cards:
            self._cards[href] = tuple(self._card(term, href) for term in self._glossary)
        cards = "".join(
            f'<div popover id="mp-word-{number}" class="mp-word">{self._cards[href][place]}'
            for place, number in used.items()
        )
        return f'{marked}\n<aside class="mp-words">{self._title}{cards}</aside>\n'

    def _card(self, term: Term, href: str) -> str:
        """What a term means, from within its element."""
        address = f"{href}#{word_anchor(term)}" if self._has_anchors else href
        return Markup('<p><dfn>{}</dfn> {}</p><p><a href="{}">{}</a></p></div>').format(
            term.term, term.explanation, address, self._words("Glossary")
        )


def _marked(page: str, terms: tuple[str, ...]) -> tuple[str, dict[int, int]]:
    """A page with a mark around each occurrence that may have one, and the number of each term that has, by its place.

    The page is parted once, at all terms, tags and what else is no text: these are every second piece.
    """
    # Where spaces part all words, this is as true, matches faster and compiles in a tenth of the time.
    word = _WORD if not page.isascii() and SPACELESS.search(page) else r"\w"
    finder, meanings = _finder_of_all(terms, word)
    pieces, used = finder.split(page), dict[int, int]()
    told, around = set[int](), list[set[int]]()
    skipped, depth, barred = "", 0, 0
    for at, meaning in zip(range(1, len(pieces), 2), map(meanings.__getitem__, pieces[1::2]), strict=True):
        if skipped:
            depth += step_of(pieces[at], skipped)
            skipped = skipped if depth else ""
        elif meaning >= 0:
            if meaning not in told and at != barred:
                told.add(meaning)
                pieces[at] = f"{_MARKS[used.setdefault(meaning, len(used) + 1)]}{pieces[at]}</button>"
                if pieces[at + 1].startswith(_ENDINGS):
                    pieces[at], pieces[at + 1] = _with_what_ends(pieces[at], pieces[at + 1])
        elif meaning == NOTHING:
            continue
        elif meaning == SKIPS:
            skipped, depth = name_of(pieces[at]), 1
        elif meaning == HEADS:
            told = set()
        elif meaning == UNFOLDS:
            around.append(told)
            told = set()
        elif meaning == FOLDS and around:
            told = around.pop()
        elif meaning == REFERS and not pieces[at + 1]:
            barred = at + 2
    return "".join(pieces), used


def _with_what_ends(mark: str, after: str) -> tuple[str, str]:
    """A mark that keeps on its line the comma behind it, from which a browser would part a button; and what is left."""
    rest = after.lstrip(_ENDS)
    return f'<span class="mp-whole">{mark}{after[: len(after) - len(rest)]}</span>', rest


class _Marks(dict[int, str]):
    """How a mark begins, by the number of its term on the page."""

    def __missing__(self, number: int) -> str:
        self[number] = f'<button type="button" class="mp-term" popovertarget="mp-word-{number}">'
        return self[number]


_MARKS = _Marks()


class _Meanings(dict[str, int]):
    """What each piece of a page means: the place of a term, or less."""

    def __init__(self, terms: tuple[str, ...]) -> None:
        super().__init__()
        self._places: dict[str, int] = {}
        for place in _longest_first(terms):
            for written in inflected(terms[place]):
                self._places.setdefault(written, place)

    def __missing__(self, piece: str) -> int:
        if piece[0] == "<":
            meaning = meaning_of(piece)
        else:
            meaning = REFERS if re.fullmatch(_REFERENCE, piece) else self._places[plain(piece)]
        if len(piece) < _OFTEN:
            self[piece] = meaning
        return meaning


@lru_cache(maxsize=16)
def _finder_of_all(terms: tuple[str, ...], word: str) -> tuple[re.Pattern[str], _Meanings]:
    """One expression for all at which a page is parted, and what the pieces mean.

    `word` is one for a sign that would make a term the part of a longer word. The whole parts the terms by their first
    sign, so that a place where none of them begins is passed at once; of those that begin alike the longest is first.
    """
    by_first: dict[str, list[str]] = {}
    for place in _longest_first(terms):
        for first, rest in ways_to_write(terms[place], word):
            by_first.setdefault(first, []).append(rest)
    parts = [UNTOLD]
    for first, ways in by_first.items():
        begins = "" if SPACELESS.match(first) else rf"(?<!{word}.)"
        parts.append(f"{re.escape(first)}{begins}(?:{'|'.join(ways)})")
    return re.compile(f"({'|'.join((*parts, _REFERENCE))})", re.DOTALL), _Meanings(terms)


def _longest_first(terms: tuple[str, ...]) -> list[int]:
    return sorted(range(len(terms)), key=lambda place: (-len(terms[place]), place))

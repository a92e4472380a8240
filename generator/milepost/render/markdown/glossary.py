"""The glossary on the pages: each term explains itself where it stands, without a script.

A term is marked once a section, at the first place where a mark may stand. A section begins at each heading of the
first three levels; what folds open (`details`) is one of its own. Nothing but marks is put between the words.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache

from markupsafe import Markup, escape

from milepost.model.kinds.glossary import UNSPACED, Term
from milepost.render.addresses import word_anchor
from milepost.render.words.words import Words

# What is code or no words at all, is hidden or cut off, does something when it is pressed, or is explained already.
_SKIPPED_NAMES = """
a abbr audio button canvas code del dfn iframe ins kbd label math noscript object option pre samp script select style
summary svg template textarea time title var video
"""
_SKIPPED = frozenset(_SKIPPED_NAMES.split())
_SKIPPED_CLASS = re.compile(r"""["'\s]mp-(?:pill|tag|hidden|cards-3)(?=["'\s])|\saria-hidden=["']?true""")
_HEADINGS = frozenset({"h1", "h2", "h3"})
# What stands in no text: comments, elements whose text is no HTML, and tags. As in a browser, what does not close ends
# with the page.
_RAW = {name: rf"{name}(?=[\s/>])" for name in ("script", "style", "textarea", "iframe", "noscript")}
_RAW["title"] = r"title(?![^<>]*/>)(?=[\s/>])"
# Most tags are plain, and are known as that at once.
_UNTOLD = (
    rf"<(?:/[a-z]++[1-6]?|(?!{'|'.join(_RAW)})[a-z]++[1-6]?(?: [a-z-]++=\"[^\"]*+\")*+)>"
    r"|<(?i:!--(?:-?>|.*?(?:-->|\Z))"
    + "".join(rf"|{begin}.*?(?:</{name}\s*>|\Z)" for name, begin in _RAW.items())
    + r"|/?[a-z][^\s/>]*+(?:[\s/]++|[^\s/>][^\s/>=]*+"
    r"""(?:\s*+=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>"'][^\s>]*+)?+)?+)*+(?:>|\Z))"""
)
_TAG = re.compile(
    rf"<(?!{'|'.join(_RAW.values())})(?P<close>/)?(?P<name>[a-z][^\s/>]*+)(?P<attributes>.*)",
    re.DOTALL | re.IGNORECASE,
)
# The beginning of a character reference such as `&amp;`: what comes next are no words.
_REFERENCE = r"&[#\w]{0,9}"
_SPACELESS = re.compile(rf"[{UNSPACED}]")
_WORD = rf"[^\W{UNSPACED}]"
# What no line begins with.
_ENDS = ",.;:!?)]’”，。；：！？、）】》"
_ENDINGS = tuple(_ENDS)
# Longer pieces are not kept in mind.
_OFTEN = 100
# What is found in a page beside its terms, which are told by their places in the glossary.
_NOTHING, _REFERS, _SKIPS, _HEADS, _UNFOLDS, _FOLDS = range(-6, 0)


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
    word = _WORD if not page.isascii() and _SPACELESS.search(page) else r"\w"
    finder, meanings = _finder_of_all(terms, word)
    pieces, used = finder.split(page), dict[int, int]()
    told, around = set[int](), list[set[int]]()
    skipped, depth, barred = "", 0, 0
    for at, meaning in zip(range(1, len(pieces), 2), map(meanings.__getitem__, pieces[1::2]), strict=True):
        if skipped:
            depth += _step(pieces[at], skipped)
            skipped = skipped if depth else ""
        elif meaning >= 0:
            if meaning not in told and at != barred:
                told.add(meaning)
                pieces[at] = f"{_MARKS[used.setdefault(meaning, len(used) + 1)]}{pieces[at]}</button>"
                if pieces[at + 1].startswith(_ENDINGS):
                    pieces[at], pieces[at + 1] = _with_what_ends(pieces[at], pieces[at + 1])
        elif meaning == _NOTHING:
            continue
        elif meaning == _SKIPS:
            skipped, depth = _name(pieces[at]), 1
        elif meaning == _HEADS:
            told = set()
        elif meaning == _UNFOLDS:
            around.append(told)
            told = set()
        elif meaning == _FOLDS and around:
            told = around.pop()
        elif meaning == _REFERS and not pieces[at + 1]:
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


@lru_cache(maxsize=1024)
def _name(tag: str) -> str:
    found = _TAG.match(tag)
    return found["name"].lower() if found else ""


@lru_cache(maxsize=1024)
def _step(piece: str, skipped: str) -> int:
    """By how much a piece leads deeper into the elements of a name."""
    found = _TAG.match(piece)
    if not found or found["name"].lower() != skipped or (skipped == "svg" and found["attributes"].endswith("/>")):
        return 0
    return -1 if found["close"] else 1


class _Meanings(dict[str, int]):
    """What each piece of a page means: the place of a term, or less."""

    def __init__(self, terms: tuple[str, ...]) -> None:
        super().__init__()
        self._places: dict[str, int] = {}
        for place in _longest_first(terms):
            for written in _inflected(terms[place]):
                self._places.setdefault(written, place)

    def __missing__(self, piece: str) -> int:
        if piece[0] == "<":
            meaning = _meaning_of(piece)
        else:
            meaning = _REFERS if re.fullmatch(_REFERENCE, piece) else self._places[_plain(piece)]
        if len(piece) < _OFTEN:
            self[piece] = meaning
        return meaning


def _meaning_of(tag: str) -> int:
    found = _TAG.match(tag)
    if not found:
        return _NOTHING
    name = found["name"].lower()
    if found["close"]:
        return _FOLDS if name == "details" else _NOTHING
    if name in _SKIPPED or _SKIPPED_CLASS.search(found["attributes"]):
        return _SKIPS
    return _UNFOLDS if name == "details" else _HEADS if name in _HEADINGS else _NOTHING


def _plain(piece: str) -> str:
    return " ".join(html.unescape(piece).split())


def _inflected(term: str) -> Iterator[str]:
    """A term as it may stand in a text: with a capital, and in the plural, which Chinese does not know."""
    plurals = ("", "s", "es") if _has_plural(term) else ("",)
    return (_plain(first + term[1:] + plural) for first in _firsts(term) for plural in plurals)


@lru_cache(maxsize=16)
def _finder_of_all(terms: tuple[str, ...], word: str) -> tuple[re.Pattern[str], _Meanings]:
    """One expression for all at which a page is parted, and what the pieces mean.

    `word` is one for a sign that would make a term the part of a longer word. The whole parts the terms by their first
    sign, so that a place where none of them begins is passed at once; of those that begin alike the longest is first.
    """
    by_first: dict[str, list[str]] = {}
    for place in _longest_first(terms):
        for first, rest in _ways(terms[place], word):
            by_first.setdefault(first, []).append(rest)
    parts = [_UNTOLD]
    for first, ways in by_first.items():
        begins = "" if _SPACELESS.match(first) else rf"(?<!{word}.)"
        parts.append(f"{re.escape(first)}{begins}(?:{'|'.join(ways)})")
    return re.compile(f"({'|'.join((*parts, _REFERENCE))})", re.DOTALL), _Meanings(terms)


def _longest_first(terms: tuple[str, ...]) -> list[int]:
    return sorted(range(len(terms)), key=lambda place: (-len(terms[place]), place))


def _ways(term: str, word: str) -> Iterator[tuple[str, str]]:
    """How a term is written in HTML, up to the end of a word: its first sign, and an expression for the rest."""
    plural = "(?:e?s)?" if _has_plural(term) else ""
    end = "" if _SPACELESS.match(term[-1]) else rf"{plural}(?!{word}|[\u0300-\u036f])"
    rest = f"{''.join(map(_character, term[1:]))}{end}"
    firsts = _firsts(term) if term[0].isalnum() else _written(term[0])
    return ((first[0], re.escape(first[1:]) + rest) for first in dict.fromkeys(firsts))


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

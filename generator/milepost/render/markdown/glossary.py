"""The glossary on the pages: each term explains itself where it stands, without a script.

A term is marked once a section, at the first place where a mark may stand. A section begins at each heading of the
first three levels; what folds open (`details`) is one of its own. Nothing but marks is put between the words.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from markupsafe import Markup

from milepost.model.kinds.glossary import UNSPACED, Term
from milepost.render.addresses import word_anchor
from milepost.render.words.words import Words

# What is code or no words at all, is hidden or cut off, does something when it is pressed, or is explained already.
_SKIPPED_NAMES = """
a abbr audio button canvas code del dfn iframe ins kbd label math noscript object option pre samp script select style
summary svg template textarea time title var video
"""
_SKIPPED = frozenset(_SKIPPED_NAMES.split())
_SKIPPED_CLASS = re.compile(r"""(?:^|["'\s])mp-(?:pill|tag|hidden|cards-3)(?=["'\s])|\saria-hidden=["']?true""")
# Comments; elements whose text is no HTML; tags. As in a browser, what does not close ends with the page.
_TAG = re.compile(
    r"<!--(?:-?>|.*?(?:-->|\Z))"
    r"|<(?P<raw>script|style|textarea|title(?![^<>]*/>)|iframe|noscript)(?=[\s/>]).*?(?:</(?P=raw)\s*>|\Z)"
    r"|<(?P<close>/)?(?P<name>[a-z][^\s/>]*+)(?P<attributes>(?:[\s/]++|[^\s/>][^\s/>=]*+"
    r"""(?:\s*+=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>"'][^\s>]*+)?+)?+)*+)(?:>|\Z)""",
    re.DOTALL | re.IGNORECASE,
)
_HEADINGS = frozenset({"h1", "h2", "h3"})
_SPACELESS = re.compile(rf"[{UNSPACED}]")
_WORD = rf"[^\W{UNSPACED}]"
# The beginning of a character reference such as `&amp;`: what comes next are no words.
_REFERENCE = re.compile(r"&[#\w]*\Z")


def explain(page: str, glossary: tuple[Term, ...], words: Words, href: str, *, has_anchors: bool = True) -> str:
    """A page's HTML with its terms marked, and behind it what they mean; `href` leads to the glossary.

    A glossary page of the author's own has no anchors for the terms.
    """
    reader = _Reader(page)
    marked = reader.marked(_occurrences(page, glossary))
    if not reader.used:
        return page
    cards = "".join(_card(number, glossary[place], words, href, has_anchors) for place, number in reader.used.items())
    title = Markup('<p class="mp-words-title">{}</p>').format(words("Words used here"))
    return f'{marked}\n<aside class="mp-words">{title}{cards}</aside>\n'


@lru_cache(maxsize=4096)
def _card(number: int, term: Term, words: Words, href: str, has_anchors: bool) -> str:
    address = f"{href}#{word_anchor(term)}" if has_anchors else href
    return Markup(
        '<div popover id="mp-word-{}" class="mp-word"><p><dfn>{}</dfn> {}</p><p><a href="{}">{}</a></p></div>'
    ).format(number, term.term, term.explanation, address, words("Glossary"))


class _Reader:
    """Goes through a page once; `used` numbers the terms that it has marked, by their place in the glossary."""

    def __init__(self, page: str) -> None:
        self.used: dict[int, int] = {}
        self._page = page
        self._sections: list[set[int]] = [set()]
        self._skipped = ""
        self._depth = 0

    def marked(self, occurrences: Iterable[tuple[int, int, int]]) -> str:
        """The page with a mark around each occurrence that may have one."""
        page, done, text_begins = self._page, 0, 0
        pieces: list[str] = []
        tags = _TAG.finditer(page)
        tag = next(tags, None)
        for start, end, place in occurrences:
            while tag and tag.start() < start:
                text_begins = tag.end()
                self._pass(tag)
                tag = next(tags, None)
            told = self._sections[-1]
            if start >= text_begins and not self._skipped and place not in told:
                told.add(place)
                number = self.used.setdefault(place, len(self.used) + 1)
                mark = f'<button type="button" class="mp-term" popovertarget="mp-word-{number}">'
                pieces += (page[done:start], mark, page[start:end], "</button>")
                done = end
        return "".join((*pieces, page[done:]))

    def _pass(self, tag: re.Match[str]) -> None:
        _, close, name, attributes = tag.groups()
        if not name:
            return
        name = name.lower()
        if self._skipped:
            is_whole = name == "svg" and attributes.endswith("/")
            self._depth += 0 if name != self._skipped or is_whole else -1 if close else 1
            self._skipped = self._skipped if self._depth else ""
        elif close:
            if name == "details" and len(self._sections) > 1:
                self._sections.pop()
        elif name in _SKIPPED or (attributes and _SKIPPED_CLASS.search(attributes)):
            self._skipped, self._depth = name, 1
        elif name == "details":
            self._sections.append(set())
        elif name in _HEADINGS:
            self._sections[-1] = set()


def _occurrences(page: str, glossary: tuple[Term, ...]) -> Iterator[tuple[int, int, int]]:
    """Where each term begins and ends, with its place in the glossary; where several begin at once, the longest."""
    if not glossary:
        return
    # Where spaces part all words, this is as true, matches faster and compiles in a tenth of the time.
    word = _WORD if not page.isascii() and _SPACELESS.search(page) else r"\w"
    finder, places = _finder_of_all(tuple(term.term for term in glossary), word)
    at = 0
    while found := finder.search(page, at):
        start, end = found.span()
        if page.find("&", max(0, start - 10), start) >= 0 and _REFERENCE.search(page[max(0, start - 10) : start]):
            at = start + 1
        else:
            at = end
            yield start, end, places[found.lastindex or 0]


@lru_cache(maxsize=16)
def _finder_of_all(terms: tuple[str, ...], word: str) -> tuple[re.Pattern[str], tuple[int, ...]]:
    """One expression for all terms, and the place of the term that each of its groups stands for.

    `word` is one for a sign that would make a term the part of a longer word. The whole parts the terms by their first
    sign, so that a place where none of them begins is passed at once; of those that begin alike the longest is first.
    """
    by_first: dict[str, list[tuple[int, str]]] = {}
    for place in sorted(range(len(terms)), key=lambda place: (-len(terms[place]), place)):
        for first, rest in _ways(terms[place], word):
            by_first.setdefault(first, []).append((place, rest))
    places, parts = [-1], []
    for first, ways in by_first.items():
        places += [place for place, _ in ways]
        begins = "" if _SPACELESS.match(first) else rf"(?<!{word}.)"
        parts.append(f"{re.escape(first)}{begins}(?:{'|'.join(f'({rest})' for _, rest in ways)})")
    return re.compile("|".join(parts), re.DOTALL), tuple(places)


def _ways(term: str, word: str) -> Iterator[tuple[str, str]]:
    """How a term is written in HTML, up to the end of a word, and in the plural, which Chinese does not know.

    Each way is its first sign, and an expression for the rest.
    """
    plural = "(?:e?s)?" if term[-1].isascii() and term[-1].isalnum() else ""
    end = "" if _SPACELESS.match(term[-1]) else rf"{plural}(?!{word}|[\u0300-\u036f])"
    rest = f"{''.join(map(_character, term[1:]))}{end}"
    if term[0].isalnum():
        is_small = term == term.lower() and len(term[0].upper()) == 1
        firsts = dict.fromkeys((term[0], term[0].upper()) if is_small else (term[0],))
    else:
        firsts = dict.fromkeys(_written(term[0]))
    return ((first[0], re.escape(first[1:]) + rest) for first in firsts)


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

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

from milepost.model.glossary import UNSPACED, Term
from milepost.render.addresses import word_anchor
from milepost.render.text import Words

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
_IN_WORD = re.compile(rf"[^\W{UNSPACED}]")
_SPACELESS = re.compile(rf"[{UNSPACED}]")
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
    found = [
        (hit.start(), -hit.end(), place)
        for place, term in enumerate(glossary)
        if _core(term.term) in page
        for hit in _finder(term.term).finditer(page)
        if _begins_a_word(page, hit.start(), term.term)
    ]
    reach = 0
    for start, end, place in sorted(found):
        if start >= reach:
            yield start, -end, place
            reach = -end


@lru_cache(maxsize=4096)
def _core(term: str) -> str:
    """What a page must hold for a term to be in it; to look for that first is many times faster."""
    return max(re.findall(r"[^\W_]+", term[1:]), key=len, default="")


@lru_cache(maxsize=4096)
def _finder(term: str) -> re.Pattern[str]:
    """Finds the ways a term is written in HTML, up to the end of a word, and in the plural; Chinese knows neither."""
    starts = (term[0], term[0].upper()) if term == term.lower() and len(term[0].upper()) == 1 else (term[0],)
    first = f"[{''.join(map(re.escape, starts))}]" if term[0].isalnum() else _character(term[0])
    plural = "(?:e?s)?" if term[-1].isascii() and term[-1].isalnum() else ""
    end = "" if _SPACELESS.match(term[-1]) else rf"{plural}(?![^\W{UNSPACED}]|[\u0300-\u036f])"
    return re.compile(f"{first}{''.join(map(_character, term[1:]))}{end}")


def _character(character: str) -> str:
    if character == " ":
        return r"(?:\s|&nbsp;)+"
    if character.isalnum():
        return re.escape(character)
    ways = dict.fromkeys((html.escape(character), f"&#{ord(character)};", "" if character in "<>&" else character))
    return f"(?:{'|'.join(re.escape(way) for way in ways if way)})"


def _begins_a_word(page: str, start: int, term: str) -> bool:
    is_inside = not _SPACELESS.match(term) and _IN_WORD.match(page[start - 1 : start])
    return not is_inside and not _REFERENCE.search(page[max(0, start - 10) : start])

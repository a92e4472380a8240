"""The author's words in pages of ours, whole or as an extract."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from markupsafe import Markup

from milepost.frozen import dataclass
from milepost.render.markdown.dressing import Heading, dressed, with_headings
from milepost.render.markdown.github import html_of
from milepost.render.markdown.sanitizer import sanitized
from milepost.render.prose.addresses import Find, from_root, with_addresses, with_items
from milepost.render.prose.extracts import first_part, in_passing, without_names
from milepost.render.prose.links import Titles
from milepost.render.words.words import Words

# What makes a text more than one plain paragraph.
_MARKED = re.compile(r"[*_`\[\]<>&\\!|~\n\t@:]|www\.|^(?:\s|[-+#=]|\d+[.)])")
_ONE_PARAGRAPH = re.compile(r"<p(?: dir=\"auto\")?>((?:(?!<p[ >]).)*)</p>", re.DOTALL)
_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]+\]:[^\n]*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Written:
    """A page of an author's as HTML, with its headings."""

    html: str
    headings: tuple[Heading, ...]


class Author:
    """Turns the author's Markdown into HTML, as GitHub shows it, with nothing in it that acts."""

    def __init__(self, titles: Titles, words: Words) -> None:
        self._titles = titles
        self.words = words

    def page(self, markdown: str, uri: str, find: Find) -> Written:
        """The page `uri`; `find` answers where its relative addresses lead."""
        html, headings = with_headings(self.fragment(markdown, uri, find))
        return Written(html, tuple(headings))

    def fragment(self, markdown: str, uri: str, find: Find) -> str:
        """A part of the page `uri`, without names for its headings."""
        return self._shown(harmless(markdown), uri, find)

    def received(self, html: str, uri: str, find: Find) -> str:
        """HTML of whatever parser, as it may be shown."""
        return self._shown(sanitized(html), uri, find)

    def _shown(self, html: str, uri: str, find: Find) -> str:
        linked = with_addresses(with_items(html, self._titles, self.words, uri), find)
        return dressed(linked, self.words)


# A text stands on its page, in the feed and elsewhere. This is kept from one build of a preview to the next, for the
# bindings never free what they have parsed (cmarkgfm 2025.10.22: no cmark_node_free).
@lru_cache(maxsize=4096)
def harmless(markdown: str) -> str:
    """Markdown as HTML in which nothing acts."""
    return sanitized(html_of(markdown))


class Prose:
    """Renders the Markdown of items for a page from which the root of the site is at `base` (such as `../`)."""

    def __init__(self, titles: Titles, words: Words, base: str) -> None:
        self._author = Author(titles, words)
        self._base = base
        self._known: dict[tuple[str, str], Markup] = {}

    def block(self, text: str | None) -> Markup:
        """Paragraphs, lists, tables: a field of an item, its addresses counted from the root of the content."""
        if not text:
            return Markup()
        if not _MARKED.search(text):
            return Markup("<p>{}</p>").format(text)
        return self._rendered(text, "", without_names)

    def line(self, text: str | None) -> Markup:
        """The same without the paragraph around it, where there is but one."""
        shown = self.block(text)
        only = _ONE_PARAGRAPH.fullmatch(shown)
        return Markup(only[1]) if only else shown  # noqa: S704, sanitized

    def whole(self, text: str | None, uri: str) -> Markup:
        """All of the page `uri` shown elsewhere: its links and pictures lead where they do there."""
        return self._rendered(text, uri, without_names) if text else Markup()

    def extract(self, text: str | None, uri: str, whole: str = "") -> Markup:
        """A part of the page `uri` shown elsewhere: its links lead where they do there, its pictures stay behind.

        `whole` is the Markdown of that page, which may say further down where a link leads.
        """
        return self._rendered(_with_definitions(text, whole), uri, in_passing) if text else Markup()

    def opening(self, text: str | None, uri: str, whole: str = "") -> Markup:
        """The first paragraph, or list, of such a part."""
        return self._rendered(_with_definitions(text, whole), uri, first_part) if text else Markup()

    def _rendered(self, text: str, uri: str, shown: Callable[[str], str]) -> Markup:
        key = (f"{shown.__name__}:{uri}", text)
        if key not in self._known:
            html = self._author.fragment(text, uri, from_root(self._base, uri))
            self._known[key] = Markup(shown(html).strip())  # noqa: S704, sanitized
        return self._known[key]


def _with_definitions(text: str, whole: str) -> str:
    """A part of a page with what the page defines for links and notes."""
    definitions = _DEFINITION.findall(whole) if "]:" in whole else ()
    return "\n".join((text, "", *definitions)) if definitions else text

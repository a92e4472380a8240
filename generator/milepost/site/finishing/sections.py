"""Sections: what the search finds of a page, read off its HTML once and fast.

Material's search (9.8) reads every page with Python's parser of any HTML whatever, which takes a tenth of a build. The
author's words as we write them are plainer: so they are read here by the same rules, and whatever is not plain is left
to Material's own parser (`material.plugins.search.plugin.Parser`).
"""

from __future__ import annotations

import re
from html import escape, unescape
from itertools import islice
from math import inf
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from milepost.render.page import Find
from milepost.render.page import Page as OurPage
from milepost.site.pages.author_page import AuthorPage
from milepost.site.pages.pages import StatusPage

_TAG = re.compile(r"""([^<]*)<(/?)([a-z][a-z0-9]*)((?:\s+[a-zA-Z][a-zA-Z0-9-]*(?:="[^"]*")?)*)\s*(/?)>""")
_ATTRIBUTE = re.compile(r"""\s+([a-zA-Z][a-zA-Z0-9-]*)(?:="([^"]*)")?""")
# What that parser reads by rules of its own.
_HARD = re.compile(
    r"<[!?]|<(?:script|style|object|textarea|title|iframe|noscript|xmp|plaintext)\b|data-search-|linenodiv|headerlink"
)
# What the search may part, for all Chinese stands from here on, and how it marks where.
_PARTED, _MARK = "\N{CJK RADICAL REPEAT}", "\N{ZERO WIDTH SPACE}"
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_KEPT = frozenset({"p", "code", "pre", "li", "ol", "ul", "sub", "sup"})
_VOID_NAMES = "area base br col embed hr img input link meta param source track wbr"
_VOID = frozenset(_VOID_NAMES.split())
_UNTOLD = {"exclude": True}


def take_over(files: Files, config: MkDocsConfig) -> None:
    """Have the search leave to us our pages and those that we read, where it is the one that is known here."""
    if index_of(config) is None:
        return
    for file in files.documentation_pages():
        if isinstance(file.page, AuthorPage) and "search" not in file.page.meta:
            leave(file.page)


def tell_search(page: Page, config: MkDocsConfig) -> None:
    """Give the search what it finds of a page that was left to us."""
    if not claim(page):
        return
    index, ours = index_of(config), page.ours if isinstance(page, StatusPage) else None
    finds = ours.finds if ours else ()
    if ours and finds and finds[0].anchor:
        _tell_items(page.url, ours, index)
        return
    first = len(index.entries)
    _tell_sections(page, index, finds[0] if finds else None)
    if finds:
        index.entries[first]["kind"] = finds[0].kind


def index_of(config: MkDocsConfig) -> Any:
    """The index of Material's search; None where there is none that works as we know it."""
    index = getattr(config.plugins.get("material/search"), "search_index", None)
    known = ("entries", "add_entry_from_context", "create_entry_for_section")
    return index if all(hasattr(index, name) for name in known) else None


def claim(page: Page) -> bool:
    """Whether a page was left to us, which from now on is seen no more."""
    is_left = page.meta.get("search") is _UNTOLD
    if is_left:
        del page.meta["search"]
    return is_left


def leave(page: Page) -> None:
    """Have the search leave a page to us."""
    page.meta["search"] = _UNTOLD


def _tell_sections(page: Page, index: Any, item: Find | None) -> None:
    """The sections of a page; one that tells an item is found by its id, too, and says what it is."""
    sections = sections_of(page.content or "")
    if sections is None:
        index.add_entry_from_context(page)
        return
    if item:
        first, above = sections[0], escape(str(page.title), quote=False)
        first.title[:] = [escape(item.title, quote=False)]
        # The heading above the words has no name, so that it is read as their beginning.
        told, words = escape(item.told, quote=False), "".join(first.text).strip().removeprefix(above).strip()
        first.text[:] = [f"{told}\n{words}"]
    for section in sections:
        title, text = ("".join(told).strip() for told in (section.title, section.text))
        if title and "tags" not in page.meta and not is_parted(title) and not is_parted(text):
            # With no Chinese to be parted, it makes this of a section; to look for some takes longer than all else.
            address = f"{page.url}#{section.id}" if section.id else page.url
            index.entries.append({"location": address, "title": title, "text": text})
        else:
            index.create_entry_for_section(section, page.toc, page.url, page)


def is_parted(text: str) -> bool:
    """Whether the search may part a text into words, as it does Chinese."""
    return not text.isascii() and (max(text) >= _PARTED or _MARK in text)


def _tell_items(url: str, page: OurPage, index: Any) -> None:
    """A page of many items is found by its name, and each item by its own words."""
    index.entries.append(_entry(url, page.title, page.description))
    for one in page.finds:
        entry = _entry(f"{url}#{one.anchor}", one.title, f"{one.told}\n{one.said}".strip())
        index.entries.append({**entry, "kind": one.kind})


def _entry(address: str, title: str, text: str) -> dict[str, str]:
    return {"location": address, "title": escape(title, quote=False), "text": escape(text, quote=False)}


def sections_of(html: str) -> list[Any] | None:
    """The sections of a page as Material's parser finds them; None where its HTML is not plain enough to tell."""
    if _HARD.search(html):
        return None
    reader, pieces = _Reader(), _TAG.split(html)
    if any(pieces[:-1:6]) or "<" in pieces[-1]:
        return None
    for text, close, tag, attributes, is_whole in zip(*(pieces[at::6] for at in range(1, 6)), strict=True):
        if text:
            reader.hear(text)
        if close:
            reader.close(tag)
        elif tag not in _VOID:
            reader.open(tag, attributes)
            if is_whole:
                reader.close(tag)
    if pieces[-1]:
        reader.hear(pieces[-1])
    return reader.sections


class _Reader:
    """Does with open and closing tags and what stands between them as Material's parser does."""

    def __init__(self) -> None:
        self.sections: list[Any] = []
        self._section: Any = None
        self._open: list[str] = []
        # What is added to: the section's title, as long as that is open, or its text.
        self._told: list[str] = []

    def open(self, tag: str, attributes: str) -> None:
        """An element begins, and a section with each heading that has a name."""
        self._open.append(tag)
        if tag in _HEADINGS:
            self._head(tag, attributes)
        elif self._section is None:
            self._begin("hx", 0)
        if tag in _KEPT:
            self._told.append(f"<{tag}>")

    def close(self, tag: str) -> None:
        """An element ends; of one with nothing in it nothing is told."""
        if not self._open or self._open[-1] != tag:
            return
        depth = len(self._open)
        self._open.pop()
        if self._section.depth > depth:  # A heading within something else ends with it.
            self._leave(depth)
        elif tag in _HEADINGS:
            self._turn()
        if tag not in _KEPT:
            return
        told = self._told
        at = told.index(f"<{tag}>")
        if any(not piece.isspace() for piece in islice(told, at + 1, None)):
            told.append(f"</{tag}>")
        else:
            del told[at:]

    def hear(self, text: str) -> None:
        """Words between two tags."""
        is_plain = "&" not in text and ">" not in text
        words = text if is_plain else unescape(text)
        is_blank, is_code = words.isspace(), "pre" in self._open
        if not is_code:
            words = " " if is_blank else words.replace("\n", " ")
        if self._section is None:
            self._begin("hx", 0)
        told = self._told
        if not is_blank or told is self._section.title:
            told.append(words if is_plain else escape(words, quote=False))
        elif not told or not told[-1].isspace() or is_code:
            told.append(words)

    def _head(self, tag: str, attributes: str) -> None:
        """A heading begins a section of its own where it has a name."""
        known = {name.lower(): unescape(value) for name, value in _ATTRIBUTE.findall(attributes)}
        if "id" in known:
            if tag != "h1" and not self.sections:
                self._begin("hx", len(self._open))
            is_first = not self.sections
            self._begin(tag, len(self._open))
            self._section.id = None if is_first else known["id"]
        elif self._section is None:
            self._begin("hx", 0)
        self._turn()

    def _begin(self, tag: str, depth: int) -> None:
        # Only where there is a search: it brings a dictionary along.
        from material.plugins.search.plugin import Element, Section

        self._section = Section(Element(tag), depth)
        self.sections.append(self._section)
        self._turn()

    def _leave(self, depth: int) -> None:
        """Go back to the last section that began no deeper than here."""
        for section in reversed(self.sections):
            if section.depth <= depth:
                self._section.depth = inf
                self._section = section
                break
        self._turn()

    def _turn(self) -> None:
        section = self._section
        self._told = section.title if section.el.tag in self._open else section.text

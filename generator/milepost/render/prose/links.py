"""Item links: `[the beta](milestone:beta)` and `<commitment:C-014>` become links to where the item is told."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from typing import Any

from milepost.facts.report.report import StatusReport
from milepost.model.fields import Kind
from milepost.model.items import PageItem
from milepost.model.places import source_uri
from milepost.model.snapshot import Key, ListItem
from milepost.render.words.words import Words, escape_markdown

_TARGET = rf"(?:{'|'.join(Kind)}):[A-Za-z0-9][A-Za-z0-9._-]*"
_CANDIDATE = re.compile(_TARGET)
_FENCE = re.compile(r"(?:[ \t]*(?:[-*+>]|\d{1,9}[.)])[ \t]+)*[ \t>]*(`{3,}(?=[^`]*$)|~{3,})")
# In this order: code, which stays as it is; a link with its text; a destination alone; a definition; the bare form.
_LINK = re.compile(
    r"(?P<code>(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))"
    rf"|\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)\]\(<?(?P<inline>{_TARGET})>?(?P<title>\s+[\"'][^\"']*[\"'])?\)"
    rf"|(?<=\]\()<?(?P<destination>{_TARGET})>?(?=[)\s])"
    rf"|^(?P<label> {{0,3}}\[[^\]]+\]:\s+)<?(?P<definition>{_TARGET})>?(?=\s|$)"
    rf"|<(?P<bare>{_TARGET})>"
)


class Title(str):
    """What an item is called, and the id it goes by now."""

    id: str

    def __new__(cls, words: str, item_id: str) -> Title:
        """The words of a title, with the id."""
        title = super().__new__(cls, words)
        title.id = item_id
        return title


Titles = Mapping[Key, Title]
"""The title of each public item, by its id and by those it had before."""


class Asked(dict[Key, Title]):
    """The titles of all items, that notes which it is asked for."""

    def __init__(self, titles: Titles) -> None:
        super().__init__(titles)
        self.noted: dict[Key, Title | None] = {}

    def get(self, key: Key, default: Any = None) -> Any:
        """The title of an item."""
        self.noted[key] = found = super().get(key, default)
        return found

    def __getitem__(self, key: Key) -> Title:
        self.noted[key] = super().get(key)
        return super().__getitem__(key)


def told_of(title: Title | None) -> tuple[str, str] | None:
    """A title in plain values."""
    return (str(title), title.id) if title is not None else None


def titles_of(report: StatusReport) -> Titles:
    """The title of every item that can be linked to; a page without one is called by what it is."""
    words = Words.of(report.charter.language)
    promises = [promise.item for promise in (*report.milestones, *report.commitments)]
    listed: list[ListItem] = [*promises, *(facts.item for each in report.records.values() for facts in each)]
    pages = [facts.item for each in report.told_pages.values() for facts in each]
    titles = {(item.kind, name): Title(item.title, item.id) for item in listed for name in item.was}
    titles |= {(item.kind, item.id): Title(item.title, item.id) for item in listed}
    return titles | {(page.kind, page.id): Title(_title(page, words), page.id) for page in pages}


def _title(page: PageItem, words: Words) -> str:
    return page.title if page.is_titled else words.kind(page.kind)


def resolve_item_links(markdown: str, report: StatusReport, page_uri: str) -> str:
    """A page's Markdown with its item links as links between Markdown pages; code stays untouched."""
    if not _CANDIDATE.search(markdown):
        return markdown
    return resolve_between_pages(markdown, titles_of(report), Words.of(report.charter.language), page_uri)


def resolve_between_pages(markdown: str, titles: Titles, words: Words, page_uri: str) -> str:
    """The same for many pages of one report, whose titles have been gathered once."""
    folder = posixpath.dirname(page_uri) or "."
    return resolve(markdown, titles, words, lambda kind, item_id: posixpath.relpath(source_uri(kind, item_id), folder))


def resolve(markdown: str, titles: Titles, words: Words, address: Callable[[Kind, str], str]) -> str:
    """Markdown with its item links pointing to what `address` answers; an item that is not public loses its link."""
    if not _CANDIDATE.search(markdown):
        return markdown

    def answer(found: re.Match[str]) -> str:
        return found[0] if found["code"] else _link(found, titles, words, address)

    lines, fence = [], ""
    for line in markdown.splitlines(keepends=True):
        opening = _FENCE.match(line)
        if fence:
            closes = opening and opening[1].startswith(fence) and not line[opening.end() :].strip()
            fence = "" if closes else fence
        elif opening:
            fence = opening[1]
        elif ":" in line:
            line = _LINK.sub(answer, line)
        lines.append(line)
    return "".join(lines)


def _link(found: re.Match[str], titles: Titles, words: Words, address: Callable[[Kind, str], str]) -> str:
    target = found["inline"] or found["destination"] or found["definition"] or found["bare"]
    kind, _, item_id = target.partition(":")
    title = titles.get((Kind(kind), item_id))
    href = address(Kind(kind), title.id) if title is not None else ""
    if found["inline"]:
        return f"[{found['text']}]({href}{found['title'] or ''})" if href else found["text"]
    if found["bare"]:
        return f"[{escape_markdown(title)}]({href})" if title is not None else words("(not public)")
    return f"{found['label'] or ''}{href or '#'}"

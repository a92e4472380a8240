"""Texts: the prose of all files, piece by piece, with who may read it and where a place in it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from milepost.errors import Location, Problem, Severity
from milepost.frozen import dataclass
from milepost.model.items import Item
from milepost.model.marks import Mark, marked, values_of
from milepost.model.snapshot import written_of
from milepost.model.texts.prose import ItemLink
from milepost.source.files.items import Sourced
from milepost.source.files.readings import Sources
from milepost.source.prose.body import item_links
from milepost.source.yaml.nodes import Document, Path

FOR_THE_CLIENT = "a page for the client"
"""How a problem begins that would show what is internal."""


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of prose: the file it is in, who may read it, and where a place in it stands in that file.

    `place` is told the words there, how many like them stand before, their line and their column in the piece;
    in a body, which is a file to its end, line and column are all it needs.
    """

    path: str
    markdown: str
    is_public: bool
    links: tuple[ItemLink, ...]
    place: Callable[[str, int, int, int], Location]
    is_body: bool = False


def texts_of(sources: Sources) -> Iterator[Text]:
    """All Markdown there is: pages, updates, lessons, and the fields that hold some."""
    for page in sources.pages:
        path, body = page.page.path, page.body
        place = _in_body(sources.prefix + path)
        yield Text(path, "\n" * (body.line - 1) + body.markdown, page.page.is_public, body.links, place, is_body=True)
    for sourced in sources.items:
        item = sourced.item
        if not isinstance(item, Item):
            place = _in_body(sources.prefix + item.path)
            markdown = "\n" * (item.body.line - 1) + item.body.markdown
            yield Text(item.path, markdown, item.is_public, item.body.links, place, is_body=True)
        for at, field, words in values_of(written_of(item)):
            if field.has(Mark.MARKDOWN):
                yield _field(sources, sourced.document, (*sourced.at, *at), words, item.is_public)
    if sources.charter and sources.charter.summary and sources.charter_document:
        yield _field(sources, sources.charter_document, ("summary",), sources.charter.summary, True)


def titles_of(sources: Sources) -> Iterator[Text]:
    """What is shown above or in place of a text: the title of each page and item, plain words all of them."""
    for page in sources.pages:
        if page.page.title:
            yield _field(sources, page.document, ("title",), page.page.title, page.page.is_public)
    for sourced in sources.items:
        if field := _title_field(sourced):
            words = sourced.item.title
            yield _field(sources, sourced.document, (*sourced.at, field), words, sourced.item.is_public)


def weighed(problem: Problem, text: Text) -> Problem:
    """A slip in the prose of a page stops nothing, unless it would show what is internal."""
    if text.is_body and problem.severity is Severity.ERROR and not problem.message.startswith(FOR_THE_CLIENT):
        return replace(problem, severity=Severity.WARNING)
    return problem


def _title_field(sourced: Sourced) -> str | None:
    """The first of the fields that may be the title of an item, and says something."""
    written = written_of(sourced.item)
    return next((f.name for f in marked(type(written), Mark.TITLE) if getattr(written, f.attribute)), None)


def _field(sources: Sources, document: Document, at: Path, words: str, is_public: bool) -> Text:
    path = document.path.removeprefix(sources.prefix)
    return Text(path, words, is_public, item_links(words), _in_field(document, at))


def _in_body(path: str) -> Callable[[str, int, int, int], Location]:
    return lambda words, nth, line, column: Location(path, line, column)


def _in_field(document: Document, at: Path) -> Callable[[str, int, int, int], Location]:
    return lambda words, nth, line, column: document.locate_text(at, words, nth)

"""Renderings: the author's Markdown as HTML, taken over where it and all that its links may lead to are the same."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import pages as mkdocs_pages
from mkdocs.structure.files import Files

from milepost.frozen import dataclass
from milepost.memory.works import Works, name_of
from milepost.render.prose.links import titles_of
from milepost.site.draft import Draft
from milepost.site.pages.author_page import AuthorPage, AuthorRenderer

# What MkDocs says of links, it says each time.
_log = logging.getLogger(mkdocs_pages.__name__)


@dataclass(frozen=True, slots=True)
class Renderings:
    """What earlier builds made of the Markdown of pages; `common` names what it rests on beside the page itself."""

    works: Works
    common: str

    @classmethod
    def of(cls, works: Works, draft: Draft, renderer: AuthorRenderer, files: Files, config: MkDocsConfig) -> Renderings:
        """Those of a site, whose files and items are what links may lead to."""
        told = sorted(renderer.told)
        links = dict(config.validation.links)
        report = draft.site.report if draft.site else None
        items = sorted((*key, title, title.id) for key, title in titles_of(report).items()) if report else []
        language = report.charter.language.value if report else ""
        there = sorted((file.src_uri, file.url, file.inclusion.value) for file in files)
        return cls(works, name_of("rendering", repr((draft.at, language, told, links, items, there))))

    def render(self, page: AuthorPage, config: MkDocsConfig, files: Files) -> None:
        """Give a page its content and its anchors, as its renderer does."""
        name = name_of(self.common, page.file.src_uri, page.markdown or "")
        found = self.works.taken(name)
        if found is None:
            with _listening() as said:
                AuthorPage.render(page, config, files)
            if not said:
                links = [(file.src_uri, there) for file, there in (page.links_to_anchors or {}).items()]
                self.works.put(name, (page.content, sorted(page.present_anchor_ids or ()), links))
            return
        page.content, anchors, links = found
        page.present_anchor_ids = set(anchors)
        leading = ((files.get_file_from_path(uri), there) for uri, there in links)
        page.links_to_anchors = {file: dict(there) for file, there in leading if file is not None}


class _Ear(logging.Filter):
    """Hears that something is said."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def filter(self, record: logging.LogRecord) -> bool:
        """Let it be said, and know that it was."""
        self.said.append(record.msg)
        return True


@contextmanager
def _listening() -> Iterator[list[Any]]:
    ear = _Ear()
    _log.addFilter(ear)
    try:
        yield ear.said
    finally:
        _log.removeFilter(ear)

"""Reuse: what came of a page's words is taken over from an earlier build where all that it came from is the same.

What stands around the words is made anew in every build (see frames.py), so that nothing of the configuration, the
navigation or the theme can be out of date. Of the words all is named that any of it is made from: the page as it was
rendered, with its Markdown as HTML and its links as they lead today, the glossary, the language, and the settings of
the search; what Milepost, its theme and the installed packages make of them is in the name under which it is kept.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page as MkDocsPage

from milepost.frozen import dataclass
from milepost.memory.works import Works, name_of
from milepost.site.draft import Draft
from milepost.site.finishing.sections import claim, index_of, leave, tell_search
from milepost.site.pages.context import complete, introduce, question_on, tell
from milepost.site.pages.frames import Frames, is_left_alone, kind_of
from milepost.site.pages.pages import StatusPage

# MkDocs shows what is told under its own name.
log = logging.getLogger("mkdocs.plugins.milepost")
# A diagram that could not be drawn is told of in each build.
_UNDRAWN = 'class="mp-diagram"'


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a page's words: them, finished, what the search finds in them, and what scripts they ask for."""

    words: str
    entries: Sequence[Mapping[str, str]]
    moves: bool
    rows: bool


class Reuse:
    """Finishes the pages of a build, with what earlier ones made of the same words."""

    def __init__(self, works: Works | None, frames: Frames, draft: Draft, config: MkDocsConfig) -> None:
        self._frames, self._draft, self._config = frames, draft, config
        search = config.plugins.get("material/search")
        settings = dict(search.config) if search else {}
        # A dictionary is a file that could change.
        is_known = draft.site is not None and not (settings.get("jieba_dict") or settings.get("jieba_dict_user"))
        self.works = works if is_known else None
        language = draft.site.report.charter.language.value if draft.site else ""
        if self.works and not is_left_alone(config):
            self.works = None
            log.info("all pages are made anew: a template, a hook or a plugin of others may change any of them")
        self._names: dict[str, str] = {}
        self.common = repr((draft.at, language, frames.explained.origin, settings))

    def finish(self, page: MkDocsPage, context: Any) -> Any:
        """The context of a page with all in it that the templates may use, once the search has read the page."""
        frames = self._frames
        if not frames.has_frame(page):
            tell_search(page, self._config)
            return introduce(context, self._draft, frames.once, frames.explained, page)
        context["framed"] = self._taken_over(page) or self._made(page, lambda: context)
        return context

    def whole(self, page: StatusPage, context: Callable[[], Any]) -> str:
        """A page that is to be framed as it is written; it is asked for its `context` where there is no frame yet."""
        return self._taken_over(page) or self._frames.whole(self._made(page, context), page)

    def taken(self, page: StatusPage) -> Taken | None:
        """What an earlier build made of the same words; None where there is nothing that may be taken over."""
        if self.works is None or not self._frames.has_frame(page):
            return None
        if page.url not in self._names:
            self._names[page.url] = self._name_of(page)
        found = self.works.taken(self._names[page.url])
        return Taken(*found) if found else None

    def _made(self, page: StatusPage, context: Callable[[], Any]) -> str:
        """A page that is to be framed, with nothing taken over, put together and remembered."""
        index, frames = index_of(self._config), self._frames
        first = len(index.entries) if index else 0
        tell_search(page, self._config)
        complete(page, self._draft, frames.explained)
        html = frames.put_around(page, lambda: tell(context(), self._draft, frames.once, page))
        if self.works and page.words and _UNDRAWN not in page.words:
            entries = [dict(entry) for entry in index.entries[first:]] if index else []
            made = (page.words, entries, page.meta["milepost_moves"], page.meta["milepost_rows"])
            self.works.put(self._names[page.url], made)
        return html

    def _taken_over(self, page: StatusPage) -> str | None:
        """A page with what was found of it, in its frame; None if nothing was, or there is no frame yet."""
        found = self.taken(page)
        if found is None:
            return None
        index, is_left = index_of(self._config), claim(page)
        page.meta.update(milepost_moves=found.moves, milepost_rows=found.rows)
        framed = self._frames.framed(page, found.words, kind_of(page))
        if framed is None and is_left:
            leave(page)
        elif framed is not None and index:
            index.entries.extend(map(dict, found.entries))
        return framed

    def _name_of(self, page: StatusPage) -> str:
        """A name for all that the words of a page, and what the search finds in them, are made from."""
        told = repr((page.ours, page.url, str(page.title), page.meta, page.author_html))
        return name_of(self.common, told, str(page.toc), page.content or "", question_on(page, self._draft))

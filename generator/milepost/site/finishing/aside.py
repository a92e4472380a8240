"""Aside: pages for which MkDocs has nothing left to do, for an earlier build finished their words, or we do.

It goes through each page with a context, a template and a dozen events, which costs more than all else about a page
that is taken over, and is for nothing where one ends in a frame. So these are kept from it once all pages are read,
and written, one after another, when it is done with the others.
What templates show of all pages, as the sitemap does, and the order of what the search finds are as if it had made all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from mkdocs import utils
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from milepost.frozen import dataclass
from milepost.site.finishing.own_pages import OwnPages
from milepost.site.finishing.reuse import Reuse, Taken
from milepost.site.finishing.sections import claim, index_of, leave
from milepost.site.pages.frames import Frames, is_asked_later, kind_of
from milepost.site.pages.pages import StatusPage


@dataclass(frozen=True, slots=True)
class Kept:
    """A page that is set aside: what it is once it is put together, what the search finds, and how MkDocs had it."""

    page: Page
    html: Callable[[Any], str]
    entries: Sequence[Mapping[str, str]]
    inclusion: InclusionLevel


class Aside:
    """The pages of a build that MkDocs is not asked for; `pages` are all that there are, in their order."""

    def __init__(self, files: Files, nav: Navigation, config: MkDocsConfig) -> None:
        self.pages = files.documentation_pages()
        self._files, self._nav, self._config = files, nav, config
        self._is_asked_later = is_asked_later(config)
        self._kept: list[Kept] = []

    def fill(self, reuse: Reuse, frames: Frames) -> None:
        """Set aside what was taken over, where there are two of a kind, for a frame is made of two."""
        alike: dict[object, list[tuple[StatusPage, Taken, bool]]] = defaultdict(list)
        for file in self.pages:
            page = file.page
            if isinstance(page, StatusPage) and (taken := reuse.taken(page)):
                is_left = claim(page)
                page.meta.update(milepost_moves=taken.moves, milepost_rows=taken.rows)
                alike[kind_of(page)].append((page, taken, is_left))
        for kind, found in alike.items():
            if len(found) > 1 and self._has_frame(found[0][0], found[1][0], frames):
                for page, taken, _ in found:
                    self._keep(page, partial(_framed, frames, taken.words, kind), taken.entries)
            else:
                for page, _, is_left in found:
                    if is_left:
                        leave(page)

    def fill_with_framed(self, reuse: Reuse, frames: Frames) -> None:
        """Set aside what is to be framed and is made anew, where nobody else could miss it until then."""
        if self._is_asked_later:
            return
        made = partial(self._made, reuse)
        for page in [file.page for file in self.pages if file.page]:
            if frames.has_frame(page) and page.file.inclusion.value > InclusionLevel.DRAFT.value:
                self._keep(page, made, ())

    def fill_with_own(self, own: OwnPages) -> None:
        """Set aside those of the author's own pages that were taken over."""
        own.fill(self.pages, self._nav, self._config)
        for page in [file.page for file in self.pages if file.page]:
            if taken := own.taken(page):
                html, entries = taken
                self._keep(page, partial(_as_it_was, html), entries)

    def write(self) -> None:
        """Write the pages that were set aside, and have the search find them at their place."""
        index = index_of(self._config)
        for kept in self._kept:
            page, file = kept.page, kept.page.file
            file.inclusion, page.active = kept.inclusion, True
            utils.write_file(kept.html(page).encode("utf-8", errors="xmlcharrefreplace"), file.abs_dest_path)
            page.active = False
            if isinstance(page, StatusPage) and not self._is_asked_later:
                page.let_go()
            # Whether the places are there that links lead to, MkDocs asks of the pages that it builds.
            page.validate_anchor_links(files=self._files, log_level=self._config.validation.links.anchors)
            if index:
                index.entries.extend(kept.entries)
        if index and self._kept:
            places = {file.page.url: place for place, file in enumerate(self.pages) if file.page}
            index.entries.sort(key=lambda entry: places[entry["location"].partition("#")[0]])

    def _has_frame(self, one: StatusPage, other: StatusPage, frames: Frames) -> bool:
        """Whether there is a frame for two pages, and all others of their kind, that can be trusted."""
        other.active = True
        try:
            return frames.is_made(one, other, get_context(self._nav, self.pages, self._config, other))
        finally:
            other.active = False

    def _made(self, reuse: Reuse, page: StatusPage) -> str:
        return reuse.whole(page, partial(get_context, self._nav, self.pages, self._config, page))

    def _keep(self, page: Page, html: Callable[[Any], str], entries: Sequence[Mapping[str, str]]) -> None:
        """Keep a page from MkDocs."""
        self._kept.append(Kept(page, html, entries, page.file.inclusion))
        page.file.inclusion = InclusionLevel.EXCLUDED


def _as_it_was(html: str, page: Page) -> str:
    return html


def _framed(frames: Frames, words: str, kind: object, page: StatusPage) -> str:
    """A page in its frame, put together when it is written: all of them at once would take much memory."""
    html = frames.framed(page, words, kind)
    assert html is not None, "there is a frame for all of a kind"
    return html

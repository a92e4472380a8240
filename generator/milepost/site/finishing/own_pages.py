"""Own pages: a page of an author's own, taken over as a whole where all that it is made from is the same.

What stands around it hangs on the page itself, its contents and its place in the navigation, so that no frame is
shared. So one such page that says nothing is made in every build: what stands around it, with the navigation and the
settings, is part of the name of each, and whatever changes there makes all of them anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from milepost.memory.works import Works, name_of
from milepost.site.finishing.policy import Guard
from milepost.site.finishing.sections import index_of
from milepost.site.pages.frames import Frames
from milepost.site.pages.pages import StatusPage

# A diagram that could not be drawn is told of in each build.
_UNDRAWN = 'class="mp-diagram"'
# Where the site is built, and what a preview watches, which no page tells.
_ELSEWHERE = ("site_dir", "docs_dir", "config_file_path", "watch")


class OwnPages:
    """The author's own pages of a build, with what earlier ones made of the same (`works`, None: nothing)."""

    def __init__(self, works: Works | None, common: str, frames: Frames, guard: Guard) -> None:
        self._works, self._common, self._frames, self._guard = works, common, frames, guard
        self._names: dict[str, str] = {}

    def fill(self, files: Sequence[File], nav: Navigation, config: MkDocsConfig) -> None:
        """Give each of them its name, once all pages are read."""
        pages = [page for file in files if (page := file.page) and not isinstance(page, StatusPage)]
        if self._works is None or not pages:
            return
        around = self._frames.around_nothing(pages[0], get_context(nav, files, config, pages[0]))
        common = name_of(self._common, around, str(nav), repr(_plain({**config, **dict.fromkeys(_ELSEWHERE)})))
        self._names = {page.url: name_of(common, *_origin(page)) for page in pages}

    def taken(self, page: Page) -> tuple[str, Sequence[Mapping[str, str]]] | None:
        """A finished page, and what the search finds on it; None where it is to be made anew."""
        if (
            self._works is None
            or page.url not in self._names
            or page.file.inclusion.value <= InclusionLevel.DRAFT.value
        ):
            return None
        found = self._works.taken(self._names[page.url])
        if found:
            self._guard.admit(found[0])
        return found or None

    def put(self, page: Page, html: str, config: MkDocsConfig) -> None:
        """Remember a finished page."""
        if self._works is None or page.url not in self._names or _UNDRAWN in html:
            return
        index = index_of(config)
        entries = [dict(entry) for entry in index.entries if _is_on(page, entry)] if index else []
        self._works.put(self._names[page.url], (html, entries))


def _is_on(page: Page, entry: Mapping[str, str]) -> bool:
    return entry["location"].partition("#")[0] == page.url


def _origin(page: Page) -> tuple[str, ...]:
    """All in which one page differs from another."""
    beside = [other and (str(other.title), other.url) for other in (page.previous_page, page.next_page)]
    above = [(str(other.title), getattr(other, "url", None)) for other in page.ancestors]
    addresses = (page.url, page.abs_url, page.canonical_url, page.edit_url, page.update_date, page.is_homepage)
    told = repr((str(page.title), dict(page.meta), addresses, beside, above, _outline(page.toc)))
    return told, page.content or "", page.markdown or ""


def _outline(links: Iterable[AnchorLink]) -> list[Any]:
    return [(link.title, link.id, link.level, _outline(link.children)) for link in links]


def _plain(value: Any) -> Any:
    """Settings as plain values; of a plugin those that it has."""
    if isinstance(value, str | int | float | None):
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(part) for part in value]
    told = getattr(value, "config", None)
    return (type(value).__name__, _plain(told) if isinstance(told, Mapping) else str(value))

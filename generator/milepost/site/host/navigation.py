"""The navigation: which pages are in it, and under which of them each other page hangs."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import Any, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from milepost.model.places import ABOUT_PAGE
from milepost.pipeline import Site
from milepost.render.pages.about import author_pages
from milepost.site.draft import Draft
from milepost.site.pages.pages import StatusPage, admit, name_in_words

_MOST_TABS = 5  # of the author's own: a large navigation makes every page slow


def navigation_of(config: MkDocsConfig, draft: Draft) -> Any:
    """The author's own navigation, as far as it may be shown; failing that, our pages and some of the author's."""
    nav, site = config.nav, draft.site
    if site and draft.old_version:
        nav = _without(nav, _unnamed(site))
    elif site:
        _refuse_internal(nav, site)
    if site and nav is None:
        nav = _tabs(site)
    return _moved(nav, draft.at) if draft.old_version else nav


def hang(nav: Navigation, files: Files, config: MkDocsConfig, draft: Draft) -> Navigation:
    """Set each page under its index, so that its tab is lit, and tell the sitemap the day of its own last change."""
    written = {draft.at + page.path: page.changed for page in draft.site.report.pages} if draft.site else {}
    for file in files.documentation_pages():
        above = _above(file, nav, files, draft.at) if file.page and file.page not in nav.pages else None
        if file.page and above:
            file.page.parent = cast(Any, above)
        if file.page and draft.site:
            ours = file.page.ours if isinstance(file.page, StatusPage) else None
            changed = ours.changed if ours else written.get(file.src_uri)
            file.page.update_date = changed.isoformat() if changed else ""
    for page in nav.pages:
        if page.file.inclusion is InclusionLevel.EXCLUDED:
            page.read_source(config)  # It stands elsewhere, and its name in the navigation.
            admit(page, config)
            name_in_words(page)
    return nav


def _tabs(site: Site) -> list[str]:
    ours = [page.uri for page in site.pages if page.nav]
    last = [uri for uri in ours if uri == ABOUT_PAGE]
    # Pages of the author's own are told of on ours about the project, where there is one.
    theirs = [] if last else [page.path for page in author_pages(site.report)][:_MOST_TABS]
    return [uri for uri in ours if uri not in last] + theirs + last


def _refuse_internal(nav: Any, site: Site) -> None:
    """A navigation of the author's own must not name a page that is internal: its very title would be published."""
    for uri in _leaves(nav):
        if uri in _unnamed(site):
            raise PluginError(f"mkdocs.yml: nav names {uri}, which is internal (take it out, or make the page public)")


def _unnamed(site: Site) -> frozenset[str]:
    """The content files that no navigation may name; a page of ours may stand in the place of one."""
    return site.gate.kept - {page.uri for page in site.pages}


def _without(nav: Any, unnamed: frozenset[str]) -> Any:
    """A navigation without some files: that of an old version nobody can mend any more."""
    if isinstance(nav, list):
        return [left for part in nav if (left := _without(part, unnamed))]
    if isinstance(nav, Mapping):
        return {title: left for title, part in nav.items() if (left := _without(part, unnamed))}
    return None if nav in unnamed else nav


def _moved(nav: Any, at: str) -> Any:
    """A navigation whose pages have moved into a folder."""
    if isinstance(nav, list):
        return [_moved(part, at) for part in nav]
    if isinstance(nav, Mapping):
        return {title: _moved(part, at) for title, part in nav.items()}
    return at + nav if isinstance(nav, str) and nav.endswith(".md") else nav


def _leaves(nav: object) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, Mapping):
        for part in nav.values():
            yield from _leaves(part)
    elif isinstance(nav, list):
        for part in nav:
            yield from _leaves(part)


def _above(file: File, nav: Navigation, files: Files, at: str) -> MkDocsPage | None:
    """The page whose tab is lit for one that has none: the index of its folder, or the page that it is told under."""
    ours = file.page.ours if isinstance(file.page, StatusPage) else None
    beside = posixpath.join(posixpath.dirname(file.src_uri), "index.md")
    wanted = ([beside] if beside != f"{at}index.md" else []) + ([at + ours.under] if ours and ours.under else [])
    found = (files.get_file_from_path(uri) for uri in wanted)
    return next((up.page for up in found if up and up is not file and up.page in nav.pages and up.page), None)

"""The context: what the templates may use, and the parts of a page that are rendered once for many."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from html import unescape
from typing import Any

from markupsafe import Markup, escape
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import get_relative_url

from milepost.errors import Severity
from milepost.model.places import GLOSSARY_PAGE
from milepost.pipeline import Site
from milepost.render.markdown.glossary import Explainer
from milepost.site.draft import Draft
from milepost.site.pages.pages import StatusPage

_TITLE = "\N{INFORMATION SEPARATOR ONE}title\N{INFORMATION SEPARATOR ONE}"
# What of our pages asks for a script.
_MOVING = ("data-mp-topic", "mp-chart")


class Once:
    """Renders what many pages share once a build: the parts of a page that hang on its folder and its tab alone.

    Where that `is_safe`: a template of the author's may ask the page for anything.
    """

    def __init__(self, is_safe: bool) -> None:
        self._is_safe = is_safe
        self._known: dict[tuple[object, ...], str] = {}

    def on(self, page: MkDocsPage | None, base_url: str) -> Callable[..., str]:
        """The function that templates call around such a part, `{% call once("tabs") %}…{% endcall %}`."""
        parent: Any = page.parent if isinstance(page, StatusPage) else None
        place: tuple[object, ...] = ("at", page.url if page else None)
        if page and isinstance(parent, MkDocsPage):
            place = "under", parent.url, folder_of(page)

        def once(part: str, caller: Callable[[], str]) -> str:
            if not self._is_safe:
                return caller()
            key = (part, base_url, *place)
            if key not in self._known:
                self._known[key] = _untitled(caller, page) if page else caller()
            return self._known[key].replace(_TITLE, page.meta.get("title", "")) if page else self._known[key]

        return once


def folder_of(page: MkDocsPage) -> str:
    """The folder that a page stands in, from which the links around it lead: `updates` of `updates/2026-03-06/`."""
    return posixpath.dirname(page.url.rstrip("/"))


def _untitled(caller: Callable[[], str], page: MkDocsPage) -> str:
    """A part of a page with a mark where the page's title goes."""
    if "title" not in page.meta:
        return caller()
    title, page.meta["title"] = page.meta["title"], _TITLE
    try:
        return caller()
    finally:
        page.meta["title"] = title


def introduce(context: Any, draft: Draft, once: Once, explained: Explained, page: MkDocsPage | None = None) -> Any:
    """What the templates may use: `milepost` is the site, `milepost_problems` what is wrong with it.

    `milepost_remarks` are the warnings and advice that a preview has for its author.
    """
    if page:
        complete(page, draft, explained)
    return tell(context, draft, once, page)


def complete(page: MkDocsPage, draft: Draft, explained: Explained) -> None:
    """Put into a page all that stands between its frame, once the search has read it."""
    if isinstance(page, StatusPage):
        page.furnish()
    page.content = explained.of(page)
    if isinstance(page, StatusPage):
        page.meta["milepost_moves"] = any(name in page.content for name in _MOVING)
        page.meta["milepost_rows"] = 'class="mp-row' in page.content
    if draft.old_version and page.canonical_url:  # The lasting address is that of today's page.
        page.canonical_url = page.canonical_url.replace(draft.at, "", 1)
    page.content = f"{page.content}{question_on(page, draft)}"


def tell(context: Any, draft: Draft, once: Once, page: MkDocsPage | None = None) -> Any:
    """Put what the site knows into the context of a page that is complete, or of what is no page."""
    shown = [problem for problem in draft.problems if problem.severity is Severity.ERROR]
    context.update(
        milepost=draft.site,
        milepost_problems=shown,
        milepost_remarks=[p for p in draft.problems if p not in shown] if draft.content is None else [],
        milepost_old_version=draft.old_version,
        milepost_archive=draft.has_versions,
        once=once.on(page, context["base_url"]),
        counted=lambda html: counted(html, draft.site) if draft.site else html,
    )
    if draft.site:
        context.update(_=draft.site.words)
    return context


def counted(html: str, site: Site) -> Markup:
    """Tabs, or what stands for them on a phone, with the number of what waits for the reader after their names."""
    for page in site.pages:
        if page.nav and page.waits:
            told = escape(site.words.plural("{n} answer we need", "{n} answers we need", page.waits))
            badge = (
                f'<span class="mp-waits" title="{told}"><b aria-hidden="true">{page.waits}</b><i>, {told}</i></span>'
            )
            name = re.compile(rf"(?<=>)(\s*{re.escape(str(escape(page.nav)))})(\s*)(?=</(?:a|span)>)")
            html = name.sub(lambda found, badge=badge: f"{found[1]}{badge}{found[2]}", html)  # type: ignore[misc]
    return Markup(html)  # noqa: S704, what the theme has rendered


def question_on(page: MkDocsPage, draft: Draft) -> str:
    """Where a reader says that something is wrong; it is of the page's words, for what stands around them is shared."""
    site = draft.site
    if site is None or site.answers is None:
        return ""
    href = site.answers.question(unescape(page.title or ""), page.canonical_url)
    told = escape(site.words("Something wrong or unclear?"))
    return f'<p class="mp-unclear"><a href="{escape(href)}" rel="noopener">{told}</a></p>' if href else ""


class Explained:
    """The pages of a build with each term explained where it stands; the glossary itself does so anyway."""

    def __init__(self, draft: Draft) -> None:
        self._at, site = draft.at, draft.site
        self.origin: tuple[object, ...] = ()
        self._explainer: Explainer | None = None
        if site and site.report.glossary:
            is_theirs = any(known.path == GLOSSARY_PAGE for known in site.report.pages)
            self._explainer = Explainer(site.report.glossary, site.words, has_anchors=not is_theirs)
            self.origin = (site.report.glossary, is_theirs)

    def of(self, page: MkDocsPage) -> str:
        """The content of a page."""
        html = page.content or ""
        if self._explainer is None or page.file.src_uri == self._at + GLOSSARY_PAGE:
            return html
        href = get_relative_url(f"{self._at}{GLOSSARY_PAGE.removesuffix('.md')}/", page.url)
        return self._explainer.on(html, href)

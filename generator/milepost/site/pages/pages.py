"""Our pages inside MkDocs: furniture, the author's words, furniture; and what is put into each page late."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import get_relative_url

from milepost.errors import Severity
from milepost.model.invisible import settled_html
from milepost.model.places import GLOSSARY_PAGE, folder_of
from milepost.model.registers import REGISTERS
from milepost.pipeline import Site
from milepost.render.page import Page
from milepost.render.pages.templates import compiled_templates
from milepost.render.prose.glossary import explain
from milepost.render.prose.links import resolve_item_links
from milepost.site.draft import Draft
from milepost.site.pages.admission import admitted
from milepost.site.pages.author_page import AuthorPage, Pen
from milepost.site.pages.fences import draw_fences
from milepost.site.pages.mends import mend
from milepost.site.pages.merman import draw

_TITLE = "\N{INFORMATION SEPARATOR ONE}title\N{INFORMATION SEPARATOR ONE}"
# What these list is told, and found, on pages of its own.
_LISTS = frozenset({"index.md", *(register.page for register in REGISTERS if folder_of(register.page))})
_PLACE = "mp-page"
_ID = re.compile(r'\bid="([^"]+)"')
_UNSAFE = re.compile('[<>"]')
_CHART = re.compile(r"<!--chart:([\w-]+)-->")
_TITLE_ABOVE = re.compile(r"<h1[^>]*>(.*?)</h1>\s*", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


class StatusPage(AuthorPage):
    """A page of ours inside MkDocs: furniture, the author's Markdown, furniture."""

    def __init__(self, page: Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(page.title, file, config)
        self.ours = page
        self.author_html = ""

    def read_source(self, config: MkDocsConfig) -> None:
        """Take the text and the metadata from our page; there is no file to read."""
        self.markdown = self.ours.markdown
        # Material prints these two as they are, so they are made harmless here.
        title, description = str(escape(self.ours.title)), str(escape(self.ours.description))
        self.meta = {"title": title, "description": description, "hide": ["navigation", "toc"], "milepost": True}
        self.meta["milepost_state"] = self.ours.is_state
        if not self.ours.is_found:
            self.meta["search"] = {"exclude": True}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Render the author's Markdown, if there is any, between the furniture."""
        self.content, self.present_anchor_ids = "", set()
        if self.markdown:
            super().render(config, files)
            self.content = _below(self.ours.title, self.content or "")
        # One entry and nothing in it: no list to show, and a place for the link past the header to lead to.
        self.toc = TableOfContents([AnchorLink(self.ours.title, _PLACE, 1)])
        furniture = self.ours.before + self.ours.after
        self.present_anchor_ids = (self.present_anchor_ids or set()) | set(_ID.findall(furniture))
        # The search index reads what stands here until `furnish`: the author's words alone, or what is told only here.
        self.author_html = self.content
        is_found_here = not self.markdown and self.ours.uri not in _LISTS
        self.content = furniture if is_found_here else f"<h1>{escape(self.ours.title)}</h1>{self.content}"

    def furnish(self) -> None:
        """Put the furniture around the author's words, once they are in the search index."""
        self.content = f'<div id="{_PLACE}">{self.ours.before}{self.author_html}{self.ours.after}</div>'


def _below(title: str, html: str) -> str:
    """The author's words below a title of ours, which is the page's one heading of the first level."""
    first = _TITLE_ABOVE.match(html)
    if first and unescape(_TAG.sub("", first[1])).split() == title.split():
        html = html[first.end() :]
    return html.replace("<h1", "<h2").replace("</h1>", "</h2>") if "<h1" in html else html


def remember(env: Environment) -> Environment:
    """Keep compiled templates from one build to the next."""
    env.bytecode_cache = compiled_templates()
    return env


def resolve(markdown: str, page: MkDocsPage, config: MkDocsConfig, draft: Draft) -> str:
    """The author's own page, for MkDocs' own parser with its item links resolved."""
    if isinstance(page, StatusPage):
        return markdown
    admit(page, config)
    if draft.site is None or isinstance(page, AuthorPage):
        return markdown
    return resolve_item_links(markdown, draft.site.report, page.file.src_uri.removeprefix(draft.at))


def admit(page: MkDocsPage, config: MkDocsConfig) -> None:
    """Let in of the front matter of the author's own page what a page may bring along."""
    folders = [Path(folder, ".icons") for folder in config.theme.dirs]

    def has_icon(name: str) -> bool:
        return any((folder / f"{name}.svg").is_file() for folder in folders)

    page.meta = admitted(page.meta, page.file.src_uri, has_icon)
    if page.parent is None and "navigation.tabs" in config.theme.get("features", ()):
        page.meta.setdefault("hide", ["navigation"])  # The tabs are all that its column would hold.


def name_in_words(page: MkDocsPage) -> None:
    """Make a name that nobody wrote as one, such as a file's, words."""
    if "title" not in page.meta and page.title and _UNSAFE.search(page.title):
        page.meta["title"] = _UNSAFE.sub(lambda mark: str(escape(mark[0])), page.title)


def receive(html: str, page: MkDocsPage, pen: Pen | None) -> str:
    """The author's words as HTML, without what may not come in."""
    if not isinstance(page, StatusPage):
        name_in_words(page)
    return html if pen is None or isinstance(page, AuthorPage) else pen.receive(html, page)


class Once:
    """Renders what many pages share once a build: the parts of a page that hang on its folder and its tab alone."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], str] = {}

    def on(self, page: MkDocsPage | None, base_url: str) -> Callable[..., str]:
        """The function that templates call around such a part, `{% call once("tabs") %}…{% endcall %}`."""
        parent = page.parent if isinstance(page, StatusPage) else None
        place = ("under", parent.url) if isinstance(parent, MkDocsPage) else ("at", page.url if page else None)

        def once(part: str, caller: Callable[[], str]) -> str:
            key = (part, base_url, *place)
            if key not in self._known:
                self._known[key] = _untitled(caller, page) if page else caller()
            return self._known[key].replace(_TITLE, page.meta.get("title", "")) if page else self._known[key]

        return once


def _untitled(caller: Callable[[], str], page: MkDocsPage) -> str:
    """A part of a page with a mark where the page's title goes."""
    if "title" not in page.meta:
        return caller()
    title, page.meta["title"] = page.meta["title"], _TITLE
    try:
        return caller()
    finally:
        page.meta["title"] = title


def introduce(context: Any, draft: Draft, once: Once, page: MkDocsPage | None = None) -> Any:
    """What the templates may use: `milepost` is the site, `milepost_problems` what is wrong with it."""
    if isinstance(page, StatusPage):
        page.furnish()
    if page and draft.site:
        page.content = explained(page, draft, draft.site)
    if page and draft.edition and page.canonical_url:  # The lasting address is that of today's page.
        page.canonical_url = page.canonical_url.replace(draft.at, "", 1)
    shown = [problem for problem in draft.problems if problem.severity is Severity.ERROR]
    context.update(
        milepost=draft.site,
        milepost_problems=shown,
        milepost_edition=draft.edition,
        milepost_archive=draft.has_versions,
        once=once.on(page, context["base_url"]),
    )
    if draft.site:
        context.update(_=draft.site.words)
    return context


def explained(page: MkDocsPage, draft: Draft, site: Site) -> str:
    """What stands on a page, with each term explained where it stands; the glossary itself does so anyway."""
    html, uri = page.content or "", page.file.src_uri.removeprefix(draft.at)
    if not site.report.glossary or uri == GLOSSARY_PAGE:
        return html
    href = get_relative_url(f"{draft.at}{GLOSSARY_PAGE.removesuffix('.md')}/", page.url)
    is_theirs = any(known.path == GLOSSARY_PAGE for known in site.report.pages)
    return explain(html, site.report.glossary, site.words, href, has_anchors=not is_theirs)


def finish(output: str, config: MkDocsConfig, page: MkDocsPage, draft: Draft) -> str:
    """A page with what is put in last, and with what is not quite right upstream put right."""
    output = illustrate(announce_feed(settled_html(mend(output)), config, page, draft), page)
    return draw_fences(output, page.file.src_uri, draft.site.words) if draft.site else output


def announce_feed(output: str, config: MkDocsConfig, page: MkDocsPage, draft: Draft) -> str:
    """A page with the feed's address in its head, also where the author's own main.html has no room for it."""
    if draft.site is None or "application/rss+xml" in output:
        return output
    href = escape(get_relative_url("feed.xml", page.url))
    title = escape(config.site_name)
    return output.replace(
        "</head>", f'<link rel="alternate" type="application/rss+xml" title="{title}" href="{href}"></head>', 1
    )


def illustrate(output: str, page: MkDocsPage) -> str:
    """Put the drawings, or what stands in for them, where their placeholders are."""
    if not isinstance(page, StatusPage) or not page.ours.charts:
        return output
    charts = page.ours.charts
    return _CHART.sub(lambda found: draw(charts[found[1]]) if found[1] in charts else "", output)

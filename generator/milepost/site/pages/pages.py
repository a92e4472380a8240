"""Our pages inside MkDocs: furniture, the author's words, furniture; and what is put into each page late."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import get_relative_url

from milepost.model.places import folder_of
from milepost.model.registers import REGISTERS
from milepost.model.texts.invisible import settled_html
from milepost.render.page import Page
from milepost.render.prose.edit_marks import with_marks
from milepost.render.prose.links import resolve_item_links
from milepost.site.draft import Draft
from milepost.site.finishing.mends import mend, mend_words
from milepost.site.pages.admission import admitted
from milepost.site.pages.author_page import AuthorPage, AuthorRenderer
from milepost.site.pages.fences import draw_fences
from milepost.site.pages.renderings import Renderings

# What these list is told, and found, on pages of its own.
_LISTS = frozenset({"index.md", *(register.page for register in REGISTERS if folder_of(register.page))})
PLACE = "mp-page"
_ID = re.compile(r'id="([^"]+)"')
_UNSAFE = re.compile('[<>"]')
# How an edit leads back to its place, which is not always found.
_BACK = re.compile(r' <a class="mp-place" href="#mp-mark-(\d+)">[^<]*</a>')
_TITLE_ABOVE = re.compile(r"<(h[1-6]|p)(?: [^>]*)?>(.*?)</\1>\s*", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


class StatusPage(AuthorPage):
    """A page of ours inside MkDocs: furniture, the author's Markdown, furniture."""

    renderings: Renderings | None = None
    """What earlier builds made of the Markdown, where that may be taken over."""

    def __init__(self, page: Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(page.title, file, config)
        self.ours = page
        self.author_html = ""
        # What stands within its frame, with all in it that is put in last, where any frame may stand around it; and the
        # same where one does, so that nothing is left to do.
        self.words: str | None = None
        self.finished: str | None = None

    def read_source(self, config: MkDocsConfig) -> None:
        """Take the text and the metadata from our page; there is no file to read."""
        self.markdown = self.ours.markdown
        # Material 9.8 prints these two as they are (tests/test_upstream.py), so they are made harmless here.
        title, description = str(escape(self.ours.title)), str(escape(self.ours.description))
        self.meta = {"title": title, "description": description, "hide": ["navigation", "toc"], "milepost": True}
        self.meta["milepost_state"] = self.ours.is_state
        if not self.ours.is_found:
            self.meta["search"] = {"exclude": True}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Render the author's Markdown, if there is any, between the furniture."""
        self.content, self.present_anchor_ids = "", set()
        if self.markdown:
            if self.renderings:
                self.renderings.render(self, config, files)
            else:
                super().render(config, files)
            self.content = _below(self.ours.title, self.content or "")
        # One entry and nothing in it: no list to show, and a place for the link past the header to lead to.
        self.toc = TableOfContents([AnchorLink(self.ours.title, PLACE, 1)])
        furniture = self.ours.before + self.ours.after
        self.present_anchor_ids = (self.present_anchor_ids or set()) | set(_ID.findall(furniture))
        # The search index reads what stands here until `furnish`: the author's words alone, or what is told only here.
        self.author_html = self.content
        is_found_here = not self.markdown and self.ours.uri not in _LISTS
        self.content = furniture if is_found_here else f"<h1>{escape(self.ours.title)}</h1>{self.content}"

    def furnish(self) -> None:
        """Put the furniture around the author's words, once they are in the search index."""
        before, words = self.ours.before, self.author_html
        if self.ours.marks:
            words, placed = with_marks(words, self.ours.marks)
            before = _BACK.sub(lambda back: back[0] if back[1] in placed else "", before)
        self.content = f'<div id="{PLACE}">{before}{words}{self.ours.after}</div>'

    def let_go(self) -> None:
        """Forget the words, once they are written: those of all pages would be held to the end of the build."""
        self.content = self.markdown = self.words = self.finished = None
        self.author_html = ""


def give_to_pages(renderings: Renderings, files: Files) -> None:
    """Have our pages take over what earlier builds made of the same Markdown."""
    for file in files.documentation_pages():
        if isinstance(file.page, StatusPage):
            file.page.renderings = renderings


def _below(title: str, html: str) -> str:
    """The author's words below a title of ours, which is said once, and is the one heading of the first level."""
    first = _TITLE_ABOVE.match(html)
    said = unescape(_TAG.sub("", first[2])) if first else ""
    if first and said.rstrip(" .。").split() == title.rstrip(" .。").split():
        html = html[first.end() :]
    return html.replace("<h1", "<h2").replace("</h1>", "</h2>") if "<h1" in html else html


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


def receive(html: str, page: MkDocsPage, renderer: AuthorRenderer | None) -> str:
    """The author's words as HTML, without what may not come in."""
    if not isinstance(page, StatusPage):
        name_in_words(page)
    return html if renderer is None or isinstance(page, AuthorPage) else renderer.receive(html, page)


def finish(output: str, config: MkDocsConfig, page: MkDocsPage, draft: Draft) -> str:
    """A page with what is put in last, and with what is not quite right upstream put right."""
    return _drawn(announce_feed(settled_html(mend(output)), config, page, draft), page, draft)


def finish_words(page: MkDocsPage, draft: Draft) -> str:
    """The same for what stands within a page's frame (see frames.py)."""
    return _drawn(settled_html(mend_words(page.content or "")), page, draft)


def _drawn(output: str, page: MkDocsPage, draft: Draft) -> str:
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

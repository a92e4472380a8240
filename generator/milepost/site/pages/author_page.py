"""The author's Markdown inside MkDocs: read by GitHub's parser, its links found and judged by MkDocs."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from html import unescape
from typing import Any
from urllib.parse import unquote, urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page, _RelativePathTreeprocessor
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import get_relative_url

from milepost.errors import Problem
from milepost.frozen import dataclass
from milepost.render.prose import Author, Heading
from milepost.render.prose.addresses import Find
from milepost.render.prose.links import titles_of
from milepost.render.words.words import Words
from milepost.site.draft import Draft
from milepost.site.finishing.headings import in_our_words

_ANCHOR = re.compile(r'<[a-z][^>]*? (?:id|name)="([^"]+)"')
_LEADS_NOWHERE = re.compile(r"'(.+)' leads to a (?:file|place) that is not")
_PATH = re.compile(r"[^?#]*")
# Pages whose usual sections have names of the site's own.
_OF_RECORD = ("updates/", "meetings/", "closing")
_OUR_OWN = (None, "milepost")
# What MkDocs' parser knows without being told.
_STOCK = frozenset({"toc", "tables", "fenced_code"})


@dataclass(frozen=True, slots=True)
class AuthorRenderer:
    """What turns the author's Markdown into HTML: `at` is the folder of the site, `is_github` whose Markdown it is.

    `told` are the links, by file, of which has been said with line and column that they lead nowhere. `sources` are the
    files there are, by where they lie, each with where it stands on the site; `addresses` all of the latter.
    """

    author: Author
    at: str
    is_github: bool
    told: frozenset[tuple[str, str]] = frozenset()
    sources: Mapping[str, str] = field(default_factory=dict)
    addresses: frozenset[str] = frozenset()

    def uri(self, page: Page) -> str:
        """Where the source of a page lies in the content."""
        return page.file.src_uri.removeprefix(self.at)

    def render(self, page: AuthorPage, config: MkDocsConfig, files: Files) -> None:
        """Do what MkDocs does when it renders a page, with another parser."""
        # Its finder of files is private (MkDocs 1.6.1; tests/test_upstream.py), and another one would tell other links
        # wrong.
        links = _RelativePathTreeprocessor(page.file, files, config)
        name = page.file.src_uri.rpartition("/")[2]

        def find(address: str) -> str:
            return address if (name, unquote(address)) in self.told else links.path_to_url(address)

        written = self.author.page(page.markdown or "", self.uri(page), find)
        if self.uri(page).startswith(_OF_RECORD):
            written = in_our_words(written, self.author.words)
        page.content = written.html
        page.toc = contents(written.headings)
        page.present_anchor_ids = {unescape(name) for name in _ANCHOR.findall(written.html)}
        page.links_to_anchors = links.links_to_anchors
        if written.html.startswith("<h1"):
            page.name_by(written.headings[0].words)

    def receive(self, html: str, page: Page) -> str:
        """HTML of MkDocs' own parser as it may be shown."""
        return self.author.received(html, self.uri(page), self._finder(page))

    def _finder(self, page: Page) -> Find:
        """What finds addresses in HTML, too, which MkDocs leaves as they are: counted from the page, or from the file.

        MkDocs has found those in Markdown, which lead from the page; so do those of who knows what MkDocs leaves alone.
        """
        folder = posixpath.dirname(page.file.src_uri)

        def find(written: str) -> str:
            path = _PATH.match(written)[0]  # type: ignore[index]  # matches anything
            if not path or unquote(urljoin(f"/{page.url}", path)) in self.addresses:
                return written
            address = self.sources.get(posixpath.normpath(posixpath.join(folder, unquote(path))))
            return written if address is None else get_relative_url(address, page.url) + written[len(path) :]

        return find


class AuthorPage(Page):
    """A page whose Markdown is read as on GitHub."""

    renderer: AuthorRenderer | None = None

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Render the Markdown of the page."""
        assert self.renderer is not None, "on_nav runs first"
        self.renderer.render(self, config, files)

    def name_by(self, title: str) -> None:
        """Take the first heading for a title, where neither navigation nor front matter has one."""
        self._title_from_render = title


def renderer_for(draft: Draft, config: MkDocsConfig, wish: str | None) -> AuthorRenderer | None:
    """The renderer for a draft; None where there is no site yet."""
    if draft.site is None:
        return None
    report = draft.site.report
    author = Author(titles_of(report), Words.of(report.charter.language))
    return AuthorRenderer(author, draft.at, is_github(config, wish), _told(draft.problems))


def is_github(config: MkDocsConfig, wish: str | None) -> bool:
    """Whether pages of one's own are in Markdown as on GitHub: so it is unless the author has set up MkDocs' own."""
    has_own = bool(set(config.markdown_extensions) - _STOCK or config.mdx_configs)
    return wish == "github" if wish else not has_own


def _told(problems: Iterable[Problem]) -> frozenset[tuple[str, str]]:
    """The links that have been told to lead nowhere: the name of the file, and the link as it is written."""
    return frozenset(
        (problem.location.path.rpartition("/")[2], unquote(found[1]))
        for problem in problems
        if (found := _LEADS_NOWHERE.match(problem.message))
    )


def give_to_pages(renderer: AuthorRenderer | None, files: Files, config: MkDocsConfig) -> AuthorRenderer | None:
    """Give every page of ours its renderer, and every page of the author's, where it is GitHub's Markdown."""
    if renderer is None:
        return None
    urls = {file.src_uri: file.url for file in files}
    renderer = replace(renderer, sources=urls, addresses=frozenset(f"/{unquote(url)}" for url in urls.values()))
    for file in files.documentation_pages():
        page: Any = file.page
        is_theirs = file.src_dir == config.docs_dir or file.generated_by in _OUR_OWN
        if type(page) is Page and renderer.is_github and is_theirs:
            # MkDocs has given it its name in the navigation, which a page made ahead of it would not have.
            page.__class__ = AuthorPage
        if isinstance(page, AuthorPage):
            page.renderer = renderer
    return renderer


def contents(headings: Iterable[Heading]) -> TableOfContents:
    """The table of contents of a page's headings."""
    top: list[AnchorLink] = []
    above: list[AnchorLink] = []
    for heading in headings:
        link = AnchorLink(heading.words, heading.id, heading.level)
        while above and above[-1].level >= heading.level:
            above.pop()
        (above[-1].children if above else top).append(link)
        above.append(link)
    if top:
        top[0].active = True  # type: ignore[attr-defined]  # as MkDocs' own get_toc does
    return TableOfContents(top)

"""MkDocs as the host of the site: how its configuration, files, navigation and pages are made to carry ours."""

from __future__ import annotations

import logging
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.theme import Theme
from mkdocs.utils import get_relative_url

from milepost.errors import Problem, Severity
from milepost.pipeline import Site
from milepost.render.page import Asset, Page
from milepost.render.pages import compiled_templates, problem_page, resolve_item_links
from milepost.render.text import theme_folder
from milepost.site.diagrams import draw
from milepost.site.project import Draft

STYLESHEETS = ("assets/milepost.css", "assets/charts.css")
_DATA = re.compile(r"\.ya?ml$|^(updates|lessons|meetings)/.*\.md$")
_UNUSED = re.compile(r"\.map$|\.po$|/lunr/")
_TITLE = "\N{INFORMATION SEPARATOR ONE}title\N{INFORMATION SEPARATOR ONE}"
# What these list is told, and found, on pages of its own.
_LISTS = frozenset({"index.md", "updates/index.md", "lessons/index.md"})
_ID = re.compile(r'\bid="([^"]+)"')
_CHART = re.compile(r"<!--chart:([\w-]+)-->")
_TOGGLES = (("light", "default", "weather-night"), ("dark", "slate", "weather-sunny"))


class StatusPage(MkDocsPage):
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

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Render the author's Markdown, if there is any, between the furniture."""
        self.content, self.present_anchor_ids, self.toc = "", set(), cast(Any, [])
        if self.markdown:
            super().render(config, files)
            self.toc = cast(Any, [])
        furniture = self.ours.before + self.ours.after
        self.present_anchor_ids = (self.present_anchor_ids or set()) | set(_ID.findall(furniture))
        # The search index reads what stands here until `furnish`: the author's words alone, or what is told only here.
        self.author_html = self.content
        is_found_here = not self.markdown and self.ours.uri not in _LISTS
        self.content = furniture if is_found_here else f"<h1>{escape(self.ours.title)}</h1>{self.content}"

    def furnish(self) -> None:
        """Put the furniture around the author's words, once they are in the search index."""
        self.content = f"{self.ours.before}{self.author_html}{self.ours.after}"


def tell(problems: Iterable[Problem], log: logging.Logger) -> None:
    """Log what is wrong; an old revision that cannot be read any more is no warning, for nobody can mend it."""
    for problem in problems:
        mendable = problem.severity is not Severity.ADVICE and not problem.location.revision
        log.log(logging.WARNING if mendable else logging.INFO, "%s", problem)


def dress(config: MkDocsConfig, draft: Draft) -> MkDocsConfig:
    """Give MkDocs our theme parts and, where the author has said nothing, our settings."""
    if not config.use_directory_urls:
        raise PluginError("mkdocs.yml: use_directory_urls is off (Milepost's addresses need it: leave it out)")
    config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(theme_folder()))
    config.extra_css = [*(sheet for sheet in STYLESHEETS if sheet not in config.extra_css), *config.extra_css]
    config.watch.append(config.docs_dir)
    stock = Theme(config.theme.name)
    for name, value in _theme_settings(draft.site).items():
        if config.theme.get(name) == stock.get(name):
            config.theme[name] = value
    if draft.site and config.extra.get("milepost", {}).get("named_by_charter"):
        config.site_name = draft.site.report.charter.name
    if draft.site:
        _refuse_internal(config, draft.site)
    if config.nav is None and draft.site:
        config.nav = [page.uri for page in draft.site.pages if page.nav] + _author_nav(draft.site)
    return config


def _refuse_internal(config: MkDocsConfig, site: Site) -> None:
    """A navigation of the author's own must not name a page that is internal: its very title would be published."""
    public = {page.path for page in site.report.pages} | {page.uri for page in site.pages}
    for uri in _leaves(config.nav):
        if uri.endswith(".md") and uri not in public and (Path(config.docs_dir) / uri).is_file():
            raise PluginError(f"mkdocs.yml: nav names {uri}, which is internal (take it out, or make the page public)")


def _leaves(nav: object) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, Mapping):
        for part in nav.values():
            yield from _leaves(part)
    elif isinstance(nav, list):
        for part in nav:
            yield from _leaves(part)


def _theme_settings(site: Site | None) -> dict[str, Any]:
    language = site.report.charter.language.value if site else "en"
    say = site.words if site else str
    names = {"light": say("Switch to dark mode"), "dark": say("Switch to light mode")}
    return {
        "language": language,
        "font": False,
        "features": ["navigation.tabs"],
        "palette": [
            {
                "media": f"(prefers-color-scheme: {name})",
                "scheme": scheme,
                "primary": "custom",
                "accent": "custom",
                "toggle": {"icon": f"material/{icon}", "name": names[name]},
            }
            for name, scheme, icon in _TOGGLES
        ],
    }


def _author_nav(site: Site) -> list[str]:
    """The author's own pages at the top of the content, at most five: a large navigation makes every page slow."""
    taken = {page.uri for page in site.pages}
    free = [page.path for page in site.report.pages if page.is_public and "/" not in page.path]
    return sorted(path for path in free if path not in taken)[:5]


def furnish(files: Files, config: MkDocsConfig, draft: Draft) -> Files:
    """Take out data, internal pages and what is not committed; put in our pages and files."""
    for file in list(files):
        is_theirs = _is_theirs(file, config)
        is_data = is_theirs and _DATA.search(file.src_uri)
        is_unknown = file.src_dir == config.docs_dir and draft.tracked is not None and file.src_uri not in draft.tracked
        if is_data or is_unknown or (not is_theirs and _UNUSED.search(file.src_uri)):
            files.remove(file)
    if draft.site is None:
        _replace(files, config, problem_page(draft.problems))
        return files
    _restore(files, config, draft)
    _withhold(files, config, draft.site)
    for page in draft.site.pages:
        if files.get_file_from_path(page.uri) is None:
            _replace(files, config, page)
    for asset in draft.site.assets:
        if files.get_file_from_path(asset.uri) is None:
            files.append(_asset(asset, config))
    return files


def _is_theirs(file: File, config: MkDocsConfig) -> bool:
    return file.src_dir == config.docs_dir or file.generated_by is not None


def _restore(files: Files, config: MkDocsConfig, draft: Draft) -> None:
    """Show what is committed in place of what only lies on disk."""
    for uri, data in draft.committed.items():
        file = files.get_file_from_path(uri)
        if file is not None:
            files.remove(file)
        if data is not None and not _DATA.search(uri):
            restored = File.generated(config, uri, content=data)
            restored.edit_uri = uri
            files.append(restored)


def _withhold(files: Files, config: MkDocsConfig, site: Site) -> None:
    """Publish only the author's pages that the report knows to be public."""
    public = {page.path for page in site.report.pages if page.is_public}
    for file in list(files.documentation_pages()):
        if file.src_uri not in public and _is_theirs(file, config):
            files.remove(file)
        elif config.nav is not None and file.src_uri not in config.nav:
            file.inclusion = InclusionLevel.NOT_IN_NAV


def _replace(files: Files, config: MkDocsConfig, page: Page) -> None:
    file = files.get_file_from_path(page.uri)
    if file is not None:
        files.remove(file)
    generated = File.generated(config, page.uri, content=page.markdown, inclusion=InclusionLevel.NOT_IN_NAV)
    generated.edit_uri = page.source
    generated.page = StatusPage(page, generated, config)
    files.append(generated)


def _asset(asset: Asset, config: MkDocsConfig) -> File:
    return File.generated(config, asset.uri, content=asset.content)


def hang(nav: Navigation, files: Files, draft: Draft) -> Navigation:
    """Set each page under its index, so that its tab is lit, and tell the story's day, not the machine's."""
    for file in files.documentation_pages():
        index = files.get_file_from_path(posixpath.join(posixpath.dirname(file.src_uri), "index.md"))
        if (
            file.page
            and index
            and index.page
            and index is not file
            and index.page in nav.pages
            and "/" in index.src_uri
        ):
            file.page.parent = cast(Any, index.page)
        if file.page and draft.site:
            file.page.update_date = draft.site.report.status_date.isoformat()
    return nav


def remember(env: Environment) -> Environment:
    """Keep compiled templates from one build to the next."""
    env.bytecode_cache = compiled_templates()
    return env


def resolve(markdown: str, page: MkDocsPage, draft: Draft) -> str:
    """The author's own page with its item links resolved; ours come resolved."""
    if isinstance(page, StatusPage) or draft.site is None:
        return markdown
    return resolve_item_links(markdown, draft.site.report, page.file.src_uri)


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
    shown = [problem for problem in draft.problems if problem.severity is Severity.ERROR]
    context.update(milepost=draft.site, milepost_problems=shown, once=once.on(page, context["base_url"]))
    if draft.site:
        context.update(_=draft.site.words)
    return context


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
    """Put the drawings where their placeholders are; without merman the source goes to Material's own renderer."""
    if not isinstance(page, StatusPage) or not page.ours.charts:
        return output
    charts = page.ours.charts
    return _CHART.sub(lambda found: draw(charts[found[1]]) if found[1] in charts else "", output)

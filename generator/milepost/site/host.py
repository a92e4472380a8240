"""MkDocs as the host of the site: how its configuration, files and navigation are made to carry ours."""

from __future__ import annotations

import logging
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.theme import Theme

from milepost.errors import Problem, Severity
from milepost.model.places import ABOUT_PAGE
from milepost.pipeline import Site
from milepost.render.page import Page
from milepost.render.pages.about import author_pages
from milepost.render.pages.problems import problem_page
from milepost.render.words.catalogue import theme_folder
from milepost.site.draft import Draft, OldVersion
from milepost.site.extensions.includes import Room, confine, includes, readers
from milepost.site.finishing.policy import Policy, origins
from milepost.site.pages.pages import StatusPage, admit, name_in_words
from milepost.site.stylesheet import FOLDER, STYLESHEET, short_script, stylesheet
from milepost.site.theme_files import spare_environments
from milepost.site.theme_styles import LIGHT, SHEETS, light

_UNUSED = re.compile(r"\.map$|\.po$")
_STEMS = "/lunr/"
_MOST_TABS = 5  # of the author's own: a large navigation makes every page slow
_TOGGLES = (("light", "default", "weather-night"), ("dark", "slate", "weather-sunny"))


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
    spare_environments(config.theme)
    config.extra_css = [*(sheet for sheet in (STYLESHEET,) if sheet not in config.extra_css), *config.extra_css]
    config.watch.append(config.docs_dir)
    stock = Theme(config.theme.name)
    for name, value in _theme_settings(draft.site).items():
        if config.theme.get(name) == stock.get(name):
            config.theme[name] = value
    if draft.site and config.extra.get("milepost", {}).get("named_by_charter"):
        config.site_name = draft.site.report.charter.name
    config.site_name = escape(config.site_name)  # Material 9.8 prints it as it is (tests/test_upstream.py).
    if draft.site:
        if draft.old_version:
            config.nav = _without(config.nav, _unnamed(draft.site))
        else:
            _refuse_internal(config, draft.site)
        if config.nav is None:
            ours = [page.uri for page in draft.site.pages if page.nav]
            last = [uri for uri in ours if uri == ABOUT_PAGE]
            # Pages of the author's own are told of on ours about the project, where there is one.
            theirs = [] if last else [page.path for page in author_pages(draft.site.report)][:_MOST_TABS]
            config.nav = [uri for uri in ours if uri not in last] + theirs + last
    if draft.old_version:
        config.nav = _moved(config.nav, draft.at)
        config.extra["homepage"] = draft.at
        config.theme.static_templates = set()
    return config


def confine_includes(config: MkDocsConfig, draft: Draft, room: Room, log: logging.Logger) -> None:
    """Let no Markdown extension bring in what the gate does not let through."""
    for name in readers(config.markdown_extensions):
        log.warning("mkdocs.yml: markdown_extensions: %s reads any file, so it is left out (take it out)", name)
        config.markdown_extensions.remove(name)
    if includes(config.markdown_extensions):
        folder = posixpath.basename(config.docs_dir)
        files = {f"{folder}/{uri.removeprefix(draft.at)}": data for uri, data in _shown(config, draft).items()}
        confine(config.markdown_extensions, config.mdx_configs, room.filled(files))


def _shown(config: MkDocsConfig, draft: Draft) -> Mapping[str, bytes]:
    if draft.content is not None or draft.site is None:
        return draft.content or {}
    paths = ((path, Path(config.docs_dir, path)) for path in sorted(draft.site.gate.pages | draft.site.gate.files))
    return {path: file.read_bytes() for path, file in paths if file.is_file() and not file.is_symlink()}


def policy_of(config: MkDocsConfig, draft: Draft, *, indexed: bool) -> Policy:
    """What pages may load: the site's own, and what the configuration itself names elsewhere."""
    scripts = (str(getattr(script, "path", script)) for script in config.extra_javascript)
    return Policy(origins(scripts), origins(config.extra_css), indexed and not draft.old_version)


def _moved(nav: Any, at: str) -> Any:
    """A navigation whose pages have moved into a folder."""
    if isinstance(nav, list):
        return [_moved(part, at) for part in nav]
    if isinstance(nav, Mapping):
        return {title: _moved(part, at) for title, part in nav.items()}
    return at + nav if isinstance(nav, str) and nav.endswith(".md") else nav


def _refuse_internal(config: MkDocsConfig, site: Site) -> None:
    """A navigation of the author's own must not name a page that is internal: its very title would be published."""
    for uri in _leaves(config.nav):
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
        "favicon": "assets/milepost.svg",
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


def furnish(files: Files, config: MkDocsConfig, draft: Draft) -> Files:
    """Take out whatever the gate does not let through; put in what it does, and our pages and files."""
    for file in list(files):
        if not _is_wanted(file, config, draft):
            files.remove(file)
    for file in [file for file in files if file.src_dir == str(theme_folder()) and file.src_uri.endswith(".js")]:
        files.remove(file)
        files.append(File.generated(config, file.src_uri, content=short_script(file.content_string)))
    if files.get_file_from_path(STYLESHEET) is None:
        files.append(File.generated(config, STYLESHEET, content=stylesheet()))
    if draft.site is None:
        _replace(files, config, problem_page(draft.problems))
        return files
    _bring(files, config, draft)
    if draft.old_version:
        _leave_elsewhere(files, config, draft.old_version)
    for page in draft.site.pages:
        uri = draft.at + page.uri
        if files.get_file_from_path(uri) is None:
            is_found = page.is_found and draft.old_version is None
            _replace(files, config, replace(page, uri=uri, is_found=is_found))
    for asset in draft.site.assets:
        uri = draft.at + asset.uri
        if files.get_file_from_path(uri) is None:
            files.append(File.generated(config, uri, content=asset.content))
    return files


def bring_light(files: Files, config: MkDocsConfig) -> bool:
    """Put Material's light sheet in, and say whether pages may ask for it: styles of an author's may need the whole."""
    sheets = sorted((file.src_uri, str(file.abs_src_path)) for file in files if SHEETS.fullmatch(file.src_uri))
    own = [*config.extra_javascript, *(sheet for sheet in config.extra_css if str(sheet) != STYLESHEET)]
    if own or len(sheets) != 2 or files.get_file_from_path(LIGHT):
        return False
    files.append(File.generated(config, LIGHT, content=light(*(Path(path) for _, path in sheets))))
    return True


def _is_wanted(file: File, config: MkDocsConfig, draft: Draft) -> bool:
    """Whether what MkDocs found, or a plugin made, stays; of the disk only a preview shows anything."""
    if file.generated_by is not None:
        return not file.is_documentation_page() or draft.lets_through(file.src_uri)
    if file.src_dir == config.docs_dir:
        return draft.content is None and draft.lets_through(file.src_uri)
    is_part = file.src_dir == str(theme_folder()) and file.src_uri.startswith(f"{FOLDER}/")
    return not is_part and not _is_unused(file.src_uri, config)


def _is_unused(uri: str, config: MkDocsConfig) -> bool:
    """Whether no page asks for a file of the theme; the search needs word stems in all languages but English."""
    search = config.plugins.get("material/search")
    languages = set(search.config.get("lang") or ()) if search else set()
    return bool(_UNUSED.search(uri)) or (_STEMS in uri and languages <= {"en"})


def _leave_elsewhere(files: Files, config: MkDocsConfig, version: OldVersion) -> None:
    """What stands in an earlier version is known here, so that links find it, and built there."""
    for path in sorted(version.elsewhere):
        uri = version.folder + path
        file = files.get_file_from_path(uri) or File.generated(config, uri, content="")
        file.inclusion = InclusionLevel.EXCLUDED
        if files.get_file_from_path(uri) is None:
            files.append(file)


def _bring(files: Files, config: MkDocsConfig, draft: Draft) -> None:
    """Put in what git has of the author's own pages and files, as far as the configuration wants them."""
    for uri, data in (draft.content or {}).items():
        path = uri.removeprefix(draft.at)
        if draft.lets_through(uri) and not _is_excluded(path, config) and files.get_file_from_path(uri) is None:
            brought = File.generated(config, uri, content=data)
            brought.edit_uri = path
            files.append(brought)
    for file in files.documentation_pages():
        if config.nav is not None and file.src_uri not in config.nav:
            file.inclusion = InclusionLevel.NOT_IN_NAV


def _is_excluded(path: str, config: MkDocsConfig) -> bool:
    """Whether a file is to stay at home; of an old version, MkDocs would ask where it lies now."""
    patterns = (config.exclude_docs, config.draft_docs)
    is_hidden = path.startswith("templates/") or any(part.startswith(".") for part in path.split("/"))
    return is_hidden or any(spec.match_file(path) for spec in patterns if spec is not None)


def _replace(files: Files, config: MkDocsConfig, page: Page) -> None:
    file = files.get_file_from_path(page.uri)
    if file is not None:
        files.remove(file)
    generated = File.generated(config, page.uri, content=page.markdown, inclusion=InclusionLevel.NOT_IN_NAV)
    generated.edit_uri = page.source
    generated.page = StatusPage(page, generated, config)
    files.append(generated)


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


def _above(file: File, nav: Navigation, files: Files, at: str) -> MkDocsPage | None:
    """The page whose tab is lit for one that has none: the index of its folder, or the page that it is told under."""
    ours = file.page.ours if isinstance(file.page, StatusPage) else None
    beside = posixpath.join(posixpath.dirname(file.src_uri), "index.md")
    wanted = ([beside] if beside != f"{at}index.md" else []) + ([at + ours.under] if ours and ours.under else [])
    found = (files.get_file_from_path(uri) for uri in wanted)
    return next((up.page for up in found if up and up is not file and up.page in nav.pages and up.page), None)

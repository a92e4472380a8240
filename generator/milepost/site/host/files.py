"""What MkDocs is given: the files that the gate lets through, and our pages, styles and scripts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from logging import Logger
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from milepost.render.page import Page
from milepost.render.pages.problems import problem_page
from milepost.render.words.catalogue import theme_folder
from milepost.site.draft import Draft, OldVersion
from milepost.site.extensions.includes import Room, confine, includes, readers
from milepost.site.pages.pages import StatusPage
from milepost.site.stylesheet import FOLDER, STYLESHEET, short_script, stylesheet
from milepost.site.theme_styles import LIGHT, SHEETS, light

_UNUSED = re.compile(r"\.map$|\.po$")
_STEMS = "/lunr/"


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
            if draft.at or draft.old_version:
                page = replace(page, uri=uri, is_found=page.is_found and draft.old_version is None)
            _replace(files, config, page)
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


def confine_includes(config: MkDocsConfig, draft: Draft, room: Room, log: Logger) -> None:
    """Let no Markdown extension bring in what the gate does not let through."""
    for name in readers(config.markdown_extensions):
        log.warning("mkdocs.yml: markdown_extensions: %s reads any file, so it is left out (take it out)", name)
        config.markdown_extensions.remove(name)
    if includes(config.markdown_extensions):
        folder = Path(config.docs_dir).name
        files = {f"{folder}/{uri.removeprefix(draft.at)}": data for uri, data in _shown(config, draft).items()}
        confine(config.markdown_extensions, config.mdx_configs, room.filled(files))


def _shown(config: MkDocsConfig, draft: Draft) -> Mapping[str, bytes]:
    if draft.content is not None or draft.site is None:
        return draft.content or {}
    paths = ((path, Path(config.docs_dir, path)) for path in sorted(draft.site.gate.pages | draft.site.gate.files))
    return {path: file.read_bytes() for path, file in paths if file.is_file() and not file.is_symlink()}


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

"""`mkdocs.yml`: where it lies, what it says of the project, and ours where there is none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from milepost.errors import SiteError
from milepost.project.opening import Project, open_project
from milepost.site.extensions.lacking import LackingError, lacking_in, without
from milepost.site.finishing.search import wait_for_chinese
from milepost.site.host.mistakes import told_with_lines
from milepost.site.host.stopping import run
from milepost.site.layout import Layout
from milepost.site.pages.author_page import is_github
from milepost.site.plugin import MilepostPlugin

_OWN = Path(__file__).with_name("default.yml")


def configured_project(config_file: Path | None, *, has_begun: bool = True) -> Project:
    """The project that a configuration names; unless it `has_begun`, one without a commit will do."""
    config = load_project_config(config_file)
    options = plugin_of(config).config
    project = open_project(config.docs_dir, config.config_file_path, options.status_date, has_begun=has_begun)
    left_out, is_own = config.exclude_docs, config.config_file_path == str(_OWN)
    return replace(
        project,
        is_github=is_github(config, options.markdown),
        is_left_out=None if is_own else left_out.match_file if left_out else lambda path: False,
    )


def configured_content(config_file: Path | None) -> Path:
    """The content folder that a configuration names."""
    return Path(load_project_config(config_file).docs_dir)


def load_project_config(config_file: Path | None, **settings: Any) -> MkDocsConfig:
    """Load `mkdocs.yml`, or where there is none our own, with our plugin in it."""
    source, own = settings_of(config_file)
    wait_for_chinese()
    with told_with_lines(Path(source)):
        config: MkDocsConfig = run(lambda: load_config(source, **own, **settings))
    plugin_of(config)
    return config


def checkout_config(folder: Path, layout: Layout, docs: Path) -> MkDocsConfig:
    """The configuration of a revision laid out in a folder; one that has none of its own gets ours."""
    source = folder / layout.configuration if layout.configuration else _OWN
    places = {"docs_dir": str(docs), "site_dir": str(folder / "site")}
    address = {"site_url": layout.address} if layout.address and not layout.configuration else {}
    changed = without(source, layout.without) if layout.without else {}
    wait_for_chinese()
    try:
        config: MkDocsConfig = run(lambda: load_config(str(source), **places, **address, **changed))
    except SiteError as error:
        raise LackingError(str(error), lacking_in(source) if layout.configuration else ()) from error
    plugin_of(config)
    return config


def plugin_of(config: MkDocsConfig) -> MilepostPlugin:
    """Our plugin as a configuration has it."""
    plugin = config.plugins.get("milepost")
    if not isinstance(plugin, MilepostPlugin):
        raise SiteError(f"{config.config_file_path}: the milepost plugin is not in use (add `- milepost` to plugins)")
    return plugin


def settings_of(config_file: Path | None) -> tuple[str, dict[str, Any]]:
    """The configuration file of a project, and what it does not say itself: ours knows no folders."""
    home = _home() if config_file is None else Path()
    if config_file is not None or (home / "mkdocs.yml").exists():
        return str(config_file or home / "mkdocs.yml"), {}
    content = (home / "content").resolve()
    if not content.is_dir():
        raise SiteError(f"neither mkdocs.yml nor content/ is in {Path.cwd()} (go to the project, or name it with -f)")
    return str(_OWN), {
        "docs_dir": str(content),
        "site_dir": str(content.parent / "site"),
    }


def _home() -> Path:
    """The folder of the project that the working directory lies in: here, or above, but not beyond the repository."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "mkdocs.yml").exists() or (folder / "content/project.yml").is_file():
            return Path() if folder == here else folder
        if (folder / ".git").exists():
            break
    return Path()

"""Settings: what commands that only read must know of `mkdocs.yml`, without MkDocs and all that comes with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from milepost.frozen import dataclass
from milepost.model.texts.days import day_from
from milepost.source.yaml.located_yaml import parse_yaml

# Tags, of which only MkDocs can make something.
_BEYOND = re.compile(r"[:,\[{-] *!{1,2}[A-Za-z]")
# With any other key, theme, plugin or option it is for MkDocs to say whether it can build with them.
_PLAIN = {"site_name", "site_url", "site_dir", "docs_dir", "exclude_docs", "theme", "plugins", "repo_url", "copyright"}
_OUR_OPTIONS = {"status_date", "indexed"}


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the content of a project is, the file that says so (None: there is none), and the day that it fixes.

    `exclude_docs` are the patterns of what MkDocs leaves out.
    """

    content: Path
    configuration: Path | None = None
    status_date: date | None = None
    exclude_docs: str = ""


def plain_settings(config_file: Path | None, start: Path) -> Settings | None:
    """The settings of the project that a folder lies in; None where they are for MkDocs to read, or to refuse."""
    file = config_file or next((found for found in _above(start) if found.name == "mkdocs.yml"), None)
    if file is None:
        charter = next(_above(start), None)
        return Settings(charter.parent) if charter else None
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
    document = parse_yaml(text, "")
    if document.problems or _BEYOND.search(text) or not isinstance(document.value, dict):
        return None
    said: dict[str, Any] = document.value
    options = _options(said.get("plugins"))
    texts = (value for key, value in said.items() if key not in {"theme", "plugins"})
    is_plain = said.keys() <= _PLAIN and said.get("site_name") and all(isinstance(text, str) for text in texts)
    if options is None or not is_plain or not _is_stock(said.get("theme")):
        return None
    docs = said.get("docs_dir", "docs")
    try:
        day = day_from(str(options["status_date"])) if options.get("status_date") else None
    except ValueError:
        return None
    content = (file.resolve().parent / docs).resolve()
    return Settings(content, file.resolve(), day, said.get("exclude_docs", "")) if content.is_dir() else None


def _above(start: Path) -> Iterator[Path]:
    """The settings and charters from a folder up to the root of its repository, nearest first."""
    for folder in (start, *start.parents):
        for name in ("mkdocs.yml", "content/project.yml"):
            if (folder / name).is_file():
                yield folder / name
        if (folder / ".git").exists():
            return


def _is_stock(theme: Any) -> bool:
    """Whether a theme is Material as it comes, in one of the languages that we speak."""
    if not isinstance(theme, dict):
        return bool(theme == "material")
    rest = {key: value for key, value in theme.items() if key != "name"}
    return theme.get("name") == "material" and rest in ({}, {"language": "en"}, {"language": "zh"})


def _options(plugins: Any) -> Mapping[str, Any] | None:
    """The options of our plugin; None where it is not in use, or beside others than the search, or with others."""
    if not isinstance(plugins, list) or not all(plugin == "search" or _is_ours(plugin) for plugin in plugins):
        return None
    ours = [plugin["milepost"] if isinstance(plugin, dict) else {} for plugin in plugins if plugin != "search"]
    return ours[0] if len(ours) == 1 else None


def _is_ours(plugin: Any) -> bool:
    if not isinstance(plugin, dict):
        return bool(plugin == "milepost")
    options = plugin.get("milepost")
    return plugin.keys() == {"milepost"} and isinstance(options, dict) and options.keys() <= _OUR_OPTIONS

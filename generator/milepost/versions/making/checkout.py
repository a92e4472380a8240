"""A checkout: the configuration and the author's files of one revision, laid out for MkDocs to build.

A version is told with the configuration that it came with, not with today's, or nobody could build it again.
"""

from __future__ import annotations

import logging
import posixpath
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from mkdocs.utils.yaml import yaml_load

from milepost.git.repository import Repository
from milepost.site.layout import Layout

_log = logging.getLogger("mkdocs.plugins.milepost")
# So many files may inherit from one another.
_DEPTH = 10


def layout_of(repository: Repository, sha: str, configuration: str | None, prefix: str) -> Layout:
    """The layout of a revision; `configuration` and `prefix` are today's, which may have had other names then."""
    configuration = repository.known_as(configuration, sha) if configuration else None
    prefix = repository.known_as(prefix, sha)
    if configuration is None:
        return Layout(None, prefix)
    settings, inherited = _settings(repository, sha, configuration)
    if settings is None:  # Whoever builds it hears why.
        return Layout(configuration, prefix, inherited)
    address = url if isinstance(url := settings.get("site_url"), str) else None
    if "milepost" not in _names(settings.get("plugins")):
        return Layout(None, prefix, address=address)
    folder = posixpath.dirname(configuration)
    theme = settings.get("theme")
    custom = theme.get("custom_dir") if isinstance(theme, Mapping) else None
    hooks = settings.get("hooks") or ()
    needed = [posixpath.normpath(posixpath.join(folder, str(path))) for path in (*hooks, *([custom] if custom else ()))]
    docs = posixpath.normpath(posixpath.join(folder, str(settings.get("docs_dir", "docs"))))
    return Layout(configuration, docs, (*inherited, *needed), _fixed_day(settings.get("plugins")), address)


def _settings(repository: Repository, sha: str, path: str) -> tuple[dict[str, Any] | None, tuple[str, ...]]:
    """The settings of a configuration with those it inherits (None: unreadable), and the files these stand in."""
    settings: dict[str, Any] = {}
    inherited: list[str] = []
    for _ in range(_DEPTH):
        data = repository.read_paths([(sha, path)])[sha, path]
        if data is None:
            break
        found = settings_in(data)
        if found is None:
            return None, tuple(inherited)
        settings = {**found, **settings}
        if "INHERIT" not in found:
            break
        path = posixpath.normpath(posixpath.join(posixpath.dirname(path), str(found["INHERIT"])))
        inherited.append(path)
    return settings, tuple(inherited)


def settings_in(data: bytes) -> dict[str, Any] | None:
    """What a configuration sets; None where nobody can read it, whatever the reader stumbles over."""
    try:
        found: object = yaml_load(data.decode())
    except Exception:
        _log.debug("an old configuration cannot be read", exc_info=True)
        return None
    return found if isinstance(found, dict) else None


def _names(plugins: Any) -> set[str]:
    return set(_options(plugins))


def _options(plugins: Any) -> Mapping[str, Any]:
    """The options of each plugin by its name, however the list of them is written."""
    if isinstance(plugins, Mapping):
        return plugins
    entries = plugins if isinstance(plugins, list) else []
    named = (entry if isinstance(entry, Mapping) else {entry: None} for entry in entries)
    return {name: options for entry in named for name, options in entry.items()}


def _fixed_day(plugins: Any) -> date | None:
    options = _options(plugins).get("milepost")
    day = options.get("status_date") if isinstance(options, Mapping) else None
    return day if isinstance(day, date) and not isinstance(day, datetime) else None


def write_checkout(repository: Repository, sha: str, layout: Layout, folder: Path) -> Path:
    """Write the configuration, and what it rests on, into an empty folder; where the content would be, which is empty.

    The author's files need no disk: see `project.authors_files`.
    """
    files: dict[str, str] = {}
    for path in (layout.configuration, *layout.needed):
        files |= _below(repository, sha, path) if path else {}
    docs = folder / layout.prefix
    docs.mkdir(parents=True, exist_ok=True)
    data = dict(repository.read_blobs(sorted(set(files.values()))))
    for path, blob in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data[blob])
    _lend_history(repository, sha, folder)
    return docs


def _lend_history(repository: Repository, sha: str, folder: Path) -> None:
    """Let plugins and hooks that ask git hear what this revision knew, whoever builds it, and whenever."""
    git = folder / ".git"
    for part in ("objects/info", "refs"):
        (git / part).mkdir(parents=True, exist_ok=True)
    (git / "HEAD").write_text(f"{sha}\n", "utf-8", newline="\n")
    (git / "objects/info/alternates").write_text(f"{repository.objects}\n", "utf-8", newline="\n")
    kind = "" if len(sha) == 40 else "[extensions]\n\tobjectformat = sha256\n"
    (git / "config").write_text(
        f"[core]\n\trepositoryformatversion = {1 if kind else 0}\n\tbare = false\n{kind}", "utf-8", newline="\n"
    )


def _below(repository: Repository, sha: str, path: str) -> dict[str, str]:
    """The blobs of a file, or of every file in a folder, by path."""
    return {path if name == path else f"{path}/{name}": blob
            for name, blob in repository.files_at(sha, path).items() if blob}  # fmt: skip

"""Lacking: what a configuration of the past asks for and nobody has here, and the configuration without it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from mkdocs.plugins import get_plugins
from mkdocs.utils import get_theme_names
from mkdocs.utils.yaml import yaml_load

from milepost.errors import SiteError

_THEME = "material"
_LISTS = ("plugins", "markdown_extensions", "hooks")


class LackingError(SiteError):
    """A configuration cannot be used, and what it asks for, each as `plugins: name`, is not here."""

    def __init__(self, message: str, lacking: tuple[str, ...]) -> None:
        super().__init__(message, lacking)  # Both, for it may come from another process.
        self.message = message
        self.lacking = lacking

    def __str__(self) -> str:
        return self.message


def named_in(source: Path) -> tuple[str, ...]:
    """What a configuration asks for, each as `plugins: name`; nothing where nobody can read it."""
    return tuple(dict.fromkeys(f"{key}: {name}" for key, name in _named(_settings(source))))


def lacking_in(source: Path) -> tuple[str, ...]:
    """What of that is not here."""
    settings = _settings(source)
    lacking = (pair for pair in _named(settings) if not _is_here(*pair, settings, source.parent))
    return tuple(dict.fromkeys(f"{key}: {name}" for key, name in lacking))


def without(source: Path, left_out: Collection[str]) -> dict[str, Any]:
    """The settings that take the place of those in a configuration, once this is left out of it."""
    settings = _settings(source)
    changed: dict[str, Any] = {}
    for key in _LISTS:
        entries = list(_entries(settings.get(key)))
        kept = [(name, options) for name, options in entries if f"{key}: {name}" not in left_out]
        if kept != entries:
            changed[key] = [name if options is None else {name: options} for name, options in kept]
    if f"theme: {_theme(settings)}" in left_out:
        theme = settings.get("theme")
        changed["theme"] = {**(theme if isinstance(theme, Mapping) else {}), "name": _THEME}
    return changed


def _settings(source: Path) -> dict[str, Any]:
    try:
        with source.open("rb") as file:
            settings: Any = yaml_load(file)
    except Exception:  # Whoever loads it hears why.
        return {}
    return settings if isinstance(settings, dict) else {}


def _named(settings: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield from ((key, name) for key in _LISTS for name, _ in _entries(settings.get(key)))
    if (theme := _theme(settings)) not in {"", _THEME}:  # Without that one there is no site.
        yield "theme", theme


def _entries(value: Any) -> Iterator[tuple[str, Any]]:
    """The names of a list with their options, however it is written."""
    for part in value if isinstance(value, list) else [value]:
        pairs = part.items() if isinstance(part, Mapping) else [(part, None)]
        yield from ((name, options) for name, options in pairs if isinstance(name, str))


def _theme(settings: Mapping[str, Any]) -> str:
    theme = settings.get("theme")
    name = theme.get("name") if isinstance(theme, Mapping) else theme
    return name if isinstance(name, str) else ""


def _is_here(key: str, name: str, settings: Mapping[str, Any], folder: Path) -> bool:
    if key == "plugins":
        return not {name.removeprefix("/"), f"{_theme(settings)}/{name}", f"{_THEME}/{name}"}.isdisjoint(get_plugins())
    if key == "theme":
        return name in get_theme_names()
    if key == "hooks":
        return (folder / name).is_file()
    return _is_extension(name)


def _is_extension(name: str) -> bool:
    if name in {entry.name for entry in entry_points(group="markdown.extensions")}:
        return True
    try:
        return find_spec(name.split(":")[0]) is not None
    except Exception:  # Looking for it runs what lies above it, which may do anything.
        return False

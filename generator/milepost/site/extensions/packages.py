"""Packages: what somebody else wrote and has a hand in a site: plugins, extensions and themes that are installed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import metadata

from mkdocs.config.defaults import MkDocsConfig

# These every site is made with, and every manifest names; ProperDocs stands there as what gives the modules of MkDocs.
_STOCK = {"milepost", "mkdocs", "properdocs", "material", "markdown", "pymdownx"}


def packages_of(config: MkDocsConfig) -> dict[str, str]:
    """The version of each package that a configuration brings along besides ours and MkDocs' own, by name."""
    modules = {type(plugin).__module__ for plugin in config.plugins.values()}
    modules |= _named("mkdocs.themes", [config.theme.name])
    modules |= _named("markdown.extensions", config.markdown_extensions)
    roots = {module.split(".")[0] for module in modules} - _STOCK
    if not roots:
        return {}
    names = {name for root in roots for name in _distributions().get(root, ())}
    return {name: metadata.version(name) for name in sorted(names)}


def _named(group: str, names: Iterable[object]) -> set[str]:
    """The modules of entry points; what is none is named by its module, as extensions may be, or is of a class."""
    entries = {entry.name: entry.module for entry in metadata.entry_points(group=group)}
    called = {name for name in names if isinstance(name, str)}
    others = {type(name).__module__ for name in names if not isinstance(name, str)}
    return {entries.get(name, name.split(":")[0]) for name in called if name} | others


@cache
def _distributions() -> Mapping[str, list[str]]:
    return metadata.packages_distributions()

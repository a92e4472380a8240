"""A project with two updates, and the tree of its versions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from built_once import built_once
from milepost.publication.build_versions import BuildTerms, BuiltVersions, build_with_versions
from places import NOW, update
from repository_builder import SMALL, RepositoryBuilder


def build(repository: RepositoryBuilder, target: Path | None = None, **options: Any) -> BuiltVersions:
    """Build every version of a repository where it says, or into a folder."""
    terms = BuildTerms(now=NOW, say=lambda level, said: None, progress=lambda done, all_: None)
    return build_with_versions(repository.path / "mkdocs.yml", target, replace(terms, **options))


def counts(built: BuiltVersions) -> tuple[int, int]:
    """How many versions there are, and how many of them were kept."""
    return built.versions, built.kept


def two_updates(builder: RepositoryBuilder) -> RepositoryBuilder:
    """Two updates and a page."""
    files = {**SMALL, ".gitignore": "site/\n", "content/about.md": "# About\n"}
    builder.commit({**files, "content/updates/2026-03-06.md": update("First")}, on="2026-03-06")
    return builder.commit({"content/updates/2026-03-13.md": update("Second")}, on="2026-03-13")


def their_site(factory: pytest.TempPathFactory) -> Path:
    """The tree of the versions of two updates, built once a run; copy it, do not change it."""

    def build_first(room: Path) -> None:
        build(two_updates(RepositoryBuilder(room / "project")), room / "site")

    return built_once(factory, "every-version", build_first) / "site"


def third(repository: RepositoryBuilder) -> RepositoryBuilder:
    """One more update."""
    return repository.commit({"content/updates/2026-03-20.md": update("Third")}, on="2026-03-20")

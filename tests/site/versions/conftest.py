"""The rich history with the tree of its versions, built once a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from built_once import built_once
from repository_builder import RepositoryBuilder
from version_trees import rich, tree_of


@pytest.fixture(scope="session")
def rich_room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where both lie."""

    def build(room: Path) -> None:
        tree_of(rich(RepositoryBuilder(room / "project")), room / "site")

    return built_once(tmp_path_factory, "rich-versions", build)


@pytest.fixture
def repository(rich_room: Path) -> RepositoryBuilder:
    """The rich history; read it, do not change it."""
    return RepositoryBuilder(rich_room / "project")


@pytest.fixture
def tree(rich_room: Path) -> Path:
    """The tree of the rich history; read it, do not change it."""
    return rich_room / "site"

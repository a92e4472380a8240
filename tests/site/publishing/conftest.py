"""Places to publish in, and the project that is published."""

from __future__ import annotations

from pathlib import Path

import pytest

from built_once import built_once
from places import (
    InFolder,
    OnBranch,
    Place,
    with_first,
)
from repository_builder import RepositoryBuilder


@pytest.fixture
def repository(builder: RepositoryBuilder) -> RepositoryBuilder:
    """An update, a page and a picture."""
    return with_first(builder)


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository with what it published first, on a branch and into a folder; `begin` copies it."""

    def publish_first(room: Path) -> None:
        for kind in (OnBranch, InFolder):
            place = room / kind.__name__
            kind(with_first(RepositoryBuilder(place / "project")), place).publish()

    return built_once(tmp_path_factory, "published-first", publish_first)


@pytest.fixture
def branch(repository: RepositoryBuilder, tmp_path: Path, first: Path) -> OnBranch:
    """A branch to publish on."""
    return OnBranch(repository, tmp_path, first)


@pytest.fixture
def folder(repository: RepositoryBuilder, tmp_path: Path, first: Path) -> InFolder:
    """A folder to publish into."""
    return InFolder(repository, tmp_path, first)


@pytest.fixture(params=[OnBranch, InFolder])
def place(repository: RepositoryBuilder, tmp_path: Path, first: Path, request: pytest.FixtureRequest) -> Place:
    """Either of them."""
    found: Place = request.param(repository, tmp_path, first)
    return found

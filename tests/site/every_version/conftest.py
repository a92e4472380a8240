"""A project with two updates, and the tree of its versions."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from repository_builder import RepositoryBuilder
from two_versions import their_site, two_updates


@pytest.fixture
def repository(builder: RepositoryBuilder) -> RepositoryBuilder:
    """Two updates and a page."""
    return two_updates(builder)


@pytest.fixture
def site(repository: RepositoryBuilder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree of its versions where the repository says, as if it had been built there."""
    return shutil.copytree(their_site(tmp_path_factory), repository.path / "site", symlinks=True)

"""What is published, to verify it: as it was, a copy to be changed, and the address of a host."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from built_once import built_once
from places import update
from published import Published, copied
from repository_builder import SMALL
from serving import served


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The room of what was published, built once a run, to be copied."""

    def publish(room: Path) -> None:
        found = Published(room)
        _tell(found)
        found.publish()

    return built_once(tmp_path_factory, "verified", publish)


@pytest.fixture
def published(original: Path, tmp_path: Path) -> Published:
    """A copy of it, to be changed."""
    return copied(original, tmp_path)


@pytest.fixture
def site(published: Published) -> Iterator[str]:
    """The address at which it is served."""
    with served(published.folder) as address:
        yield address.rstrip("/")


def _tell(published: Published) -> None:
    """An update with a page, a tag, another update, and a commit after it."""
    repository = published.repository
    files = {"content/about.md": "# About\n\n![a](a.svg)\n", "content/a.svg": "a"}
    repository.commit({**SMALL, **files, "content/updates/2026-03-06.md": update("First")}, on="2026-03-06")
    repository.commit({"README.md": "x"}, on="2026-03-10").git("tag", "status/go")
    repository.commit({"content/updates/2026-03-13.md": update("Second")}, on="2026-03-13")
    repository.commit({"content/new.md": "# New\n"}, on="2026-03-14")

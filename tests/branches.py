"""A branch to publish on, and what stands on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from milepost.git.repository import Repository
from milepost.git.writing.branch import Branch
from milepost.model.history import Revision
from repository_builder import RepositoryBuilder

SOURCE = Revision("a" * 40, datetime(2026, 3, 6, 12, tzinfo=UTC), "Project office")
WHO = "Project office <project-office@example.org>"


def branch(builder: RepositoryBuilder, name: str = "gh-pages") -> Branch:
    """A branch of the repository as it stands now."""
    return Repository.open(builder.path).branch(name, "origin")


def put(on: Branch, files: Mapping[str, bytes], gone: tuple[str, ...] = (), *, folder: Path) -> str:
    """Commit files whose bytes lie somewhere else, as a build leaves them."""
    folder.mkdir(exist_ok=True)
    places = {}
    for number, (path, data) in enumerate(sorted(files.items())):
        places[path] = folder / str(number)
        places[path].write_bytes(data)
    return on.commit(places, gone, "Publish 2026-03-06", SOURCE, "project-office@example.org")


def tree(builder: RepositoryBuilder, name: str = "gh-pages") -> list[str]:
    """Mode and path of every entry of a branch."""
    output = builder.git("-c", "core.quotePath=false", "ls-tree", "-r", name)
    return [f"{entry.split()[0]} {entry.split(chr(9))[1]}" for entry in output.splitlines()]


def refs(builder: RepositoryBuilder) -> str:
    """Where every ref stands."""
    return builder.git("for-each-ref")

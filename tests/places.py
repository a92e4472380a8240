"""Where somebody publishes: a branch or a folder, with what was published there first."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

import pytest

from fingerprint import fingerprint
from milepost.publication import publish
from milepost.publication.build_versions import BuildTerms, build_with_versions
from milepost.publication.into_folder import publish_folder
from milepost.publication.onto_branch import publish_branch
from milepost.publication.publish import Published, Terms
from milepost.site.configuration import configured_project
from milepost.versions.whole_site import WholeSite, build_whole_site
from repository_builder import SMALL, RepositoryBuilder

NOW = datetime(2026, 4, 1, tzinfo=UTC)


def unheard(done: int, of: int) -> None:
    """Hear nothing of the progress."""


def update(headline: str) -> str:
    """An update as it is written."""
    return f"---\nstatus: green\nheadline: {headline}\n---\nWords.\n"


class Place(Protocol):
    """Where somebody publishes."""

    repository: RepositoryBuilder
    arguments: tuple[str, ...]
    name: str

    def begin(self) -> None:
        """Have the first publication there, which is built once a run."""

    def publish(self, *, dry_run: bool = False) -> Published:
        """Publish there."""

    def files(self) -> dict[str, str]:
        """Every file that is there, with the hash of its bytes."""

    def state(self) -> object:
        """All that tells whether anything was done."""

    def write(self, files: Mapping[str, str]) -> None:
        """Put somebody else's files there, or other bytes into ours."""


class OnBranch:
    """A branch of the repository."""

    arguments: tuple[str, ...] = ()
    name = "gh-pages"

    def __init__(self, repository: RepositoryBuilder, room: Path, first: Path = Path()) -> None:
        self.repository = repository
        self._room, self._first = room, first / "OnBranch"

    def begin(self) -> None:
        """Have the first publication there, which is built once a run."""
        copy_of(self._first, self._room)

    def publish(self, *, dry_run: bool = False, push: bool = False) -> Published:
        """Publish there."""
        project = configured_project(self.repository.path / "mkdocs.yml")
        return publish_branch(
            project, self.name, "origin", Terms(dry_run=dry_run, now=NOW, progress=unheard), push=push
        )

    def files(self) -> dict[str, str]:
        """Every file that is there, with the hash of its bytes."""
        if not self.repository.git("branch", "--list", self.name):
            return {}
        packed = subprocess.check_output(["git", "-C", self.repository.path, "archive", "--format=tar", self.name])
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            found = {file.name: archive.extractfile(file) for file in archive if file.isfile()}
            return {name: sha256(file.read()).hexdigest() for name, file in sorted(found.items()) if file}

    def state(self) -> object:
        """Every ref, how many objects there are, and what the working tree looks like."""
        git = self.repository.git
        return git("for-each-ref"), git("count-objects", "--verbose"), git("status", "--porcelain", "--branch")

    def write(self, files: Mapping[str, str]) -> None:
        """Put somebody else's files there, or other bytes into ours."""
        other = self._room / "other"
        if not other.exists():
            self.repository.git("clone", "--quiet", str(self.repository.path), str(other))
        theirs = RepositoryBuilder(other)
        has_one = bool(self.repository.git("branch", "--list", self.name))
        theirs.git("fetch", "--quiet")
        start = f"origin/{self.name}" if has_one else "origin/main"
        theirs.git("checkout", "--quiet", "-B", self.name, start)
        if not has_one:
            theirs.git("rm", "-rq", ".")
        theirs.commit(files, by="Somebody else", message="Ours").git("push", "--quiet", "origin", self.name)


class InFolder:
    """A folder on disk."""

    def __init__(self, repository: RepositoryBuilder, room: Path, first: Path = Path()) -> None:
        self.repository = repository
        self._room, self._first = room, first / "InFolder"
        self.folder = room / "public"
        self.name = str(self.folder)
        self.arguments = ("--to", str(self.folder))

    def begin(self) -> None:
        """Have the first publication there, which is built once a run."""
        copy_of(self._first, self._room)

    def publish(self, *, dry_run: bool = False) -> Published:
        """Publish there."""
        project = configured_project(self.repository.path / "mkdocs.yml")
        return publish_folder(project, self.folder, Terms(dry_run=dry_run, now=NOW, progress=unheard))

    def files(self) -> dict[str, str]:
        """Every file that is there, with the hash of its bytes."""
        return fingerprint(self.folder)

    def state(self) -> object:
        """Every file, every ref, and what lies beside the folder and beside the project."""
        beside = sorted(path.name for path in (*self.folder.parent.iterdir(), *self.repository.path.iterdir()))
        return self.files(), beside, self.repository.git("for-each-ref")

    def write(self, files: Mapping[str, str]) -> None:
        """Put somebody else's files there, or other bytes into ours."""
        for name, text in files.items():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text(text)


def copy_of(first: Path, room: Path) -> None:
    """Put a repository and what it published in the place of one that is as it was before."""
    shutil.rmtree(room / "project")
    shutil.copytree(first, room, symlinks=True, dirs_exist_ok=True)


def with_first(builder: RepositoryBuilder) -> RepositoryBuilder:
    """The first update, a page and a picture, committed."""
    files = {"content/about.md": "# About\n\n![a](a.svg)\n", "content/a.svg": "a"}
    return builder.commit({**SMALL, **files, "content/updates/2026-03-06.md": update("First")}, on="2026-03-06")


def second(repository: RepositoryBuilder, files: Mapping[str, str | None] | None = None) -> RepositoryBuilder:
    """Another update, and what else comes with it."""
    return repository.commit({"content/updates/2026-03-13.md": update("Second"), **(files or {})}, on="2026-03-13")


def built_tree(repository: RepositoryBuilder, target: Path) -> dict[str, str]:
    """What a build of all versions gives, from nothing."""
    config = repository.path / "mkdocs.yml"
    build_with_versions(config, target, BuildTerms(now=NOW, say=lambda level, said: None, progress=unheard))
    return fingerprint(target)


def versions(files: Mapping[str, str]) -> dict[str, str]:
    """Those of the files that belong to versions."""
    return {address: known for address, known in files.items() if address.startswith("versions/2")}


def published_into(repository: RepositoryBuilder, folder: Path) -> dict[str, str]:
    """Every file, with its hash, of a project that was published into a new folder."""
    project = configured_project(repository.path / "mkdocs.yml")
    publish_folder(project, folder, Terms(now=NOW, progress=unheard))
    return fingerprint(folder)


def meanwhile(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Let something happen once, while the next tree is grown."""
    done: list[bool] = []

    def slowly(*arguments: Any, **options: Any) -> WholeSite:
        tree = build_whole_site(*arguments, **options)
        if not done:
            done.append(True)
            act()
        return tree

    monkeypatch.setattr(publish, "build_whole_site", slowly)


def mistake(repository: RepositoryBuilder) -> None:
    """Commit a milestone that nothing is said of."""
    repository.commit({"content/milestones.yml": "- id: beta\n"}, on="2026-03-14")


def future(repository: RepositoryBuilder) -> None:
    """Commit by a clock that is ahead."""
    repository.commit({"content/updates/2026-04-10.md": update("Soon")}, on="2026-04-10")


def tag_elsewhere(repository: RepositoryBuilder) -> None:
    """Tag a commit of another line."""
    repository.git("checkout", "--quiet", "-b", "side")
    repository.commit({"README.md": "x"}, on="2026-03-14").git("tag", "status/x")
    repository.git("checkout", "--quiet", "main")
    repository.commit({"README.md": "y"}, on="2026-03-14")

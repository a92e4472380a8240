"""A small project with the folder and the branch that it was published on, to verify and to tamper with."""

from __future__ import annotations

import json
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any

from milepost.project.opening import Project
from milepost.publication.into_folder import publish_folder
from milepost.publication.onto_branch import publish_branch
from milepost.publication.proof.verify import Verdict, verify
from milepost.publication.publish import Terms
from milepost.site.configuration import configured_project
from milepost.versions.published.address import site_at
from places import NOW, unheard
from repository_builder import RepositoryBuilder

FIRST, TAGGED, SECOND = "2026-03-06", "2026-03-10-go", "2026-03-13"
"""Its versions, the one of a tag in the middle."""


class Published:
    """A repository, the folder that it was published into, and what a reader verifies: where, and which receipts."""

    def __init__(self, room: Path) -> None:
        self.room = room
        self.repository = RepositoryBuilder(room / "project")
        self.folder = room / "public"
        self.where: str | None = str(self.folder)
        self.receipts: tuple[str, ...] = ()
        self.config = "mkdocs.yml"
        self._held = self._receipts()

    def publish(self) -> None:
        """Publish what is committed, into the folder."""
        publish_folder(self.project(), self.folder, Terms(now=NOW, progress=unheard))
        self._held = self._receipts()

    def publish_branch(self, *, push: bool = False) -> None:
        """Publish what is committed, on the branch."""
        publish_branch(self.project(), "gh-pages", "origin", Terms(now=NOW, progress=unheard), push=push)

    def project(self) -> Project:
        """The project as it is configured."""
        return configured_project(self.repository.path / self.config)

    def verify(self, where: str | None = "", *, receipts: tuple[str, ...] = ()) -> Verdict:
        """Verify the folder, or what is somewhere else; None is the branch."""
        project, place = self.project(), self.where if where == "" else where
        site = site_at(project.repository, place, "gh-pages", "origin")
        return verify(project, site, receipts or self.receipts, unheard)

    def revision(self, back: int) -> str:
        """The short id of a commit."""
        return self.repository.git("rev-parse", f"HEAD~{back}")[:10]

    def file(self, address: str) -> Path:
        """A published file."""
        (found,) = self.folder.glob(address)
        return found

    def manifest(self, version: str = "") -> Path:
        """The manifest of a version, or of today's site."""
        return self.folder / "versions" / version / "manifest.json"

    def has(self, version: str) -> bool:
        """Whether a version is there."""
        return self.manifest(version).exists()

    def known(self, version: str = "") -> dict[str, Any]:
        """What a manifest says."""
        found: dict[str, Any] = json.loads(self.manifest(version).read_text())
        return found

    def receipt(self, version: str = "") -> str:
        """Its sha256."""
        return sha256(self.manifest(version).read_bytes()).hexdigest()

    def write(self, version: str, values: object) -> None:
        """Put a manifest in the place of another."""
        self.manifest(version).write_text(json.dumps(values, ensure_ascii=False, indent=1) + "\n")

    def edit(self, version: str, **values: Any) -> None:
        """Change a manifest."""
        self.write(version, {**self.known(version), **values})

    def cover_up(self) -> None:
        """Let all agree with the files as they are now, as who knows how would: manifests, chain, feed and list."""
        there = [version for version in self._held if self.has(version)]
        for version in there:
            self._agree(version)
            link = self.known(version)["previous"]
            if link and self.has(link["version"]):
                self.edit(version, previous={**link, "manifest": self.receipt(link["version"])})
        for page in sorted(self.folder.rglob("*")):
            if page.is_file() and page.name != "manifest.json":
                data = page.read_bytes()
                for version in there:
                    data = data.replace(self._held[version].encode(), self.receipt(version).encode())
                page.write_bytes(data)
        self._agree("")
        newest = max(version for version in there if version != TAGGED)
        self.edit("", previous={"version": newest, "manifest": self.receipt(newest)})

    def _receipts(self) -> dict[str, str]:
        """Those of the versions as they were published, which the feed and the list name."""
        return {version: self.receipt(version) for version in (FIRST, TAGGED, SECOND) if self.has(version)}

    def _agree(self, version: str) -> None:
        files = {a: self.folder / a for a in self.known(version)["files"]}
        there = {a: sha256(file.read_bytes()).hexdigest() for a, file in files.items() if file.exists()}
        self.edit(version, files=there, objects={a: o for a, o in self.known(version)["objects"].items() if a in there})


def copied(original: Path, room: Path) -> Published:
    """What lies in one room, to be changed in another."""
    shutil.copytree(original, room, symlinks=True, dirs_exist_ok=True)
    return Published(room)

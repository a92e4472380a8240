"""What is taken over: a site that is published with what was made before is, to the byte, the one made of git alone."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from built_once import with_versions
from fingerprint import fingerprint
from milepost.memory.works import Works
from milepost.publication.into_folder import publish_folder
from milepost.publication.publish import Terms
from milepost.site.configuration import configured_project
from places import NOW, InFolder, unheard, update
from repository_builder import SMALL, RepositoryBuilder

_LATE = "- id: beta\n  title: The beta is open\n  due: 2026-03-10\n"
_KEPT: dict[str, str | None] = {
    **{f"content/updates/2026-0{month}-07.md": update(f"The month {month}") for month in (1, 2, 3)},
    "content/updates/2026-03-08.md": "---\nstatus: green\nheadline: Eighth\n---\n[The beta](milestone:beta).\n",
    "content/lessons/one.md": "---\ntitle: Ask first\ndate: 2026-03-01\n---\nThe crew.\n",
    **{
        f"content/lessons/{name}.md": f"---\ntitle: Ask {name}\ndate: 2026-03-02\n---\nThe crew.\n"
        for name in ("twice", "thrice", "again")
    },
    "content/meetings/2026-03-14.md": "---\ntitle: Steering group\nkind: steering\n---\nWords.\n",
}
# One after another, what the versions above which they stand say of today's pages, or what these rest on beside them.
STEPS: dict[str, dict[str, str | None]] = {
    "an update that the rules find too bright": {
        "content/milestones.yml": _LATE,
        "content/updates/2026-03-12.md": update("Late"),
    },
    "an update, and pages that are gone": {
        "content/updates/2026-03-16.md": update("Later"),
        **{f"content/lessons/{name}.md": None for name in ("twice", "thrice", "again")},
    },
    "a commit that tells nothing": {"notes.txt": "x"},
    "an edit of what a version tells, and a name that pages lead to": {
        "content/updates/2026-03-12.md": update("Edited"),
        "content/milestones.yml": _LATE.replace("The beta", "The gate"),
    },
    "another address, and a term": {
        "mkdocs.yml": SMALL["mkdocs.yml"].replace("status.example.org", "example.org"),
        "content/glossary.yml": "crew: Who lays it.\n",
    },
}


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """All that was taken over."""
    found: list[Any] = []
    ask = Works.taken

    def asked(works: Works, name: str) -> Any:
        there = ask(works, name)
        found.extend([there] if there else [])
        return there

    monkeypatch.setattr(Works, "taken", asked)
    return found


def publish(repository: RepositoryBuilder, folder: Path, memory: str) -> InFolder:
    """Publish into a folder, with a memory."""
    with patch.dict(os.environ, MILEPOST_CACHE=memory):
        project = configured_project(repository.path / "mkdocs.yml")
        publish_folder(project, folder, Terms(now=NOW, progress=unheard))
    place = InFolder(repository, folder.parent)
    place.folder = folder
    return place


def test_a_site_that_takes_over_is_the_one_made_anew(
    repository: RepositoryBuilder, tmp_path: Path, taken: list[Any]
) -> None:
    """Whatever versions came to stand below it, and whatever else its pages rest on has changed."""
    (tmp_path / "memory/works").mkdir(parents=True)  # as after the first build on a machine
    for day, (what, files) in enumerate({"the first": _KEPT, **STEPS}.items()):
        repository.commit(files, on=f"2026-03-{8 + 4 * day:02}")
        taken.clear()
        grown = publish(repository, tmp_path / "grown", str(tmp_path / "memory"))
        assert (what, bool(taken)) == (what, what != "the first")
        anew = publish(repository, tmp_path / "anew", "off")
        assert (what, grown.files()) == (what, anew.files())


def test_the_demo_that_takes_over_is_the_one_made_anew(
    demo: Path, demo_with_versions: Path, tmp_path: Path, taken: list[Any]
) -> None:
    """Forty weeks of it, with every version below; the second build takes over what the first one made."""
    (tmp_path / "memory/works").mkdir(parents=True)
    site = tmp_path / "site"
    shutil.copytree(demo_with_versions, site, symlinks=True)
    with patch.dict(os.environ, MILEPOST_CACHE=str(tmp_path / "memory")):
        for is_warm in (False, True):
            with_versions(demo, site)
            assert bool(taken) == is_warm
    assert fingerprint(site) == fingerprint(demo_with_versions)

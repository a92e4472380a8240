"""Publishing into a folder: what is there stays what it is, and no folder of the project is taken for one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from milepost.errors import SiteError
from milepost.publication.into_folder import publish_folder
from milepost.publication.publish import Terms
from milepost.site.configuration import configured_project
from places import (
    NOW,
    InFolder,
    built_tree,
    second,
    unheard,
    versions,
)
from repository_builder import RepositoryBuilder


def test_files_of_kept_versions_are_not_copied(folder: InFolder) -> None:
    """They are the same files on the disk, so that a backup sees nothing new."""
    folder.begin()
    before = {p: (folder.folder / p).stat().st_ino for p in versions(folder.files())}
    second(folder.repository)
    folder.publish()
    assert before.items() <= {p: (folder.folder / p).stat().st_ino for p in versions(folder.files())}.items()


def test_a_strangers_script_stays_one(folder: InFolder) -> None:
    """Its mode and its age are part of it."""
    folder.write({"run.sh": "#!/bin/sh\n"})
    script = folder.folder / "run.sh"
    script.chmod(0o755)
    os.utime(script, (1_000_000_000, 1_000_000_000))
    folder.publish()
    assert (script.stat().st_mode & 0o777, script.stat().st_mtime) == (0o755, 1_000_000_000)


def test_a_link_to_the_folder_stays_one(folder: InFolder, tmp_path: Path) -> None:
    """A server may be led to the folder by a link."""
    (tmp_path / "disk").mkdir()
    folder.folder.symlink_to(tmp_path / "disk")
    folder.publish()
    assert (folder.folder.is_symlink(), (tmp_path / "disk/index.html").is_file()) == (True, True)


@pytest.mark.parametrize("link", ["plan", "about/index.html"])
def test_a_link_of_somebody_else_in_the_way_stops_it(folder: InFolder, link: str) -> None:
    """No page of ours takes the place of it, or of what it leads to."""
    (folder.folder / link).parent.mkdir(parents=True)
    (folder.folder / link).symlink_to("/nowhere")
    with pytest.raises(SiteError, match=rf"files that are not Milepost's where the site would go: {link} "):
        folder.publish()
    assert (folder.folder / link).is_symlink()


def test_a_link_to_where_versions_are_is_none_in_the_way(folder: InFolder, tmp_path: Path) -> None:
    """What is ours below it stays what it is."""
    folder.begin()
    before = versions(folder.files())
    (folder.folder / "versions").rename(tmp_path / "disk")
    (folder.folder / "versions").symlink_to(tmp_path / "disk")
    second(folder.repository)
    done = folder.publish()
    assert ((done.new, done.kept), before.items() <= versions(folder.files()).items()) == ((("2026-03-13",), 1), True)


@pytest.mark.parametrize("where", [".", "..", "content", "content/site"])
def test_the_project_is_no_place_to_publish(repository: RepositoryBuilder, where: str) -> None:
    """A site inside the content, or around it, would eat what it is made of."""
    target = repository.path / where
    before = sorted(path.as_posix() for path in repository.path.parent.rglob("*") if ".git/" not in path.as_posix())
    project = configured_project(repository.path / "mkdocs.yml")
    with pytest.raises(SiteError) as caught:
        publish_folder(project, target, Terms(now=NOW, progress=unheard))
    told = "the site and the project lie in one another (choose another --to)"
    assert str(caught.value) == f"{target.resolve()}: {told}"
    after = sorted(path.as_posix() for path in repository.path.parent.rglob("*") if ".git/" not in path.as_posix())
    assert after == before


def test_a_file_is_no_folder(folder: InFolder) -> None:
    """It is left as it is."""
    folder.folder.write_text("mine")
    with pytest.raises(SiteError) as caught:
        folder.publish()
    assert str(caught.value) == f"{folder.folder}: is a file (choose another --to)"
    assert folder.folder.read_text() == "mine"


def test_a_folder_within_the_project(repository: RepositoryBuilder) -> None:
    """A folder that git ignores is as good as any other."""
    project = configured_project(repository.path / "mkdocs.yml")
    done = publish_folder(project, repository.path / "public", Terms(now=NOW, progress=unheard))
    assert (done.new, (repository.path / "public/index.html").is_file()) == (("2026-03-06",), True)


def test_a_folder_that_was_built_can_be_published_into(folder: InFolder) -> None:
    """What `build --versions` left there has the same manifests."""
    built_tree(folder.repository, folder.folder)
    second(folder.repository)
    done = folder.publish()
    assert (done.new, done.kept, done.changes.strangers) == (("2026-03-13",), 1, ())

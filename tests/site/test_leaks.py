"""What is not for the client's eyes stays at home, whichever way it might slip out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from milepost.errors import SiteError
from milepost.site.build import build_site
from repository_builder import RepositoryBuilder

Project = Callable[..., RepositoryBuilder]


def built(repository: RepositoryBuilder) -> Path:
    """The site of a repository."""
    build_site(repository.path / "mkdocs.yml", None, say=lambda level, message: None)
    return repository.path / "site"


def mentions(site: Path, word: str) -> list[str]:
    """The files of a site that hold a word."""
    files = sorted(path for path in site.rglob("*") if path.is_file())
    return [path.relative_to(site).as_posix() for path in files if word.encode() in path.read_bytes()]


def test_what_git_ignores_is_not_published(project: Project) -> None:
    """A file that was never committed is in no site, ignored or not."""
    repository = project({".gitignore": "site/\ncontent/*.pdf\n", "content/shown.txt": "shown"})
    repository.write({"content/offer.pdf": "Zugzwang"})
    site = built(repository)
    assert mentions(site, "Zugzwang") == []
    assert (site / "shown.txt").is_file()


def test_an_edit_does_not_tell_what_became_internal(project: Project) -> None:
    """The words taken out of an update when an item became internal are in no page, feed or data."""
    plan = (
        "- id: beta\n  title: The beta is open\n  due: 2026-04-15\n- id: layoffs\n  title: Layoffs\n  due: 2026-05-01\n"
    )
    matter = "---\nstatus: green\nheadline: All is well\n---\n"
    told = f"{matter}We plan <milestone:layoffs>, the [great thinning](milestone:layoffs), in May.\n"
    repository = project({"content/milestones.yml": plan, "content/updates/2026-03-06.md": told})
    hidden = plan + "  visibility: internal\n"
    repository.commit(
        {"content/milestones.yml": hidden, "content/updates/2026-03-06.md": f"{matter}We plan May.\n"}, on="2026-03-20"
    )
    site = built(repository)
    assert mentions(site, "thinning") + mentions(site, "ayoffs") == []
    assert "Edited" in (site / "updates/2026-03-06/index.html").read_text()


def test_a_navigation_that_names_an_internal_page_is_refused(project: Project) -> None:
    """Its title alone would tell."""
    settings = (
        "site_name: Harbour line\nsite_url: https://status.example.org/\ndocs_dir: content\n"
        "theme: {name: material}\nplugins: [search, milepost]\nnav: [index.md, 'Thinning out': secret.md]\n"
    )
    repository = project({"mkdocs.yml": settings, "content/secret.md": "---\nvisibility: internal\n---\n# Thinning\n"})
    with pytest.raises(SiteError):
        built(repository)
    assert not (repository.path / "site").exists()

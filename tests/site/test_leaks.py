"""What is not for the client's eyes stays at home, whichever way it might slip out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from milepost.errors import SiteError
from milepost.site.build import build_site
from milepost.site.library import build_library
from repository_builder import SMALL, RepositoryBuilder

Project = Callable[..., RepositoryBuilder]


def built(repository: RepositoryBuilder) -> Path:
    """The site of a repository."""
    build_site(repository.path / "mkdocs.yml", None, say=lambda level, message: None)
    return repository.path / "site"


def with_versions(repository: RepositoryBuilder, target: Path) -> Path:
    """The site of a repository above all its versions."""
    now = datetime(2026, 11, 1, tzinfo=UTC)
    build_library(
        repository.path / "mkdocs.yml",
        target,
        now=now,
        say=lambda level, message: None,
        progress=lambda done, all_: None,
    )
    return target


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


def test_a_build_shows_what_git_has(project: Project) -> None:
    """Not what lies on the disk: a changed file that git was told to overlook, a link, a folder that is a link."""
    repository = project({"content/terms.md": "# Terms\n\nNet 30 days.\n", "content/map.svg": "<svg>one</svg>"})
    outside = repository.path.parent / "outside"
    outside.mkdir()
    (outside / "machine.png").write_text("Zugzwang")
    (repository.path / "content/link.png").symlink_to(outside / "machine.png")
    (repository.path / "content/folder").symlink_to(outside)
    repository.commit({}, on="2026-03-07")
    for name in ("terms.md", "map.svg"):
        repository.git("update-index", "--assume-unchanged", f"content/{name}")
    repository.write({"content/terms.md": "# Terms\n\nZugzwang.\n", "content/map.svg": "<svg>Zugzwang</svg>"})
    site = built(repository)
    assert mentions(site, "Zugzwang") == []
    assert "Net 30 days" in (site / "terms/index.html").read_text()
    assert not (site / "link.png").exists()
    assert not (site / "folder").exists()


def test_no_signpost_leads_to_what_is_internal_now(builder: RepositoryBuilder, tmp_path: Path) -> None:
    """Pages that were made internal, moved to internal/, or deleted after that are nowhere on today's site."""
    update = "---\nstatus: green\nheadline: {}\n---\nWords.\n"
    lesson = "---\ntitle: {}\ndate: 2026-03-01\n---\nWords.\n"
    names = ("hidden", "moved", "deleted")
    first = {
        **{f"content/canary-{name}.md": f"# Canary {name}\n\nOf {name}.\n" for name in names},
        "content/open.md": "# Open\n\nGone in the open.\n",
        "content/updates/2026-03-06-canary.md": update.format("Canary"),
        "content/updates/2026-03-05-open.md": update.format("We began"),
        "content/lessons/canary.md": lesson.format("Canary"),
        "content/lessons/open.md": lesson.format("Open"),
    }
    builder.commit({**SMALL, **first})
    builder.commit({"content/about.md": "# Us\n"}, on="2026-03-08").git("tag", "status/steering")
    inner = "---\nvisibility: internal\n---\n# Inner\n"
    builder.commit(
        {
            "content/canary-hidden.md": inner,
            "content/canary-deleted.md": inner,
            "content/canary-moved.md": None,
            "content/internal/canary-moved.md": "# Canary moved\n",
            "content/updates/2026-03-06-canary.md": update.format("Canary").replace(
                "---\n", "---\nvisibility: internal\n", 1
            ),
            "content/lessons/canary.md": lesson.format("Canary").replace("---\n", "---\nvisibility: internal\n", 1),
        },
        on="2026-03-13",
    )
    gone = ("canary-deleted.md", "lessons/canary.md", "open.md", "lessons/open.md", "updates/2026-03-05-open.md")
    builder.commit({f"content/{name}": None for name in gone}, on="2026-03-14")
    builder.commit({"content/updates/2026-03-20.md": update.format("We go on")}, on="2026-03-20")
    site = with_versions(builder, tmp_path / "site")
    then = ("versions/2026-03-06/", "versions/2026-03-08-steering/")  # What was public in a version stays in it.
    assert [name for name in mentions(site, "anary") if not name.startswith(then)] == []
    assert not [path for path in site.rglob("*canary*") if "versions" not in path.parts]
    for name in ("open", "lessons/open", "updates/2026-03-05-open"):
        assert "versions/2026-03-06/" in (site / name / "index.html").read_text()

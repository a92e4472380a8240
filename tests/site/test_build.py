"""Building: what is committed, nothing else, and never half of it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from fingerprint import fingerprint
from milepost.errors import ContentError, SiteError
from milepost.pipeline import AsOf
from milepost.site.build import Built, build_site
from repository_builder import SMALL, RepositoryBuilder

Project = Callable[..., RepositoryBuilder]


class Ear:
    """Hears what a build says."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []

    def __call__(self, level: str, message: str) -> None:
        """Keep what is said."""
        self.heard.append((level, message))

    def warnings(self) -> list[str]:
        """The warnings heard."""
        return [message for level, message in self.heard if level == "warning"]


def build(repository: RepositoryBuilder, say: Callable[[str, str], None] | None = None, **options: object) -> Built:
    """Build a repository's site where it says."""
    return build_site(repository.path / "mkdocs.yml", None, say=say or Ear(), **options)  # type: ignore[arg-type]


def test_every_page_of_the_site_is_there(site: Path) -> None:
    """The overview, the plan, the promises, each update and each lesson, the feed and the data."""
    wanted = ["index.html", "plan/index.html", "commitments/index.html", "updates/index.html", "lessons/index.html"]
    wanted += ["updates/2026-10-16/index.html", "feed.xml", "status.json", "404.html"]
    assert [name for name in wanted if not (site / name).is_file()] == []


def test_nothing_internal_and_no_commit_message_is_published(site: Path) -> None:
    """Words that stand only in internal items, or only in commit messages, are in no file of the site."""
    told = {path.name for path in site.rglob("*") if path.is_file() for word in (b"kestrel", b"grumble")
            if word in path.read_bytes().lower()}  # fmt: skip
    assert told == set()


def test_data_files_are_not_published(site: Path) -> None:
    """The YAML that the site is made of stays at home: internal items are in it."""
    assert [path.name for path in site.rglob("*.y*ml")] == []


def test_what_no_page_asks_for_is_left_out(project: Project, site: Path) -> None:
    """No source map, and word stems only where the search speaks a language that needs them."""
    german = SMALL["mkdocs.yml"].replace("{name: material}", "{name: material, language: de}")
    built = build(project({"mkdocs.yml": german})).directory
    english, other = (
        [path.name for path in sorted(folder.rglob("*")) if path.suffix == ".map" or "lunr" in path.parts]
        for folder in (site, built)
    )
    assert english == []
    assert "lunr.de.min.js" in other


def test_a_warning_free_demo(demo: Path, tmp_path: Path) -> None:
    """The demo builds without a word of warning, strictly."""
    ear = Ear()
    build_site(demo / "mkdocs.yml", tmp_path / "site", strict=True, say=ear)
    assert ear.warnings() == []


def test_mkdocs_builds_the_same_site(demo: Path, site: Path, tmp_path: Path) -> None:
    """`mkdocs build` with the plugin and `milepost build` give the same bytes."""
    mkdocs = Path(sys.executable).with_name("mkdocs")
    subprocess.run([mkdocs, "build", "-q", "-d", tmp_path / "site"], cwd=demo, check=True, capture_output=True)
    assert fingerprint(tmp_path / "site") == fingerprint(site)


def test_the_same_bytes_everywhere(demo: Path, site: Path, tmp_path: Path) -> None:
    """Another time zone, locale, hash seed, clock and working directory change nothing."""
    copy = tmp_path / "elsewhere" / "copy"
    subprocess.run(["git", "clone", "-q", "--no-local", demo, copy], check=True, capture_output=True)
    settings = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "4711"}
    milepost = Path(sys.executable).with_name("milepost")
    command: list[str | Path] = [milepost, "build", "-q", "-f", copy / "mkdocs.yml", "-d", tmp_path / "site"]
    subprocess.run(command, cwd=tmp_path, env={**os.environ, **settings}, check=True, capture_output=True)
    assert fingerprint(tmp_path / "site") == fingerprint(site)


def test_a_failed_build_leaves_the_site_whole(project: Project) -> None:
    """A mistake is told whole, and the site that was there is the site that is there."""
    repository = project()
    build(repository)
    before = fingerprint(repository.path / "site")
    repository.commit({"content/milestones.yml": "- id: beta\n  titel: x\n  due: soon\n"})
    with pytest.raises(ContentError) as caught:
        build(repository)
    assert len(caught.value.problems) == 3
    assert fingerprint(repository.path / "site") == before


def test_uncommitted_work_is_told_and_left_out(project: Project) -> None:
    """A build shows what is committed; what differs on disk is named in a warning."""
    repository = project({"content/about.md": "# About\n\nCommitted words.\n", ".gitignore": "site/\n"})
    repository.write({"content/about.md": "# About\n\nOther words.\n", "content/new.md": "# New\n"})
    ear = Ear()
    build(repository, ear)
    site = repository.path / "site"
    assert "Committed words" in (site / "about/index.html").read_text()
    assert not (site / "new").exists()
    assert [warning.split(":")[0] for warning in ear.warnings()] == ["content/about.md", "content/new.md"]


def test_strict_stops_at_a_warning(project: Project) -> None:
    """With `--strict` a warning stops the build before anything is written."""
    repository = project({"content/wishes.yml": "[]\n"})
    with pytest.raises(SiteError, match="strict"):
        build(repository, strict=True)
    assert not (repository.path / "site").exists()


def test_the_status_date_decides_what_is_overdue(project: Project) -> None:
    """The same commit told a month later knows what was missed since."""
    repository = project()
    build(repository, as_of=AsOf(date(2026, 5, 1)))
    assert '"event": "missed"' in (repository.path / "site/status.json").read_text()


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (lambda folder: (folder / "site").write_text("a file"), "is a file"),
        (lambda folder: ((folder / "site").mkdir(), (folder / "site/thesis.txt").write_text("mine")), "is not empty"),
    ],
)
def test_a_place_that_is_not_ours_is_left_alone(
    project: Project, prepare: Callable[[Path], object], words: str
) -> None:
    """A file, or a folder that holds no site, is never written over."""
    repository = project()
    prepare(repository.path)
    before = fingerprint(repository.path / "site") if (repository.path / "site").is_dir() else None
    with pytest.raises(SiteError, match=words):
        build(repository)
    assert before is None or fingerprint(repository.path / "site") == before


def test_a_place_that_cannot_be_written(project: Project, tmp_path: Path) -> None:
    """Where no folder can be made, the error says so and what to do."""
    (tmp_path / "blocked").write_text("a file")
    with pytest.raises(SiteError, match="choose another -d"):
        build_site(project().path / "mkdocs.yml", tmp_path / "blocked" / "site", say=Ear())


def test_site_and_content_must_not_contain_each_other(project: Project) -> None:
    """A site inside the content, or around it, would eat what it is made of."""
    repository = project()
    for place in ("content", "content/site", "."):
        with pytest.raises(SiteError, match="lie in one another"):
            build_site(repository.path / "mkdocs.yml", repository.path / place, say=Ear())


def test_a_project_without_mkdocs_yml(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A content folder in a repository is enough; the missing address is told."""
    repository = project().commit({"mkdocs.yml": None})
    monkeypatch.chdir(repository.path)
    ear = Ear()
    build_site(None, None, say=ear)
    assert "<title>Plan - Harbour line</title>" in (repository.path / "site/plan/index.html").read_text()
    assert any("site_url" in warning for warning in ear.warnings())


def test_content_in_a_folder_of_a_larger_repository(builder: RepositoryBuilder) -> None:
    """The project may be a folder of a repository that holds other things too."""
    builder.commit({f"client/{name}": text for name, text in SMALL.items()})
    build_site(builder.path / "client/mkdocs.yml", None, say=Ear())
    assert "The beta is open" in (builder.path / "client/site/plan/index.html").read_text()


def test_a_detached_head_builds(project: Project) -> None:
    """CI checks out a commit, not a branch: that is enough."""
    repository = project()
    repository.git("checkout", "--quiet", "--detach")
    assert build(repository).pages > 5

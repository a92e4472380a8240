"""Nothing internal gets out: canaries that sing wherever a gate is open."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given

from canaries import Canaries, canaries
from milepost.git.repository import Repository
from milepost.git.writing.history import write_history
from milepost.model.kinds.charter import Language
from milepost.pipeline import Site, read_report, render_site
from milepost.publication.build_versions import BuildTerms, build_with_versions
from milepost.publication.into_folder import publish_folder
from milepost.publication.publish import Terms
from milepost.render.data.changelog import changelog
from milepost.render.words.words import Words
from milepost.site.configuration import configured_project
from often import often

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def sung(words: list[str], text: str) -> list[str]:
    """The canaries that can be heard in a text."""
    return [word for word in words if word in text.casefold()]


def everything(site: Site) -> str:
    """All that a site is made of, before a host has it: pages, drawings, feed, calendar, data, and the changelog."""
    pages = [str(part) for page in site.pages for part in (page, page.before, page.after)]
    assets = [asset.content if isinstance(asset.content, str) else asset.content.decode() for asset in site.assets]
    words = Words.of(Language.EN)
    logs = [changelog(site.report.events, form, words) for form in ("text", "markdown", "json")]
    return "\n".join([*pages, *assets, *logs, str(site.report.events), str(site.gate.pages), str(site.gate.files)])


@often(80)
@given(project=canaries())
def test_nothing_internal_is_in_what_is_rendered(project: Canaries) -> None:
    """Whatever was public once: what is internal now, or never was public, is in no page, feed, data or changelog."""
    with TemporaryDirectory() as folder:
        write_history(Path(folder, "p"), project.commits)
        reading = read_report(Repository.open(Path(folder, "p")), "content")
        # Comments in Markdown go when a host renders the page.
        hidden = [word for word in project.hidden() if word != "markdowncanary"]
        assert sung(hidden, everything(render_site(reading, "https://status.example.org/"))) == []


@pytest.mark.slow
@often(6)
@given(project=canaries(steps=3))
def test_nothing_internal_is_in_a_published_tree(project: Canaries) -> None:
    """Not in a byte nor a name of today's site, and not in a version of a time at which it was internal."""
    with TemporaryDirectory() as folder:
        root = Path(folder, "p")
        write_history(root, project.commits)
        built, published = Path(folder, "built"), Path(folder, "published")
        build_with_versions(
            root / "mkdocs.yml",
            built,
            BuildTerms(now=NOW, say=lambda level, message: None, progress=lambda done, of: None),
        )
        project_on_disk = configured_project(root / "mkdocs.yml")
        publish_folder(project_on_disk, published, Terms(now=NOW, progress=lambda done, of: None))
        for tree in (built, published):
            assert heard_in(tree, project) == []


def heard_in(tree: Path, project: Canaries) -> list[tuple[str, str]]:
    """Each canary that sings in a tree where it must not, with the file."""
    versions = sorted(
        folder.name for folder in (tree / "versions").iterdir() if folder.is_dir() and folder.name[0].isdigit()
    )
    assert len(versions) == len(project.states)
    found = []
    for file in sorted(path for path in tree.rglob("*") if path.is_file()):
        address = file.relative_to(tree).as_posix()
        version = address.split("/")[1] if address.startswith("versions/") else ""
        hidden = project.hidden(versions.index(version)) if version in versions else project.hidden()
        text = f"{address}\n{file.read_bytes().decode('utf-8', 'replace')}"
        found += [(address, word) for word in sung(hidden, text)]
    return found

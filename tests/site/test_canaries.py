"""Nothing internal gets out: canaries that sing wherever a gate is open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given

from canaries import KINDS, PUBLIC, Canaries, Thing, canaries, project_of
from canary_items import entry_of
from milepost.git.repository import Repository
from milepost.git.writing.history import write_history
from milepost.model.kinds.charter import Language
from milepost.model.marks import Mark, every_field, fields_of
from milepost.model.registers import REGISTERS, Register
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


@pytest.mark.parametrize("register", [r for r in REGISTERS if r.is_list], ids=lambda register: register.name)
def test_every_field_of_an_entry_has_a_canary(register: Register) -> None:
    """Whatever holds words, a name or another item, at some time; so does what a field or a register adds tomorrow."""
    named = lambda *kinds: [f"{kind}:x" for kind in kinds]  # noqa: E731
    entries = [entry_of(register.kind, "canary", "canary", step, named) for step in range(4)]
    written = {name for entry in entries for name in _filled(entry)}
    fields = (f for f in every_field(fields_of(register.written)) if f.is_text or f.kinds or f.has(Mark.PERSON))
    assert {field.name for field in fields} - written - {"id", "was"} == set()


def _filled(entry: Any) -> Iterator[str]:
    for name, value in entry.items():
        parts = value if isinstance(value, list) else [value]
        if value not in (None, []):
            yield name
        for part in parts:
            if isinstance(part, dict):
                yield from _filled(part)


def test_every_kind_has_a_canary_that_sings_in_public() -> None:
    """The tests above hear something: what is public stands in what is rendered, whatever kind it is."""
    kinds = [kind for kind in KINDS if kind != "picture"]
    things = tuple(Thing(kind, number) for number, kind in enumerate(kinds))
    project = project_of(things, tuple(dict.fromkeys(things, PUBLIC) for _ in range(4)), {})
    with TemporaryDirectory() as folder:
        write_history(Path(folder, "p"), project.commits)
        site = render_site(read_report(Repository.open(Path(folder, "p")), "content"), "https://status.example.org/")
    assert {thing.word for thing in things} - set(sung([thing.word for thing in things], everything(site))) == set()


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

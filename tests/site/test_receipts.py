"""Receipts: what a manifest says, what it hangs on, and where its hash is told."""

from __future__ import annotations

import json
import re
import sys
from hashlib import sha256
from pathlib import Path
from types import ModuleType

import feedparser
import pytest

from milepost import __version__
from milepost.errors import SiteError
from milepost.publication.build_versions import BuildTerms, build_with_versions
from milepost.versions.receipts import manifests as receipts
from milepost.versions.receipts.manifests import Link, Manifest, Telling, generator, hashes, read_manifest
from places import NOW, update
from repository_builder import SMALL, RepositoryBuilder

MANIFEST = Manifest(
    version="2026-03-13",
    revision="a" * 40,
    tree="b" * 40,
    status_date="2026-03-13",
    updates=("2026-03-13",),
    status=Telling("green", "amber", "Ünd “so”"),
    generator={"milepost": "0.1.0+0123456789ab", "merman": None},
    previous=Link("2026-03-06", "c" * 64),
    files={"versions/2026-03-13/index.html": "d" * 64},
    scripts=("sha256-x",),
)


def story(builder: RepositoryBuilder) -> RepositoryBuilder:
    """Two updates in one revision, a tag, an update, and a commit after it."""
    two = {"content/updates/2026-03-06.md": update("First"), "content/updates/2026-03-06-b.md": update("Beside it")}
    builder.commit({**SMALL, **two, "content/about.md": "# About\n\n![a](a.svg)\n", "content/a.svg": "a"})
    builder.commit({"README.md": "x"}, on="2026-03-10").git("tag", "status/go")
    builder.commit({"content/updates/2026-03-13.md": update("Second")}, on="2026-03-13")
    return builder.commit({"content/a.svg": "b"}, on="2026-03-14")


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> RepositoryBuilder:
    """The story; read it, do not change it."""
    return story(RepositoryBuilder(tmp_path_factory.mktemp("story") / "project"))


@pytest.fixture(scope="module")
def tree(repository: RepositoryBuilder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its tree; read it, do not change it."""
    site = tmp_path_factory.mktemp("tree") / "site"
    build(repository, site)
    return site


def build(repository: RepositoryBuilder, site: Path) -> None:
    """Build every version of a repository into a folder."""
    config = repository.path / "mkdocs.yml"
    build_with_versions(config, site, BuildTerms(NOW, lambda level, said: None, lambda done, all_: None))


def digest(file: Path) -> str:
    """The sha256 of a file as it stands on disk."""
    return sha256(file.read_bytes()).hexdigest()


def manifests(tree: Path) -> dict[str, dict[str, object]]:
    """Every manifest as it stands on disk, by its folder."""
    files = sorted(tree.glob("versions/**/manifest.json"))
    return {file.parent.name: json.loads(file.read_text()) for file in files}


def receipt(tree: Path, version: str) -> str:
    """The sha256 of a version's manifest."""
    return digest(tree / "versions" / version / "manifest.json")


def test_a_manifest_says_what_its_version_was_made_of(tree: Path, repository: RepositoryBuilder) -> None:
    """Git's ids, the day, the updates, what it says in a line, and what it hangs on."""
    found = manifests(tree)["2026-03-13"]
    assert {
        name: value
        for name, value in found.items()
        if name not in {"files", "generator", "scripts", "objects", "ledger"}
    } == {
        "schema": 1,
        "version": "2026-03-13",
        "revision": repository.git("rev-parse", "HEAD~1"),
        "tree": repository.git("rev-parse", "HEAD~1^{tree}"),
        "status_date": "2026-03-13",
        "updates": ["2026-03-13"],
        "status": {"claimed": "green", "computed": "green", "headline": "Second"},
        "previous": {"version": "2026-03-06", "manifest": receipt(tree, "2026-03-06")},
        "configured": True,
        "left_out": [],
    }


def test_it_holds_the_hash_of_every_file_of_its_version(tree: Path) -> None:
    """Those in its folder, those it shares, and nothing that is not there."""
    versions = {name: manifest["files"] for name, manifest in manifests(tree).items() if name != "versions"}
    wrong = {}
    for name, files in versions.items():
        assert isinstance(files, dict)
        folder = tree / "versions" / name
        own = {file.relative_to(tree).as_posix() for file in folder.rglob("*") if file.is_file()}
        listed = {address for address in files if address.startswith(f"versions/{name}/")}
        there = {address: digest(tree / address) for address in files}
        if (there, listed) != (files, own - {f"versions/{name}/manifest.json"}):
            wrong[name] = files
    assert (list(versions), wrong) == (["2026-03-06", "2026-03-10-go", "2026-03-13"], {})


def test_todays_manifest_holds_today(tree: Path, repository: RepositoryBuilder) -> None:
    """Every file outside the versions but what they alone share, and the receipt of the newest update's version."""
    today = manifests(tree)["versions"]
    theirs = {address for name, m in manifests(tree).items() if name != "versions" for address in m["files"]}  # type: ignore[attr-defined]
    files = {file.relative_to(tree).as_posix(): file for file in tree.rglob("*") if file.is_file()}
    mine = {a: digest(f) for a, f in files.items() if a not in theirs and not re.match(r"versions/\d", a)}
    del mine["versions/manifest.json"]
    assert isinstance(today["files"], dict)
    assert mine.items() <= today["files"].items()
    assert {address: digest(tree / address) for address in today["files"]} == today["files"]
    assert {name: today[name] for name in ("version", "revision", "status_date", "updates", "previous")} == {
        "version": None,
        "revision": repository.git("rev-parse", "HEAD"),
        "status_date": "2026-03-14",
        "updates": [],
        "previous": {"version": "2026-03-13", "manifest": receipt(tree, "2026-03-13")},
    }


def test_the_chain_goes_from_update_to_update(tree: Path) -> None:
    """A tag hangs on it, and nothing hangs on a tag; the first hangs on nothing."""
    first, last = ({"version": v, "manifest": receipt(tree, v)} for v in ("2026-03-06", "2026-03-13"))
    assert {name: manifest["previous"] for name, manifest in manifests(tree).items()} == {
        "2026-03-06": None,
        "2026-03-10-go": first,
        "2026-03-13": first,
        "versions": last,
    }


def test_the_feed_carries_the_receipt_of_each_update(tree: Path) -> None:
    """The sha256 of its version's manifest as it stands on disk; updates of one revision have one."""
    entries = feedparser.parse((tree / "feed.xml").read_bytes()).entries
    told = {e.link: re.findall(r"sha256 (\w+) of ([^\s<]+)", e.description) for e in entries if "/updates/" in e.link}
    site = "https://status.example.org/updates"
    expected = {"2026-03-13": "2026-03-13", "2026-03-06": "2026-03-06", "2026-03-06-b": "2026-03-06"}
    assert told == {
        f"{site}/{update}/": [(receipt(tree, version), f"versions/{version}/manifest.json")]
        for update, version in expected.items()
    }


def test_the_list_shows_every_receipt(tree: Path) -> None:
    """Newest first, beside the commit."""
    page = (tree / "versions/proof/index.html").read_text()
    found = re.findall(r"<code>(\w{10})</code></td><td><code>(\w{64})</code>", page)
    names = ["2026-03-13", "2026-03-10-go", "2026-03-06"]
    assert found == [(str(manifests(tree)[v]["revision"])[:10], receipt(tree, v)) for v in names]


def test_an_update_whose_revision_had_mistakes_has_the_receipt_of_the_next(
    builder: RepositoryBuilder, tmp_path: Path
) -> None:
    """It could not be published then; it was when the mistake was mended."""
    wrong = {"content/milestones.yml": "- id: beta\n  titel: x\n", "content/updates/2026-03-06.md": update("First")}
    builder.commit({**SMALL, **wrong})
    builder.commit({"content/milestones.yml": "[]\n"}, on="2026-03-07")
    build(builder, tmp_path / "site")
    expected = f"sha256 {receipt(tmp_path / 'site', '2026-03-07')} of versions/2026-03-07/manifest.json"
    assert expected in (tmp_path / "site/feed.xml").read_text()


def test_a_manifest_is_one_text() -> None:
    """Written and read again it is the same, to the byte, and its hash is that of the text."""
    text = MANIFEST.text.encode()
    assert read_manifest(text, "here") == MANIFEST
    assert read_manifest(text, "here").text.encode() == text
    assert MANIFEST.receipt == sha256(text).hexdigest()
    assert list(json.loads(text)) == [
        "schema", "version", "revision", "tree", "status_date", "updates", "status", "generator", "previous", "files",
        "scripts", "objects", "configured", "ledger", "left_out",
    ]  # fmt: skip


def _changed(**values: object) -> bytes:
    return (json.dumps({**json.loads(MANIFEST.text), **values}, ensure_ascii=False, indent=1) + "\n").encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b"null",
        b"\xff\xfe",
        b"<html></html>",
        _changed(more=1),
        _changed(status={"claimed": None}),
        _changed(previous={"version": "x"}),
        _changed(previous="x"),
    ],
)
def test_what_is_no_manifest_of_ours_is_told_with_its_place(data: bytes) -> None:
    """Neither what is damaged nor what somebody else made for another purpose is taken for one."""
    with pytest.raises(SiteError, match=r"^there/manifest.json: is no manifest of Milepost's \(.+\)$"):
        read_manifest(data, "there/manifest.json")


def test_a_newer_manifest_asks_for_a_newer_milepost() -> None:
    """What a later schema means is for later versions to say."""
    with pytest.raises(SiteError) as caught:
        read_manifest(_changed(schema=2), "there/manifest.json")
    told = "there/manifest.json: was written by a newer Milepost (install the newer one)"
    assert str(caught.value) == told


def test_the_generator_is_all_that_has_a_hand_in_the_bytes() -> None:
    """Milepost with a hash of its own files, and the libraries that make pages."""
    made = generator()
    assert re.fullmatch(re.escape(__version__) + r"\+[0-9a-f]{12}", str(made["milepost"]))
    assert {"mkdocs", "mkdocs-material", "markdown", "jinja2", "pymdown-extensions", "babel"} <= made.keys()
    assert [name for name in ("mkdocs", "mkdocs-material", "markdown", "jinja2") if not made[name]] == []


def test_hashes_are_by_address_and_sorted(tmp_path: Path) -> None:
    """The same folder gives the same text, however the disk lists it."""
    for name in ("b.html", "a/c.html", "a.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    addresses = ["a.html", "a/c.html", "b.html"]
    assert list(hashes(tmp_path).items()) == [(name, sha256(name.encode()).hexdigest()) for name in addresses]


def test_a_manifest_names_what_ran(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where another distribution gives the module of a library, it is the one that made the pages."""
    folder = tmp_path / "properdocs"
    folder.mkdir()
    (folder / "__init__.py").touch()
    engine = ModuleType("mkdocs")
    engine.__file__ = str(folder / "__init__.py")
    installed = receipts.metadata.version
    monkeypatch.setitem(sys.modules, "mkdocs", engine)
    monkeypatch.setattr(receipts.metadata, "packages_distributions", lambda: {"properdocs": ["properdocs"]})
    monkeypatch.setattr(receipts.metadata, "version", lambda name: "1.6.7" if name == "properdocs" else installed(name))
    assert generator.__wrapped__()["mkdocs"] == "properdocs 1.6.7"

"""A version stays what it was, to the byte, whatever comes later, and wherever it is built again."""

from __future__ import annotations

import os
import posixpath
import subprocess
import sys
from pathlib import Path

import pytest

from fingerprint import fingerprint
from leading import dead_ends
from repository_builder import RepositoryBuilder
from version_trees import (
    MKDOCS,
    MOVED,
    names,
    one_by_one,
    small,
    tree_of,
    update,
    vouched,
)

LATER: dict[str, dict[str, str | None]] = {
    "an edited update": {"content/updates/2026-03-06.md": update("First", "Other words.").replace("green", "red")},
    "a moved date": {"content/milestones.yml": MOVED.replace("2026-04-22", "2026-05-01")},
    "a changed page": {"content/about.md": "# About\n\nNew words.\n"},
    "made internal": {
        "content/updates/2026-03-06.md": update("First", visibility="internal"),
        "content/milestones.yml": f"{MOVED}  visibility: internal\n",
        "content/about.md": "---\nvisibility: internal\n---\n# About\n\nOld words.\n",
    },
    "deleted": {
        "content/updates/2026-03-06.md": None,
        "content/milestones.yml": "[]\n",
        "content/about.md": None,
        "content/lessons/early.md": None,
    },
    "another configuration": {
        "mkdocs.yml": MKDOCS.replace("Harbour line", "Ferries").replace("status.example.org", "example.com")
        + "nav: [index.md, plan.md]\nextra_css: [own.css]\n",
        "content/own.css": "h1 { color: red }",
    },
    "another theme": {
        "mkdocs.yml": MKDOCS.replace("{name: material}", "{name: material, custom_dir: theme}"),
        "theme/partials/copyright.html": "Made by us",
        "theme/assets/milepost.css": "h1 { color: red }",
    },
    "another language": {"content/project.yml": "name: 港口\nlanguage: zh\ntimezone: Pacific/Kiritimati\n"},
    "another update": {"content/updates/2026-03-20.md": update("Third")},
}


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree of the small history; read it, do not change it."""
    folder = tmp_path_factory.mktemp("small")
    return tree_of(small(RepositoryBuilder(folder / "project")), folder / "site")


@pytest.mark.parametrize("later", LATER.values(), ids=LATER.keys())
def test_nothing_that_comes_later_changes_a_version(
    untouched: Path, builder: RepositoryBuilder, tmp_path: Path, later: dict[str, str | None]
) -> None:
    """Built again from nothing, every file of a version, the shared ones too, is the one that it was."""
    small(builder).commit(later, on="2026-03-20T23:00")
    after = tree_of(builder, tmp_path / "after")
    assert {v: vouched(after, v) for v in names(untouched)} == {v: vouched(untouched, v) for v in names(untouched)}
    kept = {v: fingerprint(untouched / "versions" / v) for v in names(untouched)}
    assert {v: fingerprint(after / "versions" / v) for v in names(untouched)} == kept
    # What is internal now has no address on today's site any more, also where an old page leads to it.
    hidden = {"about", "updates/2026-03-06"} if "visibility" in str(later) else set()
    ends = [
        (page, posixpath.normpath(posixpath.join(posixpath.dirname(page), link))) for page, link in dead_ends(after)
    ]
    assert [end for end in ends if end[1] not in hidden] == []


def test_the_same_bytes_everywhere(repository: RepositoryBuilder, tree: Path, tmp_path: Path) -> None:
    """Another time zone, locale, hash seed, number of processes and folder change nothing."""
    copy = tmp_path / "elsewhere" / "copy"
    subprocess.run(["git", "clone", "-q", "--no-local", repository.path, copy], check=True, capture_output=True)
    settings = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "4711"}
    milepost = Path(sys.executable).with_name("milepost")
    command: list[str | Path] = [
        milepost,
        "build",
        "--versions",
        "-q",
        "-f",
        copy / "mkdocs.yml",
        "-d",
        tmp_path / "site",
    ]
    subprocess.run(command, cwd=tmp_path, env={**os.environ, **settings}, check=True, capture_output=True)
    assert fingerprint(tmp_path / "site") == fingerprint(tree)


def test_version_by_version_gives_what_all_at_once_does(
    repository: RepositoryBuilder, tree: Path, tmp_path: Path
) -> None:
    """The law: built after every commit, the tree is the one that is built from nothing at the end."""
    assert fingerprint(one_by_one(repository, tmp_path)) == fingerprint(tree)


def test_a_tag_set_later_changes_no_version(builder: RepositoryBuilder, tmp_path: Path) -> None:
    """Neither the names nor the bytes of any other version, wherever the tag stands."""
    small(builder).commit({"README.md": "x"}, on="2026-03-13")
    builder.commit({"content/updates/2026-03-20.md": update("Third")}, on="2026-03-20")
    before = tree_of(builder, tmp_path / "before")
    for name, back in (("first", 3), ("middle", 1), ("last", 0)):
        builder.git("tag", f"status/{name}", f"HEAD~{back}")
    after = tree_of(builder, tmp_path / "after")
    assert names(after) == sorted([*names(before), "2026-03-13-middle"])
    assert {v: vouched(after, v) for v in names(before)} == {v: vouched(before, v) for v in names(before)}
    assert [(before / f"versions/{v}/manifest.json").read_bytes() for v in names(before)] == [
        (after / f"versions/{v}/manifest.json").read_bytes() for v in names(before)
    ]

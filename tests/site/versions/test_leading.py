"""Every link in the tree of versions leads to a file, in many kinds of project."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from fingerprint import fingerprint
from leading import dead_ends, shown
from repository_builder import SMALL, RepositoryBuilder
from version_trees import (
    MKDOCS,
    drawing,
    names,
    one_by_one,
    small,
    tree_of,
    update,
)


def test_every_link_leads_to_a_file(tree: Path) -> None:
    """In today's site and in every version, whatever moved, changed or is gone."""
    assert dead_ends(tree) == []


def _with_odd_names(builder: RepositoryBuilder) -> None:
    pages = {f"content/{name}.md": f"# {name}\n\n![a](<img/a b.svg>)\n" for name in ("R&D", "it's", "你好", "a b")}
    pictures = {"content/img/a b.svg": drawing("a b"), "content/img/100%.svg": drawing("100")}
    links = "[r](<R&D.md>) [i](it's.md) [n](你好.md) [s](<a b.md>) ![p](img/100%25.svg)\n"
    builder.commit({**SMALL, **pages, **pictures, "content/updates/2026-03-06.md": update("First")})
    more = {"content/all.md": f"# All\n\n{links}", "content/updates/2026-03-13.md": update("Second")}
    builder.commit(more, on="2026-03-13")


def _without_an_address(builder: RepositoryBuilder) -> None:
    small(builder)
    later = {"mkdocs.yml": MKDOCS.replace("site_url: https://status.example.org/\n", "")}
    builder.commit({**later, "content/updates/2026-03-20.md": update("Third")}, on="2026-03-20")


def _with_tags(builder: RepositoryBuilder) -> None:
    builder.commit({**SMALL, "content/about.md": "# About\n", "content/project.yml": "name: 港口\nlanguage: zh\n"})
    builder.git("tag", "status/验收")
    small(builder).commit({"content/about.md": "# Other\n"}, on="2026-03-14").git("tag", "status/sign/off")


def _with_a_reverted_page(builder: RepositoryBuilder) -> None:
    small(builder).commit({"content/about.md": "# A\n", "content/updates/2026-03-20.md": update("Third")}, "2026-03-20")
    back = {"content/about.md": "# About\n\nOld words.\n", "content/updates/2026-03-27.md": update("Fourth")}
    builder.commit(back, on="2026-03-27")


def _with_the_authors_theme(builder: RepositoryBuilder) -> None:
    theme = "{name: material, custom_dir: look, logo: assets/mark.svg}"
    look = {
        "mkdocs.yml": MKDOCS.replace("{name: material}", theme) + "extra_css: [assets/mark.css]\n",
        "look/assets/mark.svg": drawing("mark 1"),
        "look/assets/mark.css": "h1 { color: red }\n",
    }
    builder.commit({**SMALL, **look, "content/updates/2026-03-06.md": update("First")})
    more = {"look/assets/mark.svg": drawing("mark 2"), "content/updates/2026-03-13.md": update("Second")}
    builder.commit(more, on="2026-03-13")
    gone = {name: None for name in look if name != "mkdocs.yml"}
    builder.commit({**gone, "mkdocs.yml": MKDOCS, "content/updates/2026-03-20.md": update("Third")}, on="2026-03-20")


@pytest.mark.parametrize(
    "story", [_with_odd_names, _without_an_address, _with_tags, _with_a_reverted_page, _with_the_authors_theme]
)
def test_every_link_of_many_projects_leads_to_a_file(
    builder: RepositoryBuilder, tmp_path: Path, story: Callable[[RepositoryBuilder], None]
) -> None:
    """Whatever authors do, no page of a version leads nowhere, and versions built one by one are the same."""
    story(builder)
    site = tree_of(builder, tmp_path / "site")
    assert dead_ends(site) == []
    assert fingerprint(one_by_one(builder, tmp_path)) == fingerprint(site)


def test_a_project_in_a_folder_of_a_larger_repository(builder: RepositoryBuilder, tmp_path: Path) -> None:
    """Its versions are whole, too."""
    files = {**SMALL, "content/about.md": "# About\n", "content/updates/2026-03-06.md": update("First")}
    builder.commit({f"client/{name}": text for name, text in files.items()})
    builder.commit({"client/content/updates/2026-03-13.md": update("Second")}, on="2026-03-13")
    site = tree_of(builder, tmp_path / "site", "client/mkdocs.yml")
    assert (names(site), dead_ends(site)) == (["2026-03-06", "2026-03-13"], [])


def test_the_address_of_a_page_that_is_gone(tree: Path) -> None:
    """It says so, and leads to the newest version that has the page."""
    pages = ["about/index.html", "guide/deep/down/index.html", "lessons/early/index.html"]
    led = [next(a for a in sorted(shown(tree, page, ".html")) if re.match(r"versions/\d", a)) for page in pages]
    assert led == [
        "versions/2026-03-13/about/index.html",  # A picture on it had changed, as on the next.
        "versions/2026-03-13/guide/deep/down/index.html",
        "versions/2026-03-06/lessons/early/index.html",
    ]

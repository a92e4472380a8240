"""Trees of every version: two histories to build them of, and what stands in them."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

from milepost.publication.build_versions import BuildTerms, build_with_versions
from places import NOW, unheard
from repository_builder import SMALL, RepositoryBuilder

MKDOCS = SMALL["mkdocs.yml"]
OWN = MKDOCS.replace("{name: material}", "{name: material, logo: img/logo.svg, favicon: img/icon.svg}")
OWN += "extra_css: [style/own.css]\nextra_javascript: [style/own.js]\n"
PLAN = SMALL["content/milestones.yml"]
MOVED = PLAN.replace("2026-04-15", "2026-04-22\n  reason: The pier is closed.")
LESSON = "---\ntitle: Ask early\ndate: 2026-03-05\nkind: keep\n---\nAsk.\n"


def update(headline: str, body: str = "Words.", **matter: str) -> str:
    """An update as it is written."""
    more = "".join(f"{name}: {value}\n" for name, value in matter.items())
    return f"---\nstatus: green\nheadline: {headline}\n{more}---\n{body}\n"


def drawing(title: str) -> str:
    """A picture that can be told from others."""
    return f'<svg xmlns="http://www.w3.org/2000/svg"><title>{title}</title></svg>'


def small(builder: RepositoryBuilder) -> RepositoryBuilder:
    """Two updates, a page and a lesson."""
    files = {"content/about.md": "# About\n\nOld words.\n", "content/lessons/early.md": LESSON}
    builder.commit({**SMALL, **files, "content/updates/2026-03-06.md": update("First")}, on="2026-03-06")
    moved = {"content/milestones.yml": MOVED, "content/updates/2026-03-13.md": update("Second")}
    return builder.commit(moved, on="2026-03-13")


def rich(builder: RepositoryBuilder) -> RepositoryBuilder:
    """Three updates, pictures, pages in folders, the author's own look, and most of it changes on the way."""
    first = {
        "mkdocs.yml": OWN,
        "content/img/logo.svg": drawing("logo 1"),
        "content/img/icon.svg": drawing("icon 1"),
        "content/img/plan.svg": drawing("plan 1"),
        "content/style/own.css": "h1 { color: red }\n",
        "content/style/own.js": "/* nothing */\n",
        "content/about.md": "# About\n\n![plan](img/plan.svg) [more](guide/more.md)\n",
        "content/guide/index.md": "# Guide\n\n[down](deep/down.md)\n",
        "content/guide/more.md": "# More\n\n![plan](../img/plan.svg) [up](index.md) [about](../about.md)\n",
        "content/guide/deep/down.md": "# Down\n\n[up](../index.md) ![plan](../../img/plan.svg)\n",
        "content/lessons/early.md": LESSON,
        "content/updates/2026-03-06.md": update(
            "First", "See [the beta](milestone:beta), <lesson:early>, [us](../about.md). ![plan](../img/plan.svg)"
        ),
    }
    builder.commit({**SMALL, **first}, on="2026-03-06")
    second = {
        "content/milestones.yml": MOVED,
        "content/img/logo.svg": drawing("logo 2"),
        "content/img/plan.svg": drawing("plan 2"),
        "content/style/own.css": "h1 { color: blue }\n",
        "content/updates/2026-03-13.md": update("Second", "After [one](update:2026-03-06), [g](../guide/index.md)."),
    }
    builder.commit(second, on="2026-03-13")
    third = {
        "mkdocs.yml": OWN + "nav:\n- index.md\n- Us: about.md\n- Guide: [guide/index.md, guide/more.md]\n- plan.md\n",
        "content/guide/deep/down.md": None,
        "content/guide/index.md": "# Guide\n\nShort. ![logo](../img/logo.svg)\n",
        "content/updates/2026-03-20.md": update("Third", "After [two](update:2026-03-13)."),
    }
    builder.commit(third, on="2026-03-20")
    return builder.commit({"content/about.md": None, "content/lessons/early.md": None}, on="2026-03-23")


def tree_of(builder: RepositoryBuilder, target: Path, config: str = "mkdocs.yml") -> Path:
    """Build every version of a repository into a folder."""
    build_with_versions(builder.path / config, target, BuildTerms(NOW, lambda level, said: None, unheard))
    return target


def names(tree: Path) -> list[str]:
    """The versions in a tree, oldest first."""
    return sorted(file.parent.name for file in tree.glob("versions/*/manifest.json"))


def vouched(tree: Path, version: str) -> dict[str, str]:
    """Every file that a version consists of, with the hash of its bytes on disk."""
    files = json.loads((tree / "versions" / version / "manifest.json").read_text())["files"]
    return {address: sha256((tree / address).read_bytes()).hexdigest() for address in files}


def one_by_one(builder: RepositoryBuilder, folder: Path) -> Path:
    """Build the tree of a copy after every commit, and once more when its tags are set."""
    builder.git("clone", "--quiet", "--no-tags", str(builder.path), str(folder / "copy"))
    copy = RepositoryBuilder(folder / "copy")
    for revision in copy.git("rev-list", "--reverse", "HEAD").split():
        copy.git("checkout", "--quiet", revision)
        tree_of(copy, folder / "grown")
    copy.git("fetch", "--quiet", "--tags")
    return tree_of(copy, folder / "grown")

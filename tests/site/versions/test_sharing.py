"""What versions share: styles under names that change, and records that stand where they stood."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from milepost.versions.sharing import places_in, site_path, unchanged
from version_trees import (
    names,
    vouched,
)


def test_styles_and_scripts_are_shared_under_names_that_change(tree: Path) -> None:
    """What all versions use lies in one place, and each name carries a part of its hash."""
    addresses = {address for v in names(tree) for address in vouched(tree, v) if not address.startswith("versions/")}
    assert {address.split("/")[0] for address in addresses} == {"assets"}
    assert [address for address in sorted(addresses) if not re.search(r"\.[0-9a-f]{8,}\.", address)] == []


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("index.md", "index.html"),
        ("about.md", "about/index.html"),
        ("guide/index.md", "guide/index.html"),
        ("guide/README.md", "guide/index.html"),
        ("guide/deep/a b.md", "guide/deep/a b/index.html"),
        ("updates/2026-03-06-x.md", "updates/2026-03-06-x/index.html"),
        ("lessons/ask.md", "lessons/ask/index.html"),
        ("img/plan.svg", "img/plan.svg"),
        ("updates/plan.svg", "updates/plan.svg"),
    ],
)
def test_where_a_content_file_ends_up(path: str, expected: str) -> None:
    """As MkDocs places it."""
    assert site_path(path) == expected


def test_what_did_not_change_stands_where_it_stood() -> None:
    """Only records, and only those whose bytes are what they were in the version before."""
    then = {"index.md": "1", "a.md": "1", "b.md": "1", "c.md": "1", "link.md": None}
    now = {"index.md": "1", "a.md": "1", "b.md": "2", "d.md": "1", "link.md": None}
    places = places_in("v1", then, {})
    stays = unchanged(now, then, places, lambda names: {})
    assert stays == {"a/index.html": "versions/v1/a/index.html"}
    assert places_in("v2", now, stays) == {
        "a/index.html": "versions/v1/a/index.html",
        "b/index.html": "versions/v2/b/index.html",
        "d/index.html": "versions/v2/d/index.html",
        "index.html": "versions/v2/index.html",
        "link/index.html": "versions/v2/link/index.html",
    }

"""An old page says that it is old, and everything else leads to today: banners, search engines, lists."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from leading import dead_ends, shown, target_of
from repository_builder import RepositoryBuilder
from version_trees import (
    names,
    small,
    tree_of,
    update,
)


def marks(page: Path) -> tuple[list[str], list[str], list[str]]:
    """What a page says of its age: to search engines, of its lasting address, and to people."""
    text = page.read_text()
    robots = re.findall(r'<meta name="robots" content="([^"]*)"', text)
    canonical = re.findall(r'<link rel="canonical" href="([^"]*)"', text)
    return robots, canonical, re.findall(r'<p class="mp-asof-banner"[^>]*>(.*?)</p>', text)


def test_every_old_page_says_that_it_is_old(tree: Path) -> None:
    """Its day, a link to today's page, whose address is the lasting one, and that search engines leave it out."""
    days = {"2026-03-06": "6 March 2026", "2026-03-13": "13 March 2026", "2026-03-20": "20 March 2026"}
    wrong = {}
    for version, day in days.items():
        for page in sorted((tree / "versions" / version).rglob("*.html")):
            address = page.relative_to(tree / "versions" / version).as_posix().removesuffix("index.html")
            robots, canonical, banners = marks(page)
            told = [
                re.fullmatch(r'This is the site as it was on (.*)\. <a href="(.*)">See today</a>', b) for b in banners
            ]
            found = (robots, canonical, [t and (t[1], target_of(tree, page, t[2])) for t in told])
            if found != (
                ["noindex"],
                [f"https://status.example.org/{address}"],
                [(day, tree / address / "index.html")],
            ):
                wrong[page] = found
    assert wrong == {}


def test_no_page_of_today_does(tree: Path) -> None:
    """Today's pages, the list and what changed since you last looked bear no banner."""
    today = [page for page in sorted(tree.rglob("*.html")) if not re.search(r"versions/\d", page.as_posix())]
    assert [page for page in today if marks(page)[2]] == []
    assert len(today) > 10


def test_search_engines_and_the_search_find_only_today(tree: Path) -> None:
    """The search index names no page of a version and no list of them, the sitemap no page of a version."""
    places = [entry["location"] for entry in json.loads((tree / "search/search_index.json").read_text())["docs"]]
    places += re.findall("<loc>(.*)</loc>", (tree / "sitemap.xml").read_text())
    assert [place for place in places if re.search(r"versions/\d", place)] == []
    assert "https://status.example.org/versions/" in places


def test_every_page_offers_the_versions(tree: Path) -> None:
    """The list in the header is found from every page that has one, and knows which version it stands on."""
    found = {}
    for page in sorted({*tree.rglob("*.html")} - {tree / "404.html"}):  # That one stands alone.
        version = re.match(r"versions/(\d[^/]*)/", page.relative_to(tree).as_posix())
        picked = re.findall(r'data-mp-version="([^"]*)"', page.read_text())
        found[page] = picked == [version[1] if version else ""]
    assert [page for page, is_right in found.items() if not is_right] == []


def test_the_list_for_scripts_is_mikes(builder: RepositoryBuilder, tmp_path: Path) -> None:
    """`version`, `title` and `aliases`, newest first, and nothing else."""
    small(builder).git("tag", "status/go-live")
    builder.commit({"README.md": "x"}, on="2026-03-14").git("tag", "status/signed-off")
    builder.commit({"content/updates/2026-03-14.md": update("Third")}, on="2026-03-14T13:00")
    builder.commit({"content/updates/2026-03-14-b.md": update("Fourth")}, on="2026-03-14T14:00")
    site = tree_of(builder, tmp_path / "site")
    assert json.loads((site / "versions/versions.json").read_text()) == [
        {"version": "2026-03-14-2", "title": "14 March 2026 (2)", "aliases": []},
        {"version": "2026-03-14", "title": "14 March 2026", "aliases": []},
        {"version": "2026-03-14-signed-off", "title": "14 March 2026 (signed-off)", "aliases": []},
        {"version": "2026-03-13", "title": "13 March 2026", "aliases": ["go-live"]},
        {"version": "2026-03-06", "title": "6 March 2026", "aliases": []},
    ]
    assert [f"versions/{v}/index.html" in shown(site, "versions/index.html", ".html") for v in names(site)] == [
        True
    ] * 5


def test_without_an_update_there_is_no_version(project: Callable[..., RepositoryBuilder], tmp_path: Path) -> None:
    """The list says what will stand there, and is empty for scripts."""
    site = tree_of(project(), tmp_path / "site")
    assert (names(site), json.loads((site / "versions/versions.json").read_text()), dead_ends(site)) == ([], [], [])

"""One version: the state of its day for ever, and every link in the tree leads to a file."""

from __future__ import annotations

import json
import os
import posixpath
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from milepost.publication.build_versions import BuildTerms, build_with_versions
from milepost.site.build import build_site
from milepost.versions.sharing import places_in, site_path, unchanged
from repository_builder import SMALL, RepositoryBuilder

NOW = datetime(2026, 4, 1, tzinfo=UTC)
MKDOCS = SMALL["mkdocs.yml"]
OWN = MKDOCS.replace("{name: material}", "{name: material, logo: img/logo.svg, favicon: img/icon.svg}")
OWN += "extra_css: [style/own.css]\nextra_javascript: [style/own.js]\n"
PLAN = SMALL["content/milestones.yml"]
MOVED = PLAN.replace("2026-04-15", "2026-04-22\n  reason: The pier is closed.")
LESSON = "---\ntitle: Ask early\ndate: 2026-03-05\nkind: keep\n---\nAsk.\n"
STATE = ["commitments/index.html", "index.html", "lessons/index.html", "manifest.json", "plan/index.html"]
STATE += ["record/index.html", "status.json", "updates/index.html"]


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


def library(builder: RepositoryBuilder, target: Path, config: str = "mkdocs.yml") -> Path:
    """Build every version of a repository into a folder."""
    build_with_versions(
        builder.path / config,
        target,
        BuildTerms(NOW, lambda level, said: None, lambda done, all_: None),
    )
    return target


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file with the hash of its bytes."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def own(tree: Path, version: str) -> list[str]:
    """The files that stand in the folder of a version."""
    return list(fingerprint(tree / "versions" / version))


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
        library(copy, folder / "grown")
    copy.git("fetch", "--quiet", "--tags")
    return library(copy, folder / "grown")


class References(HTMLParser):
    """Where a page leads, and what it shows."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the attributes of a tag lead to."""
        self.found += [value for name, value in attrs if name in {"href", "src", "poster"} and value]

    handle_startendtag = handle_starttag


def target_of(tree: Path, page: Path, reference: str) -> Path | None:
    """The file that a reference leads to; None where it leads out of the site."""
    parts = urlsplit(reference)
    if parts.scheme or parts.netloc or not parts.path:
        return None
    base = tree if parts.path.startswith("/") else page.parent
    place = Path(posixpath.normpath(base / unquote(parts.path).lstrip("/")))
    return place / "index.html" if parts.path.endswith("/") or place.is_dir() else place


def dead_ends(tree: Path) -> list[tuple[str, str]]:
    """Every page with each of its references that leads to no file of the tree."""
    ends = []
    for page in sorted(tree.rglob("*.html")):
        for reference in References(page).found:
            target = target_of(tree, page, reference)
            if target and not (target.is_file() and target.is_relative_to(tree)):
                ends.append((page.relative_to(tree).as_posix(), reference))
    return ends


def shown(tree: Path, page: str, ending: str) -> set[str]:
    """The files with an ending that a page refers to, by address."""
    targets = [target_of(tree, tree / page, reference) for reference in References(tree / page).found]
    return {target.relative_to(tree).as_posix() for target in targets if target and target.name.endswith(ending)}


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> RepositoryBuilder:
    """The rich history; read it, do not change it."""
    return rich(RepositoryBuilder(tmp_path_factory.mktemp("rich") / "project"))


@pytest.fixture(scope="module")
def tree(repository: RepositoryBuilder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree of the rich history; read it, do not change it."""
    return library(repository, tmp_path_factory.mktemp("tree") / "site")


@pytest.mark.parametrize(("version", "back"), [("2026-03-06", 3), ("2026-03-13", 2), ("2026-03-20", 1)])
def test_a_version_says_what_the_site_said_that_day(
    tree: Path, repository: RepositoryBuilder, tmp_path: Path, version: str, back: int
) -> None:
    """Its data are to the byte what a build at its revision gives."""
    repository.git("clone", "--quiet", str(repository.path), str(tmp_path / "then"))
    then = RepositoryBuilder(tmp_path / "then")
    then.git("checkout", "--quiet", f"HEAD~{back}")
    build_site(then.path / "mkdocs.yml", tmp_path / "site", say=lambda level, said: None)
    data = (tmp_path / "site/status.json").read_bytes()
    assert (tree / "versions" / version / "status.json").read_bytes() == data


def test_the_dates_are_those_of_the_day(tree: Path) -> None:
    """The plan of the first version does not know of the move, those after it do."""
    told = [re.findall("15 Apr|22 Apr", (tree / "versions" / v / "plan/index.html").read_text()) for v in names(tree)]
    assert [sorted(set(days)) for days in told] == [["15 Apr"], ["15 Apr", "22 Apr"], ["15 Apr", "22 Apr"]]


def test_a_record_stands_where_it_was_first_told(builder: RepositoryBuilder, tmp_path: Path) -> None:
    """A version holds the pages that tell its day, and the records whose source is new; nothing is told twice."""
    site = library(small(builder), tmp_path / "site")
    first = ["about/index.html", "lessons/early/index.html", "updates/2026-03-06/index.html"]
    assert {v: own(site, v) for v in names(site)} == {
        "2026-03-06": sorted([*STATE, *first]),
        "2026-03-13": sorted([*STATE, "updates/2026-03-13/index.html"]),
    }


def test_a_version_leads_to_the_records_of_earlier_ones(builder: RepositoryBuilder, tmp_path: Path) -> None:
    """What did not change is found from every version, and belongs to each."""
    site = library(small(builder), tmp_path / "site")
    address = "versions/2026-03-06/updates/2026-03-06/index.html"
    assert address in shown(site, "versions/2026-03-13/updates/index.html", ".html")
    assert address in vouched(site, "2026-03-13")


def test_each_version_shows_the_pictures_of_its_day(tree: Path) -> None:
    """The author's own logo, stylesheet and pictures as they were, however often they change."""
    found = {
        version: sorted(
            (tree / address).read_text()
            for ending in (".svg", "own.css")
            for address in shown(tree, f"versions/{version}/index.html", ending)
        )
        for version in names(tree)
    }
    icon, blue = drawing("icon 1"), "h1 { color: blue }\n"
    assert found == {
        "2026-03-06": [icon, drawing("logo 1"), "h1 { color: red }\n"],
        "2026-03-13": [icon, drawing("logo 2"), blue],
        "2026-03-20": [icon, drawing("logo 2"), blue],
    }


def test_styles_and_scripts_are_shared_under_names_that_change(tree: Path) -> None:
    """What all versions use lies in one place, and each name carries a part of its hash."""
    addresses = {address for v in names(tree) for address in vouched(tree, v) if not address.startswith("versions/")}
    assert {address.split("/")[0] for address in addresses} == {"assets"}
    assert [address for address in sorted(addresses) if not re.search(r"\.[0-9a-f]{8,}\.", address)] == []


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
    return library(small(RepositoryBuilder(folder / "project")), folder / "site")


@pytest.mark.parametrize("later", LATER.values(), ids=LATER.keys())
def test_nothing_that_comes_later_changes_a_version(
    untouched: Path, builder: RepositoryBuilder, tmp_path: Path, later: dict[str, str | None]
) -> None:
    """Built again from nothing, every file of a version, the shared ones too, is the one that it was."""
    small(builder).commit(later, on="2026-03-20T23:00")
    after = library(builder, tmp_path / "after")
    assert {v: vouched(after, v) for v in names(untouched)} == {v: vouched(untouched, v) for v in names(untouched)}
    kept = {v: fingerprint(untouched / "versions" / v) for v in names(untouched)}
    assert {v: fingerprint(after / "versions" / v) for v in names(untouched)} == kept
    # What is internal now has no address on today's site any more, also where an old page leads to it.
    hidden = {"about", "updates/2026-03-06"} if "visibility" in str(later) else set()
    ends = [
        (page, posixpath.normpath(posixpath.join(posixpath.dirname(page), link))) for page, link in dead_ends(after)
    ]
    assert [end for end in ends if end[1] not in hidden] == []


def test_a_version_is_built_with_the_configuration_of_its_revision(builder: RepositoryBuilder, tmp_path: Path) -> None:
    """What `mkdocs.yml` inherits, its theme and its hooks are those of the day."""
    mkdocs = (
        "INHERIT: conf/base.yml\nsite_url: https://status.example.org/\ndocs_dir: content\nhooks: [hooks/mark.py]\n"
    )
    base = "site_name: {}\ntheme: {{name: material, custom_dir: ../theme}}\nplugins: [search, milepost]\n"
    hook = "def on_page_content(html, **kwargs):\n    return html + '<p>Hooked {}</p>'\n"

    def state(mark: str) -> dict[str, str]:
        return {
            "mkdocs.yml": mkdocs,
            "conf/base.yml": base.format(f"Harbour {mark}").replace("../theme", "theme"),
            "hooks/mark.py": hook.format(mark),
            "theme/partials/copyright.html": f"Made {mark}",
            "content/about.md": f"# About {mark}\n",
        }

    builder.commit({**SMALL, **state("then"), "content/updates/2026-03-06.md": update("First")}, on="2026-03-06")
    builder.commit({**state("now"), "content/updates/2026-03-13.md": update("Second")}, on="2026-03-13")
    site = library(builder, tmp_path / "site")
    words = re.compile(r"(?:Harbour|Hooked|Made|About) (?:then|now)")
    pages = ["versions/2026-03-06/about/index.html", "versions/2026-03-13/about/index.html", "about/index.html"]
    assert [sorted(set(words.findall((site / page).read_text()))) for page in pages] == [
        ["About then", "Harbour then", "Hooked then", "Made then"],
        ["About now", "Harbour now", "Hooked now", "Made now"],
        ["About now", "Harbour now", "Hooked now", "Made now"],
    ]


def test_a_revision_without_a_configuration_of_ours_gets_our_own(builder: RepositoryBuilder, tmp_path: Path) -> None:
    """A project may have been told by something else first, or by nothing."""
    builder.commit({**SMALL, "mkdocs.yml": "site_name: x\n", "content/updates/2026-03-06.md": update("First")})
    builder.commit({"mkdocs.yml": MKDOCS, "content/updates/2026-03-13.md": update("Second")}, on="2026-03-13")
    site = library(builder, tmp_path / "site")
    titles = [re.findall("<title>(.*)</title>", (site / f"versions/{v}/index.html").read_text()) for v in names(site)]
    assert titles == [["Overview - Harbour line"], ["Overview - Harbour line"]]


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
    site = library(builder, tmp_path / "site")
    assert dead_ends(site) == []
    assert fingerprint(one_by_one(builder, tmp_path)) == fingerprint(site)


def test_a_project_in_a_folder_of_a_larger_repository(builder: RepositoryBuilder, tmp_path: Path) -> None:
    """Its versions are whole, too."""
    files = {**SMALL, "content/about.md": "# About\n", "content/updates/2026-03-06.md": update("First")}
    builder.commit({f"client/{name}": text for name, text in files.items()})
    builder.commit({"client/content/updates/2026-03-13.md": update("Second")}, on="2026-03-13")
    site = library(builder, tmp_path / "site", "client/mkdocs.yml")
    assert (names(site), dead_ends(site)) == (["2026-03-06", "2026-03-13"], [])


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
    site = library(builder, tmp_path / "site")
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


def test_a_tag_set_later_changes_no_version(builder: RepositoryBuilder, tmp_path: Path) -> None:
    """Neither the names nor the bytes of any other version, wherever the tag stands."""
    small(builder).commit({"README.md": "x"}, on="2026-03-13")
    builder.commit({"content/updates/2026-03-20.md": update("Third")}, on="2026-03-20")
    before = library(builder, tmp_path / "before")
    for name, back in (("first", 3), ("middle", 1), ("last", 0)):
        builder.git("tag", f"status/{name}", f"HEAD~{back}")
    after = library(builder, tmp_path / "after")
    assert names(after) == sorted([*names(before), "2026-03-13-middle"])
    assert {v: vouched(after, v) for v in names(before)} == {v: vouched(before, v) for v in names(before)}
    assert [(before / f"versions/{v}/manifest.json").read_bytes() for v in names(before)] == [
        (after / f"versions/{v}/manifest.json").read_bytes() for v in names(before)
    ]


def test_without_an_update_there_is_no_version(project: Callable[..., RepositoryBuilder], tmp_path: Path) -> None:
    """The list says what will stand there, and is empty for scripts."""
    site = library(project(), tmp_path / "site")
    assert (names(site), json.loads((site / "versions/versions.json").read_text()), dead_ends(site)) == ([], [], [])


def test_the_address_of_a_page_that_is_gone(tree: Path) -> None:
    """It says so, and leads to the newest version that has the page."""
    pages = ["about/index.html", "guide/deep/down/index.html", "lessons/early/index.html"]
    led = [next(a for a in sorted(shown(tree, page, ".html")) if re.match(r"versions/\d", a)) for page in pages]
    assert led == [
        "versions/2026-03-13/about/index.html",  # A picture on it had changed, as on the next.
        "versions/2026-03-13/guide/deep/down/index.html",
        "versions/2026-03-06/lessons/early/index.html",
    ]


def test_what_was_internal_then_is_in_no_version(builder: RepositoryBuilder, tmp_path: Path) -> None:
    """A version holds what was public on its day, and nothing that became so later."""
    hidden = {
        "content/kestrel.md": "---\nvisibility: internal\n---\n# Kestrel\n",
        "content/milestones.yml": f"{PLAN}- id: kestrel\n  title: Kestrel\n  due: 2026-05-01\n  visibility: internal\n",
        "content/lessons/kestrel.md": LESSON.replace("Ask early", "Kestrel\nvisibility: internal"),
    }
    builder.commit({**SMALL, **hidden, "content/updates/2026-03-06.md": update("First")}, message="Kestrel")
    public = {
        name: text.replace("visibility: internal\n", "").replace("---\n---\n", "") for name, text in hidden.items()
    }
    builder.commit({**public, "content/updates/2026-03-13.md": update("Second")}, on="2026-03-13")
    site = library(builder, tmp_path / "site")
    told = {path for path in fingerprint(site) if b"kestrel" in (site / path).read_bytes().lower() or "kestrel" in path}
    assert {path for path in told if path.startswith("versions/2026-03-06/")} == set()
    assert "versions/2026-03-13/kestrel/index.html" in told


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

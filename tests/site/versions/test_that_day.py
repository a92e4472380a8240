"""A version is the site of its day: its data, dates, records and pictures, and nothing that was internal then."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fingerprint import fingerprint
from leading import shown
from milepost.site.build import build_site
from repository_builder import SMALL, RepositoryBuilder
from version_trees import (
    LESSON,
    MKDOCS,
    PLAN,
    drawing,
    names,
    small,
    tree_of,
    update,
    vouched,
)

STATE = ["commitments/index.html", "index.html", "lessons/index.html", "manifest.json", "plan/index.html"]
STATE += ["record/index.html", "status.json", "updates/index.html"]


def own(tree: Path, version: str) -> list[str]:
    """The files that stand in the folder of a version."""
    return list(fingerprint(tree / "versions" / version))


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
    site = tree_of(small(builder), tmp_path / "site")
    first = ["about/index.html", "lessons/early/index.html", "updates/2026-03-06/index.html"]
    assert {v: own(site, v) for v in names(site)} == {
        "2026-03-06": sorted([*STATE, *first]),
        "2026-03-13": sorted([*STATE, "updates/2026-03-13/index.html"]),
    }


def test_a_version_leads_to_the_records_of_earlier_ones(builder: RepositoryBuilder, tmp_path: Path) -> None:
    """What did not change is found from every version, and belongs to each."""
    site = tree_of(small(builder), tmp_path / "site")
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
    site = tree_of(builder, tmp_path / "site")
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
    site = tree_of(builder, tmp_path / "site")
    titles = [re.findall("<title>(.*)</title>", (site / f"versions/{v}/index.html").read_text()) for v in names(site)]
    assert titles == [["Overview - Harbour line"], ["Overview - Harbour line"]]


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
    site = tree_of(builder, tmp_path / "site")
    told = {path for path in fingerprint(site) if b"kestrel" in (site / path).read_bytes().lower() or "kestrel" in path}
    assert {path for path in told if path.startswith("versions/2026-03-06/")} == set()
    assert "versions/2026-03-13/kestrel/index.html" in told

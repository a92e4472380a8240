"""No file of an author's takes the place of ours, or of another of theirs, in silence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from milepost.errors import Severity
from milepost.git.repository import Repository
from milepost.model.places import FILES, PAGES, RESERVED, address_of, is_reserved, source_uri
from milepost.model.registers import REGISTERS, Register
from milepost.pipeline import read_report, render_site
from milepost.render.words.catalogue import theme_folder
from milepost.source.checks.judging import Judging
from milepost.source.content import read_content

SOUND = {
    "project.yml": b"name: P\n",
    "meetings/2026-01-09.md": b"---\ntitle: Steering group\n---\n",
    "closing.md": b"---\non: 2026-01-09\naccepted: {on: 2026-01-09, by: Both}\n---\n"
    b"## What was achieved\n\n## What was not achieved\n\n## What follows\n",
    **{f"{register.name}.yml": b"" for register in REGISTERS if register.is_list},
}


def told(*paths: str, **files: bytes) -> list[tuple[str, str, str]]:
    """What is said of further files: the path, how much it weighs, in which words."""
    found = {**SOUND, **dict.fromkeys(paths, b"Words.\n"), **{f"{name}.yml": data for name, data in files.items()}}
    problems = read_content(found, "", judging=Judging(today=date(2026, 11, 26)))[1]
    return [(problem.location.path, problem.severity, problem.message) for problem in problems]


@pytest.mark.parametrize(
    "path",
    sorted(
        {*FILES, *RESERVED, *PAGES, "feed/1.xml", "feeds/dates.xml", "plan/2024.md", "plan/2024-2.md"}
        - {"glossary.md", "about.md"}
    ),
)
def test_every_address_of_ours_is_kept(path: str) -> None:
    """As a page, as a folder with an index, and in capitals."""
    for name in {path, address_of(path), path.upper() if not path.endswith(".md") else path}:
        assert [(place, weight) for place, weight, _ in told(name)] == [(name, Severity.ERROR)]


def test_the_list_of_our_addresses_is_whole(demo: Path) -> None:
    """Whatever a site is made of, but the records and the versions, is on it."""
    site = render_site(read_report(Repository.open(demo), "content"), "https://status.example.org/")
    records = {source_uri(kind, item) for kind, item in site.report.sources}
    months = {f"updates/{facts.update.date:%Y-%m}.md" for facts in site.report.updates}
    assert {page.uri for page in site.pages} - records - months <= set(PAGES)
    archives = {asset.uri for asset in site.assets if asset.uri.startswith(("feed/", "feeds/"))}
    assert archives
    assert all(map(is_reserved, archives))
    assert {asset.uri for asset in site.assets} - archives == set(FILES)
    assert {f"assets/{file.name}" for file in (theme_folder() / "assets").iterdir()} <= RESERVED


def test_a_page_of_ones_own_about_the_project_stands_where_there_is_none_of_ours() -> None:
    """Only a charter that says what the project is for, or whom to ask, gives one of ours, and then it is an error."""
    assert told("about.md") == []
    found = told("about.md", project=b"name: Harbour line\ngoals: [{goal: Sell tickets, result: All}]\n")
    assert [(path, weight) for path, weight, _ in found] == [("about.md", Severity.ERROR)]


def test_a_glossary_of_ones_own_is_told_of_where_it_hides_ours() -> None:
    """It may stand in its place, on purpose; without a glossary.yml it stands in nobody's."""
    assert told("glossary.md") == []
    (problem,) = told("glossary.md", glossary=b"UAT: Tests\n")
    assert problem == ("glossary.md", "warning", "this page stands in the place of the glossary")


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("guide.md", "Guide.md", "differs from guide.md only in upper and lower case"),
        ("b\u00fccher.md", "bu\u0308cher.md", "only in how its marks are coded"),
        ("img/a.png", "img/A.PNG", "only in upper and lower case"),
        ("guide.md", "guide/README.md", "would stand at the same address"),
        ("guide/index.md", "guide/README.md", "would stand at the same address"),
    ],
)
def test_two_files_that_are_one_elsewhere(one: str, other: str, words: str) -> None:
    """On another disk or on the site: told once, at one of them."""
    (problem,) = told(one, other)
    assert problem[0] in {one, other}
    assert (problem[1], words in problem[2]) == ("error", True), problem


@pytest.mark.parametrize("name", ["index", "README", "index.html", "INDEX.html"])
@pytest.mark.parametrize("register", [r for r in REGISTERS if r.is_record], ids=lambda register: register.name)
def test_no_item_takes_the_place_of_the_list_of_all(register: Register, name: str) -> None:
    """Its page has the address of its id, and that of the list is taken."""
    more = {"budget": ", unit: hours, agreed: 4"}.get(register.name, "")
    item = f"- {{id: {name}, title: All is lost{more}}}\n".encode()
    found = [told for told in told(**{register.name: item}) if told[1] == Severity.ERROR]
    assert [(place, "would take the place of another" in words) for place, _, words in found] == [
        (f"{register.name}.yml", True)
    ]


@pytest.mark.parametrize("path", ["lessons/index.html.md", "a/Index.html.md", "status.json/a.md", "404.html/a.png"])
def test_no_file_wants_a_folder_where_a_file_is(path: str) -> None:
    """Or nothing could be written at all."""
    assert ["a file of the site has that name" in words for _, _, words in told(path) if "folder" in words] == [True]


def test_a_name_that_turns_the_text_around_it() -> None:
    """It would be shown in links, lists and messages."""
    ((path, weight, message),) = told("img/a\u202egnp.png")
    assert (path, weight, "U+202E" in message) == ("img/a\u202egnp.png", "error", True)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("aux.md", "aux is the name of a device there"),
        ("notes/Con.about.md", "Con is the name of a device there"),
        ("lpt1/plan.png", "lpt1 is the name of a device there"),
        ("drafts./plan.png", "no name there ends in a dot"),
        ("auxiliary.md", None),
        ("com10/con-text.md", None),
    ],
)
def test_a_name_that_windows_cannot_keep(path: str, why: str | None) -> None:
    """A file that others cannot check out is told with a warning, and is built all the same."""
    said = f"a clone on Windows cannot hold this file: {why}"
    assert told(path) == ([(path, Severity.WARNING, said)] if why else [])

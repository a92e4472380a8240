"""What a build costs: 500 pages of a status site against as many pages of stock Material."""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from milepost.authoring.story import play
from milepost.git.repository import write_history
from timing import Row, alternate, command, row

UPDATES, LESSONS, FREE, TURNS = 400, 75, 20, 8
_SETTINGS = (
    "site_name: Five hundred pages\nsite_url: https://example.org/\ndocs_dir: content\ntheme: {name: material}\n"
)
_SECTIONS = ("Done", "In progress", "Next", "Problems")
_WORDS = [
    "The",
    "crew",
    "laid",
    "the",
    "second",
    "cable",
    "and",
    "tested",
    "each",
    "joint",
    "twice",
    "before",
    "the",
    "tide",
    "came",
    "in",
]


def measure() -> list[Row]:
    """`milepost build` against stock `mkdocs build` with Material and a small navigation."""
    with tempfile.TemporaryDirectory() as folder:
        ours, stock = Path(folder, "ours"), Path(folder, "stock")
        _write_project(ours)
        scripts = Path(sys.executable).parent
        build = command([str(scripts / "milepost"), "build", "-q"], ours)
        build()
        pages = len(list((ours / "site").rglob("*.html")))
        _write_stock(stock, ours, pages)
        peer = command([str(scripts / "mkdocs"), "build", "-q"], stock)
        peer()
        theirs = len(list((stock / "site").rglob("*.html")))
        assert theirs == pages, f"{theirs} pages are no match for {pages}"
        best, floor = alternate(build, peer, TURNS)
    return [row(f"milepost build, {pages} pages", best, floor, 1.1, "stock mkdocs build, Material, small navigation")]


def _write_project(folder: Path) -> None:
    files = {"mkdocs.yml": f"{_SETTINGS}plugins: [search, milepost]\n", **{f"content/{p}": t for p, t in _content()}}
    write_history(folder, play([{"on": "2025-12-31", "by": "Project office", "message": "Begin", "write": files}]))


def _content() -> list[tuple[str, str]]:
    first = date(2024, 1, 5)
    days = [first + timedelta(days=number) for number in range(UPDATES)]
    milestones = [
        f"- id: m-{n}\n  title: Section {n} laid\n  due: {first + timedelta(days=20 * n)}\n" for n in range(20)
    ]
    return [
        ("project.yml", "name: Five hundred pages\nrhythm: {every: week, day: friday}\n"),
        ("milestones.yml", "".join(milestones)),
        *((f"updates/{day}.md", _update(day, number)) for number, day in enumerate(days)),
        *((f"lessons/lesson-{n}.md", _lesson(first, n)) for n in range(LESSONS)),
        *((f"free-{n}.md", f"# Free page {n}\n\n{_prose(n)}") for n in range(FREE)),
    ]


def _update(day: date, number: int) -> str:
    return f"---\nstatus: green\nheadline: Section {number} is laid as planned\n---\n{_prose(number)}"


def _lesson(day: date, number: int) -> str:
    return f"---\ntitle: Test joint {number} twice\ndate: {day}\ntags: [joints]\n---\n{_prose(number)}"


def _prose(number: int) -> str:
    """About 150 words under four headings, different on every page."""
    turned = " ".join(_WORDS[number % len(_WORDS) :] + _WORDS[: number % len(_WORDS)])
    return "".join(f"\n## {heading}\n\n- {turned} ({number}).\n- {turned}, **again**.\n" for heading in _SECTIONS)


def _write_stock(folder: Path, ours: Path, pages: int) -> None:
    """The same texts as plain pages, as many as our site has (404.html is one of both)."""
    source = sorted((ours / "content").rglob("*.md"))
    (folder / "content").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(_SETTINGS + "nav: [index.md]\nvalidation: {nav: {omitted_files: ignore}}\n")
    for path in source:
        target = folder / "content" / path.relative_to(ours / "content")
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(path, target)
    for number in range(pages - 1 - len(source)):
        name = "index.md" if number == 0 else f"more-{number}.md"
        (folder / "content" / name).write_text(f"# More {number}\n{_prose(number)}")

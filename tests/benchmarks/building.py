"""What a cold build costs: 500 pages of a status site against as many pages of stock Material.

Cold is a build that knows nothing of the builds before it. What is compiled once an installation, such as Python's own
modules and the templates, is compiled on both sides.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from milepost.authoring.story import play
from milepost.git.writing.history import write_history
from timing import Row, alternate, command, processor_seconds, row

UPDATES, LESSONS, FREE, TURNS = 400, 75, 20, 8
SETTINGS = "site_name: Five hundred pages\nsite_url: https://example.org/\ndocs_dir: content\ntheme: {name: material}\n"
_SECTIONS = ("Done", "In progress", "Next", "Problems")
_SENTENCE = "The crew laid the second cable and tested each joint twice before the tide came in"
# Each of them stands on every page that has words of its author's.
_TERMS = (
    *("crew", "laid", "second", "second cable", "cable", "tested", "each joint", "joint", "twice", "before", "tide"),
    *("the tide", "came", "came in", "again", "done", "progress", "next", "problem", "and"),
)


def measure() -> list[Row]:
    """`milepost build` against stock `mkdocs build` with Material and a small navigation, which explains no terms."""
    stock = "stock mkdocs build, Material, small navigation"
    return [
        *_compared("", {}, stock),
        *_compared(f", {len(_TERMS)} terms explained", {"glossary.yml": glossary()}, f"{stock}, no glossary"),
    ]


def _compared(told: str, more: dict[str, str], against: str) -> list[Row]:
    """A build of our site, with `more` in its content, against one of as many stock pages."""
    with tempfile.TemporaryDirectory() as folder:
        ours, stock = Path(folder, "ours"), Path(folder, "stock")
        write_project(ours, more)
        scripts = Path(sys.executable).parent
        build = cold([str(scripts / "milepost"), "build", "-q", "--force"], ours, Path(folder, "kept"))
        build()
        pages = len(list((ours / "site").rglob("*.html")))
        write_stock(stock, ours, pages)
        peer = command([str(scripts / "mkdocs"), "build", "-q"], stock)
        peer()
        theirs = len(list((stock / "site").rglob("*.html")))
        assert theirs == pages, f"{theirs} pages are no match for {pages}"
        by_clock = alternate(build, peer, TURNS)
        by_processor = alternate(build, peer, TURNS, processor_seconds)
    what = f"milepost build, {pages} pages{told}"
    return [row(what, *by_clock, 0.85, against), row(f"{what}, processor", *by_processor, 0.85, against)]


def cold(arguments: list[str], folder: Path, kept: Path) -> Callable[[], None]:
    """A build that finds nothing of what the one before it kept, but for its compiled templates."""
    build = command(arguments, folder, {**os.environ, "MILEPOST_CACHE": str(kept)})

    def run() -> None:
        for kind in kept.iterdir() if kept.is_dir() else ():
            if kind.name != "templates":
                shutil.rmtree(kind)
        build()

    return run


def write_project(folder: Path, more: dict[str, str], updates: int = UPDATES) -> None:
    """A project of so many updates, with `more` in its content."""
    content = {f"content/{path}": text for path, text in (*_content(updates), *more.items())}
    files = {"mkdocs.yml": f"{SETTINGS}plugins: [search, milepost]\n", **content}
    write_history(folder, play([{"on": "2025-12-31", "by": "Project office", "message": "Begin", "write": files}]))


def commit(folder: Path, message: str) -> None:
    """Commit what was edited."""
    git(folder, "-c", "user.name=Project office", "-c", "user.email=office@example.org", "commit", "-qam", message)


def git(folder: Path, *arguments: str) -> str:
    """What a git command prints."""
    return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True).stdout


def _content(updates: int) -> list[tuple[str, str]]:
    first = date(2025, 2, 8) - timedelta(days=updates)
    days = [first + timedelta(days=number) for number in range(updates)]
    milestones = [
        f"- id: m-{n}\n  title: Section {n} laid\n  due: {first + timedelta(days=20 * n)}\n" for n in range(20)
    ]
    return [
        ("project.yml", "name: Five hundred pages\nrhythm: {every: week, day: friday}\n"),
        ("milestones.yml", "".join(milestones)),
        *((f"updates/{day}.md", _update(day, number)) for number, day in enumerate(days)),
        *((f"lessons/lesson-{n}.md", _lesson(first, n)) for n in range(LESSONS)),
        *((f"free-{n}.md", f"# Free page {n}\n\n{prose(n)}") for n in range(FREE)),
    ]


def _update(day: date, number: int) -> str:
    return f"---\nstatus: green\nheadline: Section {number} is laid as planned\n---\n{prose(number)}"


def _lesson(day: date, number: int) -> str:
    return f"---\ntitle: Test joint {number} twice\ndate: {day}\ntags: [joints]\n---\n{prose(number)}"


def glossary() -> str:
    """A glossary of words that stand on every page."""
    return "".join(f"{term}: What the word stands for in this project, in a sentence.\n" for term in _TERMS)


def prose(number: int) -> str:
    """About 150 words under four headings, different on every page."""
    words = _SENTENCE.split()
    turned = " ".join(words[number % len(words) :] + words[: number % len(words)])
    return "".join(f"\n## {heading}\n\n- {turned} ({number}).\n- {turned}, **again**.\n" for heading in _SECTIONS)


def write_stock(folder: Path, ours: Path, pages: int) -> None:
    """The same texts as plain pages, as many as our site has (404.html is one of both)."""
    source = sorted((ours / "content").rglob("*.md"))
    (folder / "content").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(SETTINGS + "nav: [index.md]\nvalidation: {nav: {omitted_files: ignore}}\n")
    for path in source:
        target = folder / "content" / path.relative_to(ours / "content")
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(path, target)
    for number in range(pages - 1 - len(source)):
        name = "index.md" if number == 0 else f"more-{number}.md"
        (folder / "content" / name).write_text(f"# More {number}\n{prose(number)}")

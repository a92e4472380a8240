"""What grows, and how: builds over pages, the ledger over commits, one more version over versions, beside their peers.

`python tests/benchmarks/growth.py [pages] [memory] [commits] [versions]` takes half an hour for all, writes what it
measured to `figures/growth.json` and draws it for the manual. All are seconds of the processors, but for the memory,
which is what a build held at most: the median of three turns, taken in alternation, after one that does not count.
Peers that are not installed are left out, and said.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NotRequired, TypedDict

sys.path.insert(0, str(Path(__file__).parents[1]))

import building
import ledger
import plots
from history_generator import write_long_history
from milepost.authoring.story import play
from milepost.git.writing.history import write_history
from timing import command, peak_megabytes, processor_seconds

FIGURES = Path(__file__).with_name("figures") / "growth.json"
PAGES, COMMITS, VERSIONS, TURNS = (200, 500, 2000), (1_000, 10_000, 50_000), (10, 50, 200), 3
_HUGO = {
    "hugo.toml": 'baseURL = "https://example.org/"\ntitle = "Pages"\ndisableKinds = ["taxonomy", "term", "RSS"]\n',
    "layouts/_default/single.html": "<!doctype html><title>{{ .Title }}</title><main>{{ .Content }}</main>\n",
    "layouts/_default/list.html": "<!doctype html><title>{{ .Title }}</title><main>{{ .Content }}</main>\n",
}
_BRANCH = "refs/heads/gh-pages"
Run = Callable[[], object]
Command = tuple[list[str], Path, dict[str, str]]


class Curve(TypedDict):
    """What was measured over one number: of each line, the points as numbers and seconds, or what `measure` says."""

    title: str
    over: str
    lines: dict[str, list[tuple[int, float]]]
    measure: NotRequired[str]


def main(names: Sequence[str]) -> None:
    """Measure the curves that are named, or all, and keep the others as they were."""
    measured: dict[str, Curve] = json.loads(FIGURES.read_text("utf-8")) if FIGURES.is_file() else {}
    curves = {"pages": _over_pages, "memory": _of_memory, "commits": _over_commits, "versions": _over_versions}
    for name, measure in curves.items():
        if not names or name in names:
            measured[name] = measure()
            FIGURES.write_text(json.dumps(measured, indent=1) + "\n", "utf-8")
            print(json.dumps(measured[name]), flush=True)
    measured = {name: measured[name] for name in curves if name in measured}
    FIGURES.write_text(json.dumps(measured, indent=1) + "\n", "utf-8")
    plots.draw(measured)


def _over_pages() -> Curve:
    lines: dict[str, list[tuple[int, float]]] = {}
    for pages in PAGES:
        with tempfile.TemporaryDirectory() as room:
            _add(lines, pages, _medians(_builds(Path(room), pages)))
    return Curve(title="Building a site with a glossary of 20 terms", over="pages", lines=lines)


def _builds(room: Path, pages: int) -> dict[str, Run]:
    """A build of ours from nothing, one after an edit, and what peers make of as many pages of the same words."""
    ours, stock, kept, scripts = room / "ours", room / "stock", room / "kept", Path(sys.executable).parent
    building.write_project(
        ours, {"glossary.yml": building.glossary()}, updates=pages - building.LESSONS - 2 * building.FREE
    )
    build = [str(scripts / "milepost"), "build", "-q", "--force"]
    command(build, ours)()
    building.write_stock(stock, ours, len(list((ours / "site").rglob("*.html"))))
    again = command(build, ours, {**os.environ, "MILEPOST_CACHE": str(room / "warm")})
    update = max((ours / "content/updates").iterdir())
    for _ in range(2):
        again()

    def edited() -> None:
        update.write_text(update.read_text("utf-8") + "\nOne more line.\n", "utf-8")
        building.commit(ours, "An update was edited")
        again()

    runs: dict[str, Run] = {
        "Milepost": building.cold(build, ours, kept),
        "Milepost, one page changed": edited,
        "MkDocs and Material, no glossary": command([str(scripts / "mkdocs"), "build", "-q"], stock),
    }
    if zensical := shutil.which("zensical"):
        runs["Zensical"] = command([zensical, "build", "--clean"], stock)
    if hugo := shutil.which("hugo"):
        for name, text in _HUGO.items():
            (stock / name).parent.mkdir(parents=True, exist_ok=True)
            (stock / name).write_text(text, "utf-8")
        runs["Hugo, a bare theme"] = command([hugo, "--quiet", "-d", str(room / "hugo")], stock)
    return runs


def _of_memory() -> Curve:
    lines: dict[str, list[tuple[int, float]]] = {}
    for pages in PAGES:
        with tempfile.TemporaryDirectory() as room:
            builds = _builds_to_weigh(Path(room), pages)
            taken = [{name: peak_megabytes(*build) for name, build in builds.items()} for _ in range(TURNS)]
            _add(lines, pages, {name: round(statistics.median(turn[name] for turn in taken), 1) for name in builds})
    return Curve(title="Memory that a build holds at most", over="pages", measure="MB", lines=lines)


def _builds_to_weigh(room: Path, pages: int) -> dict[str, Command]:
    """A build of ours from nothing, one with all that the one before kept, and that of stock pages."""
    ours, stock, scripts = room / "ours", room / "stock", Path(sys.executable).parent
    building.write_project(
        ours, {"glossary.yml": building.glossary()}, updates=pages - building.LESSONS - 2 * building.FREE
    )
    build = [str(scripts / "milepost"), "build", "-q", "--force"]
    warm = {**os.environ, "MILEPOST_CACHE": str(room / "warm")}
    for _ in range(2):
        command(build, ours, warm)()
    building.write_stock(stock, ours, len(list((ours / "site").rglob("*.html"))))
    return {
        "Milepost": (build, ours, {**os.environ, "MILEPOST_CACHE": "off"}),
        "Milepost, again": (build, ours, warm),
        "MkDocs and Material, no glossary": ([str(scripts / "mkdocs"), "build", "-q"], stock, dict(os.environ)),
    }


def _over_commits() -> Curve:
    lines: dict[str, list[tuple[int, float]]] = {}
    for commits in COMMITS:
        with tempfile.TemporaryDirectory() as folder, ledger.kept_in() as kept:
            write_long_history(Path(folder, "long"), commits, commits * 3 // 10)
            _add(lines, commits, _medians(_readings(Path(folder, "long"), kept)))
    return Curve(title="Reading the history into the ledger", over="commits, a third of them of the plan", lines=lines)


def _readings(folder: Path, kept: Path) -> dict[str, Run]:
    def cold() -> None:
        shutil.rmtree(kept, ignore_errors=True)
        ledger.go_on(folder)

    return {
        "Milepost": cold,
        "Milepost, again": lambda: ledger.go_on(folder),
        "git log and git cat-file": lambda: ledger.git_floor(folder),
    }


def _over_versions() -> Curve:
    lines: dict[str, list[tuple[int, float]]] = {}
    for versions in VERSIONS:
        with tempfile.TemporaryDirectory() as room:
            _add(lines, versions, _medians(_publications(Path(room), versions)))
    return Curve(
        title="Publishing one more version, of 40 pages and an update a week", over="versions there are", lines=lines
    )


def _publications(folder: Path, versions: int) -> dict[str, Run]:
    """One more version, with what the one before left; a build of the same from nothing, and what mike takes for it."""
    scripts, ours, theirs = Path(sys.executable).parent, folder / "ours", folder / "theirs"
    write_history(ours, play(_weeks(versions + 1)))
    day = building.git(ours, "log", "-1", "--format=%ct").strip()
    kept, left = folder / "kept", folder / "left"
    around = {**os.environ, "SOURCE_DATE_EPOCH": day, "MILEPOST_CACHE": str(kept)}
    (kept / "works").mkdir(parents=True)  # As after the first build on a machine.
    building.git(ours, "checkout", "-q", "--detach", "HEAD~1")
    publish = command([str(scripts / "milepost"), "publish", "-q"], ours, around)
    publish()
    shutil.copytree(kept, left)
    before = building.git(ours, "rev-parse", _BRANCH).strip()
    building.git(ours, "checkout", "-q", "main")

    def one_more() -> None:
        building.git(ours, "update-ref", _BRANCH, before)
        shutil.rmtree(kept)
        shutil.copytree(left, kept)
        publish()

    os.environ["SOURCE_DATE_EPOCH"] = day
    build = building.cold([str(scripts / "milepost"), "build", "-q", "--force"], ours, kept)
    runs: dict[str, Run] = {"milepost publish": one_more, "milepost build": build}
    if (scripts / "mike").exists():
        runs["mike deploy"] = _deployment(ours, theirs, versions)
    return runs


def _deployment(ours: Path, theirs: Path, versions: int) -> Run:
    """One more version deployed by mike, onto a branch on which one that it deployed stands under so many names."""
    scripts = Path(sys.executable).parent
    building.git(ours, "clone", "-q", ".", str(theirs))
    building.git(theirs, "remote", "remove", "origin")
    for name, value in (("user.name", "Project office"), ("user.email", "office@example.org")):
        building.git(theirs, "config", name, value)
    path = os.pathsep.join((str(scripts), os.environ["PATH"]))  # It runs the `mkdocs` that it finds there.

    def deploy(version: str) -> None:
        command([str(scripts / "mike"), "-q", "deploy", version], theirs, {**os.environ, "PATH": path})()

    deploy("0.0")
    pages = building.git(theirs, "rev-parse", f"{_BRANCH}:0.0").strip()
    names = [f"0.{number}" for number in range(versions)]
    (theirs / "versions.json").write_text(
        json.dumps([{"version": name, "title": name, "aliases": []} for name in names]), "utf-8"
    )
    told = building.git(theirs, "hash-object", "-w", "versions.json").strip()
    (theirs / "versions.json").unlink()
    building.git(theirs, "read-tree", "--empty")
    building.git(theirs, "update-index", "--add", "--cacheinfo", f"100644,{told},versions.json")
    for name in names:
        building.git(theirs, "read-tree", f"--prefix={name}/", pages)
    tree = building.git(theirs, "write-tree").strip()
    before = building.git(theirs, "commit-tree", "-m", "Versions", tree).strip()
    building.git(theirs, "read-tree", "HEAD")

    def one_more() -> None:
        building.git(theirs, "update-ref", _BRANCH, before)
        deploy("1.0")

    return one_more


def _weeks(count: int) -> Iterable[Mapping[str, object]]:
    """A project of forty pages of its own, and an update a week."""
    first = datetime(2020, 1, 3, tzinfo=UTC)
    pages = {f"content/free-{n}.md": f"# Page {n}\n\n{building.prose(n)}" for n in range(40)}
    begun = {"mkdocs.yml": f"{building.SETTINGS}plugins: [search, milepost]\n", **pages}
    begun["content/project.yml"] = "name: Many versions\nrhythm: {every: week, day: friday}\n"
    begun["content/milestones.yml"] = "- {id: open, title: The line is open, due: 2024-01-05}\n"
    for week in range(count):
        day = f"{first + timedelta(weeks=week):%Y-%m-%d}"
        update = f"---\nstatus: green\nheadline: Week {week} went as planned\n---\n{building.prose(week)}"
        written = {f"content/updates/{day}.md": update, **(begun if week == 0 else {})}
        yield {"on": day, "by": "Project office", "message": f"Week {week}", "write": written}


def _medians(runs: Mapping[str, Run]) -> dict[str, float]:
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for turn in range(TURNS + 1):
        for name, run in runs.items():
            seconds = processor_seconds(run)
            taken[name] += [seconds] if turn else []
    return {name: round(statistics.median(times), 3) for name, times in taken.items()}


def _add(lines: dict[str, list[tuple[int, float]]], number: int, medians: Mapping[str, float]) -> None:
    for name, seconds in medians.items():
        lines.setdefault(name, []).append((number, seconds))


if __name__ == "__main__":
    main(sys.argv[1:])

"""What versions cost: fifty weeks of a site of 300 pages, published by us and deployed by mike.

Both tell the same repository with the same `mkdocs.yml`. We publish on a branch of it; mike, in a clone with each week
checked out in turn, deploys what `mkdocs build` makes with our plugin. A week is an update, a lesson, four edits of
free pages, what fell due in the plan and among the promises, and sometimes a date that moves; the last is like others.
Fifty runs of mike are too long for several turns: ours from nothing runs before and after them, and its mean counts.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from milepost.authoring.story import play
from milepost.git.writing.history import write_history
from timing import Row, alternate, command, row, seconds

PAGES, WEEKS, FREE, MILESTONES, COMMITMENTS, EDITS = 300, 50, 194, 20, 30, 4
FEW, TURNS = 5, 6
_BRANCH = "refs/heads/gh-pages"
_FIRST = date(2025, 1, 10)
_SETTINGS = (
    "site_name: Fifty weeks\nsite_url: https://example.org/\ndocs_dir: content\ntheme: {name: material}\n"
    "plugins: [search, milepost]\n"
)
_PROJECT = "name: Fifty weeks\nrhythm: {every: week, day: friday}\n"
_SECTIONS = ("Where we are", "What we found", "What we do about it", "Who has to know", "What comes next")
_SENTENCE = (
    "the survey boat went out with the morning tide and came back with soundings of the whole western channel which"
    " the office drew up on the same evening so that both sides could agree where the next length of cable will lie"
)
_Item = dict[str, str]
_Run = Callable[[], None]


def check() -> None:
    """Say at once what is not installed."""
    if not Path(sys.executable).with_name("mike").exists():
        raise SystemExit("mike is not installed: pip install --group benchmark")


def measure() -> list[Row]:
    """One more version against one build, and all of them against mike, in bytes and in time."""
    scripts = Path(sys.executable).parent
    with tempfile.TemporaryDirectory() as room:
        ours, theirs = Path(room, "ours"), Path(room, "theirs")
        write_history(ours, play(_weeks()))
        _git(ours, "clone", "-q", ".", str(theirs))
        weeks = _git(ours, "rev-list", "--reverse", "HEAD").split()
        build = command([str(scripts / "milepost"), "build", "-q", "--force"], ours)
        publish = command([str(scripts / "milepost"), "publish", "-q"], ours)
        rows = [_one_more(ours, weeks[: there + 1], build, publish) for there in (FEW, WEEKS - 1)]
        pages = len(list((ours / "site").rglob("*.html")))
        assert pages == PAGES, f"{pages} pages are not {PAGES}"
        sizes = _sizes(ours)
        before = _from_nothing(ours, publish)
        deployed = _deploy(theirs, weeks, scripts)
        whole = (before + _from_nothing(ours, publish)) / 2
        rows.append(_added(sizes, _sizes(theirs)))
    return [*rows, row(f"all {WEEKS} versions from nothing", whole, deployed, 0.25, f"{WEEKS} runs of mike deploy")]


def _one_more(folder: Path, weeks: Sequence[str], build: _Run, publish: _Run) -> Row:
    """The last of these weeks published on top of those before, which the branch holds, against one build of it."""
    _git(folder, "checkout", "-q", "--detach", weeks[-2])
    publish()
    before = _git(folder, "rev-parse", _BRANCH).strip()
    _git(folder, "checkout", "-q", "--detach", weeks[-1])

    def publish_again() -> None:
        _git(folder, "update-ref", _BRANCH, before)
        publish()

    best, floor = alternate(publish_again, build, TURNS)
    return row(f"milepost publish, {len(weeks)}th version", best, floor, 1.2, "milepost build of the same state")


def _from_nothing(folder: Path, publish: _Run) -> float:
    """The seconds that all versions take on an empty branch."""
    _git(folder, "update-ref", "-d", _BRANCH)
    return seconds(publish)


def _deploy(folder: Path, weeks: Sequence[str], scripts: Path) -> float:
    """The seconds that mike takes for all weeks, each checked out before its clock runs."""
    _git(folder, "config", "user.name", "Project office")
    _git(folder, "config", "user.email", "office@example.org")
    path = os.pathsep.join((str(scripts), os.environ["PATH"]))  # It runs the `mkdocs` that it finds there.
    total = 0.0
    for number, week in enumerate(weeks):
        _git(folder, "checkout", "-q", "--detach", week)
        mike = [str(scripts / "mike"), "-q", "deploy", str(_day(number))]
        total += seconds(command(mike, folder, {**os.environ, "PATH": path}))
    return total


def _added(ours: tuple[int, int], theirs: tuple[int, int]) -> Row:
    """What the last version added to each tree."""
    added, peer = ours[1] - ours[0], theirs[1] - theirs[0]
    return Row(
        what=f"bytes that the {WEEKS}th version adds",
        ours=_size(added),
        peer=_size(peer),
        ratio=round(added / peer, 3),
        bound=0.15,
        against=f"mike deploy of the same week; all {WEEKS}: {_size(ours[1])} and {_size(theirs[1])}",
    )


def _sizes(folder: Path) -> tuple[int, int]:
    """The bytes of all files on the branch, before its last commit and after."""
    trees = (_git(folder, "ls-tree", "-r", "-l", commit).splitlines() for commit in (f"{_BRANCH}~1", _BRANCH))
    before, after = (sum(int(line.split()[3]) for line in tree) for tree in trees)
    return before, after


def _size(number: int) -> str:
    return f"{number / 1e6:.2f} MB"


def _git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True).stdout


def _weeks() -> Iterator[dict[str, object]]:
    """The story: everything but updates and lessons is there in the first week."""
    plan = [_item("title", f"m-{n}", 18 * (n + 1)) for n in range(MILESTONES)]
    promises = [_item("promise", f"C-{n}", 12 * (n + 1)) for n in range(COMMITMENTS)]
    files = {"mkdocs.yml": _SETTINGS, "content/project.yml": _PROJECT}
    for week in range(WEEKS):
        _advance(plan, "done", week, moves=week % 3 == 1)
        _advance(promises, "kept", week, moves=week % 3 == 2)
        edited = range(FREE) if week == 0 else range(week * EDITS % FREE, week * EDITS % FREE + EDITS)
        files |= {"content/milestones.yml": _yaml(plan), "content/commitments.yml": _yaml(promises)}
        files |= {f"content/updates/{_day(week)}.md": _update(week), f"content/lessons/lesson-{week}.md": _lesson(week)}
        files |= {f"content/free-{n % FREE}.md": f"# Free page {n % FREE}\n{_prose(n + week)}" for n in edited}
        yield {"on": str(_day(week)), "by": "Project office", "message": f"Week {week + 1}", "write": files}
        files = {}


def _day(week: int) -> date:
    return _FIRST + timedelta(weeks=week)


def _item(words: str, name: str, days: int) -> _Item:
    return {"id": name, words: f"Section {name} is laid", "due": str(_FIRST + timedelta(days=days)), "owner": "Crew"}


def _advance(items: Sequence[_Item], fulfilled: str, week: int, *, moves: bool) -> None:
    """What is due was done in time; where something moves, the date of something else does, by a week."""
    ahead = [item for item in items if item["due"] > str(_day(week))]
    for item in items:
        if item not in ahead:
            item.setdefault(fulfilled, item["due"])
    if moves:
        item = ahead[week % len(ahead)]
        item["due"] = str(date.fromisoformat(item["due"]) + timedelta(weeks=1))
        item["reason"] = f"The weather of week {week}"


def _yaml(items: Sequence[_Item]) -> str:
    return "".join("- " + "\n  ".join(f"{key}: {value}" for key, value in item.items()) + "\n" for item in items)


def _update(week: int) -> str:
    return f"---\nstatus: green\nheadline: Section {week} is laid as planned\n---\n{_prose(week)}"


def _lesson(week: int) -> str:
    return f"---\ntitle: Test joint {week} twice\ndate: {_day(week)}\ntags: [joints]\n---\n{_prose(week)}"


def _prose(number: int) -> str:
    """About 200 words under five headings, different for every number."""
    words = _SENTENCE.split()
    turned = " ".join(words[number % len(words) :] + words[: number % len(words)])
    return "".join(f"\n## {heading}\n\n{turned} ({number}).\n" for heading in _SECTIONS)

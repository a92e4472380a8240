"""What versions cost: fifty weeks of a site of 300 pages, published by us and deployed by mike.

Both tell the same repository with the same `mkdocs.yml`. We publish on a branch of it; mike, in a clone with each week
checked out in turn, deploys what `mkdocs build` makes with our plugin. A week is an update, a lesson, four edits of
free pages, what fell due in the plan and among the promises, and sometimes a date that moves; the last is like others.
Each is published on its day. What one more version takes is measured with what the week before left to be taken over,
against a build of all from nothing; all else has nothing to take over. All are seconds of the processors. Fifty runs
of mike are too long for several turns: ours from nothing runs before and after them, and its mean counts; of one run,
the median of its last five.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from milepost.authoring.story import play
from milepost.git.writing.history import write_history
from timing import Row, alternate, command, processor_seconds, row

PAGES, WEEKS, FREE, MILESTONES, COMMITMENTS, EDITS = 300, 50, 181, 20, 30, 4
FEW, TURNS, LAST = 5, 5, 5
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
        measured = [_one_more(ours, weeks[: there + 1], scripts) for there in (FEW, WEEKS - 1)]
        rows = [row for row, _ in measured]
        pages = len(list((ours / "site").rglob("*.html")))
        assert pages == PAGES, f"{pages} pages are not {PAGES}"
        sizes = _sizes(ours)
        before = _from_nothing(ours, scripts)
        deployed = _deploy(theirs, weeks, scripts)
        whole = (before + _from_nothing(ours, scripts)) / 2
        usual = statistics.median(deployed[-LAST:])
        rows.append(row(f"milepost publish, {WEEKS}th version", measured[-1][1], usual, 0.6, "mike deploy of a week"))
        rows.append(_added(sizes, _sizes(theirs)))
    all_runs = f"{WEEKS} runs of mike deploy"
    return [*rows, row(f"all {WEEKS} versions from nothing", whole, sum(deployed), 0.25, all_runs)]


def _one_more(folder: Path, weeks: Sequence[str], scripts: Path) -> tuple[Row, float]:
    """The last of these weeks published on top of those before, which the branch holds, against one build of it."""
    kept, left = folder / ".kept", folder / ".left"
    _forget(kept)
    (kept / "works").mkdir(parents=True)  # As after the first build on a machine.
    _git(folder, "checkout", "-q", "--detach", weeks[-2])
    _on_its_day(["publish", "-q"], folder, len(weeks) - 2, scripts)()
    before = _git(folder, "rev-parse", _BRANCH).strip()
    shutil.rmtree(left, ignore_errors=True)
    shutil.copytree(kept, left)
    _git(folder, "checkout", "-q", "--detach", weeks[-1])
    publish = _on_its_day(["publish", "-q"], folder, len(weeks) - 1, scripts)
    build = _on_its_day(["build", "-q", "--force"], folder, len(weeks) - 1, scripts)

    def publish_again() -> None:
        _git(folder, "update-ref", _BRANCH, before)
        shutil.rmtree(kept)
        shutil.copytree(left, kept)
        publish()

    def build_anew() -> None:
        _forget(kept)
        build()

    best, floor = alternate(publish_again, build_anew, TURNS, processor_seconds)
    against = "milepost build of the same state from nothing"
    return row(f"milepost publish, {len(weeks)}th version", best, floor, 1.1, against), best


def _on_its_day(arguments: Sequence[str], folder: Path, week: int, scripts: Path) -> _Run:
    """A command of ours on the day of a week."""
    moment = datetime.combine(_day(week), time(12), UTC)
    around = {**os.environ, "SOURCE_DATE_EPOCH": str(int(moment.timestamp())), "MILEPOST_CACHE": str(folder / ".kept")}
    return command([str(scripts / "milepost"), *arguments], folder, around)


def _forget(kept: Path) -> None:
    """Have all but the compiled templates made anew: nobody builds the same state twice."""
    for folder in kept.glob("*"):
        if folder.name != "templates":
            shutil.rmtree(folder)


def _from_nothing(folder: Path, scripts: Path) -> float:
    """The seconds that all versions take on an empty branch."""
    _git(folder, "update-ref", "-d", _BRANCH)
    _forget(folder / ".kept")
    return processor_seconds(_on_its_day(["publish", "-q"], folder, WEEKS - 1, scripts))


def _deploy(folder: Path, weeks: Sequence[str], scripts: Path) -> list[float]:
    """The seconds that mike takes for each week, which is checked out before its clock runs."""
    _git(folder, "config", "user.name", "Project office")
    _git(folder, "config", "user.email", "office@example.org")
    path = os.pathsep.join((str(scripts), os.environ["PATH"]))  # It runs the `mkdocs` that it finds there.
    taken = []
    for number, week in enumerate(weeks):
        _git(folder, "checkout", "-q", "--detach", week)
        mike = [str(scripts / "mike"), "-q", "deploy", str(_day(number))]
        taken.append(processor_seconds(command(mike, folder, {**os.environ, "PATH": path})))
    return taken


def _added(ours: tuple[int, int], theirs: tuple[int, int]) -> Row:
    """What the last version added to each tree."""
    added, peer = ours[1] - ours[0], theirs[1] - theirs[0]
    return Row(
        what=f"bytes that the {WEEKS}th version adds",
        ours=_size(added),
        peer=_size(peer),
        ratio=round(added / peer, 3),
        bound=0.05,
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

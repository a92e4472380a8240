"""Ends commands at every system call that changes anything, and counts what was lost and what was left lying about.

    python tests/kills.py [COMMAND ...] [--how KILL,TERM,INT,ENOSPC,EROFS,GIT] [--every N] [--jobs N] [--progress FILE]

Between two such calls the disk does not change, so that these are all the states in which a command can end. Each trial
runs on a copy of a small project: the command is ended at one call by strace; then the site must be the old one or the
new one, to the byte; then the command runs once more, after which the new one must be there and nothing else. As the
first that a command does is to clear the rooms of the dead, it runs once more once for all disks that are the same to
the byte when these are cleared. GIT kills a git that the command runs, not the command; a lock that this leaves is
git's own way, and taken away first. With a file for its progress, it goes on where it was stopped. Needs Linux and
strace.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cached_property
from hashlib import sha256
from itertools import product
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent))

from milepost.site.workshop.rooms import tidy
from milepost.site.workshop.swap import recover
from preloaded import Preloaded
from repository_builder import SMALL, RepositoryBuilder

STRACE = shutil.which("strace")
COMMANDS = {
    "build": ("build", "-q", "--force"),
    "build --versions": ("build", "--versions", "-q"),
    "publish --to": ("publish", "--to", "../www/status", "-q"),
    "publish": ("publish", "-q"),
    "publish --push": ("publish", "--push", "-q"),
}
SIGNALS = ("KILL", "TERM", "INT")
GIT = "GIT"
ERRORS = ("ENOSPC", "EROFS", "EDQUOT", "EIO")
_FILES = (
    *("openat", "creat", "write", "pwrite64", "writev", "copy_file_range", "sendfile", "truncate", "ftruncate"),
    *("rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat", "mkdir", "mkdirat", "unlink"),
    *("unlinkat", "rmdir", "chmod", "fchmod", "fchmodat", "chown", "fchown", "fchownat", "lchown", "utimensat"),
)
_CALLS = ",".join([*_FILES, "flock", "fork", "vfork", "clone", "clone3"])
# The names that are made up anew each time: rooms, and what git is writing.
_RANDOM = re.compile(r"(?<=-)[a-z0-9_]{8}(?=/|$)|(?<=/tmp_(?:obj|idx)_)\w{6}|(?<=/tmp_pack_)\w{6}")
# What the trace says of opening a file to read it, and of all that changes no file of a disk.
_READS = re.compile(r"openat\((?!.*O_(CREAT|TRUNC))")
_HARMLESS = re.compile(rf"{_READS.pattern}|p?writev?(64)?\(\d+<(pipe|socket|/dev)|flock|v?fork|clone")
_UPDATES, _UPDATE = "content/updates/2026-01-{}.md", "---\nstatus: green\nheadline: {}\n---\nWords.\n"


@dataclass(frozen=True)
class Trial:
    """A command that is ended in one way at one call."""

    command: str
    how: str
    call: str
    number: int


@dataclass(frozen=True)
class Outcome:
    """What came of a trial, in words; empty where all is well."""

    trial: Trial
    lost: str = ""
    litter: tuple[str, ...] = ()
    odd: str = ""
    was_ended: bool = True


class Ground:
    """A place where trials are made: a project, something published, and what the state is before and after."""

    def __init__(self, room: Path, command: str, runners: SimpleQueue[Preloaded]) -> None:
        self.room = room
        self.command = command
        self.template = room / "template"
        self.runners = runners
        self._prepare(self.template)
        self.old = state(self.template)
        with self._copied("done") as done:
            assert self.run(done).returncode == 0
            self.new = state(done)
            self.clean = beside(done)
        self._next: dict[str, tuple[str, tuple[str, ...]]] = {}
        assert self.old != self.new, "there is something to do"

    def _prepare(self, place: Path) -> None:
        project = _begun(place)
        assert self.run(place).returncode == 0
        for folder in (place / "www/status", place / "project/site"):
            if folder.exists() and self.command == "publish --to":
                (folder / "CNAME").write_text("status.example.org\n")
                (folder / "latest").symlink_to("versions")
        project.commit({_UPDATES.format(16): _UPDATE.format("Two"), "content/a.svg": None}, on="2026-01-16")

    def run(self, place: Path, strace: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
        """Run the command in the project of a place; the same calls come in the same order each time."""
        runner = self.runners.get()
        try:
            return runner.run(place / "project", COMMANDS[self.command], environment(place), strace)
        finally:
            self.runners.put(runner)

    def calls(self, how: str) -> list[tuple[str, int]]:
        """The calls at which ending the command may make a difference: each name, and the how manieth of it."""
        logs = self._git_traced if how == GIT else self._traced
        return list(dict.fromkeys(call for log in logs for call in counted(log, how)))

    @cached_property
    def _traced(self) -> list[Path]:
        """What the command calls, once it has run to its end."""
        log = self.room / "log"
        with self._copied("count") as place:
            self.run(place, ("strace", "-y", "-o", str(log), "-e", f"trace={_CALLS}"))
        return [log]

    @cached_property
    def _git_traced(self) -> list[Path]:
        """What each git calls that it runs."""
        log = self.room / "git-log"
        with self._copied("count") as place:
            watch_git(place, f"-ff -y -o {log} -e trace={_CALLS}")
            self.run(place)
        return sorted(self.room.glob("git-log.*"), key=lambda log: int(log.suffix[1:]))

    @contextmanager
    def _copied(self, name: str) -> Iterator[Path]:
        """A place as it was before the command ran."""
        place = self.room / name
        copy(self.template, place)
        try:
            yield place
        finally:
            shutil.rmtree(place, ignore_errors=True)

    def tried(self, trial: Trial) -> Outcome:
        """What comes of a trial."""
        with self._copied(f"{trial.how}-{trial.call}-{trial.number}") as place:
            return self._judged(trial, place)

    def _judged(self, trial: Trial, place: Path) -> Outcome:
        fault = f"error={trial.how}" if trial.how in ERRORS else f"signal={'KILL' if trial.how == GIT else trial.how}"
        options = f"-o /dev/null -e trace={trial.call} -e inject={trial.call}:{fault}:when={trial.number}"
        if trial.how == GIT:
            watch_git(place, f"-f {options}")
        done = self.run(place, () if trial.how == GIT else ("strace", *options.split()))
        shutil.rmtree(place / "bin", ignore_errors=True)
        told = done.stderr.strip().splitlines()
        odd = f"{done.returncode}: {told[-1] if told else ''}" if is_odd(trial.how, done) else ""
        then = state(place)
        is_whole = all(has in (was, shall) for has, was, shall in zip(then, self.old, self.new, strict=True))
        for lock in place.rglob("*.lock") if trial.how == GIT else ():
            lock.unlink()
        cleared = place.with_name(f"{place.name}-cleared")
        copy(place, cleared)
        clear(cleared)
        disk = disk_of(cleared)
        shutil.rmtree(cleared)
        if disk not in self._next:
            self._next[disk] = self._gone_on(place)
        lost, litter = self._next[disk]
        return Outcome(trial, lost if is_whole else "the site", litter, odd, done.returncode != 0)

    def _gone_on(self, place: Path) -> tuple[str, tuple[str, ...]]:
        """What is lost, and what lies about, when the command has run once more."""
        again = self.run(place)
        lost = ""
        if state(place) != self.new:
            lost = f"the next run gives another site ({again.returncode}: {again.stderr.strip()[-200:]})"
        return lost, tuple(sorted({*beside(place)} - {*self.clean}))


def counted(log: Path, how: str) -> list[tuple[str, int]]:
    """The calls in a trace that may make a difference: each name, and the how manieth of it."""
    seen: Counter[str] = Counter()
    found = []
    for line in log.read_text(errors="replace").splitlines():
        if call := re.match(r"\w+(?=\()", line):
            seen[call[0]] += 1
            if not (_READS if how in SIGNALS else _HARMLESS).match(line):
                found.append((call[0], seen[call[0]]))
    return found


def watch_git(place: Path, options: str) -> None:
    """Let every git that a command runs in a place be watched by strace."""
    shim = place / "bin/git"
    shim.parent.mkdir(exist_ok=True)
    shim.write_text(f'#!/bin/sh\nexec strace -qq {options} {shutil.which("git")} "$@"\n')
    shim.chmod(0o755)


def is_odd(how: str, done: subprocess.CompletedProcess[str]) -> bool:
    """Whether a command ended in another way than it should: with a bug of ours, or as if nothing had been."""
    ends = {"KILL": {-9, 137}, "TERM": {130}, "INT": {130}}.get(how, {1})
    return done.returncode not in {*ends, 0} or "bug:" in done.stderr or "Traceback" in done.stderr


def environment(place: Path) -> dict[str, str]:
    """The surroundings in which commands run in a place."""
    return {
        **os.environ,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "MILEPOST_CACHE": "off",  # What is kept there is written beside and renamed; tests/memory has that.
        "PYTHONHASHSEED": "0",
        "PATH": f"{place / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "TMPDIR": str(place / "tmp"),
        "NO_COLOR": "1",
    }


def copy(one: Path, other: Path) -> None:
    """A copy that keeps links and times."""
    subprocess.run(["cp", "-a", str(one), str(other)], check=True)


def state(place: Path) -> tuple[str, ...]:
    """What there is to lose: the site, what is published in a folder, the branch here and at the remote."""
    return (
        _tree(place / "project/site"),
        _tree(place / "www/status"),
        _tip(place / "project"),
        _tip(place / "hub.git"),
    )


def _tree(folder: Path) -> str:
    total = sha256()
    for path in sorted(folder.rglob("*")) if folder.exists() else ():
        held = (
            str(path.readlink())
            if path.is_symlink()
            else sha256(path.read_bytes()).hexdigest()
            if path.is_file()
            else "/"
        )
        total.update(f"{path.relative_to(folder)}\0{held}\n".encode())
    return total.hexdigest()


def clear(place: Path) -> None:
    """Do what a command begins with: clear the rooms of the dead, and put back what is in them."""
    for target in (place / "project/site", place / "www/status"):
        if target.parent.exists():
            recover(target)
    tidy(place / "tmp", "milepost-")


def disk_of(place: Path) -> str:
    """All that is on the disk, but for when it was written and for names that are made up."""
    total = sha256()
    for path in sorted(place.rglob("*"), key=lambda path: _RANDOM.sub("", str(path.relative_to(place)))):
        name, mode = _RANDOM.sub("", str(path.relative_to(place))), path.lstat().st_mode
        held = str(path.readlink()) if path.is_symlink() else ""
        if path.is_file() and name != "project/.git/index":  # Which holds the times of files, too.
            held += sha256(path.read_bytes()).hexdigest()
        total.update(f"{name}\0{mode}\0{held}\n".encode())
    return total.hexdigest()


def _tip(repository: Path) -> str:
    command = ["git", "-C", str(repository), "rev-parse", "--verify", "--quiet", "refs/heads/gh-pages"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def beside(place: Path) -> tuple[str, ...]:
    """The names of all that lies beside what is wanted; what git sweeps up by itself is none of it."""
    refs = ["git", "-C", str(place / "project"), "for-each-ref", "--format=%(refname)"]
    found = subprocess.run(refs, capture_output=True, text=True, check=True).stdout.split()
    folders = (place, place / "project", place / "www", place / "tmp", place / "project/.git")
    found += [str(path.relative_to(place)) for folder in folders if folder.exists() for path in folder.iterdir()]
    return tuple(sorted(found))


def trials(ground: Ground, how: str, every: int) -> list[Trial]:
    """The trials of a command, every so many calls, the last one among them."""
    calls = ground.calls(how)
    return [Trial(ground.command, how, *call) for call in dict.fromkeys([*calls[::every], *calls[-1:]])]


class Progress:
    """The outcomes so far, in a file if there is one to be; what it holds need not be tried again."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self.known: dict[Trial, Outcome] = {}
        for line in file.read_text("utf-8").splitlines() if file and file.exists() else ():
            told = json.loads(line)
            trial = Trial(**told.pop("trial"))
            self.known[trial] = Outcome(trial, **{**told, "litter": tuple(told["litter"])})

    def tell(self, outcome: Outcome) -> None:
        """Write an outcome down, and print it where something is wrong."""
        if self._file:
            with self._file.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps(asdict(outcome)) + "\n")
        if outcome.lost or outcome.litter or outcome.odd:
            told = (outcome.lost or "nothing lost", ", ".join(outcome.litter) or "no litter", outcome.odd)
            print(f"  {outcome.trial.call} {outcome.trial.number}: {'; '.join(told)}", flush=True)


@contextmanager
def loaded(jobs: int) -> Iterator[SimpleQueue[Preloaded]]:
    """So many processes that have loaded what any of the commands loads."""
    runners: SimpleQueue[Preloaded] = SimpleQueue()
    with TemporaryDirectory(prefix="kills-") as room:
        for number in range(jobs):
            place = Path(room, str(number))
            _begun(place)
            runners.put(Preloaded(place / "project", COMMANDS["publish --push"], environment(place)))
        try:
            yield runners
        finally:
            while not runners.empty():
                runners.get().close()


@contextmanager
def ground_of(command: str, runners: SimpleQueue[Preloaded]) -> Iterator[Ground]:
    """A place where trials of a command are made, as many at a time as there are runners."""
    with TemporaryDirectory(prefix="kills-") as room:
        yield Ground(Path(room), command, runners)


def _begun(place: Path) -> RepositoryBuilder:
    """A small project in a place, and what else there is to write to."""
    project = RepositoryBuilder(place / "project")
    first = {".gitignore": "/site\n", _UPDATES.format("09"): _UPDATE.format("One"), "content/a.svg": "a"}
    first["mkdocs.yml"] = f"{SMALL['mkdocs.yml']}markdown_extensions: [pymdownx.snippets]\n"
    project.commit({**SMALL, **first}, on="2026-01-09")
    project.git("clone", "--quiet", "--bare", str(project.path), str(place / "hub.git"))
    project.git("remote", "add", "origin", "../hub.git")
    project.git("fetch", "--quiet", "origin")
    (place / "tmp").mkdir()
    return project


def survey(ground: Ground, how: str, every: int, jobs: int, progress: Progress | None = None) -> list[Outcome]:
    """Make all trials of a command that is ended in one way."""
    progress = progress or Progress(None)
    asked = trials(ground, how, every)
    todo = [trial for trial in asked if trial not in progress.known]
    with ThreadPoolExecutor(jobs) as pool:
        for outcome in pool.map(ground.tried, todo):
            progress.known[outcome.trial] = outcome
            progress.tell(outcome)
    return [progress.known[trial] for trial in asked]


def _row(command: str, how: str, found: Sequence[Outcome]) -> str:
    marks = ((o.was_ended, bool(o.lost), bool(o.litter), bool(o.odd)) for o in found)
    ended, lost, litter, odd = (sum(marks) for marks in zip(*marks, strict=True)) if found else (0, 0, 0, 0)
    return f"{command:18} {how:9} {len(found):6} {ended:6} {lost:5} {litter:6} {odd:4}"


def main() -> None:
    """Make the trials that the command line asks for, and print a table of what came of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("commands", nargs="*", metavar="COMMAND", help=f"of {', '.join(COMMANDS)}")
    parser.add_argument("--how", default="KILL,TERM,INT,ENOSPC,EROFS,GIT", help="signals and errors, with commas")
    parser.add_argument("--every", type=int, default=1, help="try every so many calls")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--progress", type=Path, help="a file of what is known of this state of the code")
    asked = parser.parse_args()
    progress = Progress(asked.progress)
    rows = [f"{'command':18} {'ended by':9} {'tried':>6} {'ended':>6} {'lost':>5} {'litter':>6} {'odd':>4}"]
    with loaded(asked.jobs) as runners:
        for how, command in product(asked.how.split(","), asked.commands or COMMANDS):
            print(f"{command}, {how}", flush=True)
            with ground_of(command, runners) as ground:
                rows.append(_row(command, how, survey(ground, how, asked.every, asked.jobs, progress)))
            print(f"{rows[0]}\n{rows[-1]}", flush=True)
    print("\n".join(rows))


if __name__ == "__main__":
    main()

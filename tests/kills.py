"""Ends commands at every system call that changes anything, and counts what was lost and what was left lying about.

    python tests/kills.py [COMMAND ...] [--how KILL,TERM,INT,ENOSPC,EROFS,GIT] [--every N] [--jobs N]

Between two such calls the disk does not change, so that these are all the states in which a command can end. Each trial
runs on a copy of a small project: the command is ended at one call by strace; then the site must be the old one or the
new one, to the byte; then the command runs once more, after which the new one must be there and nothing else. GIT
kills a git that the command runs, not the command; a lock that this leaves is git's own way, and taken away first.
Needs Linux and strace.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent))

from repository_builder import SMALL, RepositoryBuilder

STRACE = shutil.which("strace")
MILEPOST = Path(sys.executable).with_name("milepost")
COMMANDS = {
    "build": ("build", "-q"),
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
# What the trace says of opening a file to read it, and of all that changes no file of a disk.
_READS = re.compile(r"openat\((?!.*O_(CREAT|TRUNC))")
_HARMLESS = re.compile(rf"{_READS.pattern}|p?writev?(64)?\(\d+<(pipe|socket|/dev)|flock|v?fork|clone")


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

    def __init__(self, room: Path, command: str) -> None:
        self.room = room
        self.command = command
        self.template = room / "template"
        self._prepare(self.template)
        self.old = state(self.template)
        done = room / "done"
        copy(self.template, done)
        run(done, COMMANDS[command])
        self.new = state(done)
        self.clean = beside(done)
        assert self.old != self.new, "there is something to do"
        shutil.rmtree(done)

    def _prepare(self, place: Path) -> None:
        update = "---\nstatus: green\nheadline: {}\n---\nWords.\n"
        project = RepositoryBuilder(place / "project")
        first = {".gitignore": "/site\n", "content/updates/2026-01-09.md": update.format("One"), "content/a.svg": "a"}
        project.commit({**SMALL, **first}, on="2026-01-09")
        project.git("clone", "--quiet", "--bare", str(project.path), str(place / "hub.git"))
        project.git("remote", "add", "origin", "../hub.git")
        project.git("fetch", "--quiet", "origin")
        (place / "tmp").mkdir()
        run(place, COMMANDS[self.command])
        for folder in (place / "www/status", place / "project/site"):
            if folder.exists() and self.command == "publish --to":
                (folder / "CNAME").write_text("status.example.org\n")
                (folder / "latest").symlink_to("versions")
        project.commit({"content/updates/2026-01-16.md": update.format("Two"), "content/a.svg": None}, on="2026-01-16")

    def calls(self, how: str) -> list[tuple[str, int]]:
        """The calls at which ending the command may make a difference: each name, and the how manieth of it."""
        place, log = self.room / "count", self.room / "log"
        copy(self.template, place)
        if how == GIT:
            watch_git(place, f"-ff -y -o {log} -e trace={_CALLS}")
            run(place, COMMANDS[self.command])
            shutil.rmtree(place)
            logs = sorted(self.room.glob("log.*"), key=lambda log: int(log.suffix[1:]))
            return list(dict.fromkeys(call for log in logs for call in counted(log, how)))
        run(place, COMMANDS[self.command], before=("strace", "-y", "-o", str(log), "-e", f"trace={_CALLS}"))
        shutil.rmtree(place)
        return counted(log, how)

    def tried(self, trial: Trial) -> Outcome:
        """What comes of a trial."""
        place = self.room / f"{trial.how}-{trial.call}-{trial.number}"
        copy(self.template, place)
        try:
            return self._judged(trial, place)
        finally:
            shutil.rmtree(place, ignore_errors=True)

    def _judged(self, trial: Trial, place: Path) -> Outcome:
        fault = f"error={trial.how}" if trial.how in ERRORS else f"signal={'KILL' if trial.how == GIT else trial.how}"
        options = f"-o /dev/null -e trace={trial.call} -e inject={trial.call}:{fault}:when={trial.number}"
        if trial.how == GIT:
            watch_git(place, f"-f {options}")
        before = () if trial.how == GIT else ("strace", "-qq", *options.split())
        done = run(place, COMMANDS[trial.command], before=before, check=False)
        shutil.rmtree(place / "bin", ignore_errors=True)
        told = done.stderr.strip().splitlines()
        odd = f"{done.returncode}: {told[-1] if told else ''}" if is_odd(trial.how, done) else ""
        then = state(place)
        lost = (
            ""
            if all(has in (was, shall) for has, was, shall in zip(then, self.old, self.new, strict=True))
            else "the site"
        )
        for lock in place.rglob("*.lock") if trial.how == GIT else ():
            lock.unlink()
        again = run(place, COMMANDS[trial.command], check=False)
        if not lost and state(place) != self.new:
            lost = f"the next run gives another site ({again.returncode}: {again.stderr.strip()[-200:]})"
        litter = tuple(sorted({*beside(place)} - {*self.clean}))
        return Outcome(trial, lost, litter, odd, done.returncode != 0)


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


def run(
    place: Path, arguments: Sequence[str], *, before: Sequence[str] = (), check: bool = True
) -> subprocess.CompletedProcess[str]:
    """Run a command in the project of a place; the same calls come in the same order each time."""
    settings = {
        **os.environ,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "PYTHONHASHSEED": "0",
        "PATH": f"{place / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "TMPDIR": str(place / "tmp"),
        "NO_COLOR": "1",
    }
    command = [*before, str(MILEPOST), *arguments]
    return subprocess.run(command, cwd=place / "project", capture_output=True, text=True, check=check, env=settings)


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


def survey(
    command: str, how: str, every: int, jobs: int, told: Callable[[Outcome], None] = lambda outcome: None
) -> list[Outcome]:
    """Make all trials of a command that is ended in one way."""
    with TemporaryDirectory(prefix="kills-") as room, ThreadPoolExecutor(jobs) as pool:
        ground = Ground(Path(room), command)
        outcomes = []
        for outcome in pool.map(ground.tried, trials(ground, how, every)):
            told(outcome)
            outcomes.append(outcome)
        return outcomes


def _tell(outcome: Outcome) -> None:
    if outcome.lost or outcome.litter or outcome.odd:
        told = (outcome.lost or "nothing lost", ", ".join(outcome.litter) or "no litter", outcome.odd)
        print(f"  {outcome.trial.call} {outcome.trial.number}: {'; '.join(told)}", flush=True)


def main() -> None:
    """Make the trials that the command line asks for, and print a table of what came of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("commands", nargs="*", metavar="COMMAND", help=f"of {', '.join(COMMANDS)}")
    parser.add_argument("--how", default="KILL,TERM,INT,ENOSPC,EROFS", help="signals and errors, with commas")
    parser.add_argument("--every", type=int, default=1, help="try every so many calls")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    rows = [f"{'command':18} {'ended by':9} {'tried':>6} {'ended':>6} {'lost':>5} {'litter':>6} {'odd':>4}"]
    for command in asked.commands or COMMANDS:
        for how in asked.how.split(","):
            print(f"{command}, {how}", flush=True)
            found = survey(command, how, asked.every, asked.jobs, _tell)
            counts = [
                sum(map(bool, marks))
                for marks in zip(*((o.was_ended, o.lost, o.litter, o.odd) for o in found), strict=True)
            ]
            rows.append(f"{command:18} {how:9} {len(found):6} {counts[0]:6} {counts[1]:5} {counts[2]:6} {counts[3]:4}")
    print("\n".join(rows))


if __name__ == "__main__":
    main()

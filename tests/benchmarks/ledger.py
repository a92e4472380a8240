"""What the ledger costs: reading a long history against git's own reading of the same commits and blobs.

The floor is what nobody can avoid: `git log --raw` of the content, and `git cat-file --batch` of the blobs it names.
Ours is walking the history and folding it into events, after the imports: once with nothing kept, once with all of it.
Memory is the peak of a process that lets the events go.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from history_generator import write_long_history
from timing import Row, alternate, processor_seconds, row

COMMITS, TOUCHING, TURNS, COLD, WARM = 10_000, 3_000, 5, 4.0, 0.5
_PEAK = """
import sys, tracemalloc
sys.path.insert(0, {here!r})
from pathlib import Path
import ledger
ledger.walk(Path({warm!r}))
tracemalloc.start()
ledger.walk(Path({folder!r}))
print(tracemalloc.get_traced_memory()[1])
"""


def measure() -> list[Row]:
    """The ledger over 10,000 commits in time, and over 5,000 and 20,000 in memory.

    A thread remembers each state of its item, so that memory grows with what was changed, and with nothing else.
    """
    with tempfile.TemporaryDirectory() as room:
        folder, short, long = Path(room, "time"), Path(room, "short"), Path(room, "long")
        write_long_history(folder, COMMITS, TOUCHING)
        write_long_history(short, 5_000, 1_500)
        write_long_history(long, 20_000, 1_500)
        rows = _cold_and_warm(folder)
        peaks = [_peak(short, short), _peak(long, short)]
    memory = Row(
        what="peak memory of the ledger, 20,000 commits, 1,500 touching",
        ours=f"{peaks[1] / 2**20:.1f} MiB",
        peer=f"{peaks[0] / 2**20:.1f} MiB",
        ratio=round(peaks[1] / peaks[0], 3),
        bound=1.25,
        against="as many touching, of 5,000 commits",
    )
    return [*rows, memory]


def _cold_and_warm(folder: Path) -> list[Row]:
    """The processors' time for a history of which nothing is kept, what is written down for later included; and all."""
    what = f"ledger, {COMMITS:,} commits, {TOUCHING:,} touching 300 items"
    floor = "git log --raw and git cat-file --batch of the same blobs, processors' time"
    with kept_in() as kept:

        def cold() -> int:
            shutil.rmtree(kept, ignore_errors=True)
            return go_on(folder)

        first = alternate(cold, lambda: git_floor(folder), TURNS, processor_seconds)
        told = cold()
        again = alternate(lambda: go_on(folder), lambda: git_floor(folder), TURNS, processor_seconds)
        assert go_on(folder) == told == walk(folder), "warm, cold and without a memory the ledger says the same"
    return [row(f"{what}, cold", *first, COLD, floor), row(f"{what}, warm", *again, WARM, floor)]


@contextmanager
def kept_in() -> Iterator[Path]:
    """A memory of the benchmark's own."""
    with tempfile.TemporaryDirectory() as kept, pytest.MonkeyPatch.context() as patch:
        patch.setenv("MILEPOST_CACHE", kept)
        yield Path(kept)


def go_on(folder: Path) -> int:
    """Go on with what is kept of a history, and fold the rest of it; the number of events up to a day."""
    from milepost.git.repository import Repository
    from milepost.pipeline import read_walked

    history, walked = read_walked(Repository.open(folder), "content")
    return len(walked.on(history, today=date(2026, 1, 1))[1])


def walk(folder: Path) -> int:
    """Read the history and fold it into events, keeping none; the number of them."""
    from milepost.facts.ledger.ledger import Ledger
    from milepost.git.repository import Repository
    from milepost.model.kinds.charter import Charter
    from milepost.source.history import read_history

    history = read_history(Repository.open(folder), "HEAD", "content")
    ledger = Ledger(None, Charter(name="Harbour line"), date(2026, 1, 1))
    return sum(1 for _ in ledger.walk(history.steps))


def git_floor(folder: Path) -> None:
    """What git itself needs to name the changes and to hand out the blobs."""
    git = ["git", "-C", str(folder)]
    log = subprocess.run(
        [*git, "log", "--raw", "--no-abbrev", "--first-parent", "--format=%H", "--", "content"],
        capture_output=True,
        check=True,
    ).stdout
    names = {line.split()[3] for line in log.splitlines() if line.startswith(b":")}
    subprocess.run([*git, "cat-file", "--batch"], input=b"\n".join(sorted(names)), capture_output=True, check=True)


def _peak(folder: Path, warm: Path) -> int:
    here = str(Path(__file__).parent)
    script = _PEAK.format(here=here, folder=str(folder), warm=str(warm))
    return int(subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout)

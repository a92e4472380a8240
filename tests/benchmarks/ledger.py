"""What the ledger costs: reading a long history against git's own reading of the same commits and blobs.

The floor is what nobody can avoid: `git log --raw` of the content, and `git cat-file --batch` of the blobs it names.
Ours is walking the history and folding it into events, after the imports. Memory is the peak of a process that lets the
events go.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from history_generator import write_long_history
from timing import Row, alternate, row

COMMITS, TOUCHING, TURNS, BOUND = 10_000, 3_000, 5, 6.0
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
        ours, floor = alternate(lambda: walk(folder), lambda: git_floor(folder), TURNS)
        peaks = [_peak(short, short), _peak(long, short)]
    what = f"ledger, {COMMITS:,} commits, {TOUCHING:,} touching 300 items"
    memory = Row(
        what="peak memory of the ledger, 20,000 commits, 1,500 touching",
        ours=f"{peaks[1] / 2**20:.1f} MiB",
        peer=f"{peaks[0] / 2**20:.1f} MiB",
        ratio=round(peaks[1] / peaks[0], 3),
        bound=1.25,
        against="as many touching, of 5,000 commits",
    )
    return [row(what, ours, floor, BOUND, "git log --raw and git cat-file --batch of the same blobs"), memory]


def walk(folder: Path) -> int:
    """Read the history and fold it into events, keeping none; the number of them."""
    from milepost.facts.ledger.ledger import Ledger
    from milepost.git.repository import Repository
    from milepost.model.kinds.charter import Charter
    from milepost.source.history import read_history

    history = read_history(Repository.open(folder), "HEAD", "content")
    ledger = Ledger(date(2026, 1, 1), Charter(name="Harbour line"))
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

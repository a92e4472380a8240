"""What an import takes: 100,000 rows of a tracker's export, new and then all changed, against the promised 10 s."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from timing import Row, command, processor_seconds, row

ROWS, PROMISED, TURNS = 100_000, 10.0, 2


def measure() -> list[Row]:
    """The processors' time of `milepost import`, best of the turns, for each."""
    turns = [_turn() for _ in range(TURNS)]
    rows = zip(("new", "changed"), zip(*turns, strict=True), strict=True)
    return [
        row(f"milepost import, {ROWS:,} rows {told}", min(taken), PROMISED, 1.0, "the promise") for told, taken in rows
    ]


def _turn() -> tuple[float, float]:
    milepost = str(Path(sys.executable).with_name("milepost"))
    lines = (f"PROJ-{n},Task: number {n},{n % 28 + 1}/Jun/26 12:44,\n" for n in range(ROWS))
    export = "Issue key,Summary,Due date,Resolved\n" + "".join(lines)
    with tempfile.TemporaryDirectory() as room:
        command([milepost, "init", "plan", "--yes", "--name", "A large plan"], Path(room))()
        project = Path(room, "plan")
        (project / "e.csv").write_text(export)
        new = processor_seconds(command([milepost, "import", "e.csv"], project))
        (project / "e.csv").write_text(export.replace("/Jun/", "/Jul/"))
        changed = processor_seconds(command([milepost, "import", "e.csv", "--reason", "As in Jira."], project))
        return new, changed

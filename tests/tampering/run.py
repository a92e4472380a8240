"""Measure what `milepost verify` finds and whom it accuses: `python tests/tampering/run.py [NAME ...]` prints a table.

For each kind a small published project is copied and changed, and verified by the library that the command calls.
"""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.append(str(Path(__file__).parents[1]))

from milepost.versions import every_version as collection
from tampering.harmless import harmless
from tampering.kinds import tamperings
from tampering.project import Kind, outcome, publish_original


def measure(title: str, kinds: Iterable[Kind], wanted: set[str], names: list[str]) -> None:
    """A row a group: how many kinds, and how many of them ended as they should."""
    counts: Counter[str] = Counter()
    right: Counter[str] = Counter()
    with TemporaryDirectory() as at:
        original = publish_original(Path(at, "original"))
        for number, (group, name, change) in enumerate(kinds):
            if names and not any(word in f"{group} {name}" for word in names):
                continue
            room = Path(at, str(number))
            room.mkdir()
            said = outcome(original, room, change)
            counts[group] += 1
            right[group] += said.partition(":")[0] in wanted
            if said.partition(":")[0] not in wanted:
                print(f"not right: {group}, {name}: {said}", file=sys.stderr, flush=True)
            shutil.rmtree(room)
    print(f"\n| {title} | kinds | right |\n|---|---|---|")
    for group, count in counts.items():
        print(f"| {group} | {count} | {right[group]} |")
    print(f"| all | {counts.total()} | {right.total()} |", flush=True)


if __name__ == "__main__":
    collection._WORTH_IT = 100  # In this process: what is small is quicker so.
    measure("harmless", harmless(), {"well", "unproven"}, sys.argv[1:])
    measure("tampering", tamperings(), {"differs"}, sys.argv[1:])

"""Compare our ledger with the naive one on many histories: `python tests/oracle/run.py --histories 2000 --seed 1`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from oracle.compare import Comparison, compare, compare_histories, history
from oracle.shrink import shrunk, told

BATCH = 100


def main() -> int:
    """Print what was compared; 1 if anything differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--histories", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1, help="the first seed; each history has the next one")
    parser.add_argument("--habits", type=int, default=3, help="how many habits of git and editors are in each")
    parser.add_argument("--show", type=int, default=5, help="how many differences to print")
    parser.add_argument("--shrink", action="store_true", help="make each difference small, and print its history")
    asked = parser.parse_args()
    total = Comparison()
    with tempfile.TemporaryDirectory() as folder:
        for start in range(asked.seed, asked.seed + asked.histories, BATCH):
            seeds = range(start, min(start + BATCH, asked.seed + asked.histories))
            total += compare(Path(folder) / str(start), seeds, asked.habits)
        for number, seed in enumerate(sorted(total.differences)[: asked.show]):
            whole = history(seed, asked.habits)
            small = shrunk(whole) if asked.shrink else whole
            found = compare_histories(Path(folder) / f"shown{number}", {seed: small})
            print(
                f"seed {seed}:",
                told(small) if asked.shrink else "",
                *found.differences.get(seed, ["equal when told alone"]),
                "",
                sep="\n",
            )
    print(
        f"{total.histories} histories, {total.steps} steps, {total.promises} promises, {total.events.total()} events:"
    )
    print(
        f"{total.excuses} late excuses;", ", ".join(f"{name} {number}" for name, number in total.events.most_common())
    )
    print(f"{len(total.differences)} histories differ: {sorted(total.differences)[:20]}")
    return 1 if total.differences else 0


if __name__ == "__main__":
    sys.exit(main())

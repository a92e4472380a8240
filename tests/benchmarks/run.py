"""All benchmarks in one run, or those named: `python tests/benchmarks/run.py [--json FILE] [NAME ...]`.

Every figure is a ratio to a peer or a floor measured in the same run, best of several turns taken in alternation, so
that a noisy machine disturbs both sides alike; of a score or a size that is promised, it is the ratio to the promise.
The bounds are the project's own promises; the exit code is 1 if one is broken.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))
sys.path.insert(0, str(Path(__file__).parent))

import building
import growing
import importing
import ledger
import lighthouse
import search
import startup
import versions
import words

MODULES = {
    "versions": versions,
    "lighthouse": lighthouse,
    "startup": startup,
    "building": building,
    "growing": growing,
    "importing": importing,
    "ledger": ledger,
    "search": search,
    "words": words,
}
_CHECKS = {"versions": versions.check, "lighthouse": lighthouse.check}


def main() -> int:
    """Run them, print a table, and say whether every promise is kept."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--json", type=Path, help="also write the figures to this file")
    arguments.add_argument("names", nargs="*", metavar="NAME", help=f"run these alone: {', '.join(MODULES)}")
    options = arguments.parse_args()
    if unknown := sorted({*options.names} - MODULES.keys()):
        arguments.error(f"no such benchmark: {', '.join(unknown)}")
    chosen = [name for name in MODULES if name in (options.names or MODULES)]
    for name in chosen:
        _CHECKS.get(name, lambda: None)()
    rows = [row for name in chosen for row in MODULES[name].measure()]
    print(f"{'what':58} {'ours':>9} {'peer':>9} {'ratio':>7} {'bound':>7}")
    for row in rows:
        mark = "" if row["ratio"] <= row["bound"] else "  BROKEN"
        print(f"{row['what']:58} {row['ours']:9} {row['peer']:9} {row['ratio']:7.2f} {row['bound']:7.2f}{mark}")
        print(f"    against {row['against']}")
    if options.json:
        options.json.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    return int(any(row["ratio"] > row["bound"] for row in rows))


if __name__ == "__main__":
    sys.exit(main())

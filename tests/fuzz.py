"""Feed a million odd inputs to every reader: `python tests/fuzz.py --inputs 1000000 [--first 0] [--processes 2]`.

Whatever ends with an exception that is none of ours, or takes a second of processor time, is printed with its number;
`--show NUMBER` prints the input of a number and what comes of it.
"""

from __future__ import annotations

import argparse
import sys
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parent))

from fuzzing import TARGETS, input_of

_BATCH = 2000
_SLOW = 1.0


def run(first: int, count: int) -> tuple[Counter[str], list[tuple[str, int, str]], float]:
    """How many inputs each reader had, what was found, and the longest time that one took."""
    fed: Counter[str] = Counter()
    found: list[tuple[str, int, str]] = []
    longest = 0.0
    for number in range(first, first + count):
        target, data = input_of(number)
        fed[target.name] += 1
        begun = process_time()
        try:
            target.feed(data)
        except Exception as error:
            frame = traceback.extract_tb(error.__traceback__)[-1]
            found.append((target.name, number, f"{type(error).__name__}: {error} ({frame.filename}:{frame.lineno})"))
        took = process_time() - begun
        longest = max(longest, took)
        if took > _SLOW:
            found.append((target.name, number, f"slow: {took:.2f} s"))
    return fed, found, longest


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--show", type=int)
    asked = parser.parse_args()
    if asked.show is not None:
        target, data = input_of(asked.show)
        sys.stdout.write(f"{target.name}: {data!r}\n")
        sys.stdout.write(f"{target.feed(data)!r:.2000}\n")
        return
    fed: Counter[str] = Counter()
    kinds: dict[str, list[tuple[str, int, str]]] = {}
    longest = 0.0
    firsts = range(asked.first, asked.first + asked.inputs, _BATCH)
    with ProcessPoolExecutor(asked.processes) as pool:
        for part, found, slowest in pool.map(
            run, firsts, [min(_BATCH, asked.first + asked.inputs - n) for n in firsts]
        ):
            fed += part
            longest = max(longest, slowest)
            for finding in found:
                kinds.setdefault(finding[2].rpartition("(")[2], []).append(finding)
    for findings in kinds.values():
        name, number, what = findings[0]
        sys.stdout.write(f"{len(findings)} × {name}, first with --show {number}: {what}\n")
    for target in TARGETS:
        sys.stdout.write(f"{fed[target.name]:>9,} {target.name}\n")
    sys.stdout.write(
        f"{fed.total():>9,} inputs, {sum(map(len, kinds.values()))} findings, {longest:.2f} s the longest\n"
    )
    sys.exit(bool(kinds))


if __name__ == "__main__":
    main()

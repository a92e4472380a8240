"""Timing two commands against each other, turn by turn."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypedDict


class Row(TypedDict):
    """One comparison: `ours` and `peer` with their unit as text, the ratio, and the bound it must keep."""

    what: str
    ours: str
    peer: str
    ratio: float
    bound: float
    against: str


def alternate(
    ours: Callable[[], object],
    peer: Callable[[], object],
    turns: int,
    measured: Callable[[Callable[[], object]], float] | None = None,
) -> tuple[float, float]:
    """The best time of each in seconds (or of what else is `measured`), after one turn of each that does not count."""
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(turns + 1):
        for step, kept in zip((ours, peer), times, strict=True):
            taken = (measured or seconds)(step)
            if turn:
                kept.append(taken)
    return min(times[0]), min(times[1])


def seconds(step: Callable[[], object]) -> float:
    """How long a step takes."""
    began = time.perf_counter()
    step()
    return time.perf_counter() - began


def processor_seconds(step: Callable[[], object]) -> float:
    """How long the processors are busy with a step, here and in the commands that it runs."""
    began = _busy()
    step()
    return _busy() - began


def _busy() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(part.ru_utime + part.ru_stime for part in used)


def command(
    arguments: Sequence[str], folder: Path | None = None, environment: Mapping[str, str] | None = None
) -> Callable[[], None]:
    """A command to be timed, whose output does not matter and whose failure does.

    Python keeps what it compiles, also where it was told not to: who installs us has us compiled, as the peer is here.
    """
    kept = {name: value for name, value in (environment or os.environ).items() if name != "PYTHONDONTWRITEBYTECODE"}

    def run() -> None:
        done = subprocess.run(arguments, cwd=folder, env=kept, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{' '.join(arguments)}\n{done.stdout}\n{done.stderr}")

    return run


def peak_megabytes(
    arguments: Sequence[str], folder: Path | None = None, environment: Mapping[str, str] | None = None
) -> float:
    """How much memory a command held at once, at most."""
    silent = subprocess.DEVNULL
    process = subprocess.Popen(arguments, cwd=folder, env=environment, stdout=silent, stderr=silent)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(arguments)} ended with {process.returncode}")
    return used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def row(what: str, ours: float, peer: float, bound: float, against: str) -> Row:
    """A comparison in seconds."""
    return Row(
        what=what, ours=f"{ours:.3f} s", peer=f"{peer:.3f} s", ratio=round(ours / peer, 3), bound=bound, against=against
    )

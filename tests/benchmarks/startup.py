"""What the command line costs before it does anything."""

from __future__ import annotations

import sys
from pathlib import Path

from timing import Row, alternate, command, row

TURNS = 15


def measure() -> list[Row]:
    """`milepost --help` against importing click."""
    milepost = str(Path(sys.executable).with_name("milepost"))
    ours, peer = alternate(command([milepost, "--help"]), command([sys.executable, "-c", "import click"]), TURNS)
    return [row("milepost --help", ours, peer, 1.5, "python -c 'import click'")]

"""Where tests write what nobody keeps: in memory where there is room, as a thousand small files cost a disk much."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

_MEMORY = Path("/dev/shm")  # noqa: S108, pytest and tempfile make folders of their own in it
_ENOUGH = 4 << 30  # bytes; a container that is told nothing has 64 MB, in which no program may be begun


def write_into_memory() -> None:
    """Have all temporary folders there, also those of the commands that tests run, unless somebody chose otherwise."""
    if sys.platform != "linux" or "TMPDIR" in os.environ or not os.access(_MEMORY, os.W_OK):
        return
    found = os.statvfs(_MEMORY)
    if found.f_bavail * found.f_frsize >= _ENOUGH and not found.f_flag & os.ST_NOEXEC:
        os.environ["TMPDIR"] = str(_MEMORY)
        tempfile.tempdir = None

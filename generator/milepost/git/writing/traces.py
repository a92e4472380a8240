"""Traces: what is left in a repository of processes that died while they wrote."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from milepost.git.commands import Commands


def clear_traces(git: Commands) -> None:
    """Take away refs of older Mileposts, and what git wrote down of the death of ours."""
    for ref in git.output("for-each-ref", "--format=%(refname)", "refs/milepost/").split():
        if not _is_alive(ref.rpartition("/")[2]):
            git.output("update-ref", "-d", ref)
    folder = Path(git.output("rev-parse", "--absolute-git-dir").strip())
    for report in sorted(folder.glob("fast_import_crash_*")):
        with suppress(OSError):
            if b"refs/milepost/" in report.read_bytes():
                report.unlink()


def _is_alive(number: str) -> bool:
    """Whether a process runs under a number; where nobody can tell, it does."""
    if not number.isdigit() or sys.platform == "win32":  # Windows would end it.
        return number.isdigit()
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True

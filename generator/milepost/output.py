"""Output: whatever a terminal or a file can take of what is printed, and the rest as numbers."""

from __future__ import annotations

import codecs
import os
import sys
from pathlib import Path
from typing import TextIO

_NAME = "milepost.by-number"


def take_every_character() -> None:
    """Let no character end a command: one that an encoding has not is written by its number, as in JSON."""
    codecs.register_error(_NAME, _by_number)
    # Python has no stream where a shell closed it (`>&-`): what is said there is heard by nobody.
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        _reconfigure(stream)


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _reconfigure(stream: TextIO) -> None:
    reconfigure = getattr(stream, "reconfigure", None)  # What a test or a host puts in its place may have none.
    if reconfigure:
        reconfigure(errors=_NAME)


def _by_number(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    pairs = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{pairs[at : at + 4]}" for at in range(0, len(pairs), 4)), error.end

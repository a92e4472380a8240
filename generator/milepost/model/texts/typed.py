"""Typed: a path as one would type it in the shell of its system."""

from __future__ import annotations

import ntpath
import posixpath
import re
import shlex
from pathlib import PurePath, PureWindowsPath

# What cmd.exe and PowerShell take for more than a letter; a name on Windows cannot hold a quotation mark.
_SPECIAL = re.compile(r"[^\w\\/:.~@+-]")


def typed(path: PurePath, here: PurePath | None = None) -> str:
    """A path in the quotes that its shell wants, from here where it lies below."""
    if here is not None and path != here and path.is_relative_to(here):
        path = path.relative_to(here)
    told = str(path)
    if not isinstance(path, PureWindowsPath):
        return shlex.quote(told)
    return f'"{told}"' if _SPECIAL.search(told) else told


def seen_from(path: PurePath, here: PurePath) -> str:
    """A path as it is reached from here; the whole of it where it is on another drive."""
    relative = ntpath.relpath if isinstance(path, PureWindowsPath) else posixpath.relpath
    try:
        return str(relative(str(path), str(here)))
    except ValueError:
        return str(path)

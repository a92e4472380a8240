"""The report of a bug of ours: what whoever mends it has to know, and nothing of the project's content."""

from __future__ import annotations

import platform
import shlex
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from importlib import metadata
from pathlib import Path

from milepost import __version__

_PARTS = ("mkdocs", "mkdocs-material", "cmarkgfm", "nh3", "pydantic", "pyyaml", "gitpython", "click", "merman")


def write_bug_report(error: BaseException, arguments: Sequence[str]) -> Path | None:
    """Write a report into the folder for temporary files; None where not even that can be done."""
    text = "\n".join(_lines(error, arguments))
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="milepost-bug-", suffix=".txt", delete=False, encoding="utf-8", errors="backslashreplace"
        ) as file:
            file.write(text)
            return Path(file.name)
    except OSError:
        return None


def _lines(error: BaseException, arguments: Sequence[str]) -> Iterator[str]:
    yield f"milepost {__version__}, Python {platform.python_version()}, {platform.platform()}"
    yield ", ".join(f"{name} {_version(name)}" for name in _PARTS)
    yield f"$ milepost {shlex.join(arguments)}"
    yield f"output {sys.stdout.encoding}, files {sys.getfilesystemencoding()}"
    yield ""
    yield "".join(traceback.format_exception(error))


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "(none)"

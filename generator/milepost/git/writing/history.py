"""A history, written as a new repository."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from milepost.errors import RepositoryError
from milepost.git.starting import commands_in_new
from milepost.git.writing.fast_import import MAIN, Written, fast_import_stream


def write_history(directory: str | Path, commits: Iterable[Written]) -> None:
    """Write commits as a new repository with `main` checked out; the same commits give the same ids everywhere."""
    root = Path(directory).resolve()
    try:
        if root.exists() and (not root.is_dir() or any(root.iterdir())):
            raise RepositoryError(f"{directory}: is not empty", "choose a new directory")
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        hint = "choose another directory"
        raise RepositoryError(f"{directory}: cannot be written: {error.strerror}", hint) from error
    ours = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_DEFAULT_HASH": "sha1"}
    commands = commands_in_new(root, ours)
    commands.output("init", "--quiet", "--template=", f"--initial-branch={MAIN}")
    with commands.running("fast-import", "--quiet", "--done", stdin=subprocess.PIPE) as process:
        process.stdin.writelines(fast_import_stream(commits))
    commands.output("read-tree", "-u", "--reset", "HEAD")

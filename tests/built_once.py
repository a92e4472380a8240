"""What is built once a run, whichever worker asks first; the others wait for it, and read it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest


def built_once(factory: pytest.TempPathFactory, name: str, build: Callable[[Path], object]) -> Path:
    """The folder that `build` fills, given a path that is not there yet; what fails in one worker the next tries."""
    root = factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        root = root.parent  # that of the run, which the workers share
    folder, made = root / "built" / name, root / "built" / f"{name}.made"
    folder.parent.mkdir(exist_ok=True)
    with (root / "built" / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            build(folder)
            made.touch()
    return folder


def with_versions(project: Path, target: Path) -> Path:
    """The site of a project with all its versions."""
    from milepost.publication.build_versions import BuildTerms, build_with_versions

    now = datetime(2030, 1, 1, tzinfo=UTC)  # No clock is wrong here.
    say = progress = lambda *_: None
    return build_with_versions(
        project / "mkdocs.yml", target, BuildTerms(now=now, say=say, progress=progress)
    ).directory

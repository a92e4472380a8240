"""What binds a team, and what proves it, is never taken from what was kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from fingerprint import fingerprint
from installed import milepost
from repository_builder import RepositoryBuilder

_UPDATE = "---\nstatus: green\n---\n\n# Begun\n\nThe crew is here.\n"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A memory of the test's own."""
    monkeypatch.setenv("MILEPOST_CACHE", str(tmp_path / "kept"))
    return tmp_path / "kept"


def said(repository: RepositoryBuilder, *words: str) -> str:
    """What the installed command says."""
    done = milepost(repository.path, *words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_versions_and_proofs_read_everything_themselves(project: Callable[..., RepositoryBuilder], kept: Path) -> None:
    """No publication keeps or asks for answers and histories, no proof for anything; what others kept changes no word.

    What a publication keeps of today's pages is all that it takes over: see `site/publishing/test_taken_over.py`.
    """
    repository = project({"content/updates/2026-03-06.md": _UPDATE})
    said(repository, "build", "--versions", "-q")
    said(repository, "publish", "--to", "../www", "-q")
    assert {folder.name for folder in kept.iterdir()} <= {"templates", "works"}
    before = fingerprint(kept)
    proved = said(repository, "verify", "../www")
    assert fingerprint(kept) == before
    said(repository, "check")
    for _ in range(2):  # The first one on a machine writes no pages down.
        said(repository, "build", "-q", "--force", "--site-dir", "today")
    found = [path for kind in ("history", "latest", "works") for path in (kept / kind).iterdir()]
    assert {file.parent.name for file in found} >= {"latest", "works"}
    for file in found:
        file.write_bytes(b"nobody's")
    assert said(repository, "verify", "../www") == proved

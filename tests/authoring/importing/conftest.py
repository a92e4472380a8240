"""A project to import into."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that has no plan yet."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/project.yml").write_text("name: Harbour line\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772107200")  # 26 February 2026
    return tmp_path

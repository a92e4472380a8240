"""A project that waits for its client."""

from __future__ import annotations

from pathlib import Path

import pytest

from repository_builder import RepositoryBuilder
from waiting_client import FILES, NOW


@pytest.fixture
def project(builder: RepositoryBuilder, monkeypatch: pytest.MonkeyPatch) -> Path:
    """It, as the command finds it two weeks later."""
    builder.commit({f"content/{path}": text for path, text in FILES.items()}, on="2026-03-02")
    monkeypatch.chdir(builder.path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOW.timestamp())))
    return builder.path / "content"

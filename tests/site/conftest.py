"""A built demo site, made once a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from built_once import built_once
from milepost.site.build import build_site


def silent(level: str, message: str) -> None:
    """Hear nothing."""


@pytest.fixture(scope="session")
def site(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's site; read it, do not change it."""
    return built_once(tmp_path_factory, "demo-site", lambda target: build_site(demo / "mkdocs.yml", target, say=silent))

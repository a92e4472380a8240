"""A built demo site, made once a session."""

from __future__ import annotations

from pathlib import Path

import pytest

from milepost.site.build import build_site


def silent(level: str, message: str) -> None:
    """Hear nothing."""


@pytest.fixture(scope="session")
def site(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's site; read it, do not change it."""
    target = tmp_path_factory.mktemp("site") / "site"
    build_site(demo / "mkdocs.yml", target, say=silent)
    return target

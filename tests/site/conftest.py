"""A built demo site, made once a run, and which versions are built."""

from __future__ import annotations

from pathlib import Path

import pytest

from built_once import built_once
from milepost.site.build import build_site
from milepost.versions import every_version as collection
from milepost.versions.making.one_version import build_version
from milepost.versions.making.order import Known, Order
from milepost.versions.making.result import Result


def silent(level: str, message: str) -> None:
    """Hear nothing."""


@pytest.fixture(scope="session")
def site(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's site; read it, do not change it."""
    return built_once(tmp_path_factory, "demo-site", lambda target: build_site(demo / "mkdocs.yml", target, say=silent))


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The versions that are built from now on, in order."""
    names: list[str] = []

    def noted(order: Order, known: Known | None = None) -> Result:
        names.append(order.version.name)
        return build_version(order, known)

    monkeypatch.setattr(collection, "build_version", noted)
    return names

"""A real browser on the demo's site."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

sys.path.insert(0, str(Path(__file__).parent))

from screenshots import browser, chromium_path, served, with_versions


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The installed Chromium; on a machine without one these tests are skipped, in CI they fail."""
    if chromium_path() is None and not os.environ.get("CI"):
        pytest.skip("no Chromium is installed")
    with browser() as opened:
        yield opened


@pytest.fixture(scope="session")
def site(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's site with all its versions; read it, do not change it."""
    return with_versions(demo, tmp_path_factory.mktemp("browser") / "site")


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where it is served."""
    with served(site) as where:
        yield where


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A new tab of desktop width."""
    opened = chromium.new_page(viewport={"width": 1280, "height": 900})
    yield opened
    opened.close()

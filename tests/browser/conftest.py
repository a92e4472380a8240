"""A real browser on the demo's site."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

sys.path.insert(0, str(Path(__file__).parent))

from milepost.site.build import build_site
from screenshots import browser, chromium_path, served


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The installed Chromium; on a machine without one these tests are skipped, in CI they fail."""
    if chromium_path() is None and not os.environ.get("CI"):
        pytest.skip("no Chromium is installed")
    with browser() as opened:
        yield opened


@pytest.fixture(scope="session")
def address(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the demo's site is served."""
    target = tmp_path_factory.mktemp("browser") / "site"
    build_site(demo / "mkdocs.yml", target, say=lambda level, message: None)
    with served(target) as where:
        yield where


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A new tab of desktop width."""
    opened = chromium.new_page(viewport={"width": 1280, "height": 900})
    yield opened
    opened.close()

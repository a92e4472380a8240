"""A real browser on the demo's site, and on sites with thin data; what fails leaves pictures behind."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, suppress
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page

sys.path.insert(0, str(Path(__file__).parent))

from built_once import built_once
from screenshots import browser, headless_path, take_demo, thin_site
from serving import hosted, served
from tabs import Tabs
from visiting import OpenTab

FAILED = Path(__file__).parents[2] / "screenshots" / "failed"
"""Where the pictures of a failed run are kept: each page that was open, and each page type at each width."""
_FAILED = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
def chromium(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """The installed Chromium; on a machine without one these tests are skipped, in CI they fail."""
    if headless_path() is None and not os.environ.get("CI"):
        pytest.skip("no Chromium is installed")
    with browser() as opened:
        yield opened
        if request.session.stash.get(_FAILED, False):
            take_demo(opened, FAILED, (1280, 390, 320), schemes=("light",))


@pytest.fixture(scope="session")
def site(demo_with_versions: Path) -> Path:
    """The demo's site with all its versions; read it, do not change it."""
    return demo_with_versions


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where it is served, as a host does that reads `_headers`: every test is one of that policy too."""
    with hosted(site) as host:
        yield host.address


@pytest.fixture(scope="session")
def thin_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """Where the site of a thin project is served; each is built when it is first asked for."""
    with ExitStack() as stack:

        @cache
        def where(name: str) -> str:
            room = built_once(tmp_path_factory, f"thin-{name}", lambda room: thin_site(name, room))
            return stack.enter_context(served(room / f"{name}-site"))

        yield where


@pytest.fixture(scope="session")
def window(chromium: Browser) -> Iterator[BrowserContext]:
    """A window whose tabs share what has been fetched once; only for hosts that stay till the end of the run."""
    opened = chromium.new_context()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def tabs(window: BrowserContext) -> Tabs:
    """Its tabs; one that was left as it was found is used again."""
    return Tabs(window)


@pytest.fixture
def tab(tabs: Tabs) -> Iterator[OpenTab]:
    """New tabs of a reader who was never here: what any tab has stored so far is forgotten."""
    yield tabs.open
    tabs.put_back()


@pytest.fixture
def page(tab: OpenTab) -> Page:
    """A new tab of desktop width."""
    return tab()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[Any]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep a picture of every page that is open when a test fails."""
    report = yield
    opened = getattr(item, "funcargs", {}).get("chromium")
    if report.when == "call" and report.failed and isinstance(opened, Browser):
        item.session.stash[_FAILED] = True
        name = "".join(c if c.isalnum() or c in "-_" else "-" for c in item.name)
        for number, page in enumerate([page for context in opened.contexts for page in context.pages]):
            with suppress(Error):  # A page that crashed has no picture; its test is told all the same.
                page.screenshot(path=FAILED / f"{name}-{number}.png", full_page=True)
                page.close()
    return report

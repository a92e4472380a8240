"""Pictures of the demo's pages: `python tests/browser/screenshots.py [FOLDER]` (default: screenshots/).

Every page type at 1280 and 390 px, in light and dark, and on paper; `readme.png` is the picture that opens README.md
(docs/overview.png).
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, sync_playwright

PAGES = {
    "overview": "",
    "plan": "plan/",
    "commitments": "commitments/",
    "updates": "updates/",
    "update": "updates/2026-10-16/",
    "edited": "updates/2026-06-26/",
    "lessons": "lessons/",
    "lesson": "lessons/rate-limits/",
    "free": "about/",
    "versions": "versions/",
    "since": "versions/since/",
    "old": "versions/2026-03-06/",
    "old-update": "versions/2026-03-06/updates/2026-03-06/",
    "missing": "404.html",
}
WIDTHS = (1280, 390)
SCHEMES = ("light", "dark")
_FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def chromium_path() -> str | None:
    """Where the installed Chromium is, or None."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@contextmanager
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium_path(), args=_FLAGS)
        yield opened
        opened.close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that closes a tab before the answer is through is no error of the site's."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # as it was handed in


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A folder on a local address."""
    server = _Server(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def with_versions(project: Path, target: Path) -> Path:
    """The site of a project with all its versions."""
    from milepost.site.library import build_library

    now = datetime(2100, 1, 1, tzinfo=UTC)  # No clock is wrong here.
    say = progress = lambda *_: None
    return build_library(project / "mkdocs.yml", target, now=now, say=say, progress=progress).directory


def main() -> None:
    """Build the demo and take its pictures."""
    from milepost.authoring.demo import write_demo

    target = Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots")
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as room:
        write_demo(Path(room, "demo"))
        with served(with_versions(Path(room, "demo"), Path(room, "site"))) as address, browser() as opened:
            for name in sorted(PAGES):
                _take(opened, address, name, target)
            _take_readme(opened, address, target)


def _take(opened: Browser, address: str, name: str, target: Path) -> None:
    for width in WIDTHS:
        for scheme in SCHEMES:
            page = opened.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
            page.goto(address + PAGES[name])
            page.screenshot(path=target / f"{name}-{width}-{scheme}.png", full_page=True)
            page.close()
    page = opened.new_page(viewport={"width": 794, "height": 1123})
    page.goto(address + PAGES[name])
    page.emulate_media(media="print")
    page.screenshot(path=target / f"{name}-print.png", full_page=True)
    page.close()


def _take_readme(opened: Browser, address: str, target: Path) -> None:
    page = opened.new_page(viewport={"width": 1280, "height": 880})
    page.goto(address)
    page.screenshot(path=target / "readme.png")
    page.close()


if __name__ == "__main__":
    main()

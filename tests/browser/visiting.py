"""A visit to a page: what it says on the console and asks for is heard, until it has nothing more to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

from playwright.sync_api import ConsoleMessage, Page, Request

# Twice: what is done in the first idle moment may give cause for more; between them what was put off for a moment has
# its turn, for timers come in the order of their time. A tab that nobody looks at may never be idle.
_AT_LEISURE = """() => new Promise(done => {
  const idle = then => requestIdleCallback(then, {timeout: 1000})
  idle(() => setTimeout(() => idle(() => done(true)), 20))
  setTimeout(() => done(false), 5000)
})"""
_MOMENTS = 10_000


class OpenTab(Protocol):
    """Opens a tab of some size; `media` is what its reader prefers (`color_scheme`, `reduced_motion`)."""

    def __call__(self, width: int = 1280, height: int = 900, **media: Any) -> Page:
        """Open it."""


@dataclass
class Heard:
    """What was heard of the pages that a tab has shown."""

    home: str
    """Where the pages come from; whatever is asked of anybody else is told."""
    told: list[str] = field(default_factory=list)
    """Words on the console, errors, requests that failed, and those to somebody else."""
    waiting: set[Request] = field(default_factory=set)
    """What has been asked for and has not come yet."""

    def said(self, message: ConsoleMessage) -> None:
        """Note a word on the console; a browser asks for `favicon.ico` of itself where a page names no icon."""
        if not message.location["url"].endswith("/favicon.ico"):
            self.told.append(message.text)

    def asked(self, request: Request) -> None:
        """Note a request."""
        self.waiting.add(request)
        if not request.url.startswith((self.home, "data:")):
            self.told.append(request.url)

    def came(self, request: Request) -> None:
        """Note that what was asked for is there."""
        self.waiting.discard(request)

    def failed(self, request: Request) -> None:
        """Note a request that came to nothing."""
        self.waiting.discard(request)
        if request.method != "HEAD":  # Chromium calls one aborted whose empty body nobody has read.
            self.told.append(f"failed: {request.url}")


def listen(page: Page, home: str) -> Heard:
    """Hear what a tab tells from now on."""
    heard = Heard(home)
    page.on("console", heard.said)
    page.on("pageerror", lambda error: heard.told.append(str(error)))
    page.on("request", heard.asked)
    page.on("requestfinished", heard.came)
    page.on("requestfailed", heard.failed)
    return heard


def settle(page: Page, heard: Heard) -> None:
    """Wait until all that a page has asked for is there, and its scripts have nothing left to do."""
    for _ in range(_MOMENTS):
        page.evaluate(_AT_LEISURE)
        if not heard.waiting:
            return
    raise AssertionError(f"did not come: {sorted(request.url for request in heard.waiting)}")


def visit(page: Page, home: str, path: str = "") -> Heard:
    """Go to a page and stay until it has nothing more to do."""
    heard = listen(page, home)
    answer = page.goto(home + path)
    settle(page, heard)
    if answer is None or answer.status != 200:
        heard.told.append(f"{path}: {answer and answer.status}")
    return heard


def resize(page: Page, width: int, heard: Heard) -> None:
    """Give a page another width, and wait until nothing of it moves any more."""
    page.set_viewport_size({"width": width, "height": 900})
    settle(page, heard)
    page.evaluate("document.getAnimations().forEach((moving) => moving.finish())")

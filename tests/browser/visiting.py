"""A visit to a page: what it says on the console and asks for is heard, until it has nothing more to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from playwright.sync_api import ConsoleMessage, Page, Request

from waiting import until

# Twice: what is done in the first idle moment may give cause for more; between them what was put off for a moment has
# its turn, for timers come in the order of their time. A task of the background comes after all others, and after two
# frames all that they cause; `requestIdleCallback` may come a second late where the browser has nothing to do. A tab
# that nobody looks at draws no frame, and may never be done.
_AT_LEISURE = """() => new Promise(done => {
  const idle = then => scheduler.postTask(then, {priority: 'background'})
  const drawn = then => requestAnimationFrame(() => requestAnimationFrame(() => idle(then)))
  drawn(() => setTimeout(() => drawn(() => done(true)), 20))
  setTimeout(() => done(false), 5000)
})"""
_MOMENTS = 10_000
_IS_DARK = """() => document.body.dataset.mdColorScheme !== 'default' &&
  (document.body.dataset.mdColorScheme ?? matchMedia('(prefers-color-scheme: dark)').matches)"""
# Who hears each tab.
_HEARD: WeakKeyDictionary[Page, dict[str, Callable[..., object]]] = WeakKeyDictionary()


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
    hear_no_more(page)
    _HEARD[page] = {
        "console": heard.said,
        "pageerror": lambda error: heard.told.append(str(error)),
        "request": heard.asked,
        "requestfinished": heard.came,
        "requestfailed": heard.failed,
    }
    for event, hear in _HEARD[page].items():
        page.on(event, hear)  # type: ignore[call-overload]  # as the event is
    return heard


def hear_no_more(page: Page) -> None:
    """Let a tab tell nobody any more."""
    for event, hear in _HEARD.pop(page, {}).items():
        page.remove_listener(event, hear)


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


def darken(page: Page) -> None:
    """Let night fall while a page is shown: its reader prefers the dark now, and switches where that is asked for."""
    page.emulate_media(color_scheme="dark")
    if not page.evaluate(_IS_DARK):
        page.evaluate("document.getElementById('__palette_1').click()")
        until(page, _IS_DARK)


def resize(page: Page, width: int, heard: Heard, height: int = 900) -> None:
    """Give a page another size, and wait until nothing of it moves any more."""
    page.set_viewport_size({"width": width, "height": height})
    settle(page, heard)
    page.evaluate("document.getAnimations().forEach((moving) => moving.finish())")

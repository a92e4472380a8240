"""Tabs that are used again: a new one costs more than the page that is shown in it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Error, Page

from visiting import hear_no_more

# What nobody has asked for; a sheet is printed in the medium that was asked for, if any was.
_MEDIA: dict[str, Any] = {
    "media": "null",
    "color_scheme": "light",
    "reduced_motion": "no-preference",
    "forced_colors": "none",
}


class Tabs:
    """The tabs of a window; between two tests they are put back as they were."""

    def __init__(self, window: BrowserContext) -> None:
        self._window = window
        self._open: list[Page] = []
        self._idle: list[Page] = []
        self._keeper: tuple[Page, CDPSession] | None = None

    def open(self, width: int = 1280, height: int = 900, **media: Any) -> Page:
        """A tab as a reader opens it who was never here."""
        self._forget()
        self._idle = [tab for tab in self._idle if not tab.is_closed()]
        tab = self._idle.pop() if self._idle else self._window.new_page()
        self._open.append(tab)
        tab.set_viewport_size({"width": width, "height": height})
        tab.emulate_media(**{**_MEDIA, **media})
        return tab

    def put_back(self) -> None:
        """Take all tabs back that are open; what cannot be left as it was is shut."""
        for tab in self._open:
            try:
                tab.evaluate("sessionStorage.clear()")
                hear_no_more(tab)
                tab.unroute_all()
                tab.mouse.move(-1, -1)
                tab.goto("about:blank")
                self._idle.append(tab)
            except Error:
                tab.close()
        self._open.clear()

    def _forget(self) -> None:
        """Forget what pages have stored, from a tab of its own: two sessions emulate a medium against one another."""
        if self._keeper is None or self._keeper[0].is_closed():
            page = self._window.new_page()
            self._keeper = page, self._window.new_cdp_session(page)
        self._keeper[1].send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "local_storage"})

"""A real Firefox, asked through its own remote protocol (WebDriver BiDi): no driver is needed."""

from __future__ import annotations

import itertools
import json
import re
import shutil
import subprocess
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import Any

import websocket

_WHERE = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
# Seconds, and looks of which twenty need one: for a machine under load.
_PATIENCE, _LOOKS = 300, 2_400


@dataclass
class Firefox:
    """One tab; `told` is what was said on its console since it was last emptied."""

    socket: websocket.WebSocket
    tab: str = ""
    told: list[str] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def ask(self, method: str, **parameters: object) -> Any:
        """The answer to a command; what is told meanwhile is kept."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv())
            if message.get("method") == "log.entryAdded":
                self.told.append(str(message["params"]["text"]))
            elif message.get("id") == number:
                if message["type"] == "error":
                    raise RuntimeError(f"{method}: {message['message']}")
                return message["result"]

    def visit(self, address: str, width: int = 1280) -> None:
        """Go to a page, and wait until it is loaded and at leisure."""
        self._set_width(width)
        self.ask("browsingContext.navigate", context=self.tab, url=address, wait="complete")
        self._settle()

    def resize(self, width: int) -> None:
        """Give the page another width, and wait until it is at leisure again."""
        self._set_width(width)
        self._settle()

    def _set_width(self, width: int) -> None:
        self.ask("browsingContext.setViewport", context=self.tab, viewport={"width": width, "height": 900})

    def _settle(self) -> None:
        self.evaluate("new Promise(done => requestIdleCallback(() => setTimeout(done, 100), {timeout: 1000}))")

    def until(self, is_so: Callable[[], object]) -> None:
        """Wait until something holds that is asked of the page, or of what it has told."""
        for _ in range(_LOOKS):
            if is_so():
                return
            time.sleep(0.05)
        raise AssertionError(f"it did not come true; told: {self.told}")

    def evaluate(self, expression: str) -> Any:
        """The value of an expression in the page, as JSON would hold it."""
        answer = self.ask(
            "script.evaluate",
            expression=f"Promise.resolve({expression}).then(JSON.stringify)",
            target={"context": self.tab},
            awaitPromise=True,
        )
        if answer["type"] == "exception":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        text = answer["result"].get("value")
        return None if text is None else json.loads(text)


def firefox_path() -> str | None:
    """The installed Firefox."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


@contextmanager
def firefox() -> Iterator[Firefox]:
    """A Firefox without a window, with a profile of its own."""
    path = firefox_path()
    assert path is not None, "no Firefox is installed"
    with tempfile.TemporaryDirectory() as profile:
        command = [path, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        try:
            assert process.stderr is not None
            address = next(found[1] for line in process.stderr if (found := _WHERE.search(line)))
            # What nobody reads would fill the pipe, and then Firefox would wait for ever.
            Thread(target=deque, args=(process.stderr, 0), daemon=True).start()
            socket = websocket.create_connection(f"{address}/session", timeout=_PATIENCE, suppress_origin=True)
            opened = Firefox(socket)
            opened.ask("session.new", capabilities={})
            opened.ask("session.subscribe", events=["log.entryAdded"])
            opened.tab = opened.ask("browsingContext.getTree")["contexts"][0]["context"]
            yield opened
            socket.close()
        finally:
            process.terminate()
            process.communicate(timeout=_PATIENCE)

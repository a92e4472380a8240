"""Viewing: a site that was built, on this machine, as a host would serve it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from milepost.errors import SiteError

_HOST, _PORT = "127.0.0.1", 8000


@contextmanager
def viewing(directory: Path, address: str | None) -> Iterator[tuple[str, Callable[[], None]]]:
    """Where a site is to be seen, and what shows it until somebody interrupts; without an address, where it is free."""
    folder = directory.resolve()
    if not (folder / "index.html").is_file():
        raise SiteError(f"{directory}: holds no site (milepost build makes one)")
    host, port = parted(address) if address else (_HOST, _PORT)
    handler = partial(_Handler, directory=str(folder))
    try:
        server = ThreadingHTTPServer((host, port), handler)
    except OSError as error:
        if address:
            hint = "choose another -a HOST:PORT; port 0 is any that is free"
            raise SiteError(f"{address}: {error.strerror or error} ({hint})") from error
        server = ThreadingHTTPServer((host, 0), handler)
    with server:
        yield f"http://{host}:{server.server_address[1]}/", server.serve_forever


def parted(address: str) -> tuple[str, int]:
    """The host and the port of an address as it is typed; SiteError says how to write it."""
    host, _, port = address.rpartition(":")
    if not port.isdigit() or int(port) > 65535:
        raise SiteError(f"{address}: is no HOST:PORT (write it as {_HOST}:{_PORT})")
    return host or _HOST, int(port)


class _Handler(SimpleHTTPRequestHandler):
    """Files of a folder, and its own page for what is not there; it says nothing of who asks."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002, named by the base
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page where there is no other."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        data = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

"""A local host that serves a site as static hosts do: compressed, for ten minutes, with the headers of `_headers`."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

_TEXTS = ("text/", "application/javascript", "application/json", "application/xml", "image/svg+xml")


@dataclass(frozen=True, slots=True)
class Host:
    """Where a folder is served, and the compressed bytes that it has sent, by the addresses of its files."""

    address: str
    sent: dict[str, int] = field(default_factory=dict)
    headers: dict[str, int] = field(default_factory=dict)


@contextmanager
def hosted(folder: Path) -> Iterator[Host]:
    """A folder served as by GitHub Pages, and with what `_headers` says, as by Netlify and Cloudflare."""
    host = Host("")
    handler = partial(_Compressing, directory=str(folder), host=host, headers_of_all=_headers_of(folder))
    with running(handler) as address:
        yield replace(host, address=address)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A folder on a local address, as plainly as can be."""
    with running(partial(_Quiet, directory=str(folder))) as address:
        yield address


@contextmanager
def running(handler: Callable[..., BaseHTTPRequestHandler]) -> Iterator[str]:
    """The address at which a handler answers."""
    server = _Server(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _headers_of(folder: Path) -> dict[str, str]:
    """What `_headers` says of all addresses."""
    file = folder / "_headers"
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    pairs = (line.strip().partition(": ") for line in lines if line.startswith(" "))
    return {name: value for name, _, value in pairs}


@lru_cache(256)
def _compressed(body: bytes) -> bytes:
    """A text as it is sent; a page of many tests is compressed once."""
    return gzip.compress(body, 6, mtime=0)


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that closes a tab before the answer is through is no error of the site's."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # as it was handed in


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer with the file as it is: by whole seconds, the second build of a test can seem to be the first."""
        del self.headers["If-Modified-Since"]
        super().do_GET()


class _Compressing(_Quiet):
    protocol_version = "HTTP/1.1"

    def __init__(self, *args: object, host: Host, headers_of_all: dict[str, str], directory: str) -> None:
        self.host, self.headers_of_all = host, headers_of_all
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]  # as the server hands them in

    def do_GET(self) -> None:
        """Answer with a file; what is missing, and a folder without its slash, is answered by the library."""
        address = urlsplit(self.path).path
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if address.endswith("/") else file
        if not file.is_file():
            super().do_GET()
            return
        kind, body = self.guess_type(str(file)), file.read_bytes()
        headers = {"Content-Type": kind, "Cache-Control": "max-age=600", **self.headers_of_all}
        if kind.startswith(_TEXTS) and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = _compressed(body)
            headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        self.send_response(200)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.host.sent[address] = len(body)
        written = b"".join(self._headers_buffer)  # type: ignore[attr-defined]  # http.server's own
        self.host.headers[address] = len(written) + len(b"\r\n")
        self.end_headers()
        self.wfile.write(body)

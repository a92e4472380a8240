"""Viewing a built site: as a host serves it, wherever there is room."""

from __future__ import annotations

import socket
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from milepost.errors import SiteError
from milepost.site.workshop import viewing as module
from milepost.site.workshop.viewing import viewing


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """What a build leaves, as far as a server sees it."""
    folder = tmp_path / "site"
    (folder / "plan").mkdir(parents=True)
    for name in ("index.html", "plan/index.html", "404.html"):
        (folder / name).write_text(name)
    return folder


@contextmanager
def shown(folder: Path, address: str | None = "127.0.0.1:0") -> Iterator[str]:
    """The address at which a folder is shown for a while."""
    with viewing(folder, address) as (place, show):
        thread = threading.Thread(target=show, daemon=True)
        thread.start()
        try:
            yield place
        finally:  # Else it would look for ever at a door that is shut, as often as it can, through all later tests.
            show.__self__.shutdown()  # type: ignore[attr-defined]  # the server's own `serve_forever`
            thread.join()


def read(address: str) -> tuple[int, str]:
    """What is answered."""
    try:
        with urllib.request.urlopen(address) as answer:  # noqa: S310, our own server
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_pages_and_what_is_not_there(built: Path) -> None:
    """A folder is its index, and an address that is not there has the site's own page."""
    with shown(built) as place:
        answers = [read(place + path) for path in ("", "plan/", "plan", "gone/", "../../etc/passwd")]
    assert answers == [(200, "index.html"), *[(200, "plan/index.html")] * 2, *[(404, "404.html")] * 2]


def test_a_site_that_is_built_meanwhile(built: Path) -> None:
    """The tree that takes the old one's place is the one that is shown."""
    with shown(built) as place:
        built.rename(built.with_name("old"))
        built.mkdir()
        (built / "index.html").write_text("new")
        assert read(place) == (200, "new")


def test_a_port_that_is_taken(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one that was asked for is told as taken; where none was, another does."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SiteError, match=rf"^127.0.0.1:{port}: Address already in use \(choose another -a"):
            viewing(built, f"127.0.0.1:{port}").__enter__()
        monkeypatch.setattr(module, "_PORT", port)
        with shown(built, None) as place:
            assert read(place) == (200, "index.html")


@pytest.mark.parametrize(("address", "words"), [("here", "is no HOST:PORT"), ("127.0.0.1:99999", "is no HOST:PORT")])
def test_an_address_that_is_none(built: Path, address: str, words: str) -> None:
    """It is told how to write one."""
    with pytest.raises(SiteError, match=words):
        viewing(built, address).__enter__()


def test_a_folder_without_a_site(tmp_path: Path) -> None:
    """It is told how to get one."""
    with pytest.raises(SiteError, match=r"holds no site \(milepost build makes one\)$"):
        viewing(tmp_path, None).__enter__()

"""Verifying where nothing can be compared: no site, no server, no commit, no manifest, and each says so."""

from __future__ import annotations

import re
import socket
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.error import HTTPError

import pytest

from milepost.errors import RepositoryError, SiteError
from published import FIRST, Published
from repository_builder import SMALL
from serving import running


def test_an_older_checkout_is_no_rewritten_history(published: Published) -> None:
    """Whoever has not pulled is told to."""
    last = published.revision(0)
    published.repository.git("checkout", "--quiet", "HEAD~1")
    with pytest.raises(RepositoryError) as caught:
        published.verify()
    told = f"this checkout is older than what is published: today's site ({last})"
    assert str(caught.value) == f"{told} (git switch to the newest state of the branch, or git pull)"


def test_a_clone_that_lacks_the_commits(published: Published) -> None:
    """It cannot tell whether history was rewritten, and says so."""
    last = published.revision(0)
    elsewhere = Published(published.folder.parent / "elsewhere")
    elsewhere.repository.commit(SMALL)
    with pytest.raises(
        RepositoryError, match=rf"^published from commits that are not in this clone: .*\({last}\) \(git f"
    ):
        elsewhere.verify(str(published.folder))


def test_where_nothing_is_published(published: Published, site: str, tmp_path: Path) -> None:
    """No manifest, no site, no folder, no server: each is told as what it is."""
    (tmp_path / "empty").mkdir()
    hint = "(milepost publish puts it on a branch; or name the address or folder where it is)"
    told = f"has no versions/manifest.json, so nothing of Milepost's is published there {hint}"
    places = {
        str(tmp_path / "empty"): f"{tmp_path}/empty: {told}",
        f"{site}/nowhere": f"{site}/nowhere/: {told}",
        str(tmp_path / "nowhere"): f"{tmp_path}/nowhere: is neither a folder nor an address (http:// or https://)",
        "ftp://example.org": "ftp://example.org: is neither a folder nor an address (http:// or https://)",
    }
    said = {}
    for place in places:
        with pytest.raises(SiteError) as caught:
            published.verify(place)
        said[place] = str(caught.value)
    assert said == places
    with pytest.raises(SiteError, match=f"^gh-pages: {re.escape(told)}$"):
        published.verify(None)


def test_a_server_that_is_not_there(published: Published) -> None:
    """Its address is named, and the reason."""
    with socket.socket() as deaf:  # It holds its port, which else somebody might take who answers.
        deaf.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        with pytest.raises(SiteError, match=rf"^{address}/versions/manifest.json: cannot be reached: .*refused"):
            published.verify(address)


def test_a_server_that_fails(published: Published) -> None:
    """That it answers with an error says nothing of what is published, and is told."""

    class Failing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_error(503)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002, the base class calls it so
            pass

    with running(Failing) as address, pytest.raises(SiteError) as caught:
        published.verify(address)
    cause = caught.value.__cause__
    assert isinstance(cause, HTTPError)
    cause.close()
    assert str(caught.value) == f"{address}versions/manifest.json: the server answers 503 Service Unavailable"


def test_a_manifest_that_is_none(published: Published) -> None:
    """It is named with its place, as a difference: nobody of ours wrote it."""
    published.manifest(FIRST).write_text("{}")
    (told,) = published.verify().wrong
    assert re.search(r"/versions/2026-03-06/manifest\.json: is no manifest of Milepost's", told)

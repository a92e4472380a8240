"""A page for an address that is not there: it stands alone, wherever the site is put."""

from __future__ import annotations

import shutil
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from serving import running
from waiting import until


class _Host(SimpleHTTPRequestHandler):
    """Answers with the page of the top folder for whatever is not there, as hosts do."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(Path(self.directory, "404.html").read_bytes())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("folder", ["", "clients/harbour/"])
def test_it_leads_to_the_overview_from_any_depth(chromium: Browser, site: Path, tmp_path: Path, folder: str) -> None:
    """A site in a folder of which its configuration knows nothing is found above the address; nothing else is asked."""
    (tmp_path / folder).mkdir(parents=True, exist_ok=True)
    shutil.copy(site / "404.html", tmp_path)
    shutil.copy(site / "status.json", tmp_path / folder)
    page = chromium.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.resource_type))
    with running(partial(_Host, directory=str(tmp_path))) as address:
        page.goto(f"{address}{folder}updates/2031-01-01/")
        link = page.get_by_role("link", name="To the overview")
        until(page, "wanted => document.querySelector('a').href === wanted", address + folder)
        assert link.get_attribute("href") == f"/{folder}"
        told = page.get_by_role("link", name="Something wrong or unclear?").get_attribute("href") or ""
        assert told.endswith(quote(f"{address}{folder}updates/2031-01-01/", safe=""))
        assert page.get_by_role("link", name="All versions").get_attribute("href") == f"/{folder}versions/"
    assert set(asked) == {"document", "fetch"}
    page.close()

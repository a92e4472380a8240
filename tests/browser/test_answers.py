"""Answer without a server: on every page of a site a reader can say something, and whatever is asked has its mail."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = pytest.mark.slow
_UNCLEAR = re.compile(r'<a href="([^"]*)"[^>]*>Something wrong or unclear\?</a>')
_ANSWER = re.compile(r'<a class="mp-answer[^"]*" href="([^"]*)"')
_HOME = "https://status.example.org/"


def mail(href: str) -> tuple[str, str, list[str]]:
    """To whom a prefilled mail goes, its subject, and the lines of its body."""
    parts = urlsplit(unescape(href))
    fields = parse_qs(parts.query)
    return parts.path, fields["subject"][0], fields["body"][0].split("\r\n")


def test_every_page_asks_whether_something_is_unclear(site: Path) -> None:
    """Each page of today's, of every kind, has a mail that names project, page and address; a past one asks nobody."""
    said: dict[str, object] = {}
    pages = [path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html"))]
    today = [page for page in pages if not re.match(r"versions/\d", page)]
    for page in today:
        found = _UNCLEAR.findall((site / page).read_text("utf-8"))
        told = mail(found[0]) if len(found) == 1 else found
        to, subject, body = told if isinstance(told, tuple) else ("", "", [""])
        address = _HOME + page.removesuffix("index.html")
        if not (to == "status@northlight.example" and subject.startswith("Harbour ticketing relaunch: ")) or (
            page != "404.html" and body[-1] != address
        ):
            said[page] = told
    assert said == {}
    assert len(today) > 50
    assert [page for page in pages if page not in today and "mp-unclear" in (site / page).read_text("utf-8")] == []


def test_every_ask_can_be_answered(site: Path) -> None:
    """Promise, decision, delivery and question: on the overview or its own page, with title, address and receipt."""
    newest = json.loads((site / "versions/versions.json").read_text())[0]
    asked: dict[str, list[str]] = {}
    for page in ("", "plan/", "commitments/", "decisions/D-3/", "feedback/"):
        for href in _ANSWER.findall((site / page / "index.html").read_text("utf-8")):
            to, subject, body = mail(href)
            asked.setdefault(subject.removeprefix("Harbour ticketing relaunch: answer to "), []).append(page)
            assert (to, body[0] != "", body[2] != "") == ("status@northlight.example", True, True), href
            assert body[-2].startswith(_HOME), href
            assert body[-1].startswith(f"Version {newest['version']}, receipt "), href
    assert asked == {
        "C-027": ["", "commitments/"],
        "C-029": ["", "commitments/"],
        "C-030": ["", "commitments/"],
        "D-3": ["", "decisions/D-3/"],
        "pier-scanners": ["", "plan/"],
        "F-3": ["feedback/"],
    }

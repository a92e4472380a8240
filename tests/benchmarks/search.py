"""What a reader in China finds: the scan of our own against Material's search, with words parted by jieba and without.

A hundred phrases are typed into the search of a built site of 25 updates, each of which says one sentence. Recall is
the share of pairs of a phrase and an update that holds it in which the update is found. Each side is judged by its own
list: ours by what stands above, Material's by what stands below.
"""

from __future__ import annotations

import gzip
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Page

from milepost.site.build import build_site
from repository_builder import RepositoryBuilder
from screenshots import browser
from serving import served
from timing import Row

_UPDATE = "---\nstatus: green\nheadline: 第{}周\n---\n本周情况。{}。\n"
PHRASES = Path(__file__).with_name("phrases.yml")
_FOUND = """selector => [...document.querySelectorAll(selector)].map(a => new URL(a.href).pathname)"""
_OURS, _MATERIAL = ".mp-hits a", ".md-search-result__list a.md-search-result__link"


def measure() -> list[Row]:
    """Recall and weight."""
    sentences = {line[0]: line[1:] for line in yaml.safe_load(PHRASES.read_text("utf-8"))}
    with tempfile.TemporaryDirectory() as room, browser() as opened:
        _write(Path(room), list(sentences))
        asked = [phrase for phrases in sentences.values() for phrase in phrases]
        held = {p: {_address(n) for n, s in enumerate(sentences) if p in s} for p in asked}
        found: dict[str, dict[str, Any]] = {}
        for name, parted in (("jieba", True), ("plain", False)):
            site = Path(room, f"site-{name}")
            with _jieba(present=parted):
                os.environ["MILEPOST_CACHE"] = "off"
                build_site(Path(room, "project/mkdocs.yml"), site, say=lambda *_: None)
            with served(site) as address:
                found[name] = _searched(opened.new_page(), address, asked, held)
            found[name]["bytes"] = len(gzip.compress((site / "search/search_index.json").read_bytes(), 6))
        pairs = sum(map(len, held.values()))
        ours, jieba, plain = found["plain"]["ours"], found["jieba"]["material"], found["plain"]["material"]
        bare, parted_bytes = found["plain"]["bytes"], found["jieba"]["bytes"]
    told = f"Material's search, {jieba} of {pairs} with jieba, {plain} without"
    return [
        _row("Chinese phrases that are found", ours, jieba, jieba / ours, told),
        _row("the search index of that site, compressed", bare, parted_bytes, bare / parted_bytes, "with jieba"),
    ]


def _row(what: str, ours: int, peer: int, ratio: float, against: str) -> Row:
    return {"what": what, "ours": str(ours), "peer": str(peer), "ratio": ratio, "bound": 1.0, "against": against}


def _address(number: int) -> str:
    return f"/updates/{date(2026, 1, 2) + timedelta(days=7 * number)}/"


def _write(room: Path, sentences: list[str]) -> None:
    project = RepositoryBuilder(room / "project")
    updates = {
        f"content{_address(n).rstrip('/')}.md": _UPDATE.format(n + 1, sentence) for n, sentence in enumerate(sentences)
    }
    configuration = (
        "site_name: 港口售票系统\nsite_url: https://status.example.org/\ndocs_dir: content\n"
        "theme: {name: material}\nplugins: [search, milepost]\n"
    )
    charter = "name: 港口售票系统\nlanguage: zh\nstart: 2026-01-02\n"
    files = {"mkdocs.yml": configuration, "content/project.yml": charter, "content/milestones.yml": "[]\n"}
    project.commit({**files, **updates}, on="2026-06-26")


@contextmanager
def _jieba(*, present: bool) -> Iterator[None]:
    """With jieba, or as if it were not installed."""
    from material.plugins.search import plugin

    kept = plugin.jieba
    if present and kept is None:
        raise SystemExit("jieba is not installed: pip install '.[zh]'")
    plugin.jieba = kept if present else None
    yield
    plugin.jieba = kept


def _searched(page: Page, address: str, asked: list[str], held: dict[str, set[str]]) -> dict[str, Any]:
    """How many pairs of a phrase and what holds it are found by each list."""
    page.goto(address)
    page.locator(".md-search__input").click()
    page.keyboard.insert_text("第一")
    page.keyboard.press("Shift")
    page.wait_for_timeout(1500)
    right = {"ours": 0, "material": 0}
    for phrase in asked:
        page.locator(".md-search__input").fill("")
        page.keyboard.insert_text(phrase)
        page.keyboard.press("Shift")
        page.wait_for_timeout(400)
        for name, where in (("ours", _OURS), ("material", _MATERIAL)):
            seen = set(page.evaluate(_FOUND, where))
            right[name] += len(held[phrase] & seen)
    return right

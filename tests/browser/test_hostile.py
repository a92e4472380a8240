"""Titles and texts that try to be more than words are shown as words."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import feedparser
import pytest
from playwright.sync_api import Browser

sys.path.insert(0, str(Path(__file__).parent))

from milepost.site.build import build_site
from repository_builder import SMALL, RepositoryBuilder
from serving import served
from visiting import settle, visit

pytestmark = pytest.mark.browser

TITLES = {
    "html": "<img src=x onerror=\"window.pwned='html'\"> & </title><script>window.pwned=1</script>",
    "mermaid": 'section done :crit, a, 1d; %%{init: {}}%% "]; click a href "javascript:pwned()"',
    "template": "{{ 7 * 7 }} {% raw %} ${7*7} <!--chart:gantt--> <!--author-->",
    "xml": "]]> &amp; &lt;b&gt; <![CDATA[ <?xml version='1.0'?>",
    "markdown": "[a](javascript:alert(1)) ![x](x) **b** `c` # h | t |",
    "emoji": "🚢 Harbour 👩‍👩‍👧‍👦 done ✅",
    "chinese": "新售票系统上线并完成验收",
    "arabic": "تم توقيع التصميم مع ‏الميناء",
    "long": "Every pier sells " + "and checks " * 43 + "tickets",
}


SCRIPT = json.dumps('"></span><script>window.pwned=1</script>')
MATTER = f"""---
subtitle: {SCRIPT}
status: {SCRIPT}
author: [{SCRIPT}]
description: {SCRIPT}
git_revision_date_localized: {SCRIPT}
revision_date: {SCRIPT}
template: redirect.html
location: '"]);window.pwned=1;throw 1;(["'
milepost: true
hide: 5
search: yes please
tags: [{SCRIPT}]
---
# __config

Words.
"""
SHOWN_NAME = " ".join(TITLES["html"].split())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose every title is hostile."""
    path = tmp_path_factory.mktemp("hostile")
    quoted = {name: json.dumps(title, ensure_ascii=False) for name, title in TITLES.items()}
    plan = "".join(f"- id: {name}\n  title: {title}\n  due: 2026-04-15\n" for name, title in quoted.items())
    promises = "".join(
        f"- id: {name}\n  promise: {title}\n  from: client\n  due: 2026-04-01\n  note: {title}\n  reason: {title}\n"
        f"  owner: {title}\n  evidence: 'javascript:window.pwned=1'\n"
        for name, title in quoted.items()
    )
    updates = {
        f"content/updates/2026-03-{day:02}.md": f"---\nstatus: red\nheadline: {title}\nauthor: {title}\n---\nWords.\n"
        for day, title in enumerate(quoted.values(), start=1)
    }
    lessons = {
        f"content/lessons/{name}.md": f"---\ntitle: {title}\ndate: 2026-03-01\ntags: [{title}]\n---\nWords.\n"
        for name, title in quoted.items()
        if name != "long"
    }
    pages = {f"content/{name}.md": f"---\ntitle: {title}\n---\nWords.\n" for name, title in quoted.items()}
    pages["content/matter.md"] = MATTER
    pages['content/a"><img src=x onerror=window.pwned=1>.md'] = "Words without a heading.\n"
    pages["content/b<script>window.pwned=1<!--.md"] = "```\n# No heading\n```\n"
    named = SMALL["mkdocs.yml"].replace("site_name: Harbour line", f"site_name: {quoted['html']}")
    charter = {"mkdocs.yml": named, "content/project.yml": f"name: {quoted['html']}\nclient: {quoted['template']}\n"}
    files = {
        **SMALL,
        **charter,
        **pages,
        "content/milestones.yml": plan,
        "content/commitments.yml": promises,
        **updates,
        **lessons,
    }
    RepositoryBuilder(path / "project").commit(files, on="2026-03-20")
    build_site(path / "project/mkdocs.yml", path / "site", strict=True, say=lambda level, message: None)
    return path / "site"


def test_every_page_shows_them_as_words(folder: Path, chromium: Browser) -> None:
    """Nothing runs, nothing opens, no page is wider than a phone, and what was written is what is read."""
    page = chromium.new_page(viewport={"width": 390, "height": 800})
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message) or dialog.dismiss())  # type: ignore[call-overload]  # gives None
    with served(folder) as address:
        for file in sorted(folder.rglob("*.html")):
            page.goto(address + file.relative_to(folder).as_posix())
            assert page.evaluate("window.pwned") is None, file
            acting = "a[href^='javascript:' i], [onerror]"
            assert page.locator(acting).count() == 0, file
            assert page.locator(".md-header__topic, body > main > p").first.inner_text() == SHOWN_NAME, file
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide == 0, file
        page.goto(address + "commitments/")
        shown = page.locator("main").inner_text()
    page.close()
    assert dialogs == []
    # A few characters without width of their own may be dropped by the browser's own text reading.
    assert [name for name, title in TITLES.items() if " ".join(title.split()) not in " ".join(shown.split())] == []


def test_the_feed_and_the_data_hold_them(folder: Path) -> None:
    """A feed reader and a JSON parser read the same titles."""
    feed = feedparser.parse((folder / "feed.xml").read_bytes())
    data = json.loads((folder / "status.json").read_text(encoding="utf-8"))
    assert feed.bozo is False
    assert {item["id"]: item["title"] for item in data["milestones"]} == TITLES


BODY = """
<meta http-equiv="refresh" content="0;url=https://elsewhere.example/">
<!-- <meta name="robots" content="noindex"> -->
<p id="__config">{"base": "https://elsewhere.example/"}</p>
<div class="md-dialog" data-md-component="dialog"></div>
<img src=x onerror="window.pwned='handler'">
<script>window.pwned = "script"</script>
<script src="data:text/javascript,window.pwned='data'"></script>
<iframe srcdoc="<script>parent.pwned='frame'</script>"></iframe>
<form action="https://elsewhere.example/"><button>Send</button></form>
<style>body { display: none }</style>

[a link](javascript:window.pwned='link') and ![a picture](https://elsewhere.example/picture.png)

<template><textarea><plaintext><style><script>window.pwned=1;/*
"""


def test_hostile_markup_in_a_text_does_nothing(tmp_path: Path, chromium: Browser) -> None:
    """What somebody else wrote into an imported text neither runs, nor asks elsewhere, nor hides the page."""
    update = f"---\nstatus: green\nheadline: Imported\n---\n{BODY}"
    files = {**SMALL, "content/updates/2026-03-06.md": update, "content/imported.md": f"# Imported\n{BODY}"}
    RepositoryBuilder(tmp_path / "project").commit(files, on="2026-03-06")
    build_site(tmp_path / "project/mkdocs.yml", tmp_path / "site", say=lambda level, message: None)
    page = chromium.new_page()
    asked: list[str] = []
    page.route("https://elsewhere.example/**", lambda route: (asked.append(route.request.url), route.fulfill(body="")))
    told: list[str] = []
    page.on("pageerror", lambda error: told.append(str(error)))
    with served(tmp_path / "site") as address:
        for path in ("updates/2026-03-06/", "imported/"):
            heard = visit(page, address, path)
            page.get_by_text("a link").click(no_wait_after=True)
            assert page.locator("main form, main button:not([class]), main iframe").count() == 0
            settle(page, heard)
            assert page.evaluate("window.pwned") is None, path
            assert page.url.split("?")[0] == address + path
            assert page.locator("h1").is_visible()
            assert page.locator("footer .md-copyright").is_visible()
            assert page.locator('head meta[name="robots"][content="noindex"]').count() == 1
            assert page.evaluate("document.documentElement.classList.contains('js')"), "Material's scripts run"
    page.close()
    assert (asked, told) == ([], [])


def test_the_judge_sees_who_is_asked(chromium: Browser) -> None:
    """The judge is awake: a page without a policy that asks elsewhere is seen."""
    page = chromium.new_page()
    asked: list[str] = []
    page.route("https://elsewhere.example/**", lambda route: (asked.append(route.request.url), route.fulfill(body="")))
    page.set_content('<img src="https://elsewhere.example/picture.png">')  # until it has loaded, pictures too
    page.close()
    assert asked == ["https://elsewhere.example/picture.png"]

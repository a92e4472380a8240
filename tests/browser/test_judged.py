"""Every page type before the judges: axe for accessibility, the Nu HTML checker, and the browser's own policy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from judges import html_errors, violations
from screenshots import PAGES, SCHEMES

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WIDTHS = (1280, 390, 320)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_everybody_can_read_it(chromium: Browser, address: str, width: int, scheme: str) -> None:
    """Axe finds nothing on any page type, in light and dark, on a desk, a phone and a small phone."""
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    found: list[str] = []
    for name, path in PAGES.items():
        page.goto(address + path)
        found += [f"{name}: {violation}" for violation in violations(page)]
    context.close()
    assert found == []


def test_axe_would_say_so(page: Page) -> None:
    """The judge is awake: a picture without words and a button without a name are found."""
    page.set_content("<html lang=en><title>t</title><main><h1>h</h1><img src=x><button></button></main>")
    assert {violation.split(":")[0] for violation in violations(page)} == {"image-alt", "button-name"}


def test_the_html_is_correct(site: Path) -> None:
    """The Nu HTML checker finds no error in any page of today's, nor of an early and a late version."""
    old = ("versions/2026-01-16/", "versions/2026-10-09/")
    pages = [path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html"))]
    pages = [page for page in pages if page.startswith(old) or not re.match(r"versions/\d", page)]
    assert html_errors(site, pages) == []


def test_the_html_checker_would_say_so(tmp_path: Path) -> None:
    """The judge is awake: an unknown element is an error."""
    (tmp_path / "a.html").write_text("<!doctype html><html lang=en><title>t</title><blink>x</blink>")
    assert "blink" in html_errors(tmp_path, ["a.html"])[0]


@pytest.mark.parametrize("name", sorted(PAGES))
def test_the_policy_lets_the_page_work(page: Page, address: str, name: str) -> None:
    """Under its strict policy a page loads without a word on the console and asks nobody else for anything."""
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(address) else told.append(request.url))
    page.goto(address + PAGES[name])
    page.wait_for_load_state("networkidle")
    policy = page.locator('meta[http-equiv="Content-Security-Policy"]').get_attribute("content") or ""
    assert told == []
    assert policy.startswith("default-src 'none'; script-src 'self' 'sha256-")
    assert "unsafe" not in policy


def test_search_and_colours_work_under_the_policy(page: Page, address: str) -> None:
    """What Material does with scripts, workers and storage is allowed."""
    page.goto(f"{address}plan/")
    page.keyboard.press("/")
    page.keyboard.type("ticket")
    page.locator(".md-search-result__item").first.wait_for()
    page.keyboard.press("Escape")
    page.locator("[for=__palette_1]").click()
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"

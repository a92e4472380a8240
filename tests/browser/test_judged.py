"""Every page type before all judges at one visit: axe, the browser's own policy, geometry; and the HTML checker."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from breaking import broken
from geometry import enlarged_text, misplaced, too_small, too_wide
from judges import faint, html_errors, violations
from screenshots import A4, EARLY, FLAGS, PAGES, PATIENCE, headless_path
from visiting import OpenTab, darken, resize, visit
from waiting import comes, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WIDTHS = (1280, 390, 320)
ZOOMED = WIDTHS[0] // 2
_COLOUR_ALONE = """() => {
  const toned = [...document.querySelectorAll('.mp-pill, .mp-tag, .mp-said, .mp-shift, .mp-notice')]
  const shapeless = document.querySelectorAll('.mp-pill:not(:has(svg)), .mp-notice:not(:has(svg))')
  return [...toned.filter(e => !e.textContent.trim()).map(() => 'a tone without a word'),
          ...[...shapeless].map(() => 'a tone without a shape')]
}"""
_EDGE = re.compile(r"(?:min-|max-)?width\s*(?::|[<>]=?)\s*([\d.]+)(px|r?em)\)")
POLICY = 'meta[http-equiv="Content-Security-Policy"]'


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_is_in_order(tab: OpenTab, address: str, name: str) -> None:
    """On a desk, a phone and a small phone every judge is content with every page type, in the light and in the dark.

    It is there; under its strict policy it loads without a word on the console, a failed request or one to anybody
    else; axe finds nothing; no text stands on another, is cut off or lies beyond the edge; nothing is wider than the
    screen; what one presses is at least 24 px wide and high; whatever has a tone has a word in it, a pill a shape
    besides; no word is broken inside; and with letters twice as large it all has its place still, as with all twice as
    large (a browser's zoom of 200 % leaves half the screen) and on a sheet of paper. The dark scheme
    changes nothing but colours: all can be read, and it is as wide as before. The screen gets smaller while one looks,
    and then night falls. Axe looks at the largest and the smallest: between the phones nothing is laid out anew.
    """
    page = tab(WIDTHS[0])
    heard = visit(page, address, PAGES[name])
    policy = page.locator(POLICY).get_attribute("content") or ""
    if not policy.startswith("default-src 'none'; script-src 'self' 'sha256-") or "unsafe" in policy:
        heard.told.append(f"policy: {policy}")
    found: list[str] = []
    for width in WIDTHS:
        resize(page, width, heard)
        found += [f"{width} px: {what}" for what in seen(page, width)]
    resize(page, ZOOMED, heard)
    found += [f"zoomed: {what}" for what in misplaced(page) + broken(page)]
    page.emulate_media(media="print")
    resize(page, A4, heard)
    found += [f"on paper: {what}" for what in misplaced(page)]
    page.emulate_media(media="null")
    darken(page)
    for width in (WIDTHS[-1], WIDTHS[0]):
        resize(page, width, heard)
        found += [f"{width} px in the dark: {what}" for what in faint(page) + too_wide(page)]
    assert heard.told + found == []


def seen(page: Page, width: int) -> list[str]:
    """What all judges say of a page as it is shown."""
    found = violations(page) if width != 390 else []
    found += misplaced(page) + too_wide(page) + too_small(page) + colour_alone(page) + broken(page)
    if width != 320:
        with enlarged_text(page, 200):
            found += [f"at twice the text size: {what}" for what in misplaced(page)]
    return found


def test_small_phones_are_laid_out_as_large_ones(site: Path) -> None:
    """No style begins or ends between the widths of the phones: what one judge finds on one, it finds on the other."""
    sheets = {path: path.read_text("utf-8") for path in site.rglob("*.css") if "versions" not in path.parts}
    edges = {
        (path.name, float(number) * (1 if unit == "px" else 16))
        for path, css in sheets.items()
        for number, unit in _EDGE.findall(css)
    }
    assert len(edges) > 4
    assert [edge for edge in sorted(edges) if WIDTHS[2] < edge[1] <= WIDTHS[1]] == []


def test_letters_twice_as_large_break_no_word(chromium: Browser, address: str) -> None:
    """Who has told the browser to write twice as large gets the order of a smaller screen, and every word whole."""
    large = chromium.browser_type.launch(
        executable_path=headless_path(), args=[*FLAGS, "--blink-settings=defaultFontSize=32"], timeout=PATIENCE
    )
    page = large.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page.context.set_default_timeout(PATIENCE)
    page.add_init_script(EARLY)
    found: list[str] = []
    for name, path in PAGES.items():
        page.goto(address + path)
        found += [f"{name}: {what}" for what in misplaced(page) + too_wide(page) + broken(page)]
    assert page.evaluate("matchMedia('(max-width: 44.98em)').matches")
    large.close()
    assert found == []


def colour_alone(page: Page) -> list[str]:
    """What tells something by its colour alone."""
    found: list[str] = page.evaluate(_COLOUR_ALONE)
    return found


def test_axe_would_say_so(page: Page) -> None:
    """The judge is awake: a picture without words, a button without a name and pale words are found."""
    page.set_content("<html lang=en><title>t</title><main><h1>h</h1><img src=x><button></button></main>")
    assert {violation.split(":")[0] for violation in violations(page)} == {"image-alt", "button-name"}
    page.set_content("<html lang=en><title>t</title><main><h1 style='color: #eee'>Pale words</h1><img src=x></main>")
    assert [violation.split(":")[0] for violation in faint(page)] == ["color-contrast"]


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<span class=mp-pill><svg></svg></span>", "a tone without a word"),
        ("<span class=mp-pill>Late</span>", "a tone without a shape"),
    ],
)
def test_who_looks_for_words_and_shapes_would_say_so(page: Page, html: str, told: str) -> None:
    """The judge is awake: a pill without a word, and one without a shape, are found."""
    page.set_content(html)
    assert colour_alone(page) == [told]


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<script>console.log('a word')</script>", "a word"),
        ("<script>throw new Error('no')</script>", "no"),
        ("<script>setTimeout(() => fetch('gone.json'))</script>", "failed: HOMEgone.json"),
        ("<img src='https://elsewhere.example/picture.png'>", "https://elsewhere.example/picture.png"),
    ],
)
def test_who_listens_would_say_so(tab: OpenTab, html: str, told: str) -> None:
    """The judge is awake: a word, an error, a failed request, also a late one, and one to somebody else are heard."""
    page, home = tab(), "http://milepost.invalid/"
    page.route("**", lambda route: route.abort())
    page.route(home, lambda route: route.fulfill(body=f"<title>t</title>{html}", content_type="text/html"))
    heard = visit(page, home)
    comes(
        page, lambda: told.replace("HOME", home) in heard.told, told
    )  # A request that is refused passes through Python.


def test_who_looks_for_broken_words_would_say_so(page: Page) -> None:
    """The judge is awake: a word that has no room is told; one that ends a line at its hyphen, and Chinese, are not."""
    page.set_content(
        "<!doctype html><title>t</title><p style='width: 2.4em; overflow-wrap: anywhere'>agreed</p>"
        "<p style='width: 3.4em'>go-live 一二三四五六</p><p style='width: 2em'><code>overflowing</code></p>"
    )
    assert broken(page) == ["broken inside: agreed"]


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


def test_search_and_colours_work_under_the_policy(page: Page, address: str) -> None:
    """What Material does with scripts, workers and storage is allowed."""
    visit(page, address, "plan/")
    page.keyboard.press("/")
    until(page, "() => document.activeElement.matches('.md-search__input')")
    page.keyboard.type("ticket")
    page.locator(".md-search-result__item").first.wait_for()
    page.keyboard.press("Escape")
    page.locator("[for=__palette_1]").click()
    until(page, "document.body.dataset.mdColorScheme === 'slate'")

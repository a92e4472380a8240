"""Pictures of the pages: `python tests/browser/screenshots.py [FOLDER]` (default: screenshots/).

Every page type of the demo at 1280 and 390 px, in light and dark, and on paper; the overview and the plan of each of
the projects with thin data (see thin.py); `readme.png` and `history.png` are those of README.md (docs/overview.png and
docs/history.png), in 256 colours, a third of the bytes, where Pillow is there (`pip install pillow`).
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1]))

from built_once import with_versions
from serving import served
from thin import THIN, write_thin

Scheme = Literal["light", "dark"]

PAGES = {
    "overview": "",
    "plan": "plan/",
    "commitments": "commitments/",
    "record": "record/",
    "risks": "risks/",
    "problem": "problems/P-3/",
    "problems": "problems/",
    "decision": "decisions/D-2/",
    "decisions": "decisions/",
    "change": "changes/CR-6/",
    "changes": "changes/",
    "feedback": "feedback/",
    "said": "feedback/F-2/",
    "budget": "budget/",
    "line": "budget/B-1/",
    "meetings": "meetings/",
    "meeting": "meetings/2026-07-08-steering/",
    "updates": "updates/",
    "month": "updates/2026-09/",
    "update": "updates/2026-10-16/",
    "edited": "updates/2026-06-26/",
    "lessons": "lessons/",
    "lesson": "lessons/rate-limits/",
    "about": "about/",
    "free": "working-together/",
    "glossary": "glossary/",
    "versions": "versions/",
    "since": "versions/since/",
    "proof": "versions/proof/",
    "old": "versions/2026-03-06/",
    "old-update": "versions/2026-03-06/updates/2026-03-06/",
    "missing": "404.html",
}
# How wide a sheet is between its margins, in CSS pixels (96 an inch).
A4, LETTER = round((210 - 20) / 25.4 * 96), round((215.9 - 20) / 25.4 * 96)
THIN_PAGES = ("overview", "plan", "commitments", "updates", "lessons")
WIDTHS = (1280, 390)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
# Pages that nobody has built for long say so: for the browser it is a day on which none of them has grown old.
EARLY = """(() => {
  const Machine = Date, shift = Machine.parse("2026-01-01T12:00:00Z") - Machine.now()
  globalThis.Date = class extends Machine {
    constructor(...given) { given.length ? super(...given) : super(Machine.now() + shift) }
    static now() { return Machine.now() + shift }
  }
})()"""
# Milliseconds in which nothing needs to come about on a machine under load.
PATIENCE = 120_000
_WITH_WINDOWS = ("chromium", "chromium-browser", "google-chrome")
_WITHOUT_WINDOWS = ("chromium-headless-shell", "chrome-headless-shell")
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def chromium_path() -> str | None:
    """Where the installed Chromium is, or None."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _WITH_WINDOWS)), None)


def headless_path() -> str | None:
    """Where a Chromium is that draws pages as any does, best one without windows: a tab costs it a third."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _WITHOUT_WINDOWS)), chromium_path())


@contextmanager
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=headless_path(), args=FLAGS, timeout=PATIENCE)
        new_context, new_page = opened.new_context, opened.new_page

        def early_context(**options: Any) -> BrowserContext:
            context = new_context(**options)
            context.set_default_timeout(PATIENCE)
            context.add_init_script(EARLY)
            return context

        def early_page(**options: Any) -> Page:
            page = new_page(**options)
            page.context.set_default_timeout(PATIENCE)
            page.context.add_init_script(EARLY)
            return page

        vars(opened).update(new_context=early_context, new_page=early_page)
        yield opened
        opened.close()


def thin_site(name: str, room: Path) -> Path:
    """The site of one of the thin projects, written and built in a room."""
    from milepost.site.build import build_site

    project = write_thin(name, room / name)
    return build_site(project / "mkdocs.yml", room / f"{name}-site", say=lambda level, message: None).directory


def main() -> None:
    """Build the demo and the thin projects, and take their pictures."""
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots")
    with tempfile.TemporaryDirectory() as room, browser() as opened:
        take_demo(opened, target, WIDTHS, SCHEMES, is_complete=True)
        for name in sorted(THIN):
            with served(thin_site(name, Path(room))) as address:
                for page in THIN_PAGES:
                    take(opened, address + PAGES[page], f"{name}-{page}", target, WIDTHS, SCHEMES)


def take_demo(
    opened: Browser, target: Path, widths: Iterable[int], schemes: Iterable[Scheme], *, is_complete: bool = False
) -> None:
    """Take pictures of every page type of the demo, if complete on paper too, and that of the README."""
    from milepost.authoring.demo import write_demo

    with tempfile.TemporaryDirectory() as room:
        write_demo(Path(room, "demo"))
        with served(with_versions(Path(room, "demo"), Path(room, "site"))) as address:
            for name, path in sorted(PAGES.items()):
                take(opened, address + path, name, target, widths, schemes)
                if is_complete:
                    take_on_paper(opened, address + path, name, target)
            if is_complete:
                take_readme(opened, address, target)


def take(
    opened: Browser,
    address: str,
    name: str,
    target: Path,
    widths: Iterable[int],
    schemes: Iterable[Scheme],
) -> None:
    """Take pictures of a whole page: `NAME-WIDTH-SCHEME.png`."""
    for width in widths:
        for scheme in schemes:
            page = opened.new_page(
                viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
            )
            page.goto(address)
            page.screenshot(path=target / f"{name}-{width}-{scheme}.png", full_page=True)
            page.close()


def take_on_paper(opened: Browser, address: str, name: str, target: Path) -> None:
    """Take a picture of a page as paper has it, on one long sheet."""
    page = opened.new_page(viewport={"width": 794, "height": 1123})
    page.goto(address)
    page.emulate_media(media="print")
    page.screenshot(path=target / f"{name}-print.png", full_page=True)
    page.close()


def take_readme(opened: Browser, address: str, target: Path) -> None:
    """Take the pictures of the README: what a reader sees before scrolling, and the history of one promise."""
    page = opened.new_page(viewport={"width": 1280, "height": 880}, reduced_motion="reduce")
    page.goto(address)
    page.screenshot(path=target / "readme.png")
    page.set_viewport_size({"width": 1000, "height": 880})
    page.goto(f"{address}commitments/")
    story = page.locator("#c-C-018")
    story.evaluate("e => { for (let fold = e; (fold = fold.parentElement?.closest('details')); ) fold.open = true }")
    promise = page.locator(".mp-row", has=story)
    promise.scroll_into_view_if_needed()
    box = promise.bounding_box()
    assert box
    clip = {"x": 0.0, "y": box["y"] - 4, "width": 1000.0, "height": box["height"] + 8}
    page.screenshot(path=target / "history.png", clip=clip)  # type: ignore[arg-type]
    page.close()
    for name in ("readme.png", "history.png"):
        keep_256_colours(target / name)


def keep_256_colours(picture: Path) -> None:
    """Make a picture of a page lighter, by colours that nobody tells apart."""
    with suppress(ImportError):
        from PIL import Image

        with Image.open(picture) as taken:
            lighter = taken.convert("RGB").quantize(256, dither=Image.Dither.NONE)
        lighter.save(picture, optimize=True)


if __name__ == "__main__":
    main()

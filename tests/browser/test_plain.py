"""The pages in plain circumstances: without JavaScript, and without the extra that draws Mermaid."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from geometry import too_wide
from judges import html_errors, violations
from milepost.site.pages import merman as diagrams
from screenshots import PAGES, thin_site
from serving import served
from visiting import visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# What only a script can do is offered to those who have scripts.
_SCRIPTED = (".md-search", "[for=__search]", ".md-header__option")


@pytest.fixture(scope="session")
def plain(chromium: Browser) -> Iterator[Page]:
    """A tab without JavaScript; nothing is stored there."""
    opened = chromium.new_context(java_script_enabled=False)
    yield opened.new_page()
    opened.close()


@pytest.mark.parametrize("name", sorted(PAGES.keys() - {"since"}))
def test_every_page_says_the_same(page: Page, plain: Page, address: str, name: str) -> None:
    """Word for word what it says with scripts (the page of changes since a visit needs a memory: see test_versions)."""
    visit(page, address, PAGES[name])
    plain.goto(address + PAGES[name])
    told = [tab.locator(".md-content, body > main").first.inner_text().split() for tab in (page, plain)]
    assert told[0] == told[1]


def test_nothing_is_offered_that_does_not_work(plain: Page, page: Page, address: str) -> None:
    """No search field and no switch of colours where no script answers; with scripts both are there."""
    plain.goto(address)
    assert [place for place in _SCRIPTED if plain.locator(place).first.is_visible()] == []
    visit(page, address)
    assert page.locator(".md-search__input").is_visible()
    assert page.locator(".md-header__option label:visible").count() == 1


def test_the_menu_opens_without_scripts(chromium: Browser, address: str) -> None:
    """On a phone the drawer leads to every part of the site."""
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(address)
    page.locator(".md-header [for=__drawer]").click()
    page.locator(".md-nav--primary").get_by_role("link", name="Commitments").click()
    assert page.locator("h1").inner_text() == "Commitments"
    context.close()


@pytest.fixture(scope="module")
def undrawn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The site of a project, built without the extra `charts`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(diagrams, "find_spec", lambda name: None)
        yield thin_site("large", tmp_path_factory.mktemp("undrawn"))


@pytest.mark.parametrize("width", [1280, 390])
def test_without_the_extra_the_plan_holds_together(chromium: Browser, undrawn: Path, width: int) -> None:
    """The chart is there, the list is whole, and nothing is asked for, told or wrong."""
    page = chromium.new_page(viewport={"width": width, "height": 900})
    with served(undrawn) as address:
        told = visit(page, address, "plan/").told
        assert page.locator(".mp-gantt .mp-track svg").count() > 8
        assert page.locator(".mp-list .mp-row").count() == 60
        assert "mermaid" not in page.content()
        assert told + violations(page) + too_wide(page) == []
    page.close()


def test_without_the_extra_the_html_is_correct(undrawn: Path) -> None:
    """The Nu HTML checker finds no error in the plan."""
    assert html_errors(undrawn, ["plan/index.html"]) == []

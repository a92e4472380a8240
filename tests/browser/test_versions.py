"""Versions in a real browser: the picker, the banner."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from repository_builder import SMALL, RepositoryBuilder
from screenshots import with_versions
from serving import served
from visiting import visit
from waiting import comes, led_to

pytestmark = [pytest.mark.browser, pytest.mark.slow]
UPDATE = "---\nstatus: green\nheadline: {}\n---\n## Done\n\n- {}\n"
HIDDEN_BY_CHOICE = ".mp-days > li:visible h3"


def build(repository: RepositoryBuilder) -> Path:
    """The project's site with its versions."""
    return with_versions(repository.path, repository.path / "site")


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> RepositoryBuilder:
    """Two updates, a date that moved between them, and one that moved since."""
    builder = RepositoryBuilder(tmp_path_factory.mktemp("versions") / "project")
    builder.commit({**SMALL, "content/updates/2026-03-06.md": UPDATE.format("We began", "Began.")}, on="2026-03-06")
    moved = SMALL["content/milestones.yml"].replace("04-15", "04-22")
    second = UPDATE.format("A week later", "Went on.")
    builder.commit({"content/milestones.yml": moved, "content/updates/2026-03-13.md": second}, on="2026-03-13")
    builder.commit({"content/updates/2026-03-20.md": UPDATE.format("Third", "Still.")}, on="2026-03-20")
    return builder


@pytest.fixture(scope="session")
def address(project: RepositoryBuilder) -> Iterator[str]:
    """Where the site is served, below a folder as on a forge's pages."""
    site = build(project)
    with served(site) as where:
        yield where


def choose(page: Page, label: str) -> None:
    """Choose a version and wait for where it leads."""
    with page.expect_navigation():
        page.get_by_label("The site as it was on").select_option(label=label)


def test_the_picker_stays_on_the_page(page: Page, address: str) -> None:
    """From today's plan to the plan of a day, on to that of another, and back to today's."""
    page.goto(f"{address}plan/")
    choose(page, "6 March 2026")
    led_to(page, f"{address}versions/2026-03-06/plan/")
    choose(page, "13 March 2026")
    led_to(page, f"{address}versions/2026-03-13/plan/")
    choose(page, "Latest version")
    led_to(page, f"{address}plan/")


def test_the_picker_finds_the_edition(page: Page, address: str) -> None:
    """An update leads to itself as it was valid then, and where there was none yet, to the version's overview."""
    page.goto(f"{address}updates/2026-03-06/")
    choose(page, "13 March 2026")
    led_to(page, f"{address}versions/2026-03-06/updates/2026-03-06/?as-of=2026-03-13")
    page.goto(f"{address}updates/2026-03-13/")
    choose(page, "6 March 2026")
    led_to(page, f"{address}versions/2026-03-06/")


def test_an_old_page_says_so(page: Page, address: str) -> None:
    """The banner names the day and leads to the same page of today."""
    page.goto(f"{address}versions/2026-03-06/plan/")
    assert "as it was on 6 March 2026" in page.get_by_text("This is the site").inner_text()
    page.get_by_role("link", name="See today").click()
    led_to(page, f"{address}plan/")


def test_arrow_keys_look_and_enter_goes(page: Page, address: str) -> None:
    """Whoever looks through the list with the keyboard is not carried off at the first step."""
    page.goto(f"{address}plan/")
    page.get_by_label("The site as it was on").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.get_by_label("The site as it was on").input_value() == "2026-03-13"
    assert page.evaluate("location.href") == f"{address}plan/"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    led_to(page, f"{address}versions/2026-03-13/plan/")


def test_links_in_an_old_version_stay_in_the_past(page: Page, address: str) -> None:
    """Tabs, logo and lists lead to the version's own pages, and records to the edition valid then."""
    page.goto(f"{address}versions/2026-03-13/updates/")
    page.get_by_role("link", name="We began").click()
    led_to(page, f"{address}versions/2026-03-06/updates/2026-03-06/?as-of=2026-03-13")
    page.get_by_text("It read the same on 13 March 2026.").wait_for()
    picked = page.get_by_label("The site as it was on")
    comes(page, lambda: picked.input_value() == "2026-03-13")
    page.locator(".md-tabs").get_by_role("link", name="Plan").click()
    led_to(page, f"{address}versions/2026-03-13/plan/")
    page.locator(".md-header").get_by_role("link", name="Harbour line").click()
    led_to(page, f"{address}versions/2026-03-13/")


@pytest.mark.parametrize(
    "path", ["", "versions/", "versions/since/", "versions/2026-03-06/", "versions/2026-03-13/plan/"]
)
def test_no_word_on_the_console_and_no_foreign_request(page: Page, address: str, path: str) -> None:
    """Nothing goes wrong in silence, and nothing is asked of anybody else."""
    assert visit(page, address, path).told == []


def test_without_javascript(chromium: Browser, address: str) -> None:
    """The list of versions is a link away, and how far back to look can be chosen all the same."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}versions/2026-03-06/")
    page.locator(".mp-versions-picker").get_by_role("link", name="6 March 2026").click()
    assert page.get_by_role("link", name="A week later").get_attribute("href") == "../versions/2026-03-13/"
    page.goto(f"{address}versions/since/")
    page.get_by_text("The last 7 days").click()
    comes(page, lambda: page.locator(HIDDEN_BY_CHOICE).all_inner_texts() == ["20 March 2026"])
    context.close()

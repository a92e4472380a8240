"""Since you last looked: what a reader's own browser remembers, by a clock that the test sets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from repository_builder import SMALL, RepositoryBuilder
from screenshots import with_versions
from serving import served
from visiting import visit
from waiting import comes, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]
UPDATE = "---\nstatus: green\nheadline: {}\n---\n## Done\n\n- {}\n"
# When each of the visits that are kept was last seen; Material keeps something of its own beside them.
SEEN = """JSON.parse(
    Object.entries(localStorage).find(([key]) => key.startsWith("milepost:"))?.[1] ?? '{"visits":[]}'
).visits.map(visit => visit.seen.slice(0, 16))"""
NEWS = re.compile(r"^[1-9]\d* changes? since you last looked \(14 March 2026\)")
FRESH = ".mp-days > li:visible h3"


class Reader:
    """A reader with a browser that remembers, and a clock."""

    def __init__(self, context: BrowserContext, where: str) -> None:
        self._context, self._where = context, where

    def looks(self, moment: str, path: str = "") -> Page:
        """Open a page in a new tab at a moment, and stay until the browser has taken note of it."""
        page = self._context.new_page()
        page.clock.set_fixed_time(f"{moment}Z")
        page.goto(self._where + path)
        until(page, f"() => {SEEN}.at(-1) === '{moment[:16]}'")
        return page

    def kept(self, page: Page) -> list[str]:
        """When the visits that are kept were last seen, this one the last."""
        found: list[str] = page.evaluate(SEEN)
        return found


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> RepositoryBuilder:
    """Two updates, and a date that moves between them."""
    builder = RepositoryBuilder(tmp_path_factory.mktemp("visits") / "project")
    builder.commit({**SMALL, "content/updates/2026-03-06.md": UPDATE.format("We began", "Began.")}, on="2026-03-06")
    builder.commit({"content/updates/2026-03-13.md": UPDATE.format("A week later", "Went on.")}, on="2026-03-13")
    return builder


@contextmanager
def site(repository: RepositoryBuilder) -> Iterator[str]:
    """Its site with all versions, served."""
    with served(with_versions(repository.path, repository.path / "site")) as where:
        yield where


@pytest.fixture(scope="module")
def where(project: RepositoryBuilder) -> Iterator[str]:
    """Where its site is."""
    with site(project) as address:
        yield address


@pytest.fixture
def reader(chromium: Browser, where: str) -> Iterator[Reader]:
    """Somebody who was never here."""
    context = chromium.new_context(timezone_id="UTC", locale="en-GB")
    yield Reader(context, where)
    context.close()


def test_a_first_visit_has_no_last(reader: Reader) -> None:
    """Nothing is said of one, on the overview or on its own page."""
    reader.looks("2026-03-14T09:00").get_by_text("Since you last looked", exact=True).wait_for()
    page = reader.looks("2026-03-14T09:05", "versions/since/")
    assert page.locator("[data-mp-span=visit]:visible").count() == 0


def test_a_visit_ends_after_twelve_hours_without_a_page(reader: Reader) -> None:
    """However many pages, tabs and hours it has: twelve hours after the last of them the next one is another visit."""
    reader.looks("2026-03-14T09:00")
    reader.looks("2026-03-14T20:00", "plan/")
    page = reader.looks("2026-03-15T07:59", "record/")
    assert reader.kept(page) == ["2026-03-15T07:59"]
    page = reader.looks("2026-03-15T20:00")
    assert reader.kept(page) == ["2026-03-15T07:59", "2026-03-15T20:00"]
    page.get_by_text("Nothing new since you last looked (14 March 2026)").wait_for()


def test_a_second_look_loses_nothing(chromium: Browser, project: RepositoryBuilder, tmp_path: Path) -> None:
    """What is new stays new through the whole visit, in every tab; another day it is what came since."""
    project.git("clone", "--quiet", str(project.path), str(tmp_path / "project"))
    clone = RepositoryBuilder(tmp_path / "project")
    context = chromium.new_context(timezone_id="UTC", locale="en-GB")
    with site(clone) as where:
        reader = Reader(context, where)
        reader.looks("2026-03-14T09:00")
        moved = SMALL["content/milestones.yml"].replace("04-15", "05-06")
        clone.commit({"content/milestones.yml": moved}, on="2026-03-24")
        with_versions(clone.path, clone.path / "site")
        for moment in ("2026-03-25T09:00", "2026-03-25T09:01", "2026-03-25T18:00"):
            reader.looks(moment).get_by_text(NEWS).wait_for()
        page = reader.looks("2026-03-25T18:05", "versions/since/")
        page.get_by_text("Your last visit was on 14 March 2026.").wait_for()
        comes(page, lambda: page.locator(FRESH).all_inner_texts() == ["24 March 2026"])
        page.get_by_text("From the start").click()
        comes(page, lambda: page.locator(FRESH).all_inner_texts() == ["24 March 2026", "13 March 2026", "6 March 2026"])
        page = reader.looks("2026-03-27T09:00", "record/")
        page.get_by_text("Nothing new since you last looked (25 March 2026)").wait_for()
        page = reader.looks("2026-03-27T09:05", "versions/since/")
        page.get_by_text("14 Mar 2026").click()
        comes(page, lambda: page.locator(FRESH).all_inner_texts() == ["24 March 2026"])
    context.close()


def test_three_earlier_visits_are_kept(reader: Reader) -> None:
    """The latest three, beside the one that goes on."""
    for day in (14, 16, 18, 20, 22):
        page = reader.looks(f"2026-03-{day}T09:00", "versions/since/")
    assert reader.kept(page) == [f"2026-03-{day}T09:00" for day in (16, 18, 20, 22)]
    until(page, "() => document.querySelectorAll('[data-mp-span=visit]:not([hidden])').length === 3")


def test_what_an_older_page_remembered_is_a_visit(reader: Reader, chromium: Browser) -> None:
    """Browsers that kept one visit in the way of former sites lose nothing."""
    page = reader.looks("2026-03-14T09:00")
    page.evaluate("""() => { const key = Object.keys(localStorage).find(key => key.startsWith("milepost:"))
        const { on, marks } = JSON.parse(localStorage[key]).visits[0]
        localStorage[key] = JSON.stringify({ last: { on, marks } }) }""")
    page = reader.looks("2026-03-16T09:00")
    page.get_by_text("Nothing new since you last looked (14 March 2026)").wait_for()


def test_a_browser_that_remembers_nothing(chromium: Browser, where: str) -> None:
    """Where storage is forbidden, the page is what it is on a first visit."""
    context = chromium.new_context()
    context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })")
    page = context.new_page()
    visit(page, where, "versions/since/")
    assert page.locator("[data-mp-span=visit]:visible").count() == 0
    assert page.get_by_label("The site as it was on").input_value() == ""
    context.close()

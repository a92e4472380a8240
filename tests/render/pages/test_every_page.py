"""What holds of every page: whole markup, links that lead somewhere, a description, the same bytes, no workshop."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from urllib.parse import urldefrag, urljoin

import pytest

from history_builder import Told, commitment, milestone
from milepost.errors import Location, Problem
from milepost.facts.report.report import StatusReport
from milepost.facts.versions import Archive
from milepost.model.places import FILES, PROOF_PAGE, TOPICS, topic_feed
from milepost.render.all_pages import render_pages
from milepost.render.page import Page
from milepost.render.pages.problems import problem_page
from milepost.render.words.words import Words
from outline import Outline
from rendered import address_of, pages_of, shown, story

ENGLISH = Words.of("en")
WORKSHOP = re.compile(
    r"\b(git|hash(es)?|sha256|commits?|manifest|feeds?|data|vanished|notice|status date|rules say)\b|哈希|数据",
    re.IGNORECASE,
)


def test_the_navigation_is_small_and_every_page_is_there(pages: dict[str, Page]) -> None:
    """Few entries, whatever the number of updates and lessons: what *is* has one, what was said is in the Record."""
    assert [(page.uri, page.nav) for page in pages.values()] == [
        ("index.md", "Overview"),
        ("plan.md", "Plan"),
        ("commitments.md", "Commitments"),
        ("record/index.md", "Record"),
        ("updates/index.md", None),
        ("updates/2026-02-20.md", None),
        ("updates/2026-02-06.md", None),
        ("updates/2026-02.md", None),
        ("lessons/index.md", "Lessons"),
        ("lessons/ask-first.md", None),
    ]


def test_every_page_describes_itself(pages: dict[str, Page]) -> None:
    """A title and a description, each its own."""
    assert all(page.title and page.description for page in pages.values())
    assert len({page.description for page in pages.values()}) == len(pages)


def test_the_markup_is_whole_and_needs_no_inline_style(pages: dict[str, Page]) -> None:
    """What is opened is closed, ids are unique, and a strict content policy holds."""
    for page in pages.values():
        outline = shown(page)
        ids = outline.values("id")
        found = (page.uri, outline.unbalanced, outline.open, len(ids) - len(set(ids)), outline.values("style"))
        assert found == (page.uri, [], [], 0, [])


def test_every_inner_link_leads_somewhere(pages: dict[str, Page]) -> None:
    """To a page that exists, and to an element of it; the feed and the data are files of their own."""
    ids = {address_of(uri): set(shown(page).values("id")) for uri, page in pages.items()}
    dead = []
    for uri, page in pages.items():
        for href in shown(page).values("href"):
            target, fragment = urldefrag(urljoin(f"https://x.org/{address_of(uri)}", href))
            path = target.removeprefix("https://x.org/")
            is_ours = target.startswith("https://x.org/") and path not in {*FILES, *map(topic_feed, TOPICS)}
            if is_ours and (path not in ids or (fragment and fragment not in ids[path])):
                dead.append((uri, href))
    assert dead == []


def test_headings_go_down_one_step_at_a_time(pages: dict[str, Page]) -> None:
    """One h1 a page, and no level is skipped."""
    for page in pages.values():
        levels = [int(level) for level in re.findall(r"<h([1-6])\b", page.before)]
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels)), page.uri


def test_the_same_report_gives_the_same_bytes(report: StatusReport) -> None:
    """Rendering depends on nothing but the report and the language."""
    assert render_pages(report, ENGLISH) == render_pages(story().report("2026-03-02"), ENGLISH)


def test_chinese_pages_have_the_same_shape(report: StatusReport, pages: dict[str, Page]) -> None:
    """Only the words differ."""

    def tags(found: Iterable[Page]) -> list[str]:
        return re.findall(r"<[a-z0-9]+|</[a-z0-9]+", "".join(page.before + page.after for page in found))

    chinese = pages_of(report, "zh")
    assert [page.nav for page in chinese.values() if page.nav] == ["概览", "计划", "承诺", "记录", "经验"]
    assert tags(chinese.values()) == tags(pages.values())


def test_withheld_items_are_told_and_not_named() -> None:
    """That something became internal is said, what it was is not."""
    secret = commitment("C-9", promise="Silence")
    hidden = commitment("C-9", promise="Silence", visibility="internal")
    pages = pages_of(Told().on("2026-02-02", milestone(), secret).on("2026-02-09", milestone(), hidden).report())
    assert "1 item that was public was made internal on 9 Feb ." in shown(pages["index.md"]).text
    assert [page.uri for page in pages.values() if "Silence" in page.before + page.markdown] == []


def test_dates_carry_what_machines_read(pages: dict[str, Page]) -> None:
    """Every `time` has a day of its own."""
    days = shown(pages["index.md"]).values("datetime")
    assert days
    assert all(date.fromisoformat(day) for day in days)


def test_a_preview_that_cannot_be_built_says_why() -> None:
    """The place, what is wrong and what to do."""
    problem = Problem(Location("content/milestones.yml", 7, 5), "'<b>' is not a date", "write YYYY-MM-DD")
    text = shown(problem_page([problem])).text
    assert text.endswith("content/milestones.yml:7:5 '<b>' is not a date write YYYY-MM-DD")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_page_speaks_of_the_workshop(language: str) -> None:
    """Of git, hashes, feeds and data nothing is said, but where proof is given, and where one follows."""
    report = story().report("2026-03-02")
    for page in render_pages(report, Words.of(language), archive=Archive(())):
        text = Outline(page.before.partition('<p class="mp-links"')[0]).text
        found = WORKSHOP.search(text)
        assert page.uri == PROOF_PAGE or not found, (page.uri, found and text[max(0, found.start() - 40) :][:120])

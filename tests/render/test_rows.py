"""Rows: a line a promise, on pages that stay light however long a project lasts."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from html import unescape

import pytest
from markupsafe import Markup

from history_builder import Told, commitment
from milepost.facts.report.report import StatusReport
from milepost.render.all_pages import render_pages
from milepost.render.page import Page
from milepost.render.promises.rows import MOST_BYTES, MOST_ELEMENTS, Row, placed
from milepost.render.words.distance import until
from milepost.render.words.words import Words

_BEGAN = date(2017, 1, 2)


def _long(kept: int, still: int) -> StatusReport:
    """Ten years of promises, each three times told; the last ones are open."""
    days = [_BEGAN + timedelta(days=3500 * n // (kept + still)) for n in range(kept + still)]
    made = [commitment(f"C-{n}", promise=f"Promise number {n}", due=str(day)) for n, day in enumerate(days)]
    moved = [c.model_copy(update={"due": day + timedelta(9)}) for c, day in zip(made, days, strict=True)]
    done = [c.model_copy(update={"kept": day + timedelta(9)}) for c, day in zip(moved[:kept], days[:kept], strict=True)]
    told = Told().on("2017-01-02", *made).on("2017-01-03", *moved).on("2026-06-01", *done, *moved[kept:])
    return told.report("2026-06-01")


def _pages(report: StatusReport) -> dict[str, Page]:
    pages = render_pages(report, Words.of("en"))
    return {page.uri: page for page in pages if page.uri.startswith("commitments")}


def test_what_has_no_room_stands_on_the_page_of_its_year() -> None:
    """Every promise stands once; the first page has the open ones, and says where the others are."""
    pages = _pages(_long(390, 10))
    found = {uri: re.findall(r'id="c-(C-\d+)"', page.before) for uri, page in pages.items()}
    assert sorted(name for names in found.values() for name in names) == sorted(f"C-{n}" for n in range(400))
    assert {f"C-{n}" for n in range(390, 400)} <= set(found["commitments.md"])
    [said] = re.findall('data-mp-elsewhere="([^"]*)"', pages["commitments.md"].before)
    elsewhere = json.loads(unescape(said))
    assert {f"commitments/{name}.md": ids for name, ids in elsewhere.items()} == {
        uri: ids for uri, ids in found.items() if uri != "commitments.md"
    }
    assert all(f'href="{name}/"' in pages["commitments.md"].before for name in elsewhere)


def test_a_short_project_has_one_page() -> None:
    """As long as there is room nothing stands elsewhere."""
    assert list(_pages(_long(20, 10))) == ["commitments.md"]


@pytest.mark.parametrize("number", [0, 1, 50, 200, 2000])
def test_no_page_is_heavy(number: int) -> None:
    """What a page takes is bounded; all rows are placed, in their order; one that is too large stands alone."""
    [promise] = Told().on("2026-02-02", commitment()).report().commitments
    rows = [Row(promise, Markup("<li><b>x</b>") * (30_000 if n == 7 else 20)) for n in range(number)]
    here, years = placed(rows)
    assert [*here, *(row for year in years for row in year.rows)] == rows
    for page in (here, *(year.rows for year in years)):
        weight = sum(row.elements for row in page), sum(row.size for row in page)
        assert len(page) == 1 or (weight[0] <= MOST_ELEMENTS and weight[1] <= MOST_BYTES)
    assert len({year.name for year in years}) == len(years)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (2, "in 2 days"),
        (20, "in 20 days"),
        (21, "in 3 weeks"),
        (74, "in 11 weeks"),
        (75, "in 2 months"),
        (365, "in 12 months"),
    ],
)
def test_how_long_until_a_day(days: int, said: str) -> None:
    """In days while they can be pictured, then in weeks, then in months."""
    assert until(date(2026, 3, 6) + timedelta(days), Words.of("en"), date(2026, 3, 6)) == said

"""Pages of records: what an earlier build made of the same facts is taken over, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from jinja2 import UndefinedError

from history_builder import Told, commitment, lesson, meeting, milestone, update
from milepost.facts.report.report import StatusReport
from milepost.memory.records import valued
from milepost.memory.works import Works
from milepost.render import record_pages
from milepost.render.all_pages import pages_with
from milepost.render.context import Context
from milepost.render.page import Page
from milepost.render.words.words import Words

_ITEMS = (
    update("2026-01-05", "All of it.", why="It waits for <milestone:beta>."),
    update("2026-01-12", "More of it.", why="It waits for the tide."),
    lesson(milestone="beta"),
    lesson("ask-twice"),
    meeting("2026-01-06", "Minutes."),
)


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of the records whose pages were rendered."""
    told: list[str] = []
    render = record_pages._Given.render

    def listened(self: Any, template: str, facts: Any) -> Any:
        told.append((facts.get("update") or facts.get("lesson") or facts["meeting"]).id)
        return render(self, template, facts)

    monkeypatch.setattr(record_pages._Given, "render", listened)
    return told


def report(title: str = "The beta is open", *more: Any) -> StatusReport:
    """A plan of one milestone, with records of which two name it."""
    return Told().on("2026-01-12", milestone(title=title), commitment(), *_ITEMS, *more).report()


def pages(told: StatusReport, works: Works | None = None) -> tuple[Page, ...]:
    """All pages, with what earlier ones were made of."""
    context = Context(told, Words.of("en"))
    context.take_over(works)
    made = pages_with(context)
    if works:
        works.turn()
    return made


def test_a_record_of_which_nothing_changed_is_not_rendered(rendered: list[str]) -> None:
    """Nor is it the day after; what it says is the same."""
    works = Works()
    first = pages(report(), works)
    assert len(rendered) == len(_ITEMS)
    rendered.clear()
    assert pages(report(), works) == first == pages(report())
    assert len(rendered) == len(_ITEMS)


def test_an_item_by_another_name_is_called_so_where_it_is_named(rendered: list[str]) -> None:
    """And nothing else is rendered."""
    works = Works()
    pages(report(), works)
    rendered.clear()
    renamed = pages(report("The gate is open"), works)
    assert sorted(rendered) == ["2026-01-05", "ask-first"]
    assert renamed == pages(report("The gate is open"))


def test_a_new_record_is_told_by_its_neighbour(rendered: list[str]) -> None:
    """The one before it leads to it; the others are as they were."""
    works = Works()
    pages(report(), works)
    rendered.clear()
    newer = update("2026-01-19", "The newest.")
    grown = pages(report("The beta is open", newer), works)
    assert {"2026-01-12", "2026-01-19"} <= set(rendered)
    assert not {"ask-first", "ask-twice", "2026-01-06"} & set(rendered)
    assert grown == pages(report("The beta is open", newer))


def test_what_a_build_did_not_take_over_is_forgotten() -> None:
    """Works hold what the last build made, whatever was made before."""
    works = Works()
    pages(report(), works)
    held = len(works._before)
    for title in ("The gate is open", "The gate is shut", "The gate is gone"):
        pages(report(title), works)
    assert len(works._before) == held


def test_a_page_of_a_record_is_given_nothing_of_today() -> None:
    """What its name does not hold its template cannot tell: the report is unknown to it, and the day."""
    context = Context(report(), Words.of("en"))
    with pytest.raises(UndefinedError, match="report"):
        context.render_record("overview.html", "index.md", context.report.status_date)


def test_a_value_has_the_same_bytes_in_every_form() -> None:
    """Whether or not two parts of it are one object; and others where any part is another."""
    word, same = "the tide", "".join(["the ", "tide"])
    assert word is not same
    assert valued((word, word)) == valued((word, same)) != valued((word, "the tides"))
    assert valued(_ITEMS[0]) == valued(update("2026-01-05", "All of it.", why="It waits for <milestone:beta>."))
    assert valued(_ITEMS[0]) != valued(update("2026-01-05", "All of it.", why="It waits for <milestone:gate>."))
    assert valued(lambda: None) is None

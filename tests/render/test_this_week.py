"""The week on the overview: what was done, who is late and why, which dates moved, and what nobody may overlook."""

from __future__ import annotations

import re
from typing import Any

from history_builder import Told, commitment, milestone, update
from milepost.facts.report.report import StatusReport
from milepost.model.kinds.charter import Charter
from milepost.render.all_pages import render_pages
from milepost.render.words.words import Words

CHARTER = Charter.model_validate({"name": "Harbour line", "client": "Harbour Ferries"})


def week(report: StatusReport) -> dict[str, str]:
    """The lines of the week, by what each begins with."""
    html = next(page.before for page in render_pages(report, Words.of("en")) if page.uri == "index.md")
    lines = re.findall(r"<dt[^>]*>([^<]*)</dt><dd>(.*?)</dd></div>", html.partition("mp-lines")[2], re.DOTALL)
    return {name: " ".join(re.sub("<[^>]+>", " ", told).split()) for name, told in lines}


def two_updates(before: tuple[Any, ...], after: tuple[Any, ...]) -> Told:
    """A week between two updates."""
    first, second = update("2026-02-27"), update("2026-03-06")
    return Told(CHARTER).on("2026-02-27", *before, first).on("2026-03-06", *after, first, second)


def test_a_calm_week_says_so() -> None:
    """Every line is there and says what it looked at; a side that has promised nothing is not late with it."""
    assert week(two_updates((milestone(due="2026-05-01"),), (milestone(due="2026-05-01"),)).report()) == {
        "Done": "Nothing was reached or kept.",
        "We are late": "With nothing.",
        "Dates": "None moved.",
    }


def test_who_is_late_and_why() -> None:
    """By side, the longest first; a reason given since it is late stands with it."""
    theirs = commitment("C-2", promise="Approve the plan", due="2026-03-02", **{"from": "client"})
    ours = milestone(due="2026-03-04")
    late = milestone(due="2026-03-04", reason="The printer broke.")
    told = week(two_updates((ours, theirs), (late, theirs)).report())
    assert told["We are late"] == "The beta is open 2 days overdue The printer broke."
    assert told["You are late"] == "with 1 answer above"


def test_dates_that_moved_with_their_reason() -> None:
    """Was, now and why; key dates first; a date that was missed and moved is told once, by its new date."""
    before = (milestone("a", title="A", due="2026-03-02"), milestone("b", title="B", due="2026-05-01", key=True))
    after = (
        milestone("a", title="A", due="2026-04-02", reason="Rain."),
        milestone("b", title="B", due="2026-05-02", key=True),
    )
    told = week(two_updates(before, after).report())
    assert told["Dates"] == (
        "B 1 May → became 2 May 1 day later no reason given A 2 Mar → became 2 Apr 31 days later Rain."
    )
    assert told["We are late"] == "With nothing."


def test_what_nobody_may_overlook() -> None:
    """What was removed, given up or opened again stands in a line of its own."""
    before = (milestone(due="2026-05-01"), commitment("C-1", promise="Lend phones", due="2026-05-01"))
    told = week(two_updates(before, before[:1]).report())
    assert told["Also"].startswith("Lend phones Removed without a word")


def test_only_some_of_each_are_named() -> None:
    """The rest are counted."""
    many = tuple(milestone(f"m{n}", title=f"M{n}", due=f"2026-03-0{n}") for n in range(1, 6))
    told = week(two_updates(many, many).report())
    assert told["We are late"].endswith("and 2 more")


def test_between_updates_the_week_is_called_by_its_update() -> None:
    """It is this week while the newest update is of it, and no longer."""
    story = two_updates((milestone(),), (milestone(),))
    for day, title in (("2026-03-12", "This week"), ("2026-03-13", "At the last update")):
        html = next(p.before for p in render_pages(story.report(day), Words.of("en")) if p.uri == "index.md")
        assert f'id="mp-changed">{title}<' in html

"""Risks and problems on their page: what a problem waits for, what it touches, and what is done about a risk."""

from __future__ import annotations

import re
from typing import Any

import pytest

from history_builder import Told, commitment, milestone, problem, risk
from milepost.render.all_pages import render_pages
from milepost.render.words.words import Words


def _page(story: Told, day: str) -> str:
    """The text of the page, its marks left out."""
    (page,) = (page for page in render_pages(story.report(day), Words.of("en")) if page.uri == "risks/index.md")
    return " ".join(re.sub(r"<[^>]*>", " ", page.before).split())


def test_a_problem_says_whose_answer_it_waits_for() -> None:
    """What the client is asked for stands apart from what else it touches, until it has come."""
    asked = commitment("C-1", promise="Name the day of the power cut", **{"from": "client"}, due="2026-02-20")
    ours = commitment("C-2", promise="Print the signs", due="2026-06-01")
    trouble = problem(affects=["C-1", "beta", "C-2"])
    story = Told().on("2026-02-02", milestone(due="2026-06-01"), asked, ours, trouble)
    page = _page(story, "2026-02-24")
    assert "Waits for your answer Name the day of the power cut , 4 days overdue" in page
    assert "Touches The beta is open , Print the signs" in page
    kept = asked.model_copy(update={"kept": trouble.raised or asked.due})
    page = _page(story.on("2026-02-20", milestone(due="2026-06-01"), kept, ours, trouble), "2026-02-24")
    assert "Waits for" not in page
    assert "Touches Name the day of the power cut , The beta is open , Print the signs" in page


def test_what_is_done_begins_as_a_sentence_does() -> None:
    """Where no plan is written down, it is the response in a word of ours."""
    told = Told().on("2026-02-02", risk(kind="opportunity", response="enhance"))
    assert "Make it likelier" in _page(told, "2026-02-24")


def _foreseen(seen_on: str, seen: Any, trouble: Any) -> str:
    """What is said of a problem of 10 February whose risk was written down on a day."""
    risks, troubles = {seen_on: [seen]}, {"2026-02-10": [trouble]}
    story, known = Told(), [milestone(due="2026-06-01")]
    for day in sorted({*risks, *troubles}):
        known += [*risks.get(day, []), *troubles.get(day, [])]
        story = story.on(day, *known)
    return _page(story, "2026-02-24").partition("What was foreseen")[2]


CLOSED: Any = {"closed": {"on": "2026-02-12", "because": "reduced"}}
CAME_TRUE: Any = {"closed": {"on": "2026-02-12", "because": "occurred", "problem": "P-1"}}


@pytest.mark.parametrize(("seen", "trouble"), [(risk(**CAME_TRUE), problem()), (risk(**CLOSED), problem(risk="R-1"))])
def test_a_problem_was_foreseen_whichever_names_the_other(seen: Any, trouble: Any) -> None:
    """Either the risk says that it became the problem, or the problem names the risk; what came too late is said."""
    assert "1 of 1 problem had been listed as a risk before, 8 days ahead." in _foreseen("2026-02-02", seen, trouble)
    for day in ("2026-02-10", "2026-02-12"):
        told = "0 of 1 problem had been listed as a risk before; the risk of 1 was written down no earlier than"
        assert told in _foreseen(day, seen, trouble)


def test_of_several_risks_of_a_problem_the_first_foresaw_it() -> None:
    """Though another one, written down later, is the one that the problem names."""
    story = Told().on("2026-02-02", risk(**CAME_TRUE))
    page = _page(story.on("2026-02-10", risk(**CAME_TRUE), risk("R-2"), problem(risk="R-2")), "2026-02-24")
    assert "1 of 1 problem had been listed as a risk before, 8 days ahead." in page

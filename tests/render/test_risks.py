"""Risks and problems on their page: what a problem waits for, what it touches, and what is done about a risk."""

from __future__ import annotations

import re

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

"""Lessons: where each comes from."""

from __future__ import annotations

from history_builder import Told, lesson, problem, risk
from milepost.render.all_pages import render_pages
from milepost.render.words.words import Words


def test_a_lesson_leads_to_the_problems_that_taught_it() -> None:
    """To all of them, the first one first; not to one that is internal, or was deleted."""
    told = Told().on(
        "2026-03-02",
        lesson("ask-first"),
        problem("P-2", title="The second", lesson="ask-first", raised="2026-03-01"),
        problem("P-1", title="The first", lesson="ask-first", raised="2026-02-01"),
        problem("P-3", title="The quince", lesson="ask-first", visibility="internal"),
        problem("P-4", title="The gone", lesson="ask-first"),
    )
    told = told.on("2026-03-03", *(item for key, item in told.items.items() if key[1] != "P-4"))
    (page,) = (p for p in render_pages(told.report(), Words.of("en")) if p.uri == "lessons/ask-first.md")
    shown = page.before + page.after
    assert "The problems that taught it" in shown
    assert shown.index("../../problems/P-1/") < shown.index("../../problems/P-2/")
    assert "quince" not in shown
    assert "The gone" not in shown


def test_a_lesson_leads_to_the_risk_that_taught_it() -> None:
    """And the risk to the lesson; each under its own word."""
    told = Told().on("2026-03-02", lesson("ask-first"), risk("R-1", title="It rains", lesson="ask-first"))
    pages = {page.uri: page.before + page.after for page in render_pages(told.report(), Words.of("en"))}
    assert "The risk that taught it" in pages["lessons/ask-first.md"]
    assert "The problem" not in pages["lessons/ask-first.md"]
    assert "../../risks/R-1/" in pages["lessons/ask-first.md"]
    assert "../../lessons/ask-first/" in pages["risks/R-1.md"]

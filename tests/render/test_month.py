"""A month in short: what belongs into which of its parts."""

from __future__ import annotations

from history_builder import Told, change, feedback, risk, update
from milepost.model.snapshot import AnyItem
from milepost.render.all_pages import render_pages
from milepost.render.words.words import Words


def march(before: AnyItem, after: AnyItem) -> str:
    """The page of a month in which an item became another."""
    told = Told().on("2026-03-02", before).on("2026-03-09", after, update("2026-03-09"))
    pages = render_pages(told.report(), Words.of("en"))
    return next(page.before for page in pages if page.uri == "updates/2026-03.md")


def test_a_risk_that_grew_is_told_as_such() -> None:
    """What was rated higher is what the reader has to know."""
    assert "Risks that grew" in march(risk(impact=3, probability=2), risk(impact=4, probability=2))
    assert "Risks that grew" not in march(risk(impact=3, probability=2), risk(impact=2, probability=2))


def test_nothing_else_that_is_rated_higher_is_a_risk() -> None:
    """Neither a client who is more content, nor a request that is estimated to take longer."""
    for before, after in (
        (feedback(rating=3, on="2026-03-01"), feedback(rating=5, on="2026-03-01")),
        (change(impact={"days": 3}), change(impact={"days": 7})),
    ):
        assert "Risks that grew" not in march(before, after)

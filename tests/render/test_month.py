"""A month in short: what belongs into which of its parts."""

from __future__ import annotations

import pytest

from history_builder import Told, change, closing, feedback, risk, update
from milepost.model.snapshot import AnyItem
from milepost.render.all_pages import render_pages
from milepost.render.words.words import Words
from rendered import pages_of, shown


def march(before: AnyItem, after: AnyItem) -> str:
    """The page of a month in which an item became another."""
    told = Told().on("2026-03-02", before).on("2026-03-09", after, update("2026-03-09"))
    pages = render_pages(told.report(), Words.of("en"))
    return next(page.before for page in pages if page.uri == "updates/2026-03.md")


def text_of(uri: str, before: AnyItem, after: AnyItem) -> str:
    """What a page says once an item has become another."""
    told = Told().on("2026-03-02", before).on("2026-03-09", after, update("2026-03-09"))
    return text_on(uri, told)


def text_on(uri: str, told: Told) -> str:
    """What a page says of a history."""
    return shown(pages_of(told.report())[uri]).text.replace(" ,", ",")


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


ON = {"on": "2026-03-04", "by": "Steering group"}


@pytest.mark.parametrize("uri", ["updates/2026-03.md", "updates/2026-03-09.md"])
@pytest.mark.parametrize("outcome", ["approved", "rejected", "deferred"])
def test_what_was_decided_on_a_request_is_told(uri: str, outcome: str) -> None:
    """On the day that it was approved and on the day that it was rejected, nothing else differs."""
    text = text_of(uri, change(), change(decided={**ON, "outcome": outcome}))
    assert f"A second review round {outcome.capitalize()}, on 4 Mar" in text


@pytest.mark.parametrize("uri", ["updates/2026-03.md", "updates/2026-03-09.md"])
def test_an_answer_to_the_client_is_no_decision(uri: str) -> None:
    """It stands under a heading of its own."""
    said = {"on": "2026-03-01", "said": "The piers are too close."}
    text = text_of(uri, feedback(**said), feedback(**said, answer="Signs will tell them apart", answered="2026-03-04"))
    assert "Feedback we answered" in text
    assert "Decisions" not in text


def test_a_closing_report_that_is_accepted_was_not_closed_again() -> None:
    """Its days are told with what happened on each."""
    told = Told().on("2026-05-08", closing(), update("2026-05-08"))
    told = told.on(
        "2026-05-12",
        closing(accepted={"on": "2026-05-11", "by": "Harbour Ferries"}),
        update("2026-05-08"),
        update("2026-05-15"),
    )
    assert "Closing report Project closed, on 8 May" in text_on("updates/2026-05.md", told)

"""The Record: what it says of its entries is true of each, and a badge of today tells since when it stands."""

from __future__ import annotations

from typing import Any

import pytest

from history_builder import Told, change, closing, decision, feedback, lesson, meeting
from milepost.model.places import RECORD_PAGE
from milepost.render.all_pages import render_pages
from milepost.render.words.words import Words
from rendered import shown

RULING = {"on": "2026-03-11", "by": "Steering group"}


def record(told: Told) -> str:
    """The text of the Record."""
    pages = render_pages(told.report(), Words.of("en"))
    return shown(next(page for page in pages if page.uri == RECORD_PAGE)).text


@pytest.mark.parametrize(
    ("item", "told"),
    [
        (decision(decided="2026-03-11", decision="We keep them"), "Decided 11 Mar"),
        (decision(withdrawn="2026-03-11"), "Withdrawn 11 Mar"),
        (change(decided={**RULING, "outcome": "approved"}), "Approved 11 Mar"),
        (change(decided={**RULING, "outcome": "rejected"}), "Rejected 11 Mar"),
        (change(decided={**RULING, "outcome": "approved"}, implemented="2026-03-12"), "Carried out 12 Mar"),
        (feedback(said="Too close", on="2026-03-06", answer="They move", answered="2026-03-11"), "Answered 11 Mar"),
        (meeting("2026-03-06-steering", approved=RULING), "Minutes approved 11 Mar"),
        (closing(on="2026-03-06", accepted=RULING), "Accepted 11 Mar"),
        (lesson(date="2026-03-06", applied=[{"on": "2026-03-11", "where": "The checklist"}]), "In practice 11 Mar"),
    ],
)
def test_a_badge_tells_its_day(item: Any, told: str) -> None:
    """An entry stands at the day on which it was raised; how it ended since, it tells with the day of that."""
    raised = item.model_copy(update={"decided": None}) if hasattr(item, "model_copy") else item
    assert record(Told().on("2026-03-06", raised).on("2026-03-13", item)).endswith(told)


def test_what_ended_on_its_own_day_or_waits_has_no_other() -> None:
    """A decision that was taken at once stands at that day; one that is open has none."""
    for item in (decision(raised="2026-03-06", decided="2026-03-06"), decision()):
        assert record(Told().on("2026-03-06", item)).endswith(("Decided", "Still open"))

"""Acceptance where it is drawn and found: a tick, a frame or a cross on the plan, and a word in the search."""

from __future__ import annotations

from typing import Any

import pytest

from history_builder import Told, milestone
from milepost.render.all_pages import render_pages
from milepost.render.words.words import Words

ACCEPTED = {"on": "2026-03-09", "by": "Both"}


@pytest.mark.parametrize(
    ("fields", "sign", "word"),
    [
        ({"delivered": "2026-03-05"}, "#mp-ring", "To be accepted"),
        ({"delivered": "2026-03-05", "accepted": ACCEPTED}, "#mp-tick", "Accepted"),
        ({"delivered": "2026-03-05", "rejected": {"on": "2026-03-06", "why": "No."}}, "#mp-cross", "Not accepted"),
    ],
)
def test_what_the_client_has_said_is_drawn_and_found(fields: dict[str, Any], sign: str, word: str) -> None:
    """Each sign is explained under the chart; a bar has its own inside its end; without a delivery there is none."""
    for start in ({}, {"start": "2026-02-01"}):
        done = milestone(done="2026-03-05", **fields, **start)
        report = Told().on("2026-01-05", milestone(**start)).on("2026-03-10", done).report()
        (plan,) = (page for page in render_pages(report, Words.of("en")) if page.uri == "plan.md")
        assert f'href="{sign}{"-in" if start else ""}"' in plan.before
        assert f'id="{sign[1:]}"' in plan.before
        assert [find.told for find in plan.finds if word in find.told]
    none = Told().on("2026-01-05", milestone(done="2026-01-05")).report()
    (plan,) = (page for page in render_pages(none, Words.of("en")) if page.uri == "plan.md")
    assert "mp-tick" not in plan.before

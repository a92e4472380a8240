"""What the plan says first: the next key date against what was agreed."""

from __future__ import annotations

import pytest

from history_builder import Told, milestone
from milepost.render.all_pages import render_pages
from milepost.render.words.words import Words

DAY = '<time datetime="2026-06-15">15 June 2026</time>'


@pytest.mark.parametrize(
    ("agreed", "on", "said"),
    [
        ("2026-06-15", "2026-03-06", f"“Go &lt;live&gt;” is forecast for {DAY}, as agreed."),
        ("2026-06-01", "2026-03-06", f"“Go &lt;live&gt;” is forecast for {DAY}, 14 days later than agreed."),
        ("2026-06-15", "2026-06-16", f"“Go &lt;live&gt;” was due {DAY}, 1 day overdue."),
    ],
)
def test_the_next_key_date(agreed: str, on: str, said: str) -> None:
    """Its day is told as a day, which no line breaks and machines read; its title stays words."""
    title = "Go <live>"
    first = milestone("live", title=title, due=agreed, key=True)
    now = milestone("live", title=title, due="2026-06-15", key=True, reason="Rain" if agreed != "2026-06-15" else None)
    report = Told().on("2026-01-05", first).on("2026-01-09", now).report(on)
    (plan,) = (page for page in render_pages(report, Words.of("en")) if page.uri == "plan.md")
    assert said in plan.before

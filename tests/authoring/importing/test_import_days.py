"""Days in the exports of other tools: what each form means, and what a whole column shows."""

from __future__ import annotations

from datetime import date

import pytest

from milepost.authoring.importing import days


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("25/Jun/20 12:44", "", date(2020, 6, 25)),
        ("12/Mar/24 9:41 AM", "", date(2024, 3, 12)),
        ("Jun 25, 2020", "", date(2020, 6, 25)),
        ("06/03/2026", "mdy", date(2026, 6, 3)),
        ("06/03/2026", "dmy", date(2026, 3, 6)),
        ("25/03/2026", "", date(2026, 3, 25)),
        ("20260306T120000Z", "", date(2026, 3, 6)),
        ("NA", "", None),
    ],
)
def test_days_of_exports(text: str, order: str, day: date | None) -> None:
    """As the tools write them."""
    assert days.read(text, order) == day


def test_the_order_of_a_column() -> None:
    """One day after the twelfth shows it for all; two that contradict each other show nothing."""
    assert days.order_of(["1/2/2026", "13/2/2026"]) == "dmy"
    assert days.order_of(["1/2/2026", "1/13/2026"]) == "mdy"
    assert days.order_of(["13/2/2026", "1/13/2026"]) == ""
    assert days.order_of(["1.2.2026"]) == "dmy"
    assert days.order_of(["1/2/2026"]) == ""

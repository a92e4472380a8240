"""Keeping: what each side has kept by the date that was agreed."""

from __future__ import annotations

from history_builder import Told, commitment
from milepost.facts.promises.sides import Keeping, keeping_of
from milepost.model.fields import Side


def test_the_agreed_date_judges_each_side() -> None:
    """Moving a date puts no judgement off; what was withdrawn, or is not due yet, is not counted."""
    first = [
        commitment("C-1", due="2026-02-10"),
        commitment("C-2", due="2026-02-10"),
        commitment("C-3", due="2026-02-10"),
        commitment("C-4", due="2026-02-10"),
        commitment("C-5", due="2026-05-01"),
        commitment("C-6", due="2026-05-01", **{"from": "client"}),
    ]
    second = [
        commitment("C-1", due="2026-02-10", kept="2026-02-09"),
        commitment("C-2", due="2026-02-10", kept="2026-02-11"),
        commitment("C-3", due="2026-06-01"),
        commitment("C-4", due="2026-02-10", withdrawn={"on": "2026-02-09"}),
        *first[4:],
    ]
    report = Told().on("2026-02-02", *first).on("2026-02-12", *second).report("2026-02-20")
    assert keeping_of(report.commitments, report.status_date) == (Keeping(Side.VENDOR, 1, 3),)

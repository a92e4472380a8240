"""The manual shows the figures that were measured, and all of them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "benchmarks"))

import plots

DOCS = Path(__file__).parents[1] / "docs"
FIGURES = json.loads((Path(__file__).parent / "benchmarks/figures/growth.json").read_text("utf-8"))


def test_the_manual_tells_what_was_measured() -> None:
    """The tables and the drawings are those that follow from the figures (`python tests/benchmarks/growth.py`)."""
    page = (DOCS / "speed.md").read_text("utf-8")
    assert page == plots.told(page, FIGURES)
    for name, curve in FIGURES.items():
        assert (DOCS / f"speed-{name}.svg").read_text("utf-8") == plots.plot(name, curve)


def test_each_curve_stands_beside_a_peer() -> None:
    """Ours is measured at three sizes at least, and each line of it beside one of somebody else's, or a floor."""
    for curve in FIGURES.values():
        ours = [line for line in curve["lines"] if line.casefold().startswith("milepost")]
        sizes = {at for at, _ in curve["lines"][ours[0]]}
        assert len(sizes) >= 3
        assert all({at for at, _ in points} == sizes for points in curve["lines"].values())
        assert len(curve["lines"]) > 1

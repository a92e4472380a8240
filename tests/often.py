"""How often the laws are tried: enough each time, and `OFTEN=10 pytest …` ten times as often."""

from __future__ import annotations

import os

from hypothesis import settings


def often(times: int = 100) -> settings:
    """Try a law on so many examples, or on as many times more as the environment wants."""
    return settings(max_examples=round(times * how_often()))


def how_often() -> float:
    """How many times more the environment wants."""
    return float(os.environ.get("OFTEN", "1"))

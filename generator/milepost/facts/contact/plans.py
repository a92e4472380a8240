"""Plans: what was agreed about who is told what when, and since when."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from milepost.model.kinds.charter import Channel


class Plan(NamedTuple):
    """The lines of a communication plan, and since when they stand in it."""

    since: date
    lines: tuple[Channel, ...]

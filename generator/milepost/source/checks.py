"""Checks: what only shows when all files are seen together."""

from __future__ import annotations

from collections.abc import Iterator

from milepost.errors import Problem
from milepost.source.sources import Sources


def check(sources: Sources) -> Iterator[Problem]:
    """Every problem between the items, and between the items and the prose."""
    yield from ()

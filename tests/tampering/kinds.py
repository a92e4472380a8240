"""Kinds of tampering: each does one thing to a small published project, and is a difference."""

from __future__ import annotations

from collections.abc import Iterator

from tampering import files, history, manifests
from tampering.project import Kind


def tamperings() -> Iterator[Kind]:
    """The group, the name and the deed of each."""
    yield from files.tamperings()
    yield from manifests.tamperings()
    yield from history.tamperings()

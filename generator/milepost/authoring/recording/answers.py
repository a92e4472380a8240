"""Answers: what a client said, of what, on which day and by which way, before it stands in the content."""

from __future__ import annotations

from datetime import date

from milepost.errors import MilepostError
from milepost.frozen import dataclass


class UnclearError(MilepostError):
    """An answer that cannot be recorded as it is; the message says where, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said; `about` is the id of an item or empty, `role` who said it, never a name.

    `on` is None where nothing says the day, `version` the version of the site that it was said of, with the
    `receipt` that stood beside it. `left_out` counts the addresses and names that it does not repeat.
    """

    said: str
    on: date | None
    channel: str
    about: str = ""
    role: str | None = None
    version: str | None = None
    receipt: str = ""
    kind: str | None = None
    rating: int | None = None
    left_out: int = 0

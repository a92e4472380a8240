"""Events: the entries of the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from milepost.model.fields import Kind


class EventName(StrEnum):
    """What can happen to an item."""

    MADE = "made"
    MOVED = "moved"
    START_MOVED = "start-moved"
    PROGRESSED = "progressed"
    REWORDED = "reworded"
    REASSIGNED = "reassigned"
    REBASELINED = "rebaselined"
    KEPT = "kept"
    KEPT_LATE = "kept-late"
    MISSED = "missed"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    VANISHED = "vanished"
    RETURNED = "returned"
    PUBLISHED = "published"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class Announcement:
    """The update that told a change, and the day it did."""

    update: str
    on: date


@dataclass(frozen=True, slots=True)
class Edit:
    """A passage of an update or lesson that changed after publication; either side may be empty."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the ledger.

    `id` is what the item is called now, `origin` what it was called first (stable, for guids), `title` its words at the
    time. `on` is the day it is about, `recorded` the day it reached the branch. `before` and `after` stand as written
    in YAML (the data calls them `from` and `to`; for `missed` and `vanished`, `before` is the due date that stood, for
    `returned` the date of the withdrawal that was taken back, if it was one). `days` is signed, later is positive: for
    `moved` how far, for `kept` and `kept-late` against the due date then current; `days_from_first` is the same against
    the first promise, and `moves` how many times `due` has changed up to and including this event. `notice_days` is
    positive for warning, negative for after the fact. `field` names the field of `reworded` and `reassigned`. The
    clock's own entry (`missed`) has no revision. `words` and `edits` belong to `edited`.
    """

    kind: Kind
    id: str
    origin: str
    title: str
    event: EventName
    on: date
    recorded: date
    revision: str | None = None
    author: str | None = None
    before: str | int | None = None
    after: str | int | None = None
    field: str | None = None
    days: int | None = None
    days_from_first: int | None = None
    moves: int | None = None
    reason: str | None = None
    cause: str | None = None
    approved_by: str | None = None
    announced: Announcement | None = None
    notice_days: int | None = None
    words: int | None = None
    edits: tuple[Edit, ...] = ()

    @property
    def recorded_late_days(self) -> int:
        """Days between the day it is about and the day it was recorded; 0 when not after it."""
        return max(0, (self.recorded - self.on).days)

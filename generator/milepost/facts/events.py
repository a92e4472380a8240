"""Events: the entries of the ledger."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from enum import StrEnum

from milepost.frozen import dataclass
from milepost.model.fields import Kind


class EventName(StrEnum):
    """What can happen to an item."""

    MADE = "made"
    RAISED = "raised"
    MOVED = "moved"
    START_MOVED = "start-moved"
    PROGRESSED = "progressed"
    REWORDED = "reworded"
    REASSIGNED = "reassigned"
    CHANGED = "changed"
    SPENT = "spent"
    RATED = "rated"
    STEPPED = "stepped"
    DECIDED = "decided"
    REWRITTEN = "rewritten"
    SUPERSEDED = "superseded"
    REBASELINED = "rebaselined"
    DELIVERED = "delivered"
    KEPT = "kept"
    KEPT_LATE = "kept-late"
    MISSED = "missed"
    REJECTED = "rejected"
    ACCEPTED = "accepted"
    DEEMED_ACCEPTED = "deemed-accepted"
    CLOSED = "closed"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    VANISHED = "vanished"
    RETURNED = "returned"
    MERGED = "merged"
    PUBLISHED = "published"
    EDITED = "edited"


# What happened on a day that somebody gives, and may put right.
_ON_A_DAY = {
    EventName.KEPT,
    EventName.KEPT_LATE,
    EventName.CLOSED,
    EventName.DELIVERED,
    EventName.ACCEPTED,
    EventName.REJECTED,
}

Said = str | int | date | None
"""What one side of a change holds: a date is a date, and becomes text only where data is written."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """The update that told a change, and the day it did."""

    update: str
    on: date


@dataclass(frozen=True, slots=True)
class Edit:
    """A passage of an update or lesson that changed after publication; either side may be empty.

    `near` are the words before it in the newer text, by which its place is found; None where it is not in that text.
    """

    before: str
    after: str
    near: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the ledger.

    `id` is what the item is called now, `origin` what it was called first (stable, for guids), `title` its words at the
    time. `on` is the day it is about, `recorded` the day it reached the branch, `is_late` whether that was later than
    the grace then agreed. `before` and `after` are the two sides of a change (the data calls them `from` and
    `to`); where the event has no such pair, they hold:

    - `missed`, `vanished`: the due date that stood; `vanished` also the day on which it had been kept or given up;
    - `returned`: the date of the withdrawal that was taken back, if it was one;
    - `kept`, `kept-late`: the day told as kept before, if another one was;
    - `delivered`, `accepted`, `rejected`: the day told before, if another one was;
    - `deemed-accepted`: the day of the delivery that nobody had said a word to;
    - `merged`: the id of what became part of this item, whose `origin` is `merged`;
    - `decided`: what was decided, before where it had been told otherwise; `superseded`: the id of what stands now;

    `days` is signed, later is positive: for `moved` how far, for `kept` and `kept-late` against the date agreed, for
    `decided` against the day by which it was needed, for `merged` the due date against that of the other.
    `days_from_due` is that against the date last named, `days_from_agreed` how far a moved date is from the agreed one,
    `days_from_first` the same for the first promise; `moves` is how many times `due` has changed up to and including
    this event. `notice_days` is positive for warning, negative for after the fact. `field` names the field of
    `reworded`, `reassigned`, `rated` and `changed`, and what `moved`, `closed` or `reopened` an item that is no
    promise; `first` is what a field that was rated, or a day that was taken out, said first. `approved_by` is who
    agreed to a new baseline or to a withdrawal, or who decided or accepted; `cause` of `accepted` is by which means.
    `because` names the items that a change follows from. The clock's own entries (`missed`, `deemed-accepted`) have no
    revision. Of a problem, `stepped` and `closed` give the words of the entry as `reason`, its state as `cause`.
    `evidence` is what proves that it was `kept`, where that first came with it.
    `words` and `edits` belong to `edited`. Of `spent` the sides are the percents used before, and the mark passed.
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
    before: Said = None
    after: Said = None
    field: str | None = None
    days: int | None = None
    days_from_first: int | None = None
    days_from_due: int | None = None
    days_from_agreed: int | None = None
    moves: int | None = None
    reason: str | None = None
    cause: str | None = None
    because: tuple[str, ...] = ()
    approved_by: str | None = None
    announced: Announcement | None = None
    notice_days: int | None = None
    is_late: bool = False
    merged: str | None = None
    first: Said = None
    evidence: str | None = None
    words: int | None = None
    edits: tuple[Edit, ...] = ()

    @property
    def why(self) -> str | None:
        """The reason that was given with it, or by it: one may change by itself."""
        return self.reason or (str(self.after) if self.field == "reason" and self.after else None)

    @property
    def corrects_a_day(self) -> bool:
        """Whether it only puts right on which day something was reached or kept."""
        return self.event in _ON_A_DAY and self.before is not None

    @property
    def tidies_away(self) -> bool:
        """Whether what was deleted had been settled before."""
        return self.event is EventName.VANISHED and self.after is not None

    @property
    def recorded_late_days(self) -> int:
        """Days between the day it is about and the day it was recorded; 0 when not after it."""
        return max(0, (self.recorded - self.on).days)

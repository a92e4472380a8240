"""Binding: what of an entry stays said once it was told, and how an entry that is gone is still called."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256

from milepost.facts.events import Event, EventName
from milepost.frozen import dataclass
from milepost.model.fields import Kind

# What was judged anew against the agreed date is the same that happened.
_THE_SAME = {EventName.KEPT_LATE: EventName.KEPT}
_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as it was told: what it is called by, and the digest of what it says.

    `id` is what its item was first called; it is empty where the item is internal now.
    """

    kind: Kind
    id: str
    event: str
    recorded: str
    digest: str

    @property
    def name(self) -> tuple[str, str, str, str]:
        """What an entry is called by that says something else now."""
        return self.kind, self.id, self.event, self.recorded


@dataclass(frozen=True, slots=True)
class Otherwise:
    """That an entry that had been told is gone, or says something else, since a day."""

    since: str
    entry: Told


def told(event: Event) -> Told:
    """An event as it binds whoever tells it: what happened to what, when, by which commit, from what to what, and why.

    What follows from that (distances, who announced it, its words on a page) may be told better by a later Milepost.
    """
    name = _THE_SAME.get(event.event, event.event)
    says = [event.kind, event.origin, name, event.on, event.recorded, event.revision, event.before, event.after]
    says += [event.field, event.reason, event.merged, *([event.evidence] if event.evidence else [])]
    digest = sha256(json.dumps(says, ensure_ascii=False, default=date.isoformat).encode()).hexdigest()[:_LENGTH]
    return Told(event.kind, event.origin, name, event.recorded.isoformat(), digest)

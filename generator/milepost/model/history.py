"""History: the steps by which the content became what it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date, datetime

from milepost.errors import Problem
from milepost.frozen import dataclass
from milepost.model.kinds.charter import Charter
from milepost.model.snapshot import AnyItem, Key, Snapshot


@dataclass(frozen=True, slots=True)
class Revision:
    """One step of the first-parent line; `reason` is its `Reason:` trailer. Work not yet committed has no `sha`."""

    sha: str
    committed_at: datetime
    author: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Commit:
    """One point of the first-parent line, whatever it changed: its id, that of its tree, and its committer's moment."""

    sha: str
    tree: str
    committed_at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """One item as it was before a step and after it, under the same id."""

    before: AnyItem | None
    after: AnyItem | None


@dataclass(frozen=True, slots=True)
class Step:
    """A revision that changed items; `day` is its committer day in the time zone of the charter that it came with.

    `charter` is that one, None where there is none but the latest to go by.
    """

    revision: Revision
    day: date
    changes: tuple[Change, ...]
    charter: Charter | None = None


@dataclass(frozen=True, slots=True)
class History:
    """Where the content stands (`latest`) and how it came there; `steps` can be walked once, oldest first.

    `problems` is complete when the steps have been walked: old revisions that cannot be read are told there. So is
    `written`: the day on which each page of the author's own was last written. Where it `goes_on`, the steps are those
    after a past that was walked before.
    """

    latest: Snapshot
    revision: Revision
    day: date
    steps: Iterable[Step]
    problems: list[Problem]
    written: Mapping[str, date] = field(default_factory=dict)
    goes_on: bool = False


def changes_between(before: Mapping[Key, AnyItem], after: Mapping[Key, AnyItem]) -> tuple[Change, ...]:
    """What happened to each id from one state to the next, in the order of kind and id."""
    keys = {key for key, item in after.items() if before.get(key) != item} | (before.keys() - after.keys())
    return tuple(Change(before.get(key), after.get(key)) for key in sorted(keys))

"""Differences: what an export says of an item, and what of that the plan says otherwise."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import date

from milepost.authoring.edits.scalars import Plain
from milepost.authoring.importing.rows import Row
from milepost.frozen import dataclass
from milepost.model.kinds.milestones import Milestone

Progress = Callable[[int, int], None]
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_FOREIGN = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Terms:
    """How an export is to be taken: as of which day, with first dates in place of today's, with which reason."""

    today: date
    with_first: bool = False
    reason: str | None = None
    progress: Progress = lambda done, total: None


def id_of(row: Row, tool: str) -> str:
    """The source's own key as an id; a bare number says whose it is, and what has no key is called by its title."""
    key = _FOREIGN.sub("-", row.key or row.title).strip("-._")
    if not key or (not row.key and not key.isascii()):
        key = hashlib.sha256((row.key or row.title).encode()).hexdigest()[:10]
    name = f"{tool}-{key}" if key[0].isdigit() or not row.key else key
    return name if len(name) <= 64 else f"{name[:50]}-{hashlib.sha256(name.encode()).hexdigest()[:10]}"


def fields_of(row: Row, names: Mapping[str, str], terms: Terms) -> dict[str, Plain]:
    """What a row says of its item, by key."""
    due = row.first if terms.with_first and row.first else row.due
    found: dict[str, Plain] = {"title": _CONTROL.sub(" ", row.title), "due": due}
    if row.start and row.start <= due:
        found["start"] = row.start
    if row.done and not terms.with_first:
        found["done"] = row.done
    elif row.progress and not terms.with_first:
        found["progress"] = row.progress
    if after := [names[key] for key in row.after if key in names]:
        found["after"] = after
    if row.owner:
        found["owner"] = row.owner
    return found


def difference_of(item: Milestone, fields: Mapping[str, Plain], terms: Terms) -> dict[str, Plain | None]:
    """What of an item the export says otherwise; a date that moves takes the reason of its last move with it."""
    if item.ended:
        return {}
    said = {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}
    found: dict[str, Plain | None] = {
        name: fields[name] for name, value in said.items() if getattr(item, name) != value
    }
    if "due" in found:
        found |= {"reason": terms.reason, "cause": None, "because": None}
    return found


def in_words(item: Milestone, difference: Mapping[str, Plain | None]) -> str:
    """What becomes of an item, in a line."""
    if "due" in difference:
        return f"{item.title}: due {item.due}, now {difference['due']}"
    told = ", ".join(name for name, value in difference.items() if value is not None)
    return f"{item.title}: {told}"

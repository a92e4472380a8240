"""What the client is asked for, as data: its age, and which dates it moves from when on."""

from __future__ import annotations

from typing import Any

from milepost.facts.contact.waiting import Waiting


def waiting_data(waiting: Waiting) -> dict[str, Any]:
    """An answer that is asked for; the first date to move stands first."""
    ask, item = waiting.ask, waiting.ask.item
    return {
        "kind": item.kind.value,
        "id": item.id,
        "title": item.title,
        "due": ask.due.isoformat() if ask.due else None,
        "overdue_days": ask.overdue_days,
        "asked": waiting.since.isoformat(),
        "days": waiting.days,
        "moves": [
            {"kind": one.promise.item.kind.value, "id": one.promise.item.id, "after": one.last.isoformat()}
            for one in waiting.behind
        ],
    }

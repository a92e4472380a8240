"""What a reader sees of an item, and what is derived from one item alone."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from oracle.naive.states import Item


def is_public(item: Item | None) -> bool:
    """Whether a reader may see it."""
    return item is not None and item.get("visibility", "public") == "public"


def agreement(item: Item) -> date | None:
    """The newly agreed date, if there is one."""
    return item["rebaselined"]["due"] if item.get("rebaselined") else None


def fulfilled(item: Item) -> date | None:
    """The day it was reached or kept."""
    return item.get("done") or item.get("kept")


def ended(item: Item) -> date | None:
    """The day it was given up in the open."""
    return item.get("cancelled") or (item.get("withdrawn") or {}).get("on")


def names_of(item: Item) -> list[str]:
    """The ids that `was` names."""
    return listed(item.get("was", []))


def listed(value: Any) -> list[str]:
    """One id or several, as several."""
    return [value] if isinstance(value, str) else list(value)


def words(value: Any) -> list[str]:
    """What a reader sees of some Markdown: case, white space, emphasis and code marks do not count, targets do."""
    if isinstance(value, list):
        return value
    text = re.sub(r"\[([^\]]*)\]\(([^)]*)\)", r"\1 <\2>", "" if value is None else str(value))
    return re.sub(r"\*\*|__|`|(?<!\w)_|_(?!\w)", "", text).casefold().split()


def page_day(item: Item) -> date:
    """The day a page is about."""
    given = item.get("date") or item.get("on")
    return given or date.fromisoformat(item["id"][:10])


def page_words(item: Item) -> list[Any]:
    """What a reader sees of a page."""
    shown = {
        key: value for key, value in item.items() if key not in ("body", "visibility", "id", "approved", "accepted")
    }
    return [{key: words(value) for key, value in shown.items()}, words(item["body"])]


def text(value: Any) -> Any:
    """A value as written, without the white space around it; several ids in a line."""
    if isinstance(value, list):
        return ", ".join(value) or None
    if value is True or value is False:
        return "yes" if value else None
    return value.strip() if isinstance(value, str) else value


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    return value

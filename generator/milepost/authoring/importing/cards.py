"""Cards: what GitHub and Trello give as JSON, and what calendars hold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from milepost.authoring.importing import days
from milepost.authoring.importing.rows import Export, Row, Unusable, UnusableError

_FOLD = re.compile(r"\r?\n[ \t]")
_PART = re.compile(r"BEGIN:(VEVENT|VTODO)\s*\n(.*?)END:\1", re.DOTALL)
_ESCAPED = re.compile(r"\\([\\;,nN])")


def read_json(data: bytes) -> Export:
    """The milestones of GitHub, or the cards of a Trello board."""
    try:
        said: Any = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UnusableError(f"is no JSON that can be read: {error}") from error
    if isinstance(said, dict) and isinstance(said.get("cards"), list):
        return _collected("trello", _trello(said))
    if isinstance(said, list) and all(isinstance(part, dict) and "due_on" in part for part in said):
        return _collected("github", _github(said))
    raise UnusableError("is neither a list of GitHub's milestones (gh api …/milestones) nor a board of Trello's")


def read_calendar(data: bytes) -> Export:
    """The events and tasks of an iCalendar file."""
    text = _FOLD.sub("", data.decode("utf-8-sig", errors="replace"))
    return _collected("calendar", _events(text))


def _collected(tool: str, found: Iterator[Row | Unusable]) -> Export:
    every = [*found]
    rows = [row for row in every if isinstance(row, Row)]
    return Export(tool, rows, [row for row in every if isinstance(row, Unusable)])


def _github(milestones: list[dict[str, Any]]) -> Iterator[Row | Unusable]:
    for number, said in enumerate(milestones, 1):
        key = str(said.get("number") or "")
        yield _row(number, _Said(key, said.get("title"), "due_on", said.get("due_on"), said.get("closed_at")))


def _trello(board: Mapping[str, Any]) -> Iterator[Row | Unusable]:
    first, completed = _history(board)
    for number, card in enumerate(board["cards"], 1):
        if not isinstance(card, dict) or (card.get("closed") and not card.get("dueComplete")):
            continue
        name = card.get("id")
        done = (completed.get(name) or card.get("dateLastActivity")) if card.get("dueComplete") else None
        key = str(card.get("shortLink") or card.get("idShort") or "")
        yield _row(number, _Said(key, card.get("name"), "due", card.get("due"), done, first.get(name)))


def _history(board: Mapping[str, Any]) -> tuple[dict[Any, Any], dict[Any, Any]]:
    """The first due date of each card, and when it was ticked off, as the board's actions remember them."""
    first: dict[Any, Any] = {}
    completed: dict[Any, Any] = {}
    actions = [action for action in board.get("actions") or [] if isinstance(action, dict)]
    for action in sorted(actions, key=lambda action: str(action.get("date"))):
        said = action.get("data") or {}
        card, old = said.get("card") or {}, said.get("old") or {}
        for due in (old.get("due"), card.get("due")):
            if due:
                first.setdefault(card.get("id"), due)
        if old.get("dueComplete") is False and card.get("dueComplete"):
            completed[card.get("id")] = action.get("date")
    return first, completed


def _events(text: str) -> Iterator[Row | Unusable]:
    for number, (kind, lines) in enumerate(_PART.findall(text), 1):
        said: dict[str, str] = {}
        for line in lines.splitlines():
            name, _, value = line.partition(":")
            said.setdefault(name.partition(";")[0].upper(), value.strip())
        if said.get("STATUS") == "CANCELLED":
            continue
        due = said.get("DUE") or said.get("DTSTART") if kind == "VTODO" else said.get("DTSTART")
        title = _ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], said.get("SUMMARY", ""))
        column = "DUE" if kind == "VTODO" else "DTSTART"
        yield _row(number, _Said(said.get("UID", ""), title, column, due, said.get("COMPLETED")))


class _Said(NamedTuple):
    """What a card says, in its own words; `column` is where its day stands."""

    key: str
    title: Any
    column: str
    due: Any
    done: Any = None
    first: Any = None


def _row(number: int, said: _Said) -> Row | Unusable:
    words = " ".join(str(said.title or "").split())
    if not words:
        return Unusable(number, "title", "is empty")
    try:
        day, reached, before = (_day(value) for value in (said.due, said.done, said.first))
    except ValueError as error:
        return Unusable(number, said.column, str(error))
    if day is None:
        return Unusable(number, said.column, "has no date")
    return Row(key=said.key, title=words, due=day, number=number, done=reached, first=before)


def _day(value: Any) -> date | None:
    return days.read(str(value)) if value else None

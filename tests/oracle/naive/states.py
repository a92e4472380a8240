"""What the files of a revision say, read with PyYAML's safe loader into plain mappings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

Item = dict[str, Any]
State = dict[str, dict[str, Item]]
"""Kind, then id, then fields as written."""

PROMISES = ("milestone", "commitment")
RECORDS = ("risk", "problem", "decision", "change", "feedback", "budget")
PAGES = ("update", "lesson", "meeting", "closing")
KINDS = (*PROMISES, *RECORDS, *PAGES)
FILES = {
    "milestone": "milestones",
    "commitment": "commitments",
    "risk": "risks",
    "problem": "problems",
    "decision": "decisions",
    "change": "changes",
    "feedback": "feedback",
    "budget": "budget",
}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's, where it is: the pure one refuses `{title: Who pays?, from: client}`."""


class UnreadableError(Exception):
    """The file cannot be read."""


COMMON = {"id", "was", "visibility", "note", "reason"}
PROMISE = COMMON | {"cause", "because", "due", "owner"}
RECORD = COMMON | {"title", "owner", "raised_by", "affects"}
FIELDS = {
    "milestone": PROMISE
    | {"title", "phase", "start", "done", "progress", "after", "acceptance", "key", "rebaselined", "cancelled"}
    | {"delivered", "accepted", "rejected"},
    "commitment": PROMISE | {"promise", "from", "to", "made", "milestone", "kept", "evidence", "withdrawn"},
    "risk": RECORD
    | {"raised", "kind", "effect", "probability", "impact", "response", "plan", "near", "review", "lesson", "closed"},
    "problem": RECORD | {"raised", "severity", "effect", "risk", "due", "workaround", "thread", "lesson"},
    "decision": RECORD
    | {"raised", "from", "due", "options", "if_late", "decided", "decision", "why", "by", "consulted"}
    | {"supersedes", "revisit", "withdrawn"},
    "change": RECORD
    | {"why", "side", "requested", "action", "contract", "impact", "decided", "implemented", "withdrawn"},
    "feedback": RECORD
    | {"on", "asked", "phase", "milestone", "kind", "rating", "said", "answer", "answered", "outcome", "actions"}
    | {"channel", "version"},
    "budget": RECORD | {"raised", "unit", "agreed", "used", "as_of", "forecast", "change"},
    "update": {"status", "headline", "title", "author", "period", "why", "visibility"},
    "meeting": {"title", "kind", "present", "absent", "next", "approved", "visibility"},
    "lesson": {"title", "date", "kind", "phase", "tags", "milestone", "author", "applied", "visibility"},
    "closing": {"title", "on", "accepted", "visibility"},
}
NEEDED = {
    "milestone": {"id", "title", "due"},
    "commitment": {"id", "promise", "due"},
    "risk": {"id", "title"},
    "problem": {"id", "title"},
    "decision": {"id", "title"},
    "change": {"id", "title"},
    "feedback": {"id"},
    "budget": {"id", "title", "unit", "agreed"},
    "update": {"status"},
    "meeting": {"title"},
    "lesson": {"title", "date"},
    "closing": {"on"},
}
DATES = (
    *("start", "due", "done", "made", "kept", "cancelled", "date", "raised", "near", "review"),
    *("requested", "on", "asked", "answered", "implemented", "revisit", "delivered"),
)
PARTS = {
    "rebaselined": {"on", "due", "approved_by", "change"},
    "closed": {"on", "because", "problem"},
    "approved": {"on", "by"},
    "accepted": {"on", "by", "how"},
    "rejected": {"on", "why"},
    "impact": {"days", "cost", "effort", "scope", "quality"},
}
CHARTER = {"name", "client", "vendor", "summary", "language", "timezone", "start", "goals", "scope", "phases"} | {
    "contacts",
    "rhythm",
    "acceptance",
    "communication",
    "feedback",
}


def demand(truth: bool, what: str) -> None:
    """Say that a file cannot be read."""
    if not truth:
        raise UnreadableError(what)


def parsed(text: str) -> Any:
    """What YAML says, or `UnreadableError`: a key twice is an error, and the key `on` is no truth value."""
    try:
        node = yaml.compose(text, LOADER)
        demand(node is None or not any(repeats(inner) for inner in nodes(node)), "a key twice")
        return with_on(yaml.load(text, LOADER))  # noqa: S506, a safe one
    except (yaml.YAMLError, ValueError) as error:
        raise UnreadableError(str(error)) from error


def nodes(node: yaml.Node) -> Iterator[yaml.Node]:
    """A node with all below it."""
    yield node
    if isinstance(node, yaml.CollectionNode):
        for inner in node.value:
            for child in inner if isinstance(inner, tuple) else (inner,):
                yield from nodes(child)


def repeats(node: yaml.Node) -> bool:
    """Whether a mapping has a key twice."""
    keys = [key.value for key, _ in node.value] if isinstance(node, yaml.MappingNode) else []
    return len(keys) != len(set(keys))


def with_on(value: Any) -> Any:
    """A value whose keys `on`, which YAML 1.1 reads as true, are words again."""
    if isinstance(value, dict):
        return {"on" if key is True else key: with_on(inner) for key, inner in value.items()}
    return [with_on(inner) for inner in value] if isinstance(value, list) else value


def kind_of(path: str) -> str | None:
    """Which kind of item a file holds."""
    for kind, name in FILES.items():
        if re.fullmatch(rf"{name}(\.yml|/[^/]+\.yml)", path):
            return kind
    if re.fullmatch(r"updates/\d{4}-\d\d-\d\d[^/]*\.md", path):
        return "update"
    if re.fullmatch(r"meetings/\d{4}-\d\d-\d\d[^/]*\.md", path):
        return "meeting"
    if path == "closing.md":
        return "closing"
    return "lesson" if re.fullmatch(r"lessons/[^/]+\.md", path) else None


@lru_cache(maxsize=20_000)
def items_of(path: str, text: str) -> dict[str, Item] | None:
    """The items of a file by id, or None where it cannot be read."""
    kind = kind_of(path)
    assert kind is not None
    try:
        if kind in PAGES:
            return {Path(path).stem: page(kind, path, text)}
        rows = parsed(text) or []
        demand(isinstance(rows, list) and all(isinstance(row, dict) for row in rows), "a list of items")
        for row in rows:
            check(kind, row)
        ids = [row["id"] for row in rows]
        demand(len(ids) == len(set(ids)), "an id twice")
        return {row["id"]: row for row in rows}
    except UnreadableError:
        return None


def page(kind: str, path: str, text: str) -> Item:
    """A page's front matter with its body."""
    parts = re.fullmatch(r"---\n(.*?)\n---\n?(.*)", text.replace("\r\n", "\n"), re.DOTALL)
    demand(parts is not None, "front matter")
    assert parts is not None
    matter = parsed(parts[1])
    demand(isinstance(matter, dict), "front matter")
    check(kind, matter)
    return {"id": Path(path).stem, **matter, "body": parts[2]}


def check(kind: str, row: Item) -> None:
    """Hold a row against the content format."""
    demand(NEEDED[kind] <= set(row) <= FIELDS[kind], "keys")
    demand(all(isinstance(row[key], date) for key in DATES if key in row), "dates")
    demand(row.get("visibility", "public") in ("public", "internal"), "visibility")
    for key, parts in PARTS.items():
        if key in row and not (kind == "risk" and key == "impact"):
            demand(isinstance(row[key], dict) and set(row[key]) <= parts, key)
    if kind not in PAGES:
        demand(bool(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", str(row["id"]))), "id")
    demand(row.get("from", "vendor") in ("vendor", "client"), "side")
    if kind == "update":
        demand(row["status"] in ("green", "amber", "red"), "status")


@lru_cache(maxsize=5_000)
def charter_of(text: str) -> Item | None:
    """The charter, or None where it cannot be read."""
    try:
        charter = parsed(text)
        demand(isinstance(charter, dict) and "name" in charter and set(charter) <= CHARTER, "charter")
        ZoneInfo(charter.get("timezone", "UTC"))
        rhythm = charter.get("rhythm", {})
        demand(rhythm.get("every", "week") in ("week", "fortnight", "month"), "every")
        demand(rhythm.get("day", "friday") in WEEKDAYS, "day")
    except (UnreadableError, KeyError, ValueError):
        return None
    return charter  # type: ignore[no-any-return]  # YAML says anything


@dataclass
class Reading:
    """What has been read of each file so far, so that one that cannot be read stays as it last could."""

    charter: Item = field(default_factory=lambda: {"name": ""})
    files: dict[str, dict[str, Item]] = field(default_factory=dict)

    def read(self, files: dict[str, str]) -> State:
        """Read a revision; later paths win over earlier ones."""
        self.charter = charter_of(files.get("project.yml", "")) or self.charter
        said = {}
        for path in sorted(path for path in files if kind_of(path)):
            items = items_of(path, files[path])
            said[path] = self.files.get(path, {}) if items is None else items
        self.files = said
        state: State = {kind: {} for kind in KINDS}
        for path, items in said.items():
            state[str(kind_of(path))].update(items)
        return state

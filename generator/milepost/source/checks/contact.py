"""Contact: a decision of a meeting says who decided, an action who sees to it by when, and a plan what keeps it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from milepost.errors import Location, Problem, Severity
from milepost.model.fields import Kind
from milepost.model.kinds.due_days import due_days
from milepost.model.kinds.meetings import Meeting
from milepost.model.records.changes import ChangeRequest
from milepost.model.records.decisions import Decision
from milepost.model.snapshot import AnyItem, Key
from milepost.source.files.items import Sourced
from milepost.source.files.readings import Sources
from milepost.source.prose.body import said_lines, section_name

_HEADING = re.compile(r"##[ \t]+(.*?)[ \t]*#*[ \t]*$")
_ENTRY = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+(?P<words>.*\S)")
# What is decided stands in one of these, and nowhere else is said by whom.
_DECIDED = (Kind.DECISION, Kind.CHANGE)


def minutes(sources: Sources) -> Iterator[Problem]:
    """What minutes promise in words alone, where nobody is held to it."""
    items = {(s.item.kind, s.item.id): s.item for s in sources.items}
    for sourced in sources.items:
        if isinstance(sourced.item, Meeting):
            yield from _of(sourced, sourced.item, items)


def communication(sources: Sources) -> Iterator[Problem]:
    """Lines of the communication plan of which nothing here can say whether they were kept."""
    charter, document = sources.charter, sources.charter_document
    if charter is None or document is None:
        return
    for index, line in enumerate(charter.communication):
        place = ("communication", index)
        if line.every and not line.keeper:
            hint = "add kept_by: update, or the kind of meeting whose minutes keep it"
            yield Problem(document.locate(place), f"nothing says what keeps {line.what!r}", hint, Severity.WARNING)
        if line.every is None:
            for name in ("day", "week", "kept_by", "skipped"):
                if name in line.model_fields_set:
                    where = document.locate((*place, name), key=True)
                    yield Problem(where, f"{name!r} says nothing without every:", "add every: week, fortnight or month")
        due = (frozenset(due_days(line, charter, s.on, s.on)) for s in line.skipped if line.every)
        for number, (skip, days) in enumerate(zip(line.skipped, due, strict=False)):
            if not days:
                where = document.locate((*place, "skipped", number, "on"))
                message = f"{line.what!r} was not due on {skip.on}"
                yield Problem(where, message, "name a day on which it was due", Severity.WARNING)
    levels = [step.level for step in charter.escalation]
    for index, level in enumerate(levels):
        if level in levels[:index]:
            where = document.locate(("escalation", index, "level"))
            yield Problem(where, f"level {level} is here twice", "give each level its own number")


def _of(sourced: Sourced, meeting: Meeting, items: Mapping[Key, AnyItem]) -> Iterator[Problem]:
    section = None
    links: dict[int, list[Key]] = {}
    for link in meeting.body.links:
        if link.target:
            links.setdefault(link.line, []).append(link.target)
    for number, line in enumerate(said_lines(meeting.body.markdown), meeting.body.line):
        if heading := _HEADING.match(line):
            section = section_name(heading[1])
        elif (entry := _ENTRY.match(line)) and section in _SECTIONS:
            where = Location(sourced.document.path, number, entry.start("words") + 1)
            named = [items[key] for key in links.get(number, ()) if key in items]
            if named or not links.get(number):  # What is not there is told as an unknown item.
                yield from _SECTIONS[section](where, named)


def _decision(where: Location, named: list[AnyItem]) -> Iterator[Problem]:
    decided = [item for item in named if item.kind in _DECIDED]
    if not decided:
        hint = "write it into decisions.yml with by: and decided:, and link to it, such as <decision:D-1>"
        yield Problem(where, "this decision does not say who decided", hint, Severity.WARNING)
    for item in decided:
        if isinstance(item, Decision) and not item.by and not item.withdrawn:
            hint = "add by: who decided, to its entry in decisions.yml"
            yield Problem(where, f"nobody is named who decided {item.id!r}", hint, Severity.WARNING)
        elif isinstance(item, ChangeRequest) and not (item.decided and item.decided.by):
            hint = "add decided: {on: …, outcome: …, by: …} to its entry in changes.yml"
            yield Problem(where, f"nobody is named who decided {item.id!r}", hint, Severity.WARNING)


def _action(where: Location, named: list[AnyItem]) -> Iterator[Problem]:
    if not named:
        hint = "write it as a commitment with owner: and due:, and link to it, such as <commitment:C-1>"
        yield Problem(where, "this action has no owner and no date", hint, Severity.WARNING)
    for item in named:
        lacks = [what for what, is_there in (("owner", _has_owner(item)), ("date", _has_date(item))) if not is_there]
        if lacks:
            hint = f"add it to the {item.kind}, or link to a commitment that has both"
            yield Problem(where, f"{item.id!r} has no {' and no '.join(lacks)}", hint, Severity.WARNING)


def _has_owner(item: AnyItem) -> bool:
    return bool(getattr(item, "owner", None) or getattr(item, "by", None) or isinstance(item, Decision))


def _has_date(item: AnyItem) -> bool:
    return any(getattr(item, name, None) for name in ("due", "review", "decided", "closed", "implemented"))


_SECTIONS = {"decisions": _decision, "actions": _action}

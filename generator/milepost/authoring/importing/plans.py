"""Plans: Microsoft Project's XML and GanttProject's files, read without what a document type could smuggle in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from xml.etree import ElementTree
from xml.parsers import expat

from milepost.authoring.importing import days
from milepost.authoring.importing.rows import Export, Row, Unusable, UnusableError

_WEEKEND = 5


def read_xml(data: bytes) -> Export:
    """The tasks of a plan, whichever of the two it is."""
    _refuse_document_type(data)
    try:
        root = ElementTree.fromstring(data)  # noqa: S314, a document type is refused above
    except ElementTree.ParseError as error:
        raise UnusableError(f"is no XML that can be read: {error}") from error
    name = _local(root)
    if name == "Project":
        return _collected("msproject", _project(root))
    if name == "project":
        return _collected("ganttproject", _gantt(root))
    raise UnusableError(f"begins with <{name}>, which is no plan of Microsoft Project or GanttProject")


def _collected(tool: str, found: Iterator[Row | Unusable]) -> Export:
    every = [*found]
    rows = [row for row in every if isinstance(row, Row)]
    return Export(tool, rows, [row for row in every if isinstance(row, Unusable)])


def _project(root: ElementTree.Element) -> Iterator[Row | Unusable]:
    tasks = [task for task in root.iter() if _local(task) == "Task"]
    for number, task in enumerate(tasks, 1):
        said = {_local(part): (part.text or "").strip() for part in task}
        if said.get("UID") == "0" or said.get("Summary") == "1" or said.get("IsNull") == "1" or not said.get("Name"):
            continue
        is_point = said.get("Milestone") == "1"
        baseline = next(
            (part for part in task if _local(part) == "Baseline" and _said(part, "Number") in {"", "0"}), None
        )
        try:
            due = days.read(said.get("Finish", ""))
            if due is None:
                yield Unusable(number, "Finish", "has no date")
                continue
            percent = said.get("PercentComplete", "")
            yield Row(
                key=said.get("UID", ""),
                title=" ".join(said["Name"].split()),
                due=due,
                number=number,
                start=None if is_point else days.read(said.get("Start", "")),
                done=days.read(said.get("ActualFinish", "")),
                first=days.read(_said(baseline, "Finish")) if baseline is not None else None,
                progress=None if is_point or not percent.isdigit() else min(int(percent), 100),
                after=tuple(_said(part, "PredecessorUID") for part in task if _local(part) == "PredecessorLink"),
            )
        except ValueError as error:
            yield Unusable(number, "Finish", str(error))


def _gantt(root: ElementTree.Element) -> Iterator[Row | Unusable]:
    tasks = [task for task in root.iter("task") if task.get("id") and task.get("start")]
    before: dict[str, list[str]] = {}
    for task in tasks:
        for link in task.findall("depend"):
            before.setdefault(link.get("id", ""), []).append(task.get("id", ""))
    baseline = root.find(".//previous-tasks-set")
    first = {} if baseline is None else {old.get("id"): old for old in baseline.iter("previous-task")}
    for number, task in enumerate(tasks, 1):
        if task.find("task") is not None:
            continue
        key, is_point = task.get("id", ""), task.get("meeting") == "true"
        try:
            due = _end(task)
            percent = int(task.get("complete") or 0)
            yield Row(
                key=key,
                title=" ".join((task.get("name") or key).split()),
                due=due,
                number=number,
                start=None if is_point else days.read(task.get("start", "")),
                done=due if percent == 100 else None,
                first=_end(first[key]) if key in first else None,
                progress=None if is_point else percent,
                after=tuple(before.get(key, ())),
            )
        except ValueError as error:
            yield Unusable(number, "start", str(error))


def _end(task: ElementTree.Element) -> date:
    """The last working day of a task that lasts so many; a milestone lasts none."""
    day = days.read(task.get("start", ""))
    if day is None:
        raise ValueError("has no date")
    left = 0 if task.get("meeting") == "true" else max(int(task.get("duration") or 1) - 1, 0)
    while left:
        day += timedelta(1)
        left -= day.weekday() < _WEEKEND
    return day


def _said(element: ElementTree.Element, name: str) -> str:
    return next(((part.text or "").strip() for part in element if _local(part) == name), "")


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _refuse_document_type(data: bytes) -> None:
    """A document type can name files and unfold a line into a billion: no plan has one."""

    def refuse(*said: object) -> None:
        raise UnusableError("has a document type, which no plan needs, so it is not read")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise UnusableError(f"is no XML that can be read: {error}") from error

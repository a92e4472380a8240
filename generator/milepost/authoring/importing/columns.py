"""Columns: which of a table says what, by the headers of the tools that we know, or as somebody maps them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from milepost.authoring.importing import days
from milepost.authoring.importing.rows import Export, Row, Unusable, UnusableError
from milepost.authoring.importing.tables import Table, column_of
from milepost.frozen import dataclass
from milepost.source.validation.guesses import did_you_mean

FIELDS = ("key", "title", "due", "start", "done", "first", "progress", "owner", "after")
"""What a column can be mapped to."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool, the headers that only it has, and which of them says what."""

    name: str
    marks: frozenset[str]
    columns: Mapping[str, tuple[str, ...]]


_TOOLS = (
    Tool(
        "jira",
        frozenset({"issue key", "summary"}),
        {
            "key": ("Issue key",),
            "title": ("Summary",),
            "due": ("Due date", "Custom field (Due date)", "Custom field (Target end)"),
            "start": ("Custom field (Start date)", "Start date", "Custom field (Target start)"),
            "done": ("Resolved", "Resolution date"),
            "first": ("Custom field (Baseline end date)",),
        },
    ),
    Tool(
        "linear",
        frozenset({"id", "title", "team", "status"}),
        {"key": ("ID",), "title": ("Title",), "due": ("Due Date",), "start": ("Started",), "done": ("Completed",)},
    ),
    Tool(
        "asana",
        frozenset({"task id", "name"}),
        {
            "key": ("Task ID",),
            "title": ("Name",),
            "due": ("Due Date",),
            "start": ("Start Date",),
            "done": ("Completed At",),
        },
    ),
    Tool(
        "gitlab",
        frozenset({"issue id", "title"}),
        {"key": ("Issue ID",), "title": ("Title",), "due": ("Due Date",), "done": ("Closed At (UTC)",)},
    ),
    Tool(
        "redmine",
        frozenset({"#", "subject"}),
        {
            "key": ("#",),
            "title": ("Subject",),
            "due": ("Due date",),
            "start": ("Start date",),
            "done": ("Closed",),
            "progress": ("% Done",),
        },
    ),
)
_ANY = Tool(
    "csv",
    frozenset(),
    {
        "key": ("id", "key", "no", "number", "编号"),
        "title": ("title", "name", "summary", "subject", "task", "milestone", "任务", "名称", "标题", "里程碑"),
        "due": (
            "due",
            "due date",
            "finish",
            "end",
            "end date",
            "deadline",
            "target date",
            "date",
            "截止日期",
            "到期日",
            "完成日期",
        ),
        "start": ("start", "start date", "begin", "开始日期"),
        "done": ("done", "completed", "actual finish", "closed", "实际完成"),
        "first": ("baseline", "baseline finish", "original due", "基线"),
        "progress": ("progress", "% complete", "进度"),
    },
)


def read_table(table: Table, mapping: Mapping[str, str], order: str = "", only: str = "") -> Export:
    """The rows of a table; `mapping` says which column holds what, where its header does not."""
    header, body = table
    names = {cell.casefold() for cell in header}
    tool = next((tool for tool in _TOOLS if tool.marks <= names), _ANY)
    places = _places(header, tool, mapping)
    orders = {
        name: order or days.order_of(cells[at] for _, cells in body if at < len(cells))
        for name, at in places.items()
        if name in {"due", "start", "done", "first"}
    }
    rows: list[Row] = []
    unusable: list[Unusable] = []
    for number, cells in body:
        said = {name: cells[at].strip() if at < len(cells) else "" for name, at in places.items()}
        try:
            rows.append(_row(said, number, orders))
        except _CellError as error:
            unusable.append(Unusable(number, header[places[error.field]], error.reason))
    return Export(only or tool.name, rows, unusable)


class _CellError(Exception):
    def __init__(self, field: str, reason: str) -> None:
        super().__init__(field)
        self.field, self.reason = field, reason


def _row(said: Mapping[str, str], number: int, orders: Mapping[str, str]) -> Row:
    title = " ".join(said["title"].split())
    if not title:
        raise _CellError("title", "is empty")
    due = _day(said, "due", orders)
    if due is None:
        raise _CellError("due", "has no date")
    progress = said.get("progress", "").removesuffix("%").strip()
    return Row(
        key=said.get("key", ""),
        title=title,
        due=due,
        number=number,
        start=_day(said, "start", orders),
        done=_day(said, "done", orders),
        first=_day(said, "first", orders),
        progress=int(progress) if progress.isdigit() and int(progress) <= 100 else None,
        owner=said.get("owner") or None,
        after=tuple(part.strip() for part in said.get("after", "").replace(";", ",").split(",") if part.strip()),
    )


def _day(said: Mapping[str, str], field: str, orders: Mapping[str, str]) -> date | None:
    try:
        return days.read(said.get(field, ""), orders.get(field, ""))
    except ValueError as error:
        raise _CellError(field, str(error)) from error


def _places(header: Sequence[str], tool: Tool, mapping: Mapping[str, str]) -> dict[str, int]:
    found = dict(_found(header, tool))
    for name, column in mapping.items():
        if name not in FIELDS:
            raise UnusableError(f"{name!r} is nothing that a column can be mapped to ({', '.join(FIELDS)})")
        at = column_of(header, column)
        if at is None:
            hint = did_you_mean(column, header)
            raise UnusableError(
                f"there is no column {column!r} ({hint or 'the columns are ' + ', '.join(header[:12])})"
            )
        found[name] = at
    missing = [name for name in ("title", "due") if name not in found]
    if missing:
        there = ", ".join(header[:12])
        raise UnusableError(f"no column says the {' and the '.join(missing)} (--map {missing[0]}=COLUMN: {there})")
    return found


def _found(header: Sequence[str], tool: Tool) -> Iterator[tuple[str, int]]:
    for name, columns in tool.columns.items():
        places = (column_of(header, column) for column in columns)
        if (at := next((place for place in places if place is not None), None)) is not None:
            yield name, at

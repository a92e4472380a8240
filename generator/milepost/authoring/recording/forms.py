"""Forms: what a form's export says, a row for each answer; whom a row names is never taken over."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from milepost.authoring.importing import days
from milepost.authoring.importing.rows import Unusable
from milepost.authoring.importing.tables import Table
from milepost.authoring.recording.answers import Answer, UnclearError
from milepost.authoring.recording.prefilled import known_words
from milepost.authoring.recording.words import People, as_markdown
from milepost.frozen import dataclass
from milepost.model.fields import ID_PATTERN
from milepost.model.kinds.charter import Charter

# What the columns of common forms are called, and of those that are filled by the parameters of *Answer*.
_CALLED = {
    "about": ("about", "item", "item id", "id", "编号", "事项编号"),
    "said": (
        *("answer", "your answer", "our answer", "message", "your message", "comment", "comments", "feedback", "said"),
        *("答复", "您的答复", "我们的答复", "意见", "反馈", "留言", "内容"),
    ),
    "on": (
        *("on", "timestamp", "completion time", "submitted at", "submit date", "submission date", "date", "date sent"),
        *("提交时间", "提交答卷时间", "完成时间", "时间戳记", "日期"),
    ),
    "role": ("role", "your role", "position", "function", "角色", "您的角色", "职务", "岗位"),
    "version": ("version", "版本"),
    "rating": ("rating", "satisfaction", "score", "满意度", "评分"),
    "kind": ("kind", "类型"),
    "project": ("project", "项目", "项目名称"),
}
_PEOPLE = (
    *("name", "your name", "full name", "first name", "last name", "email", "email address", "username", "respondent"),
    *("姓名", "您的姓名", "名称", "用户名", "电子邮件地址", "邮箱"),
)
_AROUND = " :*?？："
FIELDS = tuple(_CALLED)
"""What a column can be said to hold."""
_KINDS = {"praise": "praise", "wish": "wish", "complaint": "complaint", "question": "question"} | {
    "表扬": "praise",
    "建议": "wish",
    "投诉": "complaint",
    "问题": "question",
    **dict.fromkeys(("agreement", "agreed", "seen and agreed", "同意", "已阅并同意"), "agreement"),
}


@dataclass(frozen=True, slots=True)
class Form:
    """What a form's export is read with: its columns by field, the order of its dates, and what it is for."""

    columns: Mapping[str, int]
    people: tuple[int, ...]
    order: str
    charter: Charter


def answers_of(
    table: Table, mapping: Mapping[str, str], order: str, charter: Charter
) -> tuple[list[tuple[int, Answer]], list[Unusable]]:
    """The answers of a table, each with its row, and the rows that are none; UnclearError where no column answers."""
    header, rows = table
    columns = _columns(header, rows, mapping)
    people = tuple(n for n, name in enumerate(header) if name.casefold().strip(_AROUND) in _PEOPLE)
    order = order or days.order_of(_cell(cells, columns.get("on")) for _, cells in rows)
    form = Form(columns, people, order, charter)
    found: list[tuple[int, Answer]] = []
    unusable: list[Unusable] = []
    for number, cells in rows:
        try:
            found.append((number, _answer(form, cells)))
        except _UnusableCellError as error:
            unusable.append(Unusable(number, header[error.column] if error.column is not None else "-", error.why))
    return found, unusable


class _UnusableCellError(Exception):
    def __init__(self, column: int | None, why: str) -> None:
        self.column, self.why = column, why
        super().__init__(why)


def _columns(
    header: Sequence[str], rows: Sequence[tuple[int, list[str]]], mapping: Mapping[str, str]
) -> dict[str, int]:
    names = [name.casefold().strip(_AROUND) for name in header]
    found = {
        field: names.index(called) for field, some in _CALLED.items() if (called := _first(names, some)) is not None
    }
    for field, column in mapping.items():
        if field not in _CALLED:
            raise UnclearError(f"--map {field}=…: there is no such field (there are {', '.join(FIELDS)})")
        if column.casefold().strip(_AROUND) not in names:
            raise UnclearError(f"--map {field}={column}: there is no such column (there are {', '.join(header)})")
        found[field] = names.index(column.casefold().strip(_AROUND))
    if "said" not in found:
        raise UnclearError(f"no column holds the answer (--map said=COLUMN; there are {', '.join(header)})")
    if "about" in found and "about" not in mapping and all(_cell(c, found["about"]).isdigit() for _, c in rows):
        del found["about"]  # The form's own count of its rows.
    return found


def _first(names: Sequence[str], some: Sequence[str]) -> str | None:
    return next((called for called in some if called in names), None)


def _answer(form: Form, cells: Sequence[str]) -> Answer:
    said = {field: _cell(cells, column) for field, column in form.columns.items()}
    if (project := said.get("project", "")) and project != form.charter.name:
        raise _UnusableCellError(form.columns["project"], f"{project[:60]!r} is another project")
    names = tuple(name for column in form.people if (name := _cell(cells, column)))
    words, left_out = People(names, known_words(form.charter)).left_out(said["said"])
    if not words:
        raise _UnusableCellError(form.columns["said"], "nothing is answered")
    return Answer(
        said=as_markdown(words),
        on=_day(form, said.get("on", "")),
        channel="form",
        about=said.get("about", ""),
        role=said.get("role") or None,
        version=_version(form, said.get("version", "")),
        kind=_KINDS.get(said.get("kind", "").casefold()),
        rating=_rating(form, said.get("rating", "")),
        left_out=left_out,
    )


def _day(form: Form, text: str) -> date | None:
    try:
        return days.read(text, form.order)
    except ValueError as error:
        raise _UnusableCellError(form.columns["on"], str(error)) from error


def _version(form: Form, text: str) -> str | None:
    if text and not re.fullmatch(ID_PATTERN, text):
        raise _UnusableCellError(form.columns["version"], f"{text[:40]!r} is no version")
    return text or None


def _rating(form: Form, text: str) -> int | None:
    if not text:
        return None
    if text[0] in "12345" and not text[1:2].isdigit():
        return int(text[0])
    raise _UnusableCellError(form.columns["rating"], f"{text[:40]!r} is not from 1 to 5")


def _cell(cells: Sequence[str], column: int | None) -> str:
    return cells[column].strip() if column is not None and column < len(cells) else ""

"""Merging: the rows of an export into the plan, new ones at its end, known ones changed where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from milepost.authoring.edits.files import Draft
from milepost.authoring.edits.scalars import Plain
from milepost.authoring.importing.rows import Export, Row, Unusable
from milepost.authoring.merging.difference import Terms, difference_of, fields_of, id_of, in_words
from milepost.authoring.merging.files import PlanFile, appended, edited, is_of, plan_files
from milepost.errors import ContentError, errors_in
from milepost.model.fields import Kind
from milepost.model.kinds.milestones import Milestone
from milepost.model.registers import register_of
from milepost.source.checks.impossible_days import is_in_reason
from milepost.source.content import read_charter
from milepost.source.files.items import read_items
from milepost.source.yaml.decoding import BOM
from milepost.source.yaml.located_yaml import parse_yaml

_LONGEST_TITLE = 500
_DAYS = ("due", "first", "start", "done")
_Some = TypeVar("_Some")


@dataclass(slots=True)
class Merged:
    """What an import does: the files, the ids that are new, changed (what, in words) or as they were.

    `gone` are the ids of an earlier import that the export has no more, `earlier` those that are new and had another
    date first.
    """

    drafts: list[Draft] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    changed: dict[str, str] = field(default_factory=dict)
    same: int = 0
    gone: list[str] = field(default_factory=list)
    earlier: list[str] = field(default_factory=list)
    unusable: list[Unusable] = field(default_factory=list)


def merged(content: Path, export: Export, terms: Terms) -> Merged:
    """The plan with the rows of an export in it; nothing is deleted, and ContentError says why it cannot be changed."""
    files = plan_files(content)
    done = Merged(unusable=[*export.unusable])
    known = {name: file for file in files for name in file.items}
    heirs = {was: name for name, file in known.items() for was in file.items[name][1].was}
    rows = _by_id(export, terms, done, heirs, _anchor(content, terms))
    names = {row.key: name for name, row in rows.items() if row.key}
    fresh: dict[str, Mapping[str, Plain]] = {}
    wanted: dict[str, dict[str, Mapping[str, Plain | None]]] = {}
    for name, row in _along([*rows.items()], terms, len(rows), (0.0, 0.4)):
        fields = fields_of(row, names, terms)
        if name not in known:
            fresh[name] = fields
            done.new.append(name)
            done.earlier += [name] if row.first and row.first != row.due else []
        elif difference := difference_of(known[name].items[name][1], fields, terms):
            wanted.setdefault(known[name].path, {})[name] = difference
            done.changed[name] = in_words(known[name].items[name][1], difference)
        else:
            done.same += 1
    concerned = [file for file in files if file.path in wanted]
    texts = {file.path: edited(file, wanted[file.path]) for file in _along(concerned, terms, len(rows), (0.4, 0.8))}
    texts |= appended(export.tool, files, texts, fresh)
    made = _along(sorted(texts.items()), terms, len(rows), (0.8, 1.0))
    done.drafts = [*_drafts(content, files, made)]
    done.gone = [
        n for f in files if is_of(f.path, export.tool) for n, (_, item) in f.items.items() if _is_open(item, n, rows)
    ]
    terms.progress(len(rows), len(rows))
    return done


def _anchor(content: Path, terms: Terms) -> date:
    """The day by which it is judged which other ones can be meant."""
    file = content / "project.yml"
    charter = read_charter(file.read_bytes())[0] if file.is_file() else None
    return (charter.start if charter else None) or terms.today


def _by_id(export: Export, terms: Terms, done: Merged, heirs: Mapping[str, str], anchor: date) -> dict[str, Row]:
    """Each row that can be used by the id of its item, which is the heir of the one that bore the row's."""
    rows: dict[str, Row] = {}
    for row in export.rows:
        name = id_of(row, export.tool)
        name = heirs.get(name, name)
        if name in rows:
            done.unusable.append(
                Unusable(row.number, "key", f"{row.key or name!r} is in row {rows[name].number} already")
            )
        elif row.done and row.done > terms.today:
            done.unusable.append(Unusable(row.number, "done", f"{row.done} lies ahead"))
        elif odd := next((n for n in _DAYS if (day := getattr(row, n)) and not is_in_reason(day, anchor)), None):
            done.unusable.append(Unusable(row.number, odd, f"{getattr(row, odd)} cannot be meant"))
        elif len(row.title) > _LONGEST_TITLE:
            done.unusable.append(Unusable(row.number, "title", f"is longer than {_LONGEST_TITLE} letters"))
        else:
            rows[name] = row
    return rows


def _is_open(item: Milestone, name: str, rows: Mapping[str, Row]) -> bool:
    return name not in rows and not item.fulfilled and not item.ended


def _along(items: Sequence[_Some], terms: Terms, total: int, span: tuple[float, float]) -> Iterator[_Some]:
    """Each of some items, telling how far all is: they are a span of the whole way."""
    begin, end = span
    for number, item in enumerate(items):
        if number % max(1, len(items) // 50) == 0:
            terms.progress(int(total * (begin + (end - begin) * number / len(items))), total)
        yield item


def _drafts(content: Path, files: Iterable[PlanFile], texts: Iterable[tuple[str, str]]) -> Iterator[Draft]:
    """The files that change, each read again as a build will read it."""
    old = {file.path: file.data for file in files}
    register = register_of(Kind.MILESTONE)
    for path, text in texts:
        problems = errors_in(read_items(register, parse_yaml(text, f"{content.name}/{path}")).problems)
        if problems:
            raise ContentError(problems)
        mark = BOM if old.get(path, b"").startswith(BOM.encode()) else ""
        yield Draft(content / path, old.get(path), (mark + text).encode())

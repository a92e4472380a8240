"""What is said to whoever writes an item of any kind: names of nothing known, and words that others use."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Any, Literal, get_args, get_origin

import pytest

from declared import another, leaves
from milepost.model.items import PageItem
from milepost.model.marks import fields_of, way_to
from milepost.model.registers import REGISTERS, Form, Register, register_of
from milepost.source.checks.judging import Judging
from milepost.source.content import read_content
from milepost.source.validation.guesses import FOREIGN
from samples import item_of


def needed(register: Register, name: str) -> dict[str, Any]:
    """What a part of an item cannot be without."""
    attribute = next(field.attribute for field in fields_of(register.written) if field.name == name)
    annotation = register.written.model_fields[attribute].annotation
    (part,) = (kind for kind in leaves(annotation) if hasattr(kind, "model_fields"))
    needs = [(key, info) for key, info in part.model_fields.items() if info.is_required()]
    return {info.alias or key: str(another(info.annotation, None)) for key, info in needs}


_REFERENCES = [
    (register, ".".join(part.name for part in way))
    for register in REGISTERS
    if register.is_list
    for way in [
        *((field,) for field in fields_of(register.written)),
        *((field, part) for field in fields_of(register.written) for part in field.parts if not field.is_list),
    ]
    if way[-1].kinds
]


@pytest.mark.parametrize(("register", "name"), _REFERENCES, ids=lambda value: getattr(value, "name", value))
def test_a_name_of_nothing_known_is_told_with_what_is_near(register: Register, name: str) -> None:
    """Of whatever kind it may be, and in whichever part of an item it stands."""
    field = way_to(register.written, name)[-1]
    target = register_of(field.kinds[0])
    named = "harbour-two" if target.is_list else "harbour-two.md"
    written = item_of(register).model_dump(mode="json", by_alias=True, exclude_none=True)
    outer, _, inner = name.partition(".")
    value: Any = ["harbour-tow"] if isinstance(written.get(outer), list) or field.is_list else "harbour-tow"
    written[outer] = {**needed(register, outer), **(written.get(outer) or {}), inner: value} if inner else value
    files = {"project.yml": "name: P\n", "milestones.yml": ""}
    if target.is_list:
        other = item_of(target).model_dump(mode="json", by_alias=True, exclude_none=True)
        files[f"{target.name}/target.yml"] = f"- {json.dumps(other | {'id': 'harbour-two', 'was': []})}\n"
    else:
        files[f"{target.name}/{named}"] = "---\ntitle: T\ndate: 2026-03-02\n---\nWords.\n"
    files[f"{register.name}/own.yml"] = f"- {json.dumps(written)}\n"
    _, problems = read_content(
        {path: text.encode() for path, text in files.items()}, judging=Judging(today=date(2026, 12, 1))
    )
    told = [str(problem.hint) for problem in problems if "harbour-tow" in problem.message]
    assert told == ["did you mean 'harbour-two'?"], problems


def values_in(annotation: Any) -> set[str]:
    """The words of ours of which a field of a type holds one."""
    kinds = list(leaves(annotation))
    words = {word for kind in kinds if get_origin(kind) is Literal for word in get_args(kind)}
    return words | {
        word.value for kind in kinds if isinstance(kind, type) and issubclass(kind, StrEnum) for word in kind
    }


def written_with(register: Register, theirs: str, ours: str) -> Iterator[dict[str, Any]]:
    """What somebody writes of an item who calls one of its keys or values as others do."""
    found = item_of(register)
    shape = found.matter if isinstance(found, PageItem) else found
    whole = shape.model_dump(mode="json", by_alias=True, exclude_none=True)
    for field in fields_of(register.written):
        annotation = register.written.model_fields[field.attribute].annotation
        if field.name == ours:
            yield {key: value for key, value in whole.items() if key != ours} | {theirs: "x"}
        if ours in values_in(annotation) and not field.parts:
            yield whole | {field.name: theirs}
        for part in field.parts if not field.is_list else ():
            if part.name == ours:
                yield whole | {field.name: {theirs: "x"}}
            for record in (kind for kind in leaves(annotation) if hasattr(kind, "model_fields")):
                info = record.model_fields.get(part.attribute)
                if info and ours in values_in(info.annotation):
                    yield whole | {field.name: needed(register, field.name) | {part.name: theirs}}


def hints_of(register: Register, written: dict[str, Any]) -> set[str]:
    """What is told of an item that is written so."""
    path, text = f"{register.name}/x.yml", f"- {json.dumps(written)}\n"
    if not register.is_list:
        name = "2026-01-05" if register.form is Form.DATED_PAGES else "x"
        path = f"{register.name}/{name}.md"
        text = "---\n" + "".join(f"{key}: {json.dumps(value)}\n" for key, value in written.items()) + "---\nWords.\n"
    files = {"project.yml": b"name: P\n", "milestones.yml": b"", path: text.encode()}
    _, problems = read_content(files, judging=Judging(today=date(2026, 12, 1)))
    return {str(problem.hint) for problem in problems}


@pytest.mark.parametrize(("theirs", "ours"), sorted(FOREIGN.items()), ids=lambda word: word)
def test_what_others_call_otherwise_is_understood(theirs: str, ours: str) -> None:
    """Every word of theirs that we know leads to ours, in a register that has such a key or value."""
    found = (hints_of(register, written) for register in REGISTERS for written in written_with(register, theirs, ours))
    assert any(f"write {ours}" in hint for hints in found for hint in hints)


@pytest.mark.parametrize(
    ("theirs", "ours"), [("likelihood", "probability"), ("mitigate", "reduce"), ("issue", "problem")]
)
def test_the_commonest_words_of_others_are_known(theirs: str, ours: str) -> None:
    """Of those who kept a register of risks or issues elsewhere."""
    assert FOREIGN[theirs] == ours

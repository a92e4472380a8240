"""What registers declare, for tests that ask something of all of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Literal, get_args, get_origin

import pytest

from history_builder import Told
from milepost.facts.report.report import StatusReport
from milepost.facts.wording.item_fields import UNTOLD
from milepost.model.kinds.charter import Language
from milepost.model.marks import Mark, fields_of
from milepost.model.registers import REGISTERS, Register
from milepost.model.snapshot import AnyItem
from samples import sample

RECORDS = [register for register in REGISTERS if register.is_record]
every_register = pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.name)
every_page = pytest.mark.parametrize(
    "register", [register for register in REGISTERS if not register.is_list], ids=lambda register: register.name
)
every_record = pytest.mark.parametrize("register", RECORDS, ids=lambda register: register.name)


def fields_told(register: Register) -> Iterator[tuple[str, Any]]:
    """Each field of a register whose change is told, with what it may hold instead of what the sample says."""
    for name, info in register.written.model_fields.items():
        field = next(field for field in fields_of(register.written) if field.attribute == name)
        value = getattr(sample(register), name)
        if field.name in UNTOLD or field.has(Mark.CLOSES, Mark.DECIDES) or field.name == "thread":
            continue
        if not field.parts or field.is_list:
            yield field.name, another(info.annotation, value)
        for record in (kind for kind in leaves(info.annotation) if hasattr(kind, "model_fields")):
            said = value.model_dump(by_alias=True) if value else {}
            for inner, held in record.model_fields.items():
                yield f"{field.name}.{inner}", {**said, inner: another(held.annotation, said.get(inner))}


def another(annotation: Any, value: Any) -> Any:
    """Something else that a field of a type may hold."""
    kinds = list(leaves(annotation))
    words = [word for kind in kinds if get_origin(kind) is Literal for word in get_args(kind)]
    if words:
        return next(word for word in words if word != value)
    enums = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, StrEnum)]
    if enums:
        return next(word for word in enums[0] if word != value)
    if bool in kinds:
        return not value
    if date in kinds:
        return (value or date(2026, 3, 1)) + timedelta(1)
    if int in kinds:
        return value - 1 if value and value > 5 else 2 if value != 2 else 3
    return ["pilot"] if tuple in kinds else "pilot"


def leaves(annotation: Any) -> Iterator[Any]:
    """What an annotation is made of, at any depth."""
    yield annotation
    yield from [get_origin(annotation)] if get_origin(annotation) else []
    if get_origin(annotation) is not Literal:
        for part in get_args(annotation):
            yield from leaves(part)


def report_of(*items: AnyItem, language: str = "en") -> StatusReport:
    """What a project says that holds some items since 5 January."""
    told = Told().on("2026-01-05", *items)
    told.charter = told.charter.model_copy(update={"language": Language(language)})
    return told.report()

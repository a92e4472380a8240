"""Validation: a located value becomes a record, or problems in words that name the key and the remedy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from milepost.errors import Problem
from milepost.model.fields import Record
from milepost.source.validation.wrong import named
from milepost.source.validation.wrong_values import told
from milepost.source.yaml.nodes import Document, Path, Value

AnyRecord = TypeVar("AnyRecord", bound=Record)


def validate(model: type[AnyRecord], document: Document, at: Path = ()) -> tuple[AnyRecord | None, tuple[Problem, ...]]:
    """The record that the value at a path holds, or every problem with it."""
    node = document.node(at)
    value = node.value if node else None
    if not isinstance(value, dict):
        found = named(value)
        hint = "write 'key: value' lines" if model is not None else ""
        return None, (Problem(document.locate(at), f"expected a mapping of keys to values, not {found}", hint),)
    blank = tuple(_blank_visibility(value, model, document, at))
    try:
        record = model.model_validate(without_blanks(value), by_alias=True, by_name=False)
    except ValidationError as error:
        details = error.errors(include_url=False)
        return None, (*blank, *(told(detail, model, document, at) for detail in details))
    return (None, blank) if blank else (record, ())


def _blank_visibility(value: Mapping[str, Any], model: type[Record], document: Document, at: Path) -> Iterable[Problem]:
    """Everywhere else nothing is nothing; whoever began to say who may read something did not mean everybody."""
    if value.get("visibility", "") is None and "visibility" in model.model_fields:
        where = document.locate((*at, "visibility"), key=True)
        yield Problem(where, "'visibility' says nothing", "one of: public, internal")


def without_blanks(values: Mapping[str, Value]) -> dict[str, Value]:
    """The keys that were given a value: `owner:` with nothing after it is the same as no `owner`."""
    kept: dict[str, Value] = {}
    for key, value in values.items():
        if value is not None:
            kept[key] = without_blanks(value) if isinstance(value, dict) else value
    return kept

"""Values as YAML writes them on one line, in the quotes of what stood there before."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from milepost.model.texts.expressions import expression
from milepost.model.texts.invisible import legible
from milepost.source.yaml.located_yaml import parse_yaml

Plain = str | int | bool | date | Sequence["Plain"] | Mapping[str, "Plain"]
"""What a field may be set to."""
# What YAML folds as a line break, or does not let stand for itself.
_UNSEEN = expression("[\x7f-\x9f\u2028\u2029\ufeff]")


def written(value: Plain, *, in_flow: bool = False, quote: str = "") -> str:
    """The text of a value that reads as the same again; `in_flow` is inside brackets or braces."""
    if isinstance(value, str):
        return _text(value, in_flow, quote)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {written(part, in_flow=True)}" for key, part in value.items()) + "}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(written(part, in_flow=True) for part in value) + "]"
    return json.dumps(value) if isinstance(value, bool | int) else _text(value.isoformat(), in_flow, quote)


def block(text: str, indent: str, broken: str) -> str:
    """Several lines as a block of lines, each behind an indent; empty where YAML would read it otherwise."""
    if "\n" not in text or text != text.strip():
        return ""
    lines = (f"{indent}{line}" if line else "" for line in text.split("\n"))
    made = f"|-{broken}" + broken.join(lines)
    document = parse_yaml(f"- k: {made}{broken}", "")
    return made if not document.problems and document.value == [{"k": text}] else ""


def as_meant(value: Plain) -> Plain:
    """The value without what nobody sees in it, and `check` would refuse where it has been written."""
    if isinstance(value, Mapping):
        return {key: as_meant(part) for key, part in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [as_meant(part) for part in value]
    return legible(value) if isinstance(value, str) else value


def as_read(value: Plain) -> object:
    """The value as the reader gives it back: a day is its text."""
    if isinstance(value, Mapping):
        return {key: as_read(part) for key, part in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [as_read(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


@lru_cache(1 << 12)
def _text(text: str, in_flow: bool, quote: str) -> str:
    single = "'" + text.replace("'", "''") + "'"
    double = _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
    kinds = {"": (text, single, double), "'": (single, double), '"': (double,)}
    return next(kind for kind in kinds[quote] if kind == double or _reads_as(kind, text, in_flow))


def _reads_as(candidate: str, text: str, in_flow: bool) -> bool:
    if "\n" in candidate or "\r" in candidate or candidate != candidate.strip():
        return False  # Blanks of other scripts are words to YAML, and a hand that edits the line sees nothing there.
    document = parse_yaml(f"- [{candidate}, x]\n" if in_flow else f"- k: {candidate}\n", "")
    return not document.problems and document.value == ([[text, "x"]] if in_flow else [{"k": text}])

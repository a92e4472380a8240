"""Problems as data: JSON for tools, and annotations for GitHub's pull requests."""

from __future__ import annotations

import json
from collections.abc import Iterable

from milepost.errors import Problem, Severity

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}


def as_json(problems: Iterable[Problem]) -> str:
    """An array of objects, one a problem; `line` and `column` are null for a file as a whole."""
    rows = [
        {
            "severity": problem.severity,
            "path": problem.location.path,
            "line": problem.location.line or None,
            "column": problem.location.column or None,
            "revision": problem.location.revision or None,
            "message": problem.message,
            "hint": problem.hint or None,
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_github(problems: Iterable[Problem]) -> str:
    """Workflow commands, a line each, that GitHub shows beside the lines they speak of."""
    return "\n".join(map(_annotation, problems))


def _annotation(problem: Problem) -> str:
    if problem.location.revision:  # the line is one of an old version: beside today's file it would mislead
        return f"::{_LEVELS[problem.severity]}::{_text(str(problem))}"
    where = {"file": problem.location.path}
    if problem.location.line:
        where |= {"line": str(problem.location.line)}
    if problem.location.column:
        where |= {"col": str(problem.location.column)}
    told = f"{problem.message}{f' ({problem.hint})' if problem.hint else ''}"
    return f"::{_LEVELS[problem.severity]} {','.join(f'{k}={_value(v)}' for k, v in where.items())}::{_text(told)}"


def _text(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(value: str) -> str:
    return _text(value).replace(":", "%3A").replace(",", "%2C")

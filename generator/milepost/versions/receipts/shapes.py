"""Shapes: what a manifest may hold, so that whatever stands in a published one is told and nothing rests on it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from milepost.model.fields import Status

_SHA256 = re.compile(r"[0-9a-f]{64}")
_OBJECT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SHA256S = re.compile(r"(?:[0-9a-f]{64}\n)*")
_OBJECTS = re.compile(r"(?:(?:[0-9a-f]{40}|[0-9a-f]{64})\n)*")
_STATUSES = frozenset(status.value for status in Status)
# Longer than any name that a disk takes.
_LONGEST = 4096
# Versions share most of their addresses, and so many are judged once.
_REMEMBERED = 1 << 14


def refuse_odd_shapes(values: Mapping[str, Any]) -> None:
    """Raise ValueError at what nobody of ours writes."""
    _hold(values["version"] is None or _is_name(values["version"]))
    _hold(_is(_OBJECT, values["revision"]) and _is(_OBJECT, values["tree"]))
    date.fromisoformat(values["status_date"])
    _hold(_is_list(values["updates"], _is_text) and _is_list(values["scripts"], _is_text))
    status, link, ledger = values["status"], values["previous"], values.get("ledger")
    _hold(status["claimed"] in {None, *_STATUSES} and status["computed"] in _STATUSES)
    _hold(status["headline"] is None or _is_text(status["headline"]))
    _hold(_is_map(values["generator"], lambda version: version is None or _is_text(version)))
    _hold("milepost" in values["generator"])
    _hold(link is None or (_is_name(link["version"]) and _is(_SHA256, link["manifest"])))
    _hold(_names_files(values["files"], _SHA256S) and _names_files(values["objects"], _OBJECTS))
    _hold(isinstance(values.get("configured", True), bool))
    _hold(_is_list(values.get("left_out", []), _is_text) and "plugins: milepost" not in values.get("left_out", []))
    if ledger is not None:
        _hold(all(type(ledger[name]) is int and ledger[name] >= 0 for name in ("entries", "otherwise")))
        _hold(_is(_SHA256, ledger["sha256"]) and _is(_SHA256, ledger["otherwise_sha256"]))


def _hold(is_so: bool) -> None:
    if not is_so:
        raise ValueError


def _is(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_list(value: object, is_one: Callable[[object], bool]) -> bool:
    return isinstance(value, list) and all(map(is_one, value))


def _is_map(value: object, is_one: Callable[[object], bool]) -> bool:
    return isinstance(value, dict) and all(map(is_one, value.values()))


def _names_files(value: object, lines: re.Pattern[str]) -> bool:
    """Whether it says of each address which hash stands there: read as one text, for every version has so many."""
    if not isinstance(value, dict) or not {*map(type, value.values())} <= {str}:
        return False
    text = "".join(f"{name}\n" for name in value.values())
    return text.count("\n") == len(value) and lines.fullmatch(text) is not None and all(map(_is_address, value))


def _is_name(value: object) -> bool:
    return isinstance(value, str) and value not in {"", ".", ".."} and "/" not in value and _is_address(value)


def _is_address(value: object) -> bool:
    """Whether a file may stand there: below the root of the site, and nowhere else."""
    return isinstance(value, str) and _stands_below(value)


@lru_cache(_REMEMBERED)
def _stands_below(value: str) -> bool:
    if not value or len(value) > _LONGEST or "\0" in value or "\\" in value:
        return False
    return not {"", ".", ".."} & set(value.split("/")) and all(len(part.encode()) < 256 for part in value.split("/"))

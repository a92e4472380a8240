"""Validation: a located value becomes a record, or problems in words that name the key and the remedy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import ValidationError

from milepost.errors import Location, Problem
from milepost.model.fields import Record
from milepost.source.yaml.nodes import Document, Path, Value

AnyRecord = TypeVar("AnyRecord", bound=Record)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_STATES = {
    **dict.fromkeys(("done", "reached", "complete", "completed", "finished", "kept", "完成", "已完成"), "done"),
    **dict.fromkeys(("cancelled", "canceled", "withdrawn", "dropped", "取消", "已取消"), "cancelled"),
}
_COLOURS = {
    **dict.fromkeys(("on track", "ok", "good", "fine", "well", "正常", "绿", "绿色"), "green"),
    **dict.fromkeys(("at risk", "yellow", "orange", "delayed", "有风险", "黄", "黄色"), "amber"),
    **dict.fromkeys(("off track", "late", "blocked", "bad", "critical", "严重", "红", "红色"), "red"),
}
# Of what is longer nobody means a day or a word that we know, and to look for one takes its square in time.
_LONGEST_GUESS = 100
_CONTAINERS = {"tuple_type": "list", "model_type": "mapping", "model_attributes_type": "mapping"}
_BOUNDS = {
    "greater_than_equal": ("ge", "smaller than"),
    "less_than_equal": ("le", "bigger than"),
}


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
        return None, (*blank, *(_told(detail, model, document, at) for detail in details))
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


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The hint that names what was probably meant, or nothing."""
    if len(word) > _LONGEST_GUESS:
        return ""
    candidates = sorted({str(word) for word in known})
    folded = {candidate.casefold(): candidate for candidate in reversed(candidates)}
    near = get_close_matches(word.casefold(), folded, n=1, cutoff=0.7)
    return f"did you mean {folded[near[0]]!r}?" if near else ""


def _told(detail: Any, model: type[Record], document: Document, at: Path) -> Problem:
    loc: tuple[str | int, ...] = (*at, *detail["loc"])
    kind, given, context = detail["type"], detail["input"], detail.get("ctx", {})
    name = next((str(step) for step in reversed(detail["loc"]) if isinstance(step, str)), "")
    subject = f"an entry of {name!r}" if detail["loc"] and isinstance(detail["loc"][-1], int) else repr(name)
    where = document.locate(loc)
    if kind == "extra_forbidden":
        hint = _state_hint(name, given, model) or _key_hint(name, model, detail["loc"])
        return Problem(document.locate(loc, key=True), f"unknown key {name!r}", hint)
    if kind == "missing":
        return _missing(name, document, loc)
    if kind == "day":
        why = f": {context['why']}" if context.get("why") else ""
        hint = "" if why else _date_hint(given)
        return Problem(where, f"{_quoted(given, document, loc)} is not a date{why}", hint)
    if kind == "timezone":
        return Problem(where, detail["msg"], "write it like Europe/Oslo, Asia/Shanghai or UTC")
    if kind in _CONTAINERS:
        shape = _CONTAINERS[kind]
        hint = f"write {name}: [a, b], or one '- ' line each" if shape == "list" else "write {key: value}"
        return Problem(where, f"{subject} must be a {shape}, not {named(given)}", hint)
    if kind.startswith("string"):
        return _wrong_text(kind, subject, given, context, document, loc, where)
    if kind in {"enum", "literal_error"}:
        allowed = re.findall(r"'([^']*)'", context["expected"])
        hint = _colour_hint(given, allowed) or did_you_mean(str(given), allowed) or f"one of: {', '.join(allowed)}"
        hint = hint if hint.startswith("write ") else _with_choices(hint, allowed)
        return Problem(where, f"{subject} cannot be {_quoted(given, document, loc)}", hint)
    if kind in _BOUNDS:
        bound, words = _BOUNDS[kind]
        return Problem(where, f"{subject} cannot be {words} {context[bound]}", f"it is {given}")
    if kind.startswith(("int", "float")):
        return Problem(
            where, f"{name!r} must be a whole number, not {_quoted(given, document, loc)}", f"write {name}: 3"
        )
    return Problem(where, f"{name!r}: {detail['msg']}")


def _state_hint(name: str, given: Any, model: type[Record]) -> str:
    """What to write in place of a state: of a milestone or commitment it follows from its days."""
    keys = known_keys(model, ())
    if name not in {"status", "state"} or "due" not in keys:
        return ""
    ends = {"done": ("done", "kept"), "cancelled": ("cancelled", "withdrawn")}
    word = _STATES.get(str(given).strip().casefold(), "")
    key = next((key for key in ends.get(word, ()) if key in keys), None)
    if key == "withdrawn":
        return "write withdrawn: {on: YYYY-MM-DD, agreed_with: …}"
    return f"write {key}: and the day" if key else "its state follows from its days; leave the key out"


def _colour_hint(given: Any, allowed: list[str]) -> str:
    """The colour that a manager means who says it in words."""
    colour = _COLOURS.get(" ".join(str(given).casefold().replace("-", " ").split()))
    return f"write {colour}" if colour in allowed else ""


def _missing(name: str, document: Document, loc: Path) -> Problem:
    parent = document.node(loc[:-1])
    if parent is not None and name in (parent.keys or {}):
        return Problem(document.locate(loc, key=True), f"the key {name!r} has no value", f"write {name}: …")
    return Problem(document.locate(loc[:-1]), f"the key {name!r} is missing", f"add {name}: …")


def _wrong_text(
    kind: str, subject: str, given: Any, context: Any, document: Document, loc: Path, where: Location
) -> Problem:
    if kind == "string_too_short":
        return Problem(where, f"{subject} is empty", "write a few words, or leave the key out")
    if kind == "string_too_long":
        most = context["max_length"]
        return Problem(where, f"{subject} is too long ({len(given)} characters)", f"at most {most}; use note: for more")
    if kind == "string_pattern_mismatch":
        hint = "use letters, digits, '.', '_' and '-', at most 64, beginning with a letter or a digit"
        return Problem(where, f"{given!r} is not a usable id", hint)
    return not_text(subject, given, document, loc)


def not_text(subject: str, given: Any, document: Document, loc: Path) -> Problem:
    """What a value gets that YAML takes for something else than text."""
    where, hint = document.locate(loc), "write a few words"
    if isinstance(given, bool | int | float):
        node = document.node(loc)
        hint = f'put it in quotes: "{node.text if node else given}"'
    return Problem(where, f"{subject} must be text, not {named(given)}", hint)


def _with_choices(hint: str, allowed: list[str]) -> str:
    choices = ", ".join(allowed)
    return hint if choices in hint else f"{hint} one of: {choices}"


def named(value: Any) -> str:
    """What a value is, in words."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"{str(value).lower()!r}"
    names = {str: "text", int: "a number", float: "a number", list: "a list", dict: "a mapping"}
    return names.get(type(value), "this")


def _quoted(given: Any, document: Document, loc: Path) -> str:
    if isinstance(given, list | dict) or given is None:
        return named(given)
    node = document.node(loc)
    text = node.text if node and node.text else str(given)
    return repr(text if len(text) <= 60 else text[:59] + "…")


def _key_hint(name: str, model: type[Record], loc: Path) -> str:
    known = known_keys(model, loc[:-1])
    return did_you_mean(name, known) or f"known keys: {', '.join(known)}"


def known_keys(model: type[Record], loc: Path) -> list[str]:
    """The keys that a record, or a part of it, may have."""
    part: Any = model
    for step in loc:
        if isinstance(step, str):
            fields = {field.alias or name: field for name, field in part.model_fields.items()}
            part = _record_in(fields[step].annotation)
    return [field.alias or name for name, field in part.model_fields.items()]


def _record_in(annotation: Any) -> type[Record]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    inner = [argument for argument in annotation.__args__ if argument not in (type(None), Ellipsis)]
    return _record_in(inner[0])


def _date_hint(given: Any) -> str:
    guess = guess_date(str(given))
    return f"write it as YYYY-MM-DD{f', such as {guess}' if guess else ''}"


def guess_date(text: str) -> str | None:
    """The day that a date in another form means, where only one can be meant."""
    if len(text) > _LONGEST_GUESS:
        return None
    words = text.strip().casefold()
    if found := re.fullmatch(r"([0-9]{4})([0-9]{2})([0-9]{2})", words):
        return _iso(found[1], found[2], found[3])
    if found := re.match(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)", words):
        return _iso(found[1], found[2], found[3])
    if found := re.search(r"(\d{1,2})(?:st|nd|rd|th|\.)? +([a-z]{3})[a-z]*\.?,? +(\d{4})", words):
        return _iso(found[3], _month(found[2]), found[1])
    if found := re.search(r"([a-z]{3})[a-z]*\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})", words):
        return _iso(found[3], _month(found[1]), found[2])
    if found := re.match(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})$", words):
        # 06/03/2026 is a different day on either side of the Atlantic: no guess unless only one reading is a date.
        readings = {_iso(found[4], found[3], found[1]), _iso(found[4], found[1], found[3])} - {None}
        return readings.pop() if len(readings) == 1 else None
    return None


def _month(name: str) -> str:
    return str(_MONTHS.index(name) + 1) if name in _MONTHS else "0"


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None

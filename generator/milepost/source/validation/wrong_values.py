"""Wrong values: what the validation of a record found, by its kind, in words that name the key and the remedy."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from milepost.errors import Problem
from milepost.model.fields import Record
from milepost.source.validation.guesses import colour_hint, date_hint, did_you_mean, foreign_hint, state_hint
from milepost.source.validation.wrong import Wrong, known_keys, named
from milepost.source.yaml.nodes import Document, Path

# A whole number as people write one, in groups of three or at once.
_WHOLE = re.compile(r"\d{1,3}(?:[,.' ]\d{3})+(?!\d)|\d+")


def told(detail: Any, model: type[Record], document: Document, at: Path) -> Problem:
    """What is wrong, by one finding of pydantic's about the value at a path."""
    place = (*at, *detail["loc"])
    wrong = Wrong(model, document, place, detail["loc"], detail["input"], detail.get("ctx", {}), detail["msg"])
    kind = detail["type"]
    family = next((family for family in _FAMILIES if kind.startswith(family)), "")
    return (_BY_KIND.get(kind) or _FAMILIES.get(family, _otherwise))(wrong)


def not_text(subject: str, given: Any, document: Document, loc: Path) -> Problem:
    """What a value gets that YAML takes for something else than text."""
    where, hint = document.locate(loc), "write a few words"
    if isinstance(given, bool | int | float):
        node = document.node(loc)
        hint = f'put it in quotes: "{node.text if node else given}"'
    return Problem(where, f"{subject} must be text, not {named(given)}", hint)


def _unknown_key(it: Wrong) -> Problem:
    hint = state_hint(it.name, it.given, known_keys(it.model, ()))
    if not hint:
        known = known_keys(it.model, it.within[:-1])
        hint = foreign_hint(it.name, known) or did_you_mean(it.name, known) or did_you_mean(it.name, _missed(it), 0.5)
        hint = hint or f"known keys: {', '.join(known)}"
    return Problem(it.at_key, f"unknown key {it.name!r}", hint)


def _missed(it: Wrong) -> list[str]:
    """The keys that are missing beside it: one of these it probably is, if it is only a little like one."""
    beside = it.document.node(it.place[:-1])
    needed = known_keys(it.model, it.within[:-1], needed=True)
    return [name for name in needed if beside is not None and name not in (beside.keys or {})]


def _missing(it: Wrong) -> Problem:
    parent = it.document.node(it.place[:-1])
    if parent is not None and it.name in (parent.keys or {}):
        return Problem(it.at_key, f"the key {it.name!r} has no value", f"write {it.name}: …")
    return Problem(it.document.locate(it.place[:-1]), f"the key {it.name!r} is missing", f"add {it.name}: …")


def _no_day(it: Wrong) -> Problem:
    why = f": {it.context['why']}" if it.context.get("why") else ""
    return Problem(
        it.where, f"{it.quoted} is not a date{why}", "write a day that there is" if why else date_hint(it.given)
    )


def _no_timezone(it: Wrong) -> Problem:
    return Problem(it.where, it.message, "write it like Europe/Oslo, Asia/Shanghai or UTC")


def _no_list(it: Wrong) -> Problem:
    hint = f"write {it.name}: [a, b], or one '- ' line each"
    return Problem(it.where, f"{it.subject} must be a list, not {named(it.given)}", hint)


def _no_mapping(it: Wrong) -> Problem:
    return Problem(it.where, f"{it.subject} must be a mapping, not {named(it.given)}", "write {key: value}")


def _no_answer(it: Wrong) -> Problem:
    return Problem(it.where, f"{it.subject} must be true or false, not {named(it.given)}", f"write {it.name}: true")


def _no_choice(it: Wrong) -> Problem:
    allowed = re.findall(r"'([^']*)'", it.context["expected"])
    choices = ", ".join(allowed)
    hint = colour_hint(it.given, allowed) or foreign_hint(str(it.given), allowed)
    hint = hint or did_you_mean(str(it.given), allowed) or f"one of: {choices}"
    if not hint.startswith("write ") and choices not in hint:
        hint = f"{hint} one of: {choices}"
    return Problem(it.where, f"{it.subject} cannot be {it.quoted}", hint)


def _out_of_bounds(bound: str, words: str, it: Wrong) -> Problem:
    return Problem(it.where, f"{it.subject} cannot be {words} {it.context[bound]}", f"it is {it.given}")


def _too_short(it: Wrong) -> Problem:
    return Problem(it.where, f"{it.subject} is empty", "write a few words, or leave the key out")


def _too_long(it: Wrong) -> Problem:
    hint = f"at most {it.context['max_length']}; use note: for more"
    return Problem(it.where, f"{it.subject} is too long ({len(it.given)} characters)", hint)


def _no_id(it: Wrong) -> Problem:
    hint = "use letters, digits, '.', '_' and '-', at most 64, beginning with a letter or a digit"
    return Problem(it.where, f"{it.given!r} is not a usable id", hint)


def _no_text(it: Wrong) -> Problem:
    return not_text(it.subject, it.given, it.document, it.place)


def _no_number(it: Wrong) -> Problem:
    written = _WHOLE.search(it.quoted)
    number = re.sub(r"\D", "", written[0]) if written else "3"
    return Problem(it.where, f"{it.name!r} must be a whole number, not {it.quoted}", f"write {it.name}: {number}")


def _otherwise(it: Wrong) -> Problem:
    return Problem(it.where, f"{it.name!r}: {it.message}")


_BY_KIND: Mapping[str, Callable[[Wrong], Problem]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing,
    "day": _no_day,
    "timezone": _no_timezone,
    "bool_type": _no_answer,
    "tuple_type": _no_list,
    "model_type": _no_mapping,
    "model_attributes_type": _no_mapping,
    "enum": _no_choice,
    "literal_error": _no_choice,
    "greater_than_equal": partial(_out_of_bounds, "ge", "smaller than"),
    "less_than_equal": partial(_out_of_bounds, "le", "bigger than"),
    "string_too_short": _too_short,
    "string_too_long": _too_long,
    "string_pattern_mismatch": _no_id,
}
_FAMILIES: Mapping[str, Callable[[Wrong], Problem]] = {"string": _no_text, "int": _no_number, "float": _no_number}

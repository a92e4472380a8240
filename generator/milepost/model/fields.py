"""The kinds of value that content fields hold."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from milepost.model.marks import Mark
from milepost.model.texts.days import day_from

ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
NAME_PATTERN = ID_PATTERN.replace("^", "^(?:[a-z]+:)?", 1)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Kind(StrEnum):
    """The kinds of item; the word before the colon of an item link."""

    MILESTONE = "milestone"
    COMMITMENT = "commitment"
    UPDATE = "update"
    LESSON = "lesson"
    RISK = "risk"
    PROBLEM = "problem"
    DECISION = "decision"
    CHANGE = "change"
    FEEDBACK = "feedback"
    MEETING = "meeting"
    BUDGET = "budget"
    CLOSING = "closing"


class Visibility(StrEnum):
    """Who may read an item."""

    PUBLIC = "public"
    INTERNAL = "internal"


class Side(StrEnum):
    """The two sides of a project."""

    VENDOR = "vendor"
    CLIENT = "client"


class Status(StrEnum):
    """Red, amber, green: worst last."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


Cause = Literal["scope", "estimate", "technical", "supplier", "staffing", "decision", "client", "external"]


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise PydanticCustomError("day", "{value} is not a date", {"value": repr(value)})
    try:
        return day_from(value)
    except ValueError as error:
        raise PydanticCustomError(
            "day", "{value} is not a date: {why}", {"value": repr(value), "why": str(error)}
        ) from error


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Day = Annotated[date, BeforeValidator(_day)]
"""A calendar day, written `YYYY-MM-DD`."""
PastDay = Annotated[Day, Mark.PAST]
"""A day on which something has happened."""
ItemId = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
"""A name that stays: letters, digits, dot, underscore, hyphen; at most 64."""
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
"""A few words on one line, never empty."""
Person = Annotated[Line, Mark.PERSON]
"""A person, a role or a team, in a few words."""
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000), Mark.MARKDOWN]
"""Markdown, never empty."""
Percent = Annotated[int, Field(ge=0, le=100, strict=True)]
Ids = Annotated[tuple[ItemId, ...], BeforeValidator(_listed, json_schema_input_type=ItemId | tuple[ItemId, ...])]
"""One id or a list of them."""
ItemName = Annotated[str, StringConstraints(pattern=NAME_PATTERN)]
"""What an item of one of several kinds is called by: its id, or `kind:id` where several have it."""
ItemNames = Annotated[
    tuple[ItemName, ...], BeforeValidator(_listed, json_schema_input_type=ItemName | tuple[ItemName, ...])
]
"""One of them or a list."""


class Record(BaseModel):
    """A frozen part of the content; unknown keys are errors, so that no typo loses data."""

    # What validates a kind of item is made when the first of it is read: most projects have few of them.
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)
